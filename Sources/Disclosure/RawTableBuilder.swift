/// Takes counts in, row by row, and makes a raw table of them; like it, it shows nothing of what it holds.
public struct RawTableBuilder: Sendable {
    private let dimensions: [Dimension]
    private let positions: [[String: Int]]
    private var counts: [Int]

    /// Makes a builder whose cells are all zero.
    ///
    /// - Parameter dimensions: The dimensions in order.
    /// - Throws: `DisclosureError` when a dimension or a category comes twice.
    public init(dimensions: [Dimension]) throws(DisclosureError) {
        var names = Set<String>()
        for dimension in dimensions {
            guard names.insert(dimension.name).inserted else { throw .repeatedDimension(dimension.name) }
            try dimension.requireUniqueCodes()
        }
        self.dimensions = dimensions
        positions = dimensions.map { dimension in
            Dictionary(uniqueKeysWithValues: dimension.categories.enumerated().map { ($1.code, $0) })
        }
        counts = Array(repeating: 0, count: dimensions.reduce(1) { $0 * $1.categories.count })
    }

    /// Adds a count to a cell; counts for the same cell add up.
    ///
    /// - Parameters:
    ///   - count: How many, zero or more.
    ///   - codes: One code for each dimension, in their order.
    /// - Throws: `DisclosureError` when a code is not in its dimension, or the count is below zero.
    public mutating func add(_ count: Int, at codes: [String]) throws(DisclosureError) {
        guard codes.count == dimensions.count else {
            throw .wrongNumberOfCodes(expected: dimensions.count, found: codes.count)
        }
        guard count >= 0 else { throw .negativeCount }
        var cell = 0
        for (dimension, code) in codes.enumerated() {
            guard let position = positions[dimension][code] else {
                throw .unknownCategory(dimension: dimensions[dimension].name, code: code)
            }
            cell = cell * dimensions[dimension].categories.count + position
        }
        counts[cell] += count
    }

    /// The table of what was added so far.
    ///
    /// - Returns: The raw table.
    public func build() -> RawTable {
        RawTable(dimensions: dimensions, counts: counts)
    }
}

extension RawTableBuilder: CustomReflectable, CustomStringConvertible {
    public var customMirror: Mirror { Mirror(self, children: []) }
    public var description: String { "RawTableBuilder by \(dimensions.map(\.name).joined(separator: ", "))" }
}
