/// True counts on their way to disclosure control: they go in, and only `protect(with:)` lets anything out.
///
/// There is no public way to read a cell: not by property, description, reflection or comparison. The type keeps a
/// raw count from reaching a page by mistake; it is no defence against code written to attack it, so read with care
/// any code that adds known counts to unknown ones. The sums here refuse to count a category twice for that reason.
public struct RawTable: Sendable {
    public let dimensions: [Dimension]
    let counts: [Int]

    init(dimensions: [Dimension], counts: [Int]) {
        self.dimensions = dimensions
        self.counts = counts
    }

    /// Applies a method of disclosure control to each cell.
    ///
    /// Make every sum that will be shown (totals, regions) part of the table first, so that it is protected on its own
    /// and not added up from rounded parts.
    ///
    /// - Parameter method: The method; its name travels with the table.
    /// - Returns: The table that may be shown.
    public func protect(with method: Method) -> ProtectedTable {
        ProtectedTable(dimensions: dimensions, cells: counts.map(method.apply), method: method)
    }

    func position(of name: String) throws(DisclosureError) -> Int {
        guard let position = dimensions.firstIndex(where: { $0.name == name }) else { throw .unknownDimension(name) }
        return position
    }
}

extension RawTable: CustomReflectable, CustomStringConvertible, CustomDebugStringConvertible {
    public var customMirror: Mirror { Mirror(self, children: []) }
    public var description: String { "RawTable by \(dimensions.map(\.name).joined(separator: ", "))" }
    public var debugDescription: String { description }
}
