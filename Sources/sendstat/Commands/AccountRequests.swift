import ArgumentParser
import Warehouse

extension AccountCommand {
    struct Requests: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who asked for access, for how long they wait, and who can decide."
        )

        @OptionGroup var home: Home

        func run() async throws {
            let requests = try await home.withWarehouse { try await $0.warehouse.openRequests() }
            for one in requests {
                let deciders = one.deciders.map(\.email).joined(separator: ", ")
                Talk.print(
                    """
                    \(one.id)  \(one.account.email)  \(one.membership.role.rawValue)@\(one.membership.organisation)  \
                    \(one.workingDays) working days  \(deciders.isEmpty ? "nobody can decide" : deciders)
                    """
                )
            }
            let late = requests.count { $0.workingDays > 1 }
            if late > 0 { Talk.say("\(late) of them wait for more than one working day.") }
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Grant or refuse a request for access.")

        enum Decision: String, ExpressibleByArgument, CaseIterable {
            case grant, refuse
        }

        @OptionGroup var home: Home

        @Argument(help: "Number of the request.")
        var request: Int

        @Argument(help: "grant or refuse.")
        var decision: Decision

        func run() async throws {
            try await home.withWarehouse {
                try await $0.warehouse.decideAccess(request, isGranted: decision == .grant)
            }
        }
    }

    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the roles nobody has looked at for a year, or say that one is still right."
        )

        @OptionGroup var home: Home

        @Option(name: .customLong("for"), help: "Only the roles of one organisation, such as la:301.")
        var organisation: String?

        @Option(help: "Days after which a role is looked at again.")
        var days = 365

        @Option(help: "Number of a role that is still right.")
        var keep: Int?

        func run() async throws {
            try await home.withWarehouse { opened in
                if let keep { return try await opened.warehouse.confirmRole(keep) }
                let organisation = try organisation.map { try Organisation($0) }
                let roles = try await opened.warehouse.rolesToReview(of: organisation, olderThan: days)
                for one in roles {
                    let use = one.daysSinceUse.map { "last here \($0) days ago" } ?? "never here"
                    Talk.print(
                        """
                        \(one.id)  \(one.account.email)  \(one.membership.role.rawValue)@\
                        \(one.membership.organisation)  \(one.days) days  \(use)
                        """
                    )
                }
            }
        }
    }
}
