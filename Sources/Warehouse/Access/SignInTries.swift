import Crypto
import PostgreSQL

/// Counts tries, so that nobody guesses on: eight wrong ones within fifteen minutes lock a name for as long.
enum SignInTries {
    /// What is tried; each is counted for itself.
    enum Door: String {
        case password
        case secondFactor
    }

    static let most = 8
    static let minutes = 15

    /// Counts a try as wrong until it is known to be right, so that trying many at once gains nothing.
    ///
    /// - Parameters:
    ///   - door: What is tried.
    ///   - name: The address or the account's number, known or not.
    ///   - session: A transaction of its own, which must be committed before the try.
    /// - Returns: The number of the try; nil when the name is locked.
    /// - Throws: A `PostgreSQLError`.
    static func begin(_ door: Door, _ name: String, _ session: Session) throws -> Int64? {
        let key = [UInt8](SHA256.hash(data: Array("\(door.rawValue) \(name)".utf8)))
        _ = try session.query(
            "SELECT pg_advisory_xact_lock(hashtextextended('access.sign_in_try ' || encode($1::bytea, 'hex'), 0))",
            [.bytes(key)]
        )
        let wrong = try session.row(
            """
            SELECT count(*) AS wrong FROM access.sign_in_try
            WHERE name_hash = $1 AND NOT succeeded AND at > clock_timestamp() - make_interval(mins => $2::integer)
                AND at > coalesce(
                    (SELECT max(at) FROM access.sign_in_try WHERE name_hash = $1 AND succeeded), '-infinity'
                )
            """,
            [.bytes(key), Parameter(minutes)]
        ).get("wrong", as: Int.self)
        guard wrong < most else { return nil }
        try session.execute("DELETE FROM access.sign_in_try WHERE at < clock_timestamp() - interval '1 day'")
        return try session.row(
            "INSERT INTO access.sign_in_try (name_hash) VALUES ($1) RETURNING id",
            [.bytes(key)]
        ).get("id")
    }

    /// Says that a try was right, which also forgives the wrong ones before it.
    static func succeed(_ id: Int64, _ session: Session) throws {
        try session.execute(
            "UPDATE access.sign_in_try SET succeeded = true, at = clock_timestamp() WHERE id = $1",
            [Parameter(id)]
        )
    }
}
