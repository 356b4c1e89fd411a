public import ArgumentParser
public import Warehouse

struct Sign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign a return that is ready, so that it counts; prints its receipt."
    )

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
    var id: Int

    @Option(help: "Name of the officer who signs; another one than the one who prepared it.")
    var by: String

    func run() async throws {
        let key = try KeyFile.receipts(from: home.folder)
        let receipt = try await home.withWarehouse {
            try await $0.warehouse.sign(id, by: Officer(commandLine: by), key: key)
        }
        Talk.print(String(try receipt.text().dropLast()))
    }
}

struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a signed return: the national team has looked at it."
    )

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
    var id: Int

    @Option(help: "Name of the officer.")
    var by: String

    func run() async throws {
        try await home.withWarehouse { try await $0.warehouse.accept(id, by: Officer(commandLine: by)) }
        Talk.print("Submission \(id) is accepted.")
    }
}

struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a submission back; nothing is deleted.",
        discussion: """
            A signed return stops counting. The one before it counts again only when the national team says so:
              sendstat withdraw 12 --reason "Wrong year" --by "Ann Approver" --reinstate 9
            """
    )

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
    var id: Int

    @Option(help: "Why, without a child's data.")
    var reason: String

    @Option(help: "Name of the officer.")
    var by: String

    @Option(help: "An earlier signed submission that counts again from now on; for the national team.")
    var reinstate: Int?

    func run() async throws {
        let officer = Officer(commandLine: by)
        try await home.withWarehouse { open in
            try await open.warehouse.withdraw(id, reason: reason, by: officer)
            if let reinstate { try await open.warehouse.reinstate(reinstate, reason: reason, by: officer) }
        }
        Talk.print("Submission \(id) is withdrawn.")
        if let reinstate { Talk.print("Submission \(reinstate) counts again.") }
    }
}

struct ExplainQuery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain-query",
        abstract: "Explain queries of a submission that are right but unusual."
    )

    @OptionGroup var home: Home

    @Argument(help: "The number on the receipt.")
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
        Talk.print("\(done.queries) queries explained. The submission is \(done.state.words).")
    }
}

extension NewExplanation.Reason: ExpressibleByArgument {}
