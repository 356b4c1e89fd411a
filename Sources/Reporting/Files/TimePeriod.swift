/// The period of a count of plans as published files name it: the academic year that the January lies in.
///
/// Explore Education Statistics writes it in six figures, `202425` for January 2025; flows within a calendar year have
/// codes of their own.
enum TimePeriod {
    static let identifier = "Academic year"

    static func code(ofJanuary year: Int) -> String {
        let end = year % 100
        return "\(year - 1)\(end < 10 ? "0" : "")\(end)"
    }

    static func january(of code: String) -> Int? {
        code.count == 6 ? Int(code.prefix(4)).map { $0 + 1 } : nil
    }
}
