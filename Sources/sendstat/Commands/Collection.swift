public import ArgumentParser
import Foundation
import Returns
public import Warehouse

struct CollectionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collection",
        abstract: "Open, close and watch collections of returns.",
        discussion: """
            Examples:
              sendstat collection open sen2@2026 --due 2026-02-27
              sendstat collection board sen2@2026
              sendstat collection remind
            """,
        subcommands: [Open.self, List.self, Close.self, Board.self, Remind.self, SetAside.self, PutBack.self]
    )

    /// A collection as it is named on the command line.
    struct Name: ParsableArguments {
        @Argument(help: "The return and its year, such as sen2@2026.")
        var collection: String

        func parts() throws -> (returnName: String, year: Int) {
            let name = StandardName(collection)
            guard let year = name.year else { throw WarehouseError.collectionMisnamed(collection) }
            return (name.returnName, year)
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a collection, or change its dates; doing it twice changes nothing."
        )

        @OptionGroup var home: Home

        @Argument(help: "The version that is collected, such as sen2@2026.")
        var collection: String

        @Option(help: "The last day in time, in London; without it, that of the standard.")
        var due: String?

        @Option(help: "The first day; without it, from now on.")
        var opens: String?

        @Option(help: "The last day on which anything is taken in; without it, until it is closed.")
        var closes: String?

        @Option(name: .customLong("sign-off"), help: "two_people, or none for rehearsals.")
        var signOff = ReturnCollection.SignOff.twoPeople

        @Option(help: "Who sends it: la or school; without it, those who send this return.")
        var senders: Sender.Kind?

        func run() async throws {
            let version = try Installation.library().resolve(collection).collection
            let opening = try CollectionOpening(
                collection,
                dueOn: try due.map(Self.day) ?? version.deadline ?? version.censusDate,
                senders: senders,
                opensAt: try opens.map { LondonTime(try Self.day($0)) },
                closesAt: try closes.map { LondonTime(seconds: LondonTime.end(of: try Self.day($0)).seconds + 1) },
                signOff: signOff
            )
            let made = try await home.withWarehouse {
                try await $0.warehouse.openCollection(opening, by: Officer(commandLine: "command line"))
            }
            Talk.print("\(made.name): due by \(made.dueAt.londonText), \(CollectionCommand.signing(made)).")
            guard made.dueAt < LondonTime(seconds: Int(Date().timeIntervalSince1970)) else { return }
            Talk.say("That day is over: what is signed from now on is late. Give another with --due.")
        }

        static func day(_ text: String) throws -> CalendarDate {
            guard let date = CalendarDate(text) else {
                throw ValidationError("\(text) is not a day. Write it like 2026-02-27.")
            }
            return date
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the collections.")

        @OptionGroup var home: Home

        func run() async throws {
            let collections = try await home.withWarehouse { try await $0.warehouse.collections() }
            for one in collections {
                let times = "\(Self.times(of: one)), due by \(one.dueAt.londonText)"
                Talk.print("\(one.name): \(times), \(CollectionCommand.signing(one))")
            }
            if collections.isEmpty { Talk.say("No collection was opened yet.") }
        }

        /// A collection that is not open either waits for its day or is over.
        private static func times(of one: ReturnCollection) -> String {
            let now = LondonTime(seconds: Int(Date().timeIntervalSince1970))
            if one.isOpen { return "open" + (one.closesAt.map { ", closes at \($0.londonText)" } ?? "") }
            if one.opensAt > now { return "opens at \(one.opensAt.londonText)" }
            return "closed" + (one.closesAt.map { " at \($0.londonText)" } ?? "")
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close a collection: nothing is taken in or signed any more."
        )

        @OptionGroup var home: Home
        @OptionGroup var name: Name

        func run() async throws {
            let (returnName, year) = try name.parts()
            try await home.withWarehouse {
                try await $0.warehouse.closeCollection(
                    return: returnName,
                    year: year,
                    by: Officer(commandLine: "command line")
                )
            }
            Talk.print("\(returnName) \(year) is closed.")
        }
    }

    private static func signing(_ collection: ReturnCollection) -> String {
        collection.signOff == .nobody ? "signed by nobody" : "prepared by one person and signed by another"
    }
}

extension ReturnCollection.SignOff: ExpressibleByArgument {}
extension Sender.Kind: ExpressibleByArgument {}
