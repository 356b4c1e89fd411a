import Returns
import RuleLanguage

/// Values in the form in which people write them.
enum ValueWords {
    static func text(_ value: ConstantValue?) -> String {
        switch value {
        case nil: "(blank)"
        case .bool(let value): value ? "yes" : "no"
        case .integer(let value): String(value)
        case .double(let value): number(value)
        case .string(let text): text
        case .date(let days): CalendarDate(daysSince1970: days).description
        case .dateTime(let seconds): dateTime(seconds)
        case .list(let values): values.map { text($0) }.joined(separator: ", ")
        }
    }

    private static func dateTime(_ seconds: Int32) -> String {
        let (days, time) = (seconds.quotient(by: 86_400), seconds.remainder(by: 86_400))
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        // Days from 1 January 1970 to 1 January 2000.
        let day = CalendarDate(daysSince1970: days + 10_957)
        return "\(day) \(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60))"
    }

    /// A number with at most two decimals and without zeros at the end.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let hundredths = Int64((abs(value) * 100).rounded())
        let sign = value < 0 && hundredths > 0 ? "-" : ""
        let whole = Amount.grouped(Int(hundredths / 100))
        let rest = hundredths % 100
        if rest == 0 { return sign + whole }
        return sign + whole + (rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)")
    }

    /// A share as a percentage with one decimal.
    static func share(_ value: Double) -> String {
        number((value * 1_000).rounded() / 10) + "%"
    }
}

extension Int32 {
    /// The quotient rounded down, so that the remainder is never negative.
    fileprivate func quotient(by divisor: Int32) -> Int32 { (self - remainder(by: divisor)) / divisor }

    fileprivate func remainder(by divisor: Int32) -> Int32 { (self % divisor + divisor) % divisor }
}
