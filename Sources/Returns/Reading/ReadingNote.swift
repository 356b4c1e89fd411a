/// Something the reader did that the sender should know of, though nothing is wrong with the return.
public struct ReadingNote: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// A file of an archive that is no part of a return.
        case filePassedOver = "file-passed-over"
        /// A sheet that is known and holds no records, or a hidden one that is no table.
        case sheetPassedOver = "sheet-passed-over"
        /// A column that is known and holds nothing of the return, such as `Issues`.
        case columnPassedOver = "column-passed-over"
        /// An element, column or file that the collection has and the standard does not take.
        case notTaken = "not-taken"
        /// A hidden sheet that holds a table and was read.
        case hiddenSheet = "hidden-sheet"
        /// Cells that were merged: only the first of them holds a value.
        case mergedCells = "merged-cells"
        /// Formulas, read by the value they had when the workbook was saved.
        case formulas
        /// Formulas that hold no value, because no spreadsheet program has worked them out.
        case formulasWithoutValue = "formulas-without-value"
        /// Cells that show an error such as `#N/A`.
        case errorCells = "error-cells"
        /// Macros, which were not looked at.
        case macros
    }

    public let kind: Kind
    /// Where it is, with the line and column of the first cell where there is one.
    public let place: Place
    /// How many cells, rows or areas it concerns; 1 for a file, a sheet or a column.
    public let count: Int
    /// What was done, in plain words, holding no cell's value.
    public let sentence: String

    init(_ kind: Kind, at place: Place, count: Int = 1, _ sentence: String) {
        self.kind = kind
        self.place = place
        self.count = count
        self.sentence = sentence
    }

    /// The same, met so many times more.
    func met(_ times: Int) -> ReadingNote {
        ReadingNote(kind, at: place, count: count + times, sentence)
    }
}
