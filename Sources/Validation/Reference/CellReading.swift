import Returns

/// How a cell of the register is read.
enum CellReading: Sendable {
    case number, text
    /// A day as 2025-01-16.
    case yearFirst
    /// A day as 16-01-2025.
    case dayFirst
    /// Yes or no; a blank means no.
    case flag
    /// A phase by its code or its name.
    case phase
    /// Yes for one of the first words, no for one of the second; anything else is not told.
    case words(yes: [String], no: [String])
    /// Yes where the text holds the word, in lower case.
    case holds(String)
    /// No for the text, in lower case; yes for any other.
    case anyBut(String)

    enum Value {
        case blank, unreadable
        case number(Int32)
        case text(String)
    }

    /// Reads a cell's text.
    func value(_ text: String) -> Value {
        if case .flag = self { return Self.flag(text.lowercased()) }
        if text.isEmpty { return .blank }
        switch self {
        case .number: return Int32(text).flatMap { $0 >= 0 ? .number($0) : nil } ?? .unreadable
        case .yearFirst: return Self.day(CalendarDate(text))
        case .dayFirst: return Self.day(Self.dayFirst(text))
        case .phase: return Int32(text).map { .number($0) } ?? Self.phase(text.lowercased())
        case .words(let yes, let no): return Self.word(text.lowercased(), yes, no)
        case .holds(let word): return .number(text.lowercased().contains(word) ? 1 : 0)
        case .anyBut(let word):
            return text.lowercased() == "not applicable" ? .blank : .number(text.lowercased() == word ? 0 : 1)
        case .text, .flag: return .text(text)
        }
    }

    /// What the cell should hold, for a sentence.
    var expectation: String {
        switch self {
        case .number: "a whole number"
        case .text: "text"
        case .yearFirst: "a date such as 2025-01-16"
        case .dayFirst: "a date such as 16-01-2025"
        case .flag: "true or false"
        case .phase: "a phase of education"
        case .words(let yes, let no): "one of \((yes + no).joined(separator: ", "))"
        case .holds, .anyBut: "text"
        }
    }

    private static func flag(_ text: String) -> Value {
        switch text {
        case "1", "true", "yes": .number(1)
        case "0", "false", "no", "": .number(0)
        default: .unreadable
        }
    }

    private static func day(_ date: CalendarDate?) -> Value {
        date.map { .number($0.daysSince1970) } ?? .unreadable
    }

    private static func dayFirst(_ text: String) -> CalendarDate? {
        let parts = text.split(whereSeparator: { $0 == "-" || $0 == "/" })
        guard parts.count == 3, parts[2].count == 4, let day = Int(parts[0]), let month = Int(parts[1]),
            let year = Int(parts[2])
        else { return CalendarDate(text) }
        return CalendarDate(year: year, month: month, day: day)
    }

    private static func word(_ text: String, _ yes: [String], _ no: [String]) -> Value {
        if yes.contains(text) { return .number(1) }
        if no.contains(text) { return .number(0) }
        return .unreadable
    }

    /// Names of the phases, each at the place of its code in the register.
    static let phases = [
        "not applicable", "nursery", "primary", "middle deemed primary", "secondary", "middle deemed secondary",
        "16 plus", "all-through",
    ]

    private static func phase(_ name: String) -> Value {
        phases.firstIndex(of: name == "all through" ? "all-through" : name).map { .number(Int32($0)) } ?? .unreadable
    }
}
