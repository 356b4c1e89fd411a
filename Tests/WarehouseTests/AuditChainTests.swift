import Crypto
import Foundation
import PostgreSQL
import Testing
import Warehouse

@Suite struct AuditChainTests {
    @Test func `every entry is linked to the one before by SHA-256 over its canonical text`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let empty = try await warehouse.verifyAudit()
            #expect(empty == .whole(AuditCheckpoint(position: 0, hash: String(repeating: "0", count: 64))))
            try await Self.write(5, settings)
            let rows = try await query(
                settings,
                """
                SELECT l.hash, l.previous_hash, a.id, a.actor, a.action, a.subject,
                    to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
                FROM intake.audit_link l JOIN intake.audit a ON a.id = l.audit_id ORDER BY l.position
                """
            )
            #expect(rows.count == 5)
            var previous = [UInt8](repeating: 0, count: 32)
            for row in rows {
                func text(_ name: String) throws -> String { try row.get(name) }
                let entry = """
                    [\(try row.get("id", as: Int.self)), "\(try text("at"))", "\(try text("actor"))", \
                    "\(try text("action"))", "\(try text("subject"))", {"place": "é \\"quoted\\""}]
                    """
                #expect(try row.get("previous_hash", as: [UInt8].self) == previous)
                previous = Array(SHA256.hash(data: previous + Array(entry.utf8)))
                #expect(try row.get("hash", as: [UInt8].self) == previous)
            }
            guard case .whole(let end) = try await warehouse.verifyAudit() else {
                Issue.record("not whole")
                return
            }
            #expect(end.position == 5 && end.hash == previous.map { String(format: "%02x", $0) }.joined())
        }
    }

    @Test func `writers at once make one chain, also those that see an older state`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            try await withThrowingTaskGroup { group in
                for number in 0..<8 {
                    group.addTask {
                        let connection = try await Connection.open(settings)
                        for _ in 0..<25 {
                            let isolation: Isolation = number == 0 ? .repeatableRead : .readCommitted
                            try await connection.transaction(isolation: isolation) { session in
                                _ = try session.query("SELECT count(*) FROM intake.audit")
                                try Self.write(2, session)
                            }
                        }
                        await connection.close()
                    }
                }
                try await group.waitForAll()
            }
            guard case .whole(let end) = try await warehouse.verifyAudit() else {
                Issue.record("not whole")
                return
            }
            #expect(end.position == 400)
        }
    }

    @Test func `transactions that wait for each other's rows never wait for each other's entries`() async throws {
        try await MigratedWarehouse.open { _, settings in
            _ = try await query(settings, "CREATE TABLE public.thing AS SELECT 1 AS n")
            let connection = try await Connection.open(settings)
            try await connection.perform { session in
                try session.script("BEGIN")
                try Self.write(1, session)
            }
            // Another one commits its entry while the first, which wrote one before, has still to take a row.
            let other = try await Connection.open(settings)
            try await other.transaction { session in
                try session.script("SET LOCAL statement_timeout = '5s'")
                try session.execute("UPDATE public.thing SET n = n + 1")
                try Self.write(1, session)
            }
            try await connection.perform { session in
                try session.execute("UPDATE public.thing SET n = n + 1")
                try session.script("COMMIT")
            }
            await other.close()
            await connection.close()
        }
    }

    static let tamperings: [(SQL, AuditBreak.Kind, Int64?)] = [
        ("UPDATE intake.audit SET subject = 'another' WHERE id = 3", .entryChanged, 3),
        ("UPDATE intake.audit SET at = at + interval '1 microsecond' WHERE id = 4", .entryChanged, 4),
        ("UPDATE intake.audit SET detail = '{}' WHERE id = 1", .entryChanged, 1),
        ("UPDATE intake.audit SET actor = 'nobody' WHERE id = 2", .entryChanged, 2),
        ("DELETE FROM intake.audit WHERE id = 2", .entryMissing, 2),
        ("DELETE FROM intake.audit_link WHERE position = 4", .linkMissing, 4),
        (
            "DELETE FROM intake.audit_link WHERE position = 2; DELETE FROM intake.audit WHERE id = 2", .linkMissing, 2
        ),
        ("UPDATE intake.audit_link SET hash = sha256('x') WHERE position = 5", .entryChanged, 5),
        ("UPDATE intake.audit_link SET previous_hash = sha256('x') WHERE position = 5", .linkChanged, 5),
        (
            """
            INSERT INTO intake.audit (id, action, subject) OVERRIDING SYSTEM VALUE VALUES (99, 'x', 'y')
            """, .entryAdded, nil
        ),
    ]

    @Test(arguments: tamperings.indices)
    func `what a superuser changes with the triggers off is found and named`(_ index: Int) async throws {
        let (sql, kind, position) = Self.tamperings[index]
        try await MigratedWarehouse.open { warehouse, settings in
            try await Self.write(6, settings)
            try await Self.tamper(sql, settings)
            let found = try await warehouse.verifyAudit()
            let entry: Int64? = kind == .linkMissing ? nil : position ?? 99
            #expect(found == .broken(AuditBreak(kind: kind, position: position, entry: entry)))
        }
    }

    @Test func `a checkpoint shows that the end was cut off, or all written anew`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            try await Self.write(6, settings)
            guard case .whole(let checkpoint) = try await warehouse.verifyAudit() else {
                Issue.record("not whole")
                return
            }
            try await Self.write(1, settings)
            guard case .whole(let later) = try await warehouse.verifyAudit(since: checkpoint) else {
                Issue.record("not whole")
                return
            }
            #expect(later.position == 7)
            let cut: SQL = """
                DELETE FROM intake.audit_link WHERE position > 4;
                DELETE FROM intake.audit WHERE id > 4;
                """
            try await Self.tamper(cut, settings)
            guard case .whole = try await warehouse.verifyAudit() else {
                Issue.record("a chain that was cut off shows nothing without a checkpoint")
                return
            }
            let short = AuditBreak(kind: .beforeCheckpoint, position: 5, entry: nil)
            #expect(try await warehouse.verifyAudit(since: checkpoint) == .broken(short))
            try await Self.write(4, settings)
            guard case .broken(let other) = try await warehouse.verifyAudit(since: checkpoint) else {
                Issue.record("another chain passed")
                return
            }
            #expect(other.kind == .beforeCheckpoint && other.position == 6)
        }
    }

    @Test func `a role that may write to the log cannot write to its chain`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let connection = try await Connection.open(settings)
            try await connection.transaction { session in
                try session.script("SET ROLE sendstat_loader")
                try session.execute("INSERT INTO intake.audit (action, subject) VALUES ('x', 'y')")
            }
            for sql in [
                "INSERT INTO intake.audit_link VALUES (2, 2, sha256('x'), sha256('x'))",
                "DELETE FROM intake.audit_link",
                "INSERT INTO intake.audit_waiting VALUES (9)", "SELECT intake.link_audit_entry(a) FROM intake.audit a",
            ] as [SQL] {
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await connection.transaction { session in
                        try session.script("SET ROLE sendstat_loader")
                        try session.execute(sql)
                    }
                }
                #expect(error?.sqlState == "42501")
            }
            await connection.close()
            guard case .whole(let end) = try await warehouse.verifyAudit() else {
                Issue.record("not whole")
                return
            }
            #expect(end.position == 1)
        }
    }

    private static func write(_ count: Int, _ settings: ConnectionSettings) async throws {
        let connection = try await Connection.open(settings)
        for _ in 0..<count { try await connection.transaction { try write(1, $0) } }
        await connection.close()
    }

    private static func write(_ count: Int, _ session: Session) throws {
        for number in 0..<count {
            try session.execute(
                "INSERT INTO intake.audit (action, subject, detail) VALUES ('tested', $1, $2)",
                [.text("thing:\(number)"), .text(#"{"place": "é \"quoted\""}"#)]
            )
        }
    }

    private static func tamper(_ sql: SQL, _ settings: ConnectionSettings) async throws {
        let connection = try await Connection.open(settings)
        try await connection.perform { session in
            try session.script("SET session_replication_role = replica")
            try session.script(sql)
        }
        await connection.close()
    }
}
