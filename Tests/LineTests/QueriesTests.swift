import Foundation
import PostgreSQL
import Reporting
import Support
import Testing
import Warehouse

/// The worked queries and snippets of the analysts' page, run as they are printed.
@Suite struct QueriesTests {
    private static let folder = Repository.root.appending(path: "docs/queries")

    @Test func `every worked query asks one question, and answers it as it did before`() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(names.count == 24)
        try await Self.withCut { settings in
            var answers = ""
            for name in names {
                let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
                let question = text.prefix { $0 != "\n" }
                #expect(question.hasPrefix("-- ") && question.hasSuffix("?") && !text.contains("SELECT *"), "\(name)")
                let words = ["psql", "-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1", "-v", "cut=annual-2025", "-f", name]
                let outcome = try await Self.run(words, settings, in: Self.folder)
                #expect(outcome.status == 0, "\(name): \(outcome.text)")
                #expect(outcome.text.split(separator: "\n").count > 1, "\(name) answers nothing")
                answers += "\(question)\n\(outcome.text)\n"
            }
            try Golden.compare(answers, with: "queries.txt")
        }
    }

    @Test func `every measure of the catalogue can be worked out, and no share is above all`() async throws {
        try await Self.withCut { settings in
            let bad = try await ask(settings, Self.badMeasures)
            #expect(try bad.map { try $0.get("what", as: String.self) } == [])
            // Three ways to count plans, through different views.
            let counts = try #require(try await ask(settings, Self.threeCounts).first)
            let (one, two, three): (Int, Int, Int) = (try counts.get(0), try counts.get(1), try counts.get(2))
            #expect(one == two && two == three && one > 0)
        }
    }

    private static let badMeasures: SQL = """
        SELECT m.measure || ': nothing' AS what FROM pub.measure m
        WHERE NOT EXISTS (SELECT FROM pub.indicator i WHERE i.cut = 'annual-2025' AND i.measure = m.measure)
        UNION ALL
        SELECT DISTINCT i.measure || ': not in the catalogue' FROM pub.indicator i
        WHERE i.measure NOT IN (SELECT measure FROM pub.measure)
        UNION ALL
        SELECT i.measure || ': ' || i.la_code FROM pub.indicator i JOIN pub.measure m ON m.measure = i.measure
        WHERE m.unit = 'per cent' AND m.measure <> 'refusal_rate' AND (i.numerator > i.denominator OR i.denominator IS NULL)
        UNION ALL
        SELECT i.measure || ' begins before ' || m.first_year FROM pub.indicator i JOIN pub.measure m ON m.measure = i.measure
        WHERE i.collection_year < m.first_year
        """

    private static let threeCounts: SQL = """
        SELECT (SELECT sum(plans) FROM warehouse.placement_count WHERE cut = 'annual-2025')::bigint,
            (SELECT sum(plans_now) FROM pub.flow WHERE cut = 'annual-2025')::bigint,
            (SELECT sum(numerator) FROM pub.indicator WHERE cut = 'annual-2025' AND measure = 'plans')::bigint
        """

    @Test func `the snippets of the page run as they are printed, and say the same`() async throws {
        let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? ""
        let isExpected = !python.isEmpty || ProcessInfo.processInfo.environment["CI"] == "true"
        guard isExpected else { return }
        try await Self.withCut { settings in
            let page = try String(contentsOf: Repository.root.appending(path: "docs/analysts.md"), encoding: .utf8)
            func snippet(_ language: String) throws -> String {
                let parts = page.components(separatedBy: "```\(language)\n")
                return try #require(parts.dropFirst().first?.components(separatedBy: "```").first)
            }
            let fromPython = try await Self.run(
                [python, "-c", try snippet("python")],
                settings,
                more: ["SEND=dbname=\(settings.database)"]
            )
            #expect(fromPython.status == 0 && fromPython.text.contains("London: "), "\(fromPython.text)")
            let fromR = try await Self.run(["Rscript", "-e", try snippet("r")], settings)
            #expect(fromR.status == 0, "\(fromR.text)")
            #expect(fromR.text == fromPython.text)
        }
    }

    @Test func `a cut taken out whole is read back with the same sums, and is the same bytes again`() async throws {
        try await Self.withCut { settings in
            let folder = try TemporaryFolder()
            func export(_ name: String) async throws -> [CutExport.File] {
                try await SmallNation.withWarehouse(settings) { warehouse in
                    try await CutExport("annual-2025", in: warehouse).write(to: folder.url.appending(path: name)) { _ in
                    }
                }
            }
            let first = try await export("first")
            #expect(try await export("second").map(\.sha256) == first.map(\.sha256))
            #expect(first.contains { $0.view.name == "plan" } && first.allSatisfy { $0.rows > 0 })
            let place = folder.url.appending(path: "first")
            let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? ""
            guard !python.isEmpty || ProcessInfo.processInfo.environment["CI"] == "true" else { return }
            let checked = try await onThread {
                try Tool.run([python, "-m", "frictionless", "validate", "datapackage.json"], in: place)
            }
            #expect(checked.status == 0, "\(checked.text.suffix(2_000))")
            let sums = try await Self.run([python, "-c", Self.readBack, place.path], settings)
            #expect(sums.status == 0, "\(sums.text)")
        }
    }

    /// Counts and adds up what was taken out, and holds it against the database.
    private static let readBack = """
        import csv, gzip, sys, psycopg
        def column(name):
            with gzip.open(f"{sys.argv[1]}/{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)
        with psycopg.connect("") as connection:
            def ask(text):
                return connection.execute(text).fetchone()
            plans = [row for row in column("plan")]
            ages = sum(int(row["academic_age"]) for row in plans if row["academic_age"])
            assert (len(plans), ages) == ask("SELECT count(*), sum(academic_age) FROM pub.plan WHERE cut = 'annual-2025'")
            weeks = sum(round(float(row["weeks"]) * 10) for row in column("new_plan"))
            assert weeks == ask("SELECT sum(weeks * 10)::bigint FROM pub.new_plan WHERE cut = 'annual-2025'")[0]
            names = {row["establishment_name"] for row in column("establishment")}
            assert len(names) == ask("SELECT count(DISTINCT establishment_name) FROM pub.establishment")[0]
        """

    private static func run(
        _ words: [String],
        _ settings: ConnectionSettings,
        in folder: URL? = nil,
        more: [String] = []
    ) async throws -> Tool.Outcome {
        let server = settings.description.dropLast(settings.database.count + 1)
        guard let colon = server.lastIndex(of: ":") else { throw NoAddress() }
        let place = [
            "PGHOST=\(server[..<colon])", "PGPORT=\(server[server.index(after: colon)...])", "PGUSER=\(settings.user)",
            "PGDATABASE=\(settings.database)",
        ]
        let all = place + more + words
        return try await onThread { try Tool.run(all, in: folder) }
    }

    private struct NoAddress: Error {}

    /// A database in which a small nation was loaded and cut.
    private static func withCut(_ body: (ConnectionSettings) async throws -> Void) async throws {
        try await TestDatabase.withDatabase(
            template: "queries",
            prepare: { settings in try await SmallNation.with(scale: 0.02) { _ = try await $0.run(on: settings) } },
            body
        )
    }
}
