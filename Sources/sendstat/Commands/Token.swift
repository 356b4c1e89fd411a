import ArgumentParser
import Warehouse

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make and take back the secrets by which other systems speak for an organisation.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a token, and print its secret this once.")

        @OptionGroup var home: Home

        @Argument(help: "What it is for, such as the system that will hold it.")
        var name: String

        @Option(name: .customLong("for"), help: "la:301 or school:100001.")
        var organisation: String

        @Option(help: "For how many days it works, from 1 to 366.")
        var days = 366

        func run() async throws {
            let secret = try await home.withWarehouse {
                try await $0.warehouse.createToken(name, for: Organisation(organisation), days: days)
            }
            Talk.print(secret.text)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tokens, without their secrets.")

        @OptionGroup var home: Home

        func run() async throws {
            let tokens = try await home.withWarehouse { try await $0.warehouse.tokens() }
            for token in tokens {
                let state = token.revokedAt.map { "taken back \($0)" } ?? (token.isExpired ? "ran out" : "works")
                Talk.print(
                    """
                    \(token.id)  \(token.organisation)  \(token.name)  until \(token.expiresAt)  \(state)  \
                    \(token.lastUsedAt.map { "last used \($0)" } ?? "never used")
                    """
                )
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a token back at once.")

        @OptionGroup var home: Home

        @Argument(help: "Number of the token.")
        var token: Int

        func run() async throws {
            try await home.withWarehouse { try await $0.warehouse.revokeToken(token) }
        }
    }
}
