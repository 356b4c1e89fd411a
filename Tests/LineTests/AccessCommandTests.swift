import Foundation
import PostgreSQL
import Support
import Testing

@Suite(.enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM names the program; ops/test sets it"))
struct AccessCommandTests {
    @Test func `accounts, tokens and the audit log by the command line`() async throws {
        try await TestDatabase.withDatabase { database in
            let folder = try TemporaryFolder()
            let program = try KilledProgram(home: folder.url, database: database)
            func run(_ words: String, input: String = "") throws -> (code: Int32, output: String, talk: String) {
                try program.answer(words.split(separator: " ").map(String.init), input: input, in: folder.url)
            }
            #expect(try run("account add ruth@example.org --name Ruth").output == "1  ruth@example.org\n")
            #expect(try run("account add ruth@example.org --name Ruth").code == 2)
            #expect(try run("account grant ruth@example.org approver --for la:301").code == 0)
            #expect(try run("account grant ruth@example.org operator --for la:301").code == 2)
            #expect(try run("account grant ruth@example.org king --for la:301").code == 64)
            let refused = try run("account password ruth@example.org", input: "password1\n")
            #expect(refused.code == 2 && !refused.talk.contains("password1"))
            #expect(try run("account password ruth@example.org").talk.contains("standard input"))
            #expect(try run("account password ruth@example.org", input: "kettle harbour violet\n").code == 0)
            let list = try run("account list").output
            #expect(list == "1  ruth@example.org  Ruth  approver@la:301\n")
            #expect(try run("account list --format json").output.contains(#""has_password" : true"#))
            #expect(try run("account password ruth@example.org --link").output.count == 44)
            let enrolment = try run("account second-factor ruth@example.org", input: "000000x\n")
            #expect(enrolment.code == 2 && enrolment.output.hasPrefix("otpauth://totp/sendstat:"))
            let token = try run("token create Cases --for la:301 --days 30").output
            #expect(token.hasPrefix("sendstat_"))
            #expect(try run("token list").output.contains("la:301  Cases"))
            #expect(try run("token revoke 1").code == 0)
            #expect(try run("token revoke 1").code == 2)
            #expect(try run("account revoke ruth@example.org approver --for la:301").code == 0)
            #expect(try run("account close ruth@example.org").code == 0)
            #expect(try run("account list").output.contains("closed"))

            let first = try run("audit verify --checkpoint end.json")
            #expect(first.code == 0 && first.output.contains("entries are as they were written"))
            #expect(try run("account add amy@example.org --name Amy").code == 0)
            #expect(try run("audit verify --checkpoint end.json").code == 0)
            try await tamper(database)
            let broken = try run("audit verify --checkpoint end.json")
            #expect(broken.code == 1 && broken.output.contains("row 2 of intake.audit is not what was written"))
            try Data("{}".utf8).write(to: folder.url.appending(path: "end.json"))
            #expect(try run("audit verify --checkpoint end.json").code == 2)
        }
    }

    private func tamper(_ database: ConnectionSettings) async throws {
        let connection = try await Connection.open(database)
        try await connection.perform { session in
            try session.script("SET session_replication_role = replica")
            try session.script("UPDATE intake.audit SET action = 'nothing' WHERE id = 2")
        }
        await connection.close()
    }
}

extension KilledProgram {
    /// Runs to the end with something on standard input.
    fileprivate func answer(
        _ arguments: [String],
        input: String,
        in folder: URL
    ) throws -> (code: Int32, output: String, talk: String) {
        guard let path = Self.path else { throw ProgramUnnamed() }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        let pipes = (0..<3).map { _ in Pipe() }
        process.standardInput = pipes[0]
        process.standardOutput = pipes[1]
        process.standardError = pipes[2]
        try process.run()
        try pipes[0].fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try pipes[0].fileHandleForWriting.close()
        let said = try pipes.dropFirst().map {
            String(decoding: try $0.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        }
        process.waitUntilExit()
        return (process.terminationStatus, said[0], said[1])
    }
}
