public import PostgreSQL

/// A worker's sign of life: a connection that holds a lock for as long as the worker lives.
///
/// When the worker is killed the server drops the connection, and others may take its job at once instead of waiting
/// for the lease to run out. Keep it until the worker ends.
public struct WorkerPresence: Sendable {
    private let connection: Connection
    /// Number of the worker.
    public let number: Int

    /// Takes a number and holds it.
    ///
    /// - Parameter settings: Where to connect; the same database as the warehouse's.
    /// - Throws: A `PostgreSQLError`.
    public init(settings: ConnectionSettings) async throws {
        connection = try await Connection.open(settings)
        number = try await connection.perform { session in
            let row = try session.row("SELECT nextval('intake.worker_number') AS number")
            let number = try row.get("number", as: Int.self)
            // The class is the one that intake.worker_lives looks for.
            _ = try session.query("SELECT pg_advisory_lock(1936028260, $1::integer)", [Parameter(number)])
            return number
        }
    }

    /// Whether the server still knows of it: when it does not, others may take the worker's jobs.
    public var isHeld: Bool {
        get async {
            let answer = try? await connection.perform { try $0.query("SELECT 1") }
            return answer != nil
        }
    }

    /// Gives the number up; a job still held under it may be taken by others.
    public func end() async {
        await connection.close()
    }
}
