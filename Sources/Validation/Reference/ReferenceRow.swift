import Returns

/// One row of a reference file, whose cells are asked for by heading.
struct ReferenceRow {
    let file: String
    let line: Int
    let places: [String: Int]
    let cells: [String]

    func text(_ heading: String) -> String {
        places[heading].map { cells[$0] } ?? ""
    }

    /// A whole number of at least 0, or nil for a blank.
    func number(_ heading: String) throws(ReferenceError) -> Int32? {
        let text = text(heading)
        if text.isEmpty { return nil }
        guard let value = Int32(text), value >= 0 else { throw error(heading, expected: "a whole number") }
        return value
    }

    /// Days since 1 January 1970, or nil for a blank.
    func day(_ heading: String) throws(ReferenceError) -> Int32? {
        let text = text(heading)
        if text.isEmpty { return nil }
        guard let date = CalendarDate(text) else { throw error(heading, expected: "a date such as 2025-01-16") }
        return date.daysSince1970
    }

    /// Yes or no; a blank means no.
    func boolean(_ heading: String) throws(ReferenceError) -> Bool {
        switch text(heading).lowercased() {
        case "1", "true", "yes": return true
        case "0", "false", "no", "": return false
        default: throw error(heading, expected: "true or false")
        }
    }

    func error(_ heading: String, expected: String) -> ReferenceError {
        let sentence = "The column \(heading) does not hold \(expected). Correct the cell."
        return ReferenceError(code: .unreadableCell, file: file, line: line, sentence: sentence)
    }
}
