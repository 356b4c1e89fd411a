import Foundation
import PostgreSQL
import Support
import Testing

/// The way of a return from an open collection to a verified receipt, by the command line.
@Suite(.serialized, .enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct SignOffCommandTests {
    @Test func `a return is taken in, checked, explained, signed by another person and verified by its receipt`()
        async throws
    {
        let nation = try await KillNation.made()
        let one = try #require(nation.returns.first { $0.file.path.contains("2025/301") })
        try await KillNation.withHome { home in
            let program = KilledProgram(home: home)
            defer { try? PrivateCluster(home: home).stop() }
            func run(_ words: String...) async throws -> (status: Int32, text: String) {
                let end = try await program.run(words)
                return (end.status, end.output + end.talk)
            }
            let submit = ["submit", one.file.path, "--from", "la:301", "--return", "sen2@2025", "--by", "Pat Preparer"]
            let early = try await program.run(submit)
            #expect(early.status == 2 && early.talk.contains("sendstat collection open sen2@2025"))
            #expect(try await run("collection", "open", "sen2@2025", "--due", "2099-02-27").status == 0)
            #expect(try await program.run(submit).status == 0)
            #expect(try await run("work", "--once").status == 0)
            try await explainAll(run)
            #expect(try await run("status", "1").text.contains("Next: Ask an approver"))
            #expect(try await run("sign", "1", "--by", "pat preparer").status == 77)
            let signed = try await program.run(["sign", "1", "--by", "Ann Approver"])
            #expect(signed.status == 0)
            #expect(try await run("sign", "1", "--by", "Bob Approver").status == 2)
            #expect(try await run("collection", "board", "sen2@2025").text.contains("la:301: Signed"))
            try await verify(signed.output, of: one.file, home, run)
            let withdraw = try await run("withdraw", "1", "--reason", "Wrong year", "--by", "Ann Approver")
            #expect(withdraw.status == 0)
            #expect(try await run("status", "1").text.contains("withdrawn"))
        }
    }

    @Test func `kept findings are written as the check itself writes them, byte for byte in each form`() async throws {
        let nation = try await KillNation.made()
        let one = try #require(nation.returns.first { $0.file.path.contains("2025/301") })
        try await KillNation.withHome { home in
            let program = KilledProgram(home: home)
            defer { try? PrivateCluster(home: home).stop() }
            let file = home.appending(path: "return.xml")
            let text = try String(contentsOf: one.file, encoding: .utf8)
            let spoilt = text.replacing("<Sex>F", with: "<Sex> x", maxReplacements: 3)
                .replacing("<Surname>", with: "<Surname> ", maxReplacements: 5)
            try Data(spoilt.utf8).write(to: file)
            for words in [
                ["collection", "open", "sen2@2025"], ["submit", file.path, "--from", "la:301"], ["work", "--once"],
            ] {
                #expect(try await program.run(words).status == (words[0] == "work" ? 1 : 0))
            }
            for form in ["text", "json", "csv", "sarif", "html", "markdown", "junit"] {
                let kept = try await program.run(["findings", "1", "--format", form]).output
                let made = try await program.alone(["validate", file.path, "--format", form]).output
                #expect(!kept.isEmpty && kept == made, "\(form)")
            }
        }
    }

    private typealias Run = (String...) async throws -> (status: Int32, text: String)

    /// Explains what the status says is left, after an explanation that says nothing was refused.
    private func explainAll(_ run: Run) async throws {
        let text = "Three plans came from other areas in January; their needs follow with the papers."
        for line in try await run("status", "1").text.split(separator: "\n")
        where line.hasPrefix("  ") && line.contains(" to explain") {
            let rule = line.trimmingCharacters(in: .whitespaces).split(separator: ":")[0]
            let refused = try await run("explain-query", "1", "--rule", String(rule), "--text", "OK.", "--by", "Pat")
            #expect(refused.status == 2 && refused.text.contains("what happened"))
            let sign = try await run("sign", "1", "--by", "Ann Approver")
            #expect(sign.status == 2 && sign.text.contains(rule))
            #expect(
                try await run("explain-query", "1", "--rule", String(rule), "--text", text, "--by", "Pat").status == 0
            )
        }
    }

    private func verify(_ receipt: String, of file: URL, _ home: URL, _ run: Run) async throws {
        let place = home.appending(path: "receipt.json")
        try Data(receipt.utf8).write(to: place)
        #expect(try await run("receipt", "show", "1").text == receipt)
        let key = try await run("receipt", "key").text.split(separator: "\n")[0]
        let verify = ["receipt", "verify", place.path, "--file", file.path]
        #expect(try await run(verify[0], verify[1], verify[2], "--file", file.path, "--key", String(key)).status == 0)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        let changed = home.appending(path: "changed.xml")
        try bytes.write(to: changed)
        #expect(try await run("receipt", "verify", place.path, "--file", changed.path).status == 1)
        try Data(receipt.replacing("Ann Approver", with: "Ada Approver").utf8).write(to: place)
        #expect(try await run("receipt", "verify", place.path, "--file", file.path).status == 1)
    }
}
