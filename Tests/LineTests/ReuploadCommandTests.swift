import Foundation
import PostgreSQL
import Support
import Testing

/// What an authority and the national team do about a return that is sent again, by the command line.
@Suite(.serialized, .enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct ReuploadCommandTests {
    @Test func `a return that is mended, asked about, replaced, withdrawn and reinstated says where it stands`()
        async throws
    {
        try await withOffice { office in
            try await office.open("--due", "2099-03-29", "--closes", "2099-03-29")
            #expect(try await office.run("collection", "list").contains("closes at 2099-03-30 00:00:00 BST"))
            try await office.upload(office.spoilt, working: 1)
            let first = try await office.status(1)
            #expect(first.state == "has_errors" && first.changes.isEmpty && first.comparedWith == nil)
            #expect(try await office.run("status", "1").contains("sendstat findings 1"))
            try await office.upload(office.good, working: 0)
            let second = try await office.status(2)
            #expect(second.comparedWith == 1 && second.changes.map(\.fixed).reduce(0, +) == first.errors)
            #expect(second.changes.allSatisfy { $0.new == 0 })
            #expect(try await office.run("status", "2").contains("Since submission 1: \(first.errors ?? 0) fixed"))
            try await askBack(office)
            _ = try await office.run("sign", "2", "--by", "Ann Approver")
            try await office.upload(office.other, working: 0)
            try await office.explainAll(3)
            _ = try await office.run("sign", "3", "--by", "Ann Approver")
            #expect(try await office.run("status", "2").contains("Superseded by submission 3."))
            let withdrawn = try await office.run("withdraw", "3", "--reason", "Wrong file", "--by", "Ann Approver")
            #expect(withdrawn.contains("Nothing of this sender counts"))
            #expect(try await office.run("status", "3").contains("Reason: Wrong file"))
            _ = try await office.run("reinstate", "2", "--reason", "It was right", "--by", "Nat Nation")
            #expect(try await office.status(2).state == "signed")
            _ = try await office.run("accept", "2", "--by", "Nat Nation")
            #expect(try await office.run("collection", "board", "sen2@2025").contains("la:301: Accepted"))
            #expect(try await office.run("audit", "verify").contains("are as they were written"))
        }
    }

    @Test func `errors of a rule that is set aside keep nobody from signing`() async throws {
        try await withOffice { office in
            try await office.open("--due", "2099-03-29")
            try await office.upload(office.spoilt, working: 1)
            let findings = try await office.run("findings", "1", "--format", "csv")
            let cells = findings.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
            let rules = Set(cells.filter { $0.count > 1 && $0[1] == "error" }.map { $0[0] })
            try #require(!rules.isEmpty)
            for rule in rules {
                let notice = ["--rule", String(rule), "--notice", "The rule misreads this."]
                _ = try await office.run(["collection", "set-aside", "sen2@2025"] + notice)
            }
            try await office.upload(office.spoilt, working: 0)
            #expect(try await office.status(2).state == "has_queries")
            try await office.explainAll(2)
            let receipt = try await office.run("sign", "2", "--by", "Ann Approver")
            for rule in rules { #expect(receipt.contains("\"\(rule)\"")) }
        }
    }

    /// The national team is not content, and the query waits again until somebody says more.
    private func askBack(_ office: CommandOffice) async throws {
        try await office.explainAll(2)
        let said = try await office.run("explanations", "2")
        #expect(said.contains("explanation 1 by Pat Preparer"))
        _ = try await office.run("ask-back", "1", "--text", "How many are phase transfers?", "--by", "Nat Nation")
        #expect(try await office.status(2).state == "has_queries")
        #expect(try await office.run("explanations", "2").contains("asked back by Nat Nation"))
        try await office.explainAll(2)
        #expect(try await office.status(2).state == "ready")
    }

    private func withOffice(_ body: (CommandOffice) async throws -> Void) async throws {
        let nation = try await KillNation.made()
        let one = try #require(nation.returns.first { $0.file.path.contains("2025/301") })
        try await KillNation.withHome { home in
            let office = try CommandOffice(home: home, file: one.file)
            defer { try? PrivateCluster(home: home).stop() }
            try await body(office)
        }
    }
}

/// The program as the officers of one authority use it, with three versions of their return.
private struct CommandOffice {
    struct State: Decodable {
        struct Query: Decodable {
            let rule: String
            let checkAgain, missing: Int
        }

        struct Change: Decodable {
            let rule: String
            let fixed, stillThere, new: Int
        }

        let state: String
        let errors: Int?
        let comparedWith: Int?
        let explanations: [Query]
        let changes: [Change]
    }

    let program: KilledProgram
    let good, spoilt, other: URL

    init(home: URL, file: URL) throws {
        program = KilledProgram(home: home)
        (good, spoilt, other) = (file, home.appending(path: "spoilt.xml"), home.appending(path: "other.xml"))
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("<Sex>F", with: "<Sex>x", maxReplacements: 3).utf8).write(to: spoilt)
        try Data(text.replacing("<Surname>", with: "<Surname>A", maxReplacements: 1).utf8).write(to: other)
    }

    @discardableResult
    func run(_ words: String..., status: Int32 = 0) async throws -> String { try await run(words, status: status) }

    @discardableResult
    func run(_ words: [String], status: Int32 = 0) async throws -> String {
        let end = try await program.run(words)
        #expect(end.status == status, "\(words.prefix(2)): \(end.talk)")
        return end.output + end.talk
    }

    func open(_ options: String...) async throws {
        try await run(["collection", "open", "sen2@2025"] + options)
    }

    func upload(_ file: URL, working status: Int32) async throws {
        try await run("submit", file.path, "--from", "la:301", "--return", "sen2@2025", "--by", "Pat Preparer")
        try await run("work", "--once", status: status)
    }

    func status(_ id: Int) async throws -> State {
        let text = try await program.run(["status", "\(id)", "--format", "json"]).output
        return try JSONDecoder().decode(State.self, from: Data(text.utf8))
    }

    func explainAll(_ id: Int) async throws {
        for rule in try await status(id).explanations where rule.missing + rule.checkAgain > 0 {
            let text = "Three plans came from other areas in January; their needs follow with the papers."
            try await run("explain-query", "\(id)", "--rule", rule.rule, "--text", text, "--by", "Pat Preparer")
        }
    }
}
