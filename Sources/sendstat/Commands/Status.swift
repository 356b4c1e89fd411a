import ArgumentParser
import Foundation
import Validation
import Warehouse

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what became of a submission.")

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
    var id: Int

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() async throws {
        let submission = try await home.withWarehouse { try await $0.warehouse.submission(id) }
        guard format == .text else { return Talk.print(try JSONResult.encode(StatusResult(submission))) }
        Talk.print(
            """
            Submission \(submission.id) from \(submission.sender): \(submission.state.rawValue)
            Received \(submission.receivedAt)\(submission.decidedAt.map { ", decided \($0)" } ?? "")
            """
        )
        if let errors = submission.errors {
            Talk.print("Errors \(errors), queries \(submission.queries ?? 0), warnings \(submission.warnings ?? 0)")
        }
        if let reason = submission.reason { Talk.print(reason) }
        if let later = submission.supersededBy { Talk.print("Superseded by submission \(later).") }
    }
}

private struct StatusResult: Encodable {
    let schema = "sendstat-status"
    let version = 1
    let id: Int
    let sender: String
    let state: String
    let receivedAt: String
    let decidedAt: String?
    let reason: String?
    let errors: Int?
    let queries: Int?
    let warnings: Int?
    let supersededBy: Int?

    init(_ submission: Submission) {
        id = submission.id
        sender = submission.sender
        state = submission.state.rawValue
        receivedAt = submission.receivedAt
        decidedAt = submission.decidedAt
        reason = submission.reason
        errors = submission.errors
        queries = submission.queries
        warnings = submission.warnings
        supersededBy = submission.supersededBy
    }
}

struct Findings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the findings of a submission; they hold values of the return."
    )

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
    var id: Int

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() async throws {
        let (findings, counts) = try await home.withWarehouse { open in
            _ = try await open.warehouse.submission(id)
            return try await open.warehouse.findings(of: id)
        }
        guard format == .text else { return Talk.print(try JSONResult.encode(findings.map(FindingResult.init))) }
        for count in counts { Talk.print("\(count.severity.rawValue)  \(count.rule)  \(count.count)  \(count.title)") }
        for finding in findings {
            Talk.print(
                "\(finding.file):\(finding.line)  \(finding.rule)  \(finding.column)  \(finding.found)  \(finding.message)"
            )
        }
        if findings.isEmpty { Talk.say("No findings.") }
    }
}

private struct FindingResult: Encodable {
    let rule, severity, table, recordKey, file, column, found, expected, message: String
    let row, line: Int

    init(_ finding: StoredFinding) {
        rule = finding.rule
        severity = finding.severity.rawValue
        table = finding.table
        recordKey = finding.recordKey
        file = finding.file
        column = finding.column
        found = finding.found
        expected = finding.expected
        message = finding.message
        row = finding.row
        line = finding.line
    }
}
