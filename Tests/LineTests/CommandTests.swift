import Foundation
import Support
import Synthesis
import Testing

/// The program as a user calls it.
private struct Program {
    static let path = ProcessInfo.processInfo.environment["SENDSTAT_PROGRAM"] ?? ""
    static let isExpected = !path.isEmpty || ProcessInfo.processInfo.environment["CI"] == "true"

    struct Outcome {
        let code: Int32
        let output: String
        let talk: String
    }

    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = try FileManager.default.url(
            for: .itemReplacementDirectory,
            in: .userDomainMask,
            appropriateFor: FileManager.default.temporaryDirectory,
            create: true
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files rather than pipes: a pipe that fills up would stop the program.
        let places = ["output", "talk"].map { folder.appendingPathComponent($0) }
        for place in places { try Data().write(to: place) }
        process.standardOutput = try FileHandle(forWritingTo: places[0])
        process.standardError = try FileHandle(forWritingTo: places[1])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus,
            output: try String(contentsOf: places[0], encoding: .utf8),
            talk: try String(contentsOf: places[1], encoding: .utf8)
        )
    }
}

@Suite("The command line", .enabled(if: Program.isExpected, "SENDSTAT_PROGRAM names the program; ops/test sets it"))
struct CommandTests {
    @Test("A version is shown as JSON: its tables, their fields, and the codes of each")
    func shown() throws {
        let outcome = try Program.run(["schema", "show", "sen2@2026", "placement_detail", "--format", "json"])
        #expect(outcome.code == 0, "\(outcome.talk)")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(object["identifier"] as? String == "sen2@2026")
        let table = try #require((object["tables"] as? [[String: Any]])?.first)
        #expect(table["name"] as? String == "placement_detail" && table["parent"] as? String == "active_plan")
        let fields = try #require(table["fields"] as? [[String: Any]])
        let work = try #require(fields.first { $0["name"] as? String == "work_based" })
        #expect(work["codesAreConfirmed"] as? Bool == false && work["type"] as? String == "text")
        let setting = try #require(fields.first { $0["name"] as? String == "sen_setting" })
        #expect((setting["codes"] as? [[String: Any]])?.contains { $0["code"] as? String == "EYP" } == true)
    }

    @Test("Checking answers by exit code: 0 clean, 1 findings, 2 unreadable, 64 wrong usage")
    func exitCodes() async throws {
        try await Self.withReturns(errorRate: 0) { folder in
            let clean = try Program.run(["validate", folder.appendingPathComponent("2025/301/csv").path])
            #expect(clean.code == 0, "\(clean.talk)")
            let broken = folder.appendingPathComponent("broken.xml")
            try Data("<Message><Header>".utf8).write(to: broken)
            let unreadable = try Program.run(["validate", "--return", "sen2@2025", broken.path])
            #expect(unreadable.code == 2)
            #expect(unreadable.output.isEmpty && unreadable.talk.contains("broken.xml"))
            #expect(try Program.run(["validate"]).code == 64)
            #expect(try Program.run(["no-such-command"]).code == 64)
            #expect(try Program.run(["--help"]).code == 0)
        }
        try await Self.withReturns(errorRate: 0.02) { folder in
            let spoilt = try Program.run(["validate", folder.appendingPathComponent("2025/301/csv").path])
            #expect(spoilt.code == 1 && spoilt.talk.isEmpty)
        }
    }

    @Test("A server that is away is exit 69 and a sentence")
    func away() throws {
        let outcome = try Program.run(["db", "status"], environment: ["DATABASE_URL": "postgresql://127.0.0.1:1/none"])
        #expect(outcome.code == 69)
        #expect(outcome.talk.contains("does not answer"))
    }

    @Test("Findings are the same bytes in any time zone, locale and terminal, and JSON says what it is")
    func reproducible() async throws {
        try await Self.withReturns(errorRate: 0.02) { folder in
            let path = folder.appendingPathComponent("2025/301/csv").path
            for format in ["text", "json", "csv"] {
                let plain = try Program.run(["validate", path, "--format", format])
                let elsewhere = try Program.run(
                    ["validate", path, "--format", format],
                    environment: [
                        "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "NO_COLOR": "1",
                    ]
                )
                #expect(!plain.output.isEmpty && plain.output == elsewhere.output, "\(format)")
                #expect(!plain.output.contains("\u{1B}["), "\(format)")
            }
            let json = try Program.run(["validate", path, "--format", "json"]).output
            let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            #expect(object["schema"] as? String == "sendstat-findings")
            #expect(object["version"] as? Int == 1)
        }
    }

    @Test("Each rule that is listed is explained, and an unknown one is wrong usage")
    func explains() throws {
        let rules = try Program.run(["explain"]).output.split(separator: "\n").compactMap {
            $0.split(separator: " ").first
        }
        #expect(rules.count > 20)
        for rule in rules.prefix(5) {
            let told = try Program.run(["explain", String(rule)])
            #expect(told.code == 0 && told.output.contains("How to mend it"))
        }
        #expect(try Program.run(["explain", "no-such-rule"]).code == 64)
    }

    private static func withReturns(errorRate: Double, _ body: (URL) throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sendstat-command-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let recipe = NationRecipe(
            years: [2025],
            scale: 0.2,
            seed: 5,
            localAuthorities: [301],
            forms: .csv,
            errorRate: errorRate
        )
        let nation = try SyntheticNation(
            recipe: recipe,
            library: SmallNation.library,
            reference: SmallNation.schemas.appendingPathComponent("reference")
        )
        _ = try await nation.write(to: folder, concurrency: 1)
        try body(folder)
    }
}
