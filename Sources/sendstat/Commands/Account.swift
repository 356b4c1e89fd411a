public import ArgumentParser
public import Warehouse

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Say who may do what.",
        discussion: """
            Examples:
              sendstat account add ruth@example.org --name "Ruth Okafor"
              sendstat account grant ruth@example.org approver --for la:301
              sendstat account password ruth@example.org < password.txt
              sendstat account requests
            """,
        subcommands: [
            Add.self, List.self, Grant.self, Revoke.self, Close.self, Password.self, SecondFactor.self, Requests.self,
            Decide.self, Review.self,
        ]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account, without roles and without a password."
        )

        @OptionGroup var home: Home

        @Argument(help: "The address the person signs in with.")
        var email: String

        @Option(help: "The person's name, as receipts show it.")
        var name: String

        func run() async throws {
            let account = try await home.withWarehouse {
                try await $0.warehouse.createAccount(email: email, name: name)
            }
            Talk.print("\(account.id)  \(account.email)")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts and their roles.")

        @OptionGroup var home: Home

        @Option(help: "text or json.")
        var format = OutputFormat.text

        func run() async throws {
            let accounts = try await home.withWarehouse { try await $0.warehouse.accounts() }
            guard format == .text else { return Talk.print(try JSONResult.encode(AccountsResult(accounts))) }
            for one in accounts {
                let roles = one.memberships.map { "\($0.role.rawValue)@\($0.organisation)" }
                let state = one.account.isClosed ? "closed" : roles.isEmpty ? "no role" : roles.joined(separator: " ")
                Talk.print("\(one.account.id)  \(one.account.email)  \(one.account.name)  \(state)")
            }
        }
    }

    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a person a role. Their sessions end.")

        @OptionGroup var home: Home
        @OptionGroup var held: HeldRole

        func run() async throws {
            let isNew = try await home.withWarehouse { opened in
                let account = try await opened.warehouse.account(email: held.email)
                return try await opened.warehouse.grant(held.membership(), to: account.id)
            }
            guard !home.quiet else { return }
            Talk.say(isNew ? "\(held.email) is now \(held.role.rawValue)." : "\(held.email) held this role already.")
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a role away. The person's sessions end.")

        @OptionGroup var home: Home
        @OptionGroup var held: HeldRole

        func run() async throws {
            try await home.withWarehouse { opened in
                let account = try await opened.warehouse.account(email: held.email)
                try await opened.warehouse.revoke(held.membership(), from: account.id)
            }
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Close an account. Nobody signs in by it again.")

        @OptionGroup var home: Home

        @Argument(help: "The account's address.")
        var email: String

        func run() async throws {
            try await home.withWarehouse { opened in
                let account = try await opened.warehouse.account(email: email)
                try await opened.warehouse.closeAccount(account.id)
            }
        }
    }
}

/// A person and a role, as `grant` and `revoke` take them.
struct HeldRole: ParsableArguments {
    @Argument(help: "The account's address.")
    var email: String

    @Argument(help: "viewer, preparer, approver, national_team or operator.")
    var role: Role

    @Option(name: .customLong("for"), help: "la:301, school:100001 or national.")
    var organisation: String?

    func membership() throws -> Membership {
        let national = role.isNational ? "national" : ""
        return try Membership(Organisation(organisation ?? national), role)
    }
}

extension Role: ExpressibleByArgument {}

private struct AccountsResult: Encodable {
    let schema = "sendstat-accounts"
    let version = 1
    let accounts: [One]

    struct One: Encodable {
        let id: Int
        let email, name, state: String
        let roles: [[String: String]]
        let has_password, has_second_factor: Bool
    }

    init(_ accounts: [AccountSummary]) {
        self.accounts = accounts.map { one in
            One(
                id: one.account.id,
                email: one.account.email,
                name: one.account.name,
                state: one.account.isClosed ? "closed" : "active",
                roles: one.memberships.map {
                    ["organisation": $0.organisation.description, "role": $0.role.rawValue]
                },
                has_password: one.hasPassword,
                has_second_factor: one.hasSecondFactor
            )
        }
    }
}
