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
        let result = try await home.withWarehouse { open in
            let submission = try await open.warehouse.submission(id)
            guard let version = submission.schemaVersion, submission.errors != nil else {
                Talk.say("Submission \(id) has no findings: it is \(submission.state.words).")
                return nil as CheckResult?
            }
            let schema = try Installation.library().resolve("\(submission.returnName)@\(version)")
            return try await open.warehouse.result(of: id, judgedBy: schema)
        }
        guard let result else { return }
        try output.write(result)
    }
}
