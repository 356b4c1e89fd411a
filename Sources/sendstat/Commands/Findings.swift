import ArgumentParser
import Foundation
import Pipeline
import Returns
import Validation
import Warehouse

struct Findings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the findings of a submission; they hold values of the return.",
        discussion: """
            Examples:
              sendstat findings 1
              sendstat findings 1 --format html --output findings.html
            """
    )

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
    var id: Int

    @OptionGroup var output: FindingsOutput

    func validate() throws {
        if output.format == .xlsx {
            throw ValidationError("A marked workbook needs the return itself: sendstat validate FILE --format xlsx.")
        }
    }

    func run() async throws {
        let (submission, kept) = try await home.withWarehouse { open in
            (try await open.warehouse.submission(id), try await open.warehouse.findings(of: id))
        }
        guard let version = submission.schemaVersion else {
            return Talk.say("Submission \(id) is not checked yet: it is \(submission.state.rawValue).")
        }
        let schema = try Installation.library().resolve("\(submission.returnName)@\(version)")
        let result = CheckResult(
            keptOf: schema,
            findings: kept.findings.map(Finding.init(_:)),
            counts: kept.counts.map(CheckResult.RuleCount.init(_:))
        )
        try output.write(result)
    }
}

extension Finding {
    fileprivate init(_ stored: StoredFinding) {
        self.init(
            keptOf: stored.rule,
            stored.severity,
            table: stored.table,
            recordKey: stored.recordKey,
            at: Finding.keptPlace(
                file: stored.file,
                row: stored.row,
                line: stored.line,
                column: stored.column,
                found: stored.found
            ),
            expected: stored.expected,
            message: stored.message,
            related: stored.related.map {
                Finding.keptPlace(file: $0.file, row: $0.row, line: $0.line, column: $0.column, found: $0.found)
            }
        )
        previous = stored.previous
    }
}

extension CheckResult.RuleCount {
    fileprivate init(_ stored: StoredRuleCount) {
        self.init(keptOf: stored.rule, stored.severity, title: stored.title, count: stored.count)
        unit = stored.unit
        total = stored.total
        summary = stored.summary
        fix = stored.fix
    }
}
