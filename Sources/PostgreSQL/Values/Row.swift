import CLibPQ

/// One row of a result.
///
/// Rows of one query share the result's memory: keeping one row keeps them all.
public struct Row: Sendable {
    let result: ResultRows
    let index: Int32

    /// How many columns the row has.
    public var columnCount: Int { Int(PQnfields(result.handle)) }

    /// Reads a cell by its place.
    ///
    /// - Parameters:
    ///   - column: The column's place; the first is 0.
    ///   - type: The type wanted; an `Optional` where NULL may stand.
    /// - Returns: The value.
    /// - Throws: `decoding` when there is no such column, the cell is NULL, or it does not read as the type.
    public func get<V: PostgreSQLDecodable>(_ column: Int, as type: V.Type = V.self) throws(PostgreSQLError) -> V {
        guard column >= 0, column < columnCount else { throw PostgreSQLError(.decoding) }
        guard let value = V.decode(Cell(result: result, row: index, column: Int32(column))) else {
            throw PostgreSQLError(.decoding, column: PQfname(result.handle, Int32(column)).map { String(cString: $0) })
        }
        return value
    }

    /// Reads a cell by its column's name.
    ///
    /// - Parameters:
    ///   - column: The name exactly as the result has it; the first wins where two are the same.
    ///   - type: The type wanted; an `Optional` where NULL may stand.
    /// - Returns: The value.
    /// - Throws: `decoding` when there is no such column, the cell is NULL, or it does not read as the type.
    public func get<V: PostgreSQLDecodable>(_ column: String, as type: V.Type = V.self) throws(PostgreSQLError) -> V {
        guard let place = result.places[column] else { throw PostgreSQLError(.decoding, column: column) }
        return try get(place, as: type)
    }
}

/// The cells of one result, freed with the last row that reads them.
// Unchecked, as libpq never writes to a finished result, and PQclear runs once, in deinit.
final class ResultRows: @unchecked Sendable {
    let handle: OpaquePointer
    let places: [String: Int]

    init(_ result: consuming Result, sharing known: [String: Int]? = nil) {
        handle = result.take()
        places = known ?? Self.places(handle)
    }

    private static func places(_ handle: OpaquePointer) -> [String: Int] {
        let names = (0..<PQnfields(handle)).compactMap { column in
            PQfname(handle, column).map { (String(cString: $0), Int(column)) }
        }
        return Dictionary(names, uniquingKeysWith: { first, _ in first })
    }

    var rows: [Row] { (0..<PQntuples(handle)).map { Row(result: self, index: $0) } }

    deinit { PQclear(handle) }
}

/// One cell of a result, as the text the server sent.
public struct Cell {
    let result: ResultRows
    let row: Int32
    let column: Int32

    /// Whether the cell is NULL.
    public var isNull: Bool { PQgetisnull(result.handle, row, column) == 1 }

    /// The cell's bytes; none when it is NULL.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        let count = Int(PQgetlength(result.handle, row, column))
        return body(UnsafeRawBufferPointer(start: PQgetvalue(result.handle, row, column), count: count))
    }
}
