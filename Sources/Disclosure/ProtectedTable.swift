/// Counts that may be shown; made only by `RawTable.protect(with:)`.
public struct ProtectedTable: Sendable, Hashable {
    public let dimensions: [Dimension]
    /// The method that every cell went through.
    public let method: Method
    /// The cells, the last dimension running fastest.
    public let cells: [ProtectedFigure]

    init(dimensions: [Dimension], cells: [ProtectedFigure], method: Method) {
        self.dimensions = dimensions
        self.cells = cells
        self.method = method
    }

    /// One cell.
    ///
    /// - Parameter codes: One code for each dimension, in their order.
    /// - Returns: The protected count.
    /// - Throws: `DisclosureError` when a code is not in its dimension.
    public func cell(_ codes: String...) throws(DisclosureError) -> ProtectedFigure {
        try cell(at: codes)
    }

    /// One cell.
    ///
    /// - Parameter codes: One code for each dimension, in their order.
    /// - Returns: The protected count.
    /// - Throws: `DisclosureError` when a code is not in its dimension.
    public func cell(at codes: [String]) throws(DisclosureError) -> ProtectedFigure {
        guard codes.count == dimensions.count else {
            throw .wrongNumberOfCodes(expected: dimensions.count, found: codes.count)
        }
        var cell = 0
        for (dimension, code) in zip(dimensions, codes) {
            cell = cell * dimension.categories.count + (try dimension.position(of: code))
        }
        return cells[cell]
    }

    /// One cell as a percentage of another.
    ///
    /// - Parameters:
    ///   - part: Codes of the cell.
    ///   - whole: Codes of the cell it is a part of.
    /// - Returns: Tenths of a percent, worked out from the protected counts, or a symbol.
    /// - Throws: `DisclosureError` when a code is not in its dimension.
    public func share(of part: [String], in whole: [String]) throws(DisclosureError) -> ProtectedFigure {
        try cell(at: part).share(of: cell(at: whole))
    }
}
