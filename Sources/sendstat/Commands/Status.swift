import ArgumentParser
import Foundation
import Warehouse

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what became of a submission.")

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
    var id: Int

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() async throws {
        let (submission, queries, place) = try await home.withWarehouse { open in
            let warehouse = open.warehouse
            return (
                try await warehouse.submission(id), try await warehouse.queryProgress(of: id),
                try await warehouse.place(of: id)
            )
        }
        guard format == .text else { return Talk.print(try JSONResult.encode(StatusResult(submission, place))) }
        Talk.print(
            """
            Submission \(submission.id) from \(submission.sender): \(submission.state.words) (\(submission.state.rawValue))
            Received \(submission.receivedAt)\(submission.decidedAt.map { ", decided \($0)" } ?? "")
            """
        )
        if let place, place > 0 { Talk.print("Place in the queue: \(place)") }
        if let errors = submission.errors {
            Talk.print("Errors \(errors), queries \(submission.queries ?? 0), warnings \(submission.warnings ?? 0)")
        }
        if let reason = submission.reason { Talk.print(reason) }
        if let later = submission.supersededBy { Talk.print("Superseded by submission \(later).") }
        if submission.state == .hasQueries { Self.say(queries) }
        if let step = submission.state.nextStep { Talk.print("Next: \(step)") }
    }

    private static func say(_ queries: [QueryProgress]) {
        for one in queries where one.notice == nil && one.missing + one.checkAgain > 0 {
            Talk.print("  \(one.rule): \(one.missing) to explain, \(one.checkAgain) to check again. \(one.title).")
        }
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
    let collectionYear: Int?
    let preparer: String?
    let nextStep: String?
    let placeInQueue: Int?

    init(_ submission: Submission, _ place: Int?) {
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
        collectionYear = submission.collectionYear
        preparer = submission.preparer
        nextStep = submission.state.nextStep
        placeInQueue = place
    }
}
