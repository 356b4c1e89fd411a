import PostgreSQL

/// What an operator watches: counts and ages, never whose.
public struct OperationFigures: Sendable, Hashable {
    /// Returns in each state that any is in.
    public let returns: [String: Int]
    /// Returns that wait to be checked.
    public let queued: Int
    /// Seconds that the first of them has waited; 0 when none does.
    public let queueAge: Int
    /// How many returns were checked within each of `checkBounds` seconds of their arrival.
    public let checkedWithin: [Int]
    /// How many were checked in all, and the seconds that took together.
    public let checked: Int
    public let checkSeconds: Double
    /// Messages that wait to be sent, the age of the first in seconds, and those that failed at least once.
    public let outboxWaiting: Int
    public let outboxAge: Int
    public let outboxFailed: Int
    /// Requests for access that nobody has decided on for more than a working day, from Monday to Friday.
    public let requestsLate: Int

    /// Jobs that run again and again.
    public let jobs: [RegularJob]

    /// Upper bounds of the buckets that `checkedWithin` counts, in seconds.
    public static let checkBounds = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600]
}

extension Warehouse {
    /// Says that the database answers.
    ///
    /// - Throws: A `PostgreSQLError` when it does not.
    public func requireAnswer() async throws {
        try await transaction { session in _ = try session.query("SELECT 1 AS answer") }
    }

    /// Reads what an operator watches.
    ///
    /// - Returns: The figures of this moment.
    /// - Throws: A `PostgreSQLError`.
    public func operationFigures() async throws -> OperationFigures {
        try await transaction { session in
            let states = try session.query("SELECT state, count(*) AS count FROM intake.submission GROUP BY state")
            let queue = try session.row(Self.queueFigures)
            let checks = try session.row(
                Self.checkFigures,
                [Parameter(OperationFigures.checkBounds.map { Int64($0) })]
            )
            let outbox = try session.row(Self.outboxFigures)
            let requests = try session.row(Self.lateRequests)
            return OperationFigures(
                returns: try Dictionary(
                    uniqueKeysWithValues: states.map { (try $0.get("state", as: String.self), try $0.get("count")) }
                ),
                queued: try queue.get("queued"),
                queueAge: try queue.get("age"),
                checkedWithin: try checks.get("within", as: String.self).split(separator: " ").compactMap { Int($0) },
                checked: try checks.get("checked"),
                checkSeconds: Double(try checks.get("milliseconds", as: Int.self)) / 1000,
                outboxWaiting: try outbox.get("waiting"),
                outboxAge: try outbox.get("age"),
                outboxFailed: try outbox.get("failed"),
                requestsLate: try requests.get("late"),
                jobs: try RegularJob.all(in: session)
            )
        }
    }

    private static let queueFigures: SQL = """
        SELECT count(*) AS queued, coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::bigint AS age
        FROM intake.job WHERE state = 'waiting'
        """

    private static let checkFigures: SQL = """
        WITH took AS (
            SELECT extract(epoch FROM ended_at - created_at) AS seconds FROM intake.job WHERE state = 'done'
        )
        SELECT count(*) AS checked, (coalesce(sum(seconds), 0) * 1000)::bigint AS milliseconds,
            (
                SELECT string_agg((SELECT count(*) FROM took WHERE seconds <= bound)::text, ' ' ORDER BY bound)
                FROM unnest($1::bigint[]) AS bound
            ) AS within
        FROM took
        """

    private static let outboxFigures: SQL = """
        SELECT count(*) AS waiting, count(*) FILTER (WHERE failure IS NOT NULL) AS failed,
            coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::bigint AS age
        FROM intake.outbox WHERE sent_at IS NULL
        """

    private static let lateRequests: SQL = """
        SELECT count(*) AS late FROM access.request r
        WHERE r.decision IS NULL AND EXISTS (
            SELECT FROM generate_series(r.asked_at + interval '1 day', clock_timestamp(), interval '1 day') AS day
            WHERE extract(isodow FROM day) < 6
        )
        """
}
