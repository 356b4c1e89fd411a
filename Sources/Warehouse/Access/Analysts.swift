import PostgreSQL

/// Somebody who asks the warehouse in SQL, logging in as themselves.
public struct Analyst: Sendable, Hashable {
    /// The role that logs in.
    public let role: String
    /// `all`, codes of regions, and three-digit codes of authorities; none for who may log in and sees nothing.
    public let areas: [String]
}

extension Warehouse {
    /// Lets an analyst see an area, making the role that logs in where there is none.
    ///
    /// The role has no password: how it logs in (a certificate, a password it sets, the operating system's user) is a
    /// matter of the server's `pg_hba.conf`.
    ///
    /// - Parameters:
    ///   - role: Lower-case letters, digits and underscores; not one of PostgreSQL's or of ours.
    ///   - area: `all`, the code of a region, or three digits of an authority.
    /// - Throws: `AccessError.analystMisnamed`, `areaUnknown`; a `PostgreSQLError` where roles may not be made.
    public func letSee(_ role: String, area: String) async throws {
        guard role.wholeMatch(of: /[a-z_][a-z0-9_]{0,40}/) != nil, !role.hasPrefix("pg_"), !role.hasPrefix("sendstat_")
        else { throw AccessError.analystMisnamed }
        try await transaction { session in
            let isKnown = try !session.query(
                """
                SELECT FROM reference.local_authority WHERE $1 IN ('all', la_code, region_code)
                UNION ALL SELECT WHERE $1 = 'all' LIMIT 1
                """,
                [.text(area)]
            ).isEmpty
            guard isKnown else { throw AccessError.areaUnknown }
            let known = try session.query("SELECT FROM pg_roles WHERE rolname = $1", [.text(role)])
            if known.isEmpty {
                for statement in Self.making { try session.script(statement.naming("{role}", role)) }
            } else {
                let ours = try session.row(
                    "SELECT pg_has_role($1, 'sendstat_analyst', 'MEMBER') AND NOT rolsuper AS is_analyst FROM pg_roles WHERE rolname = $1",
                    [.text(role)]
                )
                guard try ours.get("is_analyst") else { throw AccessError.analystMisnamed }
            }
            try session.execute(
                "INSERT INTO access.analyst (role_name, area) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                [.text(role), .text(area)]
            )
            try Audit.record("analyst-sees", "analyst:\(role)", ["area": area], in: session)
        }
    }

    private static let making: [SQL] = [
        "CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 8 IN ROLE sendstat_analyst",
        "ALTER ROLE {role} SET default_transaction_read_only = on",
        "ALTER ROLE {role} SET statement_timeout = '60s'",
        "ALTER ROLE {role} SET idle_in_transaction_session_timeout = '60s'",
        "ALTER ROLE {role} SET search_path = pub",
    ]

    /// Takes an area from an analyst, or all of them.
    ///
    /// - Parameters:
    ///   - role: The role that logs in; it stays, and sees nothing once it has no area.
    ///   - area: As given; nil for all.
    /// - Throws: `AccessError.areaUnknown` when the analyst did not have it; a `PostgreSQLError`.
    public func letNoLongerSee(_ role: String, area: String?) async throws {
        try await transaction { session in
            let taken = try session.execute(
                "DELETE FROM access.analyst WHERE role_name = $1 AND area = coalesce($2, area)",
                [.text(role), Parameter(area)]
            )
            guard taken > 0 else { throw AccessError.areaUnknown }
            try Audit.record("analyst-no-longer-sees", "analyst:\(role)", ["area": area ?? "all of them"], in: session)
        }
    }

    /// Lists the analysts.
    ///
    /// - Returns: Them, by role.
    /// - Throws: A `PostgreSQLError`.
    public func analysts() async throws -> [Analyst] {
        try await transaction { session in
            try session.query(
                """
                SELECT role_name::text AS role_name, string_agg(area, ' ' ORDER BY area) AS areas
                FROM access.analyst GROUP BY role_name ORDER BY role_name
                """
            ).map { row in
                Analyst(
                    role: try row.get("role_name"),
                    areas: try row.get("areas", as: String.self).split(separator: " ").map(String.init)
                )
            }
        }
    }

    /// Ends analysts' queries that have run for too long, and sessions that hold a transaction open and do nothing.
    ///
    /// A session's own `statement_timeout` can be lifted by who is in it; this looks from outside.
    ///
    /// - Parameter seconds: How long is too long.
    /// - Returns: The roles whose sessions were ended, once for each session.
    /// - Throws: A `PostgreSQLError`.
    public func endRunawayQueries(after seconds: Int) async throws -> [String] {
        try await transaction { session in
            let ended = try session.query(
                """
                SELECT usename::text AS role_name, pg_terminate_backend(pid) AS is_ended FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                    AND usename IN (SELECT role_name FROM access.analyst)
                    AND ((state = 'active' AND query_start < clock_timestamp() - $1 * interval '1 second')
                        OR (state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - $1 * interval '1 second'))
                ORDER BY usename
                """,
                [Parameter(seconds)]
            ).map { try $0.get("role_name", as: String.self) }
            for role in ended { try Audit.record("analyst-query-ended", "analyst:\(role)", in: session) }
            return ended
        }
    }
}
