import Returns

/// One row of a reference file, whose cells are asked for by heading.
struct ReferenceRow {
    let file: ReferenceFile
    let index: Int

    /// The line, from 1.
    var line: Int { Int(file.lines[index]) }

    func text(_ heading: String) -> String { file.text(heading, index) }

    /// A whole number of at least 0, or nil for a blank.
    ///
    /// - Throws: `ReferenceError` naming the line and the column.
    func number(_ heading: String) throws(ReferenceError) -> Int32? {
        try value(heading, .number)
    }

    /// A number or a day, read one way; nil for a blank.
    ///
    /// - Throws: `ReferenceError` naming the line and the column.
    func value(_ heading: String, _ reading: CellReading) throws(ReferenceError) -> Int32? {
        switch reading.value(text(heading)) {
        case .number(let number): number
        case .blank, .text: nil
        case .unreadable: throw error(heading, expected: reading.expectation)
        }
    }

    func error(_ heading: String, expected: String) -> ReferenceError {
        let sentence = "The column \(heading) does not hold \(expected). Correct the cell."
        return ReferenceError(code: .unreadableCell, file: file.name, line: line, sentence: sentence)
    }
}
