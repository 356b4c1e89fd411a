internal import Disclosure

/// Figures as people read them: thousands with commas, a true minus, symbols as they are.
enum FigureText {
    static func table(_ figure: ProtectedFigure, signed: Bool = false) -> String {
        switch figure.content {
        case .count(let count): sign(count, signed) + grouped(count.magnitude)
        case .tenths(let tenths): sign(tenths, signed) + decimal(tenths.magnitude)
        case .symbol(let symbol): symbol.rawValue
        }
    }

    static func grouped(_ magnitude: UInt) -> String {
        let digits = Array(String(magnitude))
        var text = ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    static func decimal(_ tenths: UInt) -> String { "\(grouped(tenths / 10)).\(tenths % 10)" }

    private static func sign(_ number: Int, _ signed: Bool) -> String {
        if number < 0 { return "\u{2212}" }
        return signed && number > 0 ? "+" : ""
    }
}

/// Numbers in sentences: counts to 100 above 10,000 and to 10 above 1,000; percentages whole from 10 on.
enum ProseNumber {
    static func count(_ count: Int) -> String {
        let step = count > 10_000 ? 100 : count > 1_000 ? 10 : 1
        return FigureText.grouped(UInt((count.magnitude + UInt(step) / 2) / UInt(step) * UInt(step)))
    }

    static func percent(_ tenths: Int) -> String {
        let magnitude = tenths.magnitude
        return magnitude >= 100 ? "\((magnitude + 5) / 10)%" : "\(FigureText.decimal(magnitude))%"
    }

    static func points(_ tenths: Int) -> String {
        "\(FigureText.decimal(tenths.magnitude)) percentage point\(tenths.magnitude == 10 ? "" : "s")"
    }
}
