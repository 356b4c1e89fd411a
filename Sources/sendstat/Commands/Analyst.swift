import ArgumentParser
import Warehouse

struct AnalystCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyst",
        abstract: "Let people ask the warehouse in SQL, each as themselves and each for their own area.",
        discussion: """
            Examples:
              sendstat analyst add amy --area all
              sendstat analyst add bob --area E12000007 --area 301
              sendstat analyst watch --seconds 60        by a timer, each minute
            """,
        subcommands: [Add.self, Remove.self, List.self, Watch.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a role see areas; the role is made where there is none, without a password."
        )

        @OptionGroup var home: Home

        @Argument(help: "The role that logs in.")
        var role: String

        @Option(help: "all, the code of a region, or three digits of an authority; may be given more than once.")
        var area: [String]

        func run() async throws {
            try await home.withWarehouse { open in
                for one in area { try await open.warehouse.letSee(role, area: one) }
            }
            Talk.print("\(role) sees \(area.joined(separator: ", ")).")
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take areas from a role; without any, all of them.")

        @OptionGroup var home: Home

        @Argument(help: "The role that logs in.")
        var role: String

        @Option(help: "An area it had.")
        var area: [String] = []

        func run() async throws {
            try await home.withWarehouse { open in
                for one in area.isEmpty ? [nil] : area.map(Optional.some) {
                    try await open.warehouse.letNoLongerSee(role, area: one)
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List who sees what.")

        @OptionGroup var home: Home

        func run() async throws {
            let analysts = try await home.withWarehouse { try await $0.warehouse.analysts() }
            for one in analysts { Talk.print("\(one.role)  \(one.areas.joined(separator: " "))") }
            if analysts.isEmpty { Talk.say("There are no analysts yet.") }
        }
    }

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End analysts' queries that have run for too long, from outside their sessions."
        )

        @OptionGroup var home: Home

        @Option(help: "How many seconds are too long.")
        var seconds = 60

        func run() async throws {
            let ended = try await home.withWarehouse { open in
                try await open.warehouse.run(job: "analyst-watch", every: 60, settings: open.settings) {
                    try await open.warehouse.endRunawayQueries(after: seconds)
                }
            }
            for role in ended { Talk.print("Ended a session of \(role).") }
        }
    }
}
