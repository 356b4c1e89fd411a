public import ArgumentParser
public import Warehouse

struct ExplainQuery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain-query",
        abstract: "Explain queries of a submission that are right but unusual."
    )

    @OptionGroup var home: Home

    @Argument(help: "Number of the submission.")
    var id: Int

    @Option(help: "Code of the rule.")
    var rule: String

    @Option(help: "The record as the findings name it; without it, all of the rule.")
    var record: String?

    @Option(help: "What happened, about how many records it concerns, and whether it happens once or every year.")
    var text: String

    @Option(help: "The kind of reason: real_change, one_off, late_record, local_practice, system_change or other.")
    var reason = NewExplanation.Reason.other

    @Option(help: "Name of the officer.")
    var by: String

    @Flag(help: "What looks like an identifier in the text is none.")
    var confirmed = false

    func run() async throws {
        let new = NewExplanation(
            rule: rule,
            scope: record.map { .record($0) } ?? .all,
            reason: reason,
            text: text,
            isConfirmed: confirmed
        )
        let done = try await home.withWarehouse {
            try await $0.warehouse.explain(new, in: id, by: Officer(commandLine: by))
        }
        let queries = done.queries == 1 ? "1 query" : "\(done.queries) queries"
        Talk.print("\(queries) explained. The submission is \(done.state.words).")
    }
}

/// What was said about the queries of a submission, for whoever signs it or asks back.
struct Explanations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the queries of a submission with what was said about each; text and keys are the sender's."
    )

    @OptionGroup var home: Home

    @Argument(help: "Number of the submission.")
    var id: Int

    @Option(help: "Code of one rule; without it, all.")
    var rule: String?

    func run() async throws {
        let queries = try await home.withWarehouse { open in
            _ = try await open.warehouse.submission(id)
            return try await open.warehouse.explanations(of: id, rule: rule)
        }
        for query in queries { Self.print(query) }
        if queries.isEmpty { Talk.say("There are no queries.") }
    }

    private static func print(_ query: QueryExplanation) {
        let status = query.status.rawValue.replacing("_", with: " ")
        Talk.print("\(query.rule)  \(query.recordKey.isEmpty ? "the whole return" : query.recordKey): \(status)")
        guard let one = query.explanation else { return }
        Talk.print("  explanation \(one.id) by \(one.author), \(one.at) (\(one.reason)): \(one.text)")
        for reply in one.replies { Talk.print("    asked back by \(reply.author), \(reply.at): \(reply.text)") }
    }
}

struct AskBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask-back",
        abstract:
            "Say what an explanation leaves open; the query waits until a newer one is given. For the national team."
    )

    @OptionGroup var home: Home

    @Argument(help: "Number of the explanation, as `sendstat explanations` prints it.")
    var explanation: Int

    @Option(help: "What is asked, without a child's data.")
    var text: String

    @Option(help: "Name of the officer.")
    var by: String

    func run() async throws {
        try await home.withWarehouse {
            try await $0.warehouse.reply(to: explanation, text, by: Officer(commandLine: by))
        }
        Talk.print("Asked about explanation \(explanation).")
    }
}

extension NewExplanation.Reason: ExpressibleByArgument {}
