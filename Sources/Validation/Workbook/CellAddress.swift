/// A cell of a workbook; row and column count from 0.
public struct CellAddress: Sendable, Hashable {
    public let sheet: String
    public let row: Int
    public let column: Int

    public init(sheet: String, row: Int, column: Int) {
        self.sheet = sheet
        self.row = row
        self.column = column
    }

    /// The cell as Excel names it inside its sheet: `C5`.
    public var name: String {
        var letters = ""
        var rest = column + 1
        while rest > 0 {
            letters = String(Unicode.Scalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters + String(row + 1)
    }
}
