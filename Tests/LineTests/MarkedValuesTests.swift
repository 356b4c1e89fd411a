import Foundation
import PostgreSQL
import Support
import Testing

/// Values of children that are marked, so that they can be looked for wherever they must not be.
@Suite(.serialized, .enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct MarkedValuesTests {
    private static let mark = "ZQXV"

    @Test func `a child's values are in no program's talk, no log, no reason and no fact`() async throws {
        let nation = try await KillNation.made()
        let good = try #require(nation.returns.first { $0.file.path.contains("2025/301") })
        let text = try String(contentsOf: good.file, encoding: .utf8)
        try await KillNation.withHome { home in
            let program = KilledProgram(home: home)
            let cluster = PrivateCluster(home: home)
            defer { try? cluster.stop() }
            let opening = ["collection", "open", "sen2@2025", "--sign-off", "none"]
            var talk: [String] = [try await program.run(["db", "migrate"]).talk, try await program.run(opening).talk]
            for (number, planted) in Self.planted(in: text).enumerated() {
                #expect(planted.text.contains(Self.mark))
                let file = home.appending(path: "return-\(number).xml")
                try Data(planted.text.utf8).write(to: file)
                let receipt = try await program.run(["submit", file.path, "--from", planted.sender])
                let work = try await program.run(["work", "--once"])
                #expect(receipt.status == 0 && work.status == (planted.isAccepted ? 0 : 1), "return \(number)")
                let status = try await program.run(["status", "\(number + 1)"])
                talk += [receipt.talk, receipt.output, work.talk, work.output, status.talk]
            }
            // The database says of a row it refuses what stands in it.
            _ = try await ask(cluster.settings, Self.refuseMarked)
            let one = home.appending(path: "return-0.xml").path
            talk.append(try await program.run(["submit", one, "--from", "la:301"]).talk)
            talk.append(try await program.run(["work", "--once"]).talk)
            talk.append(try await program.run(["db", "status"]).output)
            let setAside = try await ask(cluster.settings, "SELECT reason FROM intake.job WHERE state = 'quarantined'")
            #expect(try setAside.map { try $0.get("reason", as: String.self) }.count { !$0.isEmpty } == 1)
            for said in talk { #expect(!said.contains(Self.mark), "\(said)") }
            let log = try String(contentsOf: cluster.log, encoding: .utf8)
            #expect(!log.isEmpty && !log.contains(Self.mark))
            #expect(try await found(cluster.settings) == ["identity.person"])
        }
    }

    private struct Planted {
        let text: String
        var sender = "la:301"
        var isAccepted = false
    }

    private static func planted(in text: String) -> [Planted] {
        let named = put("\(mark)SURNAME", "Surname", put("\(mark)FORENAME", "Forename", text))
        return [
            Planted(text: named, isAccepted: true),
            Planted(text: put("\(mark)UPN012345", "UPN", named)),
            Planted(text: put("\(mark) 1AA", "PostCode", named)),
            Planted(text: put("\(mark)DAY", "PersonBirthDate", named)),
            Planted(text: named.replacing("</Surname>", with: "</\(mark)>", maxReplacements: 1)),
            Planted(text: named.replacing("<Persons>", with: "<Persons>\(mark)<\(mark)>1</\(mark)>")),
            Planted(text: String(named.prefix(named.count / 2)) + mark),
            Planted(text: named, sender: "la:302"),
        ]
    }

    /// Puts a value into the first element of a name.
    private static func put(_ value: String, _ element: String, _ text: String) -> String {
        guard let open = text.range(of: "<\(element)>"),
            let close = text.range(of: "</\(element)>", range: open.upperBound..<text.endIndex)
        else { return "" }
        return text.replacingCharacters(in: open.upperBound..<close.lowerBound, with: value)
    }

    private static let refuseMarked: SQL = """
        ALTER TABLE identity.person ADD CONSTRAINT not_marked CHECK (surname NOT LIKE 'ZQXV%') NOT VALID
        """

    /// The tables and views that show a mark, of all but the sender's own findings and the files as they came.
    private func found(_ settings: ConnectionSettings) async throws -> [String] {
        var places: [String] = []
        for table in try await ask(settings, Self.tables) {
            let schema: String = try table.get("schema")
            let name: String = try table.get("name")
            let search: SQL = "SELECT FROM {schema}.{name} AS row WHERE row::text LIKE '%ZQXV%' LIMIT 1"
            let named = search.naming("{schema}", schema).naming("{name}", name)
            if try await !ask(settings, named).isEmpty { places.append("\(schema).\(name)") }
        }
        return places
    }

    private static let tables: SQL = """
        SELECT n.nspname AS schema, c.relname AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
            AND n.nspname IN ('intake', 'identity', 'warehouse', 'reference', 'pub', 'published')
            AND (n.nspname, c.relname) NOT IN (
                ('intake', 'finding'), ('intake', 'finding_summary'), ('intake', 'read_as')
            )
        ORDER BY 1, 2
        """
}
