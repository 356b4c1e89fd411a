import ArgumentParser
import Warehouse

struct Sign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign a return that is ready, so that it counts; prints its receipt."
    )

    @OptionGroup var home: Home

    @Argument(help: "Number of the submission.")
    var id: Int

    @Option(help: "Name of the officer who signs; another one than the one who prepared it.")
    var by: String

    func run() async throws {
        let key = try KeyFile.receipts(from: home.folder)
        let receipt = try await home.withWarehouse {
            try await $0.warehouse.sign(id, by: Officer(commandLine: by), key: key)
        }
        Talk.print(String(try receipt.text().dropLast()))
        let name = "\(receipt.content.collection.return) \(receipt.content.collection.year)"
        Talk.say("Signed: from now on this is the \(name) return of \(receipt.content.sender). Keep the receipt.")
    }
}

struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a signed return: the national team has looked at it."
    )

    @OptionGroup var home: Home

    @Argument(help: "Number of the submission.")
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
              sendstat withdraw 12 --reason "Wrong year" --by "Ann Approver"
              sendstat reinstate 9 --reason "The return before was right" --by "Nat Nation"
            """
    )

    @OptionGroup var home: Home

    @Argument(help: "Number of the submission.")
    var id: Int

    @Option(help: "Why, without a child's data.")
    var reason: String

    @Option(help: "Name of the officer.")
    var by: String

    func run() async throws {
        let counted = try await home.withWarehouse { open in
            let counted = try await open.warehouse.submission(id).state.counts
            try await open.warehouse.withdraw(id, reason: reason, by: Officer(commandLine: by))
            return counted
        }
        Talk.print("Submission \(id) is withdrawn.")
        guard counted else { return }
        Talk.say("Nothing of this sender counts in the collection now, until a return is signed or one is reinstated.")
    }
}

struct Reinstate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let an earlier signed return count again after the later one was withdrawn; for the national team."
    )

    @OptionGroup var home: Home

    @Argument(help: "Number of the superseded submission.")
    var id: Int

    @Option(help: "Why, without a child's data.")
    var reason: String

    @Option(help: "Name of the officer.")
    var by: String

    func run() async throws {
        try await home.withWarehouse {
            try await $0.warehouse.reinstate(id, reason: reason, by: Officer(commandLine: by))
        }
        Talk.print("Submission \(id) counts again from now on.")
    }
}
