import ArgumentParser
import Warehouse

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what became of a submission, what changed since the one before, and what to do next."
    )

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
    var id: Int

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() async throws {
        let known = try await home.withWarehouse { try await KnownSubmission(id, in: $0.warehouse) }
        guard format == .text else { return Talk.print(try JSONResult.encode(StatusResult(known))) }
        for line in known.lines { Talk.print(line) }
    }
}

/// What is known of a submission, for its sender.
struct KnownSubmission {
    let submission: Submission
    let queries: [QueryProgress]
    /// The upload that this one is compared with, and what changed rule by rule; nil when it is the first.
    let before: (id: Int, changes: [RuleProgress])?
    /// What stands in the way of signing one that is checked.
    let obstacles: [SignOffError]

    init(_ id: Int, in warehouse: Warehouse) async throws {
        submission = try await warehouse.submission(id)
        queries = try await warehouse.queryProgress(of: id)
        if submission.errors != nil, let earlier = try await warehouse.uploadBefore(id) {
            before = (earlier, try await warehouse.progress(of: id))
        } else {
            before = nil
        }
        let waits = [.hasErrors, .hasQueries, .ready].contains(submission.state)
        obstacles = waits ? try await warehouse.obstacles(toSigning: id) : []
    }

    /// What the sender does next; nil when there is nothing to do.
    var nextStep: String? {
        let further = obstacles.first {
            switch $0 {
            case .queriesUnexplained, .errorsLeft: false
            default: true
            }
        }
        guard submission.state == .ready, let further else { return submission.state.nextStep }
        return further.description
    }

    /// The same in plain words.
    var lines: [String] {
        let of = submission.collectionYear.map { ", \(submission.returnName) \($0)" } ?? ", \(submission.returnName)"
        var lines = ["Submission \(submission.id) from \(submission.sender)\(of): \(stateInWords)"]
        let decided = submission.decidedAt.map { ", decided \($0)" } ?? ""
        lines.append(
            "Received \(submission.receivedAt)\(decided)\(submission.preparer.map { ", prepared by \($0)" } ?? "")"
        )
        if let errors = submission.errors {
            lines.append("Errors \(errors), queries \(submission.queries ?? 0), warnings \(submission.warnings ?? 0)")
        }
        if let reason = submission.reason { lines.append("Reason: \(reason)") }
        if let later = submission.supersededBy { lines.append("Superseded by submission \(later).") }
        lines += changeLines
        if !obstacles.isEmpty || submission.state == .ready { lines += queryLines }
        if let nextStep { lines.append("Next: \(nextStep)") }
        return lines + (command.map { ["  sendstat \($0)"] } ?? [])
    }

    /// The command of the next step.
    private var command: String? {
        switch submission.state {
        case .hasErrors: "findings \(submission.id)"
        case .hasQueries: "explain-query \(submission.id) --rule RULE --text WHY --by NAME"
        case .ready where obstacles.isEmpty: "sign \(submission.id) --by NAME"
        default: nil
        }
    }

    private var stateInWords: String {
        let (words, name) = (submission.state.words, submission.state.rawValue)
        return words == name ? words : "\(words) (\(name))"
    }

    private var changeLines: [String] {
        guard let before, submission.state != .withdrawn else { return [] }
        func total(_ changes: [RuleProgress]) -> (fixed: Int, still: Int, new: Int) {
            changes.reduce((0, 0, 0)) { ($0.0 + $1.fixed, $0.1 + $1.stillThere, $0.2 + $1.new) }
        }
        let all = total(before.changes)
        let heading = "Since submission \(before.id): \(all.fixed) fixed, \(all.still) still there, \(all.new) new"
        return [heading]
            + before.changes.filter { $0.fixed + $0.new > 0 }.map { one in
                let parts = [(one.fixed, "fixed"), (one.stillThere, "still there"), (one.new, "new")]
                return "  \(one.rule): \(Self.words(parts)). \(one.title)."
            }
    }

    /// Parts that are not zero, such as `2 fixed, 1 new`.
    private static func words(_ parts: [(count: Int, name: String)]) -> String {
        parts.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    }

    private var queryLines: [String] {
        let lines = queries.compactMap { one -> String? in
            if let notice = one.notice { return "  \(one.rule): set aside, nothing to explain. \(notice)" }
            let left = Self.words([(one.missing, "to explain"), (one.checkAgain, "to check again")])
            return left.isEmpty ? nil : "  \(one.rule): \(left). \(one.title)."
        }
        return lines.isEmpty ? [] : ["Queries:"] + lines
    }
}

private struct StatusResult: Encodable {
    struct Query: Encodable {
        let rule: String
        let explained, checkAgain, missing: Int
        let notice: String?
    }

    struct Change: Encodable {
        let rule: String
        let fixed, stillThere, new: Int
    }

    let schema = "sendstat-status"
    let version = 1
    let id: Int
    let sender, returnName, state, receivedAt: String
    let decidedAt, reason: String?
    let errors, queries, warnings: Int?
    let supersededBy, collectionYear: Int?
    let preparer, nextStep: String?
    let explanations: [Query]
    let comparedWith: Int?
    let changes: [Change]

    init(_ known: KnownSubmission) {
        let submission = known.submission
        (id, sender, returnName) = (submission.id, submission.sender, submission.returnName)
        (state, reason) = (submission.state.rawValue, submission.reason)
        (receivedAt, decidedAt) = (submission.receivedAt, submission.decidedAt)
        (errors, queries, warnings) = (submission.errors, submission.queries, submission.warnings)
        (supersededBy, collectionYear) = (submission.supersededBy, submission.collectionYear)
        (preparer, nextStep) = (submission.preparer, known.nextStep)
        explanations = known.queries.map {
            Query(
                rule: $0.rule,
                explained: $0.explained,
                checkAgain: $0.checkAgain,
                missing: $0.missing,
                notice: $0.notice
            )
        }
        comparedWith = known.before?.id
        changes = (known.before?.changes ?? []).map {
            Change(rule: $0.rule, fixed: $0.fixed, stillThere: $0.stillThere, new: $0.new)
        }
    }
}
