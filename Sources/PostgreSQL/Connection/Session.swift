import CLibPQ

/// A connection while a body has it to itself.
///
/// It cannot leave the body: it is not `Sendable`, and what a body returns is.
public struct Session {
    let link: Link

    /// Runs a statement and reads all its rows.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - parameters: Values for `$1` onwards.
    /// - Returns: The rows.
    /// - Throws: `sqlState` with what the server says of the failure; `unavailable` when the server went away.
    public func query(_ sql: SQL, _ parameters: Parameter...) throws(PostgreSQLError) -> [Row] {
        try query(sql, parameters)
    }

    /// Runs a statement and reads all its rows.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - parameters: Values for `$1` onwards.
    /// - Returns: The rows.
    /// - Throws: As the other form.
    public func query(_ sql: SQL, _ parameters: [Parameter]) throws(PostgreSQLError) -> [Row] {
        ResultRows(try run(sql, parameters)).rows
    }

    /// Runs a statement whose rows are not wanted.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - parameters: Values for `$1` onwards.
    /// - Returns: How many rows it inserted, changed, deleted or read; 0 for other statements.
    /// - Throws: As `query`.
    @discardableResult
    public func execute(_ sql: SQL, _ parameters: Parameter...) throws(PostgreSQLError) -> Int {
        try execute(sql, parameters)
    }

    /// Runs a statement whose rows are not wanted.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - parameters: Values for `$1` onwards.
    /// - Returns: How many rows it inserted, changed, deleted or read; 0 for other statements.
    /// - Throws: As `query`.
    @discardableResult
    public func execute(_ sql: SQL, _ parameters: [Parameter]) throws(PostgreSQLError) -> Int {
        try run(sql, parameters).affected
    }

    /// Runs many statements, without parameters; outside `transaction` they are one transaction all the same.
    ///
    /// - Parameter sql: The statements, such as a migration's.
    /// - Throws: As `query`, with the line of the script at which the server stopped where it says so.
    public func script(_ sql: SQL) throws(PostgreSQLError) {
        try link.script(sql)
    }

    /// Reads rows one by one as they arrive, in bounded memory.
    ///
    /// No other statement can run on the connection meanwhile (`busy`). When the body throws, the statement is
    /// cancelled, which also aborts the transaction it is in.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - parameters: Values for `$1` onwards.
    ///   - body: What to do with each row; a row it keeps holds its own memory.
    /// - Throws: What the body throws, or as `query`; rows may have been given before a failure.
    public func forEachRow(_ sql: SQL, _ parameters: [Parameter] = [], _ body: (Row) throws -> Void) throws {
        try link.prepareToSend()
        let sent = try EncodedParameters(parameters).send(sql, on: link)
        guard sent, PQsetSingleRowMode(link.handle) == 1 else { throw link.lost() }
        link.isStreaming = true
        defer { link.isStreaming = false }
        do {
            try readRows(sql, body)
        } catch {
            link.cancellation.sendOnce()
            link.drain()
            throw error
        }
        link.drain()
    }

    private func readRows(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        var places: [String: Int]?
        while let result = Result(PQgetResult(link.handle)) {
            let checked = try link.check(result, sql)
            guard checked.status == PGRES_SINGLE_TUPLE else { continue }
            let rows = ResultRows(checked, sharing: places)
            places = rows.places
            try body(Row(result: rows, index: 0))
        }
    }

    /// Runs a statement that gives one `bytea`, and takes it as it lies in the database instead of as text.
    ///
    /// - Parameters:
    ///   - sql: One statement with one column.
    ///   - parameters: Values for `$1` onwards.
    /// - Returns: The first row's bytes; nil when there is no row or it is NULL.
    /// - Throws: As `query`.
    public func bytes(_ sql: SQL, _ parameters: [Parameter]) throws(PostgreSQLError) -> [UInt8]? {
        try link.prepareToSend()
        let encoded = try EncodedParameters(parameters)
        let rows = ResultRows(try link.check(encoded.execute(sql, on: link, binaryRows: true), sql)).rows
        guard let row = rows.first, row.columnCount == 1 else { return nil }
        let cell = Cell(result: row.result, row: row.index, column: 0)
        guard !cell.isNull else { return nil }
        return cell.bytes
    }

    private func run(_ sql: SQL, _ parameters: [Parameter]) throws(PostgreSQLError) -> Result {
        try link.prepareToSend()
        let encoded = try EncodedParameters(parameters)
        return try link.check(encoded.execute(sql, on: link), sql)
    }
}
