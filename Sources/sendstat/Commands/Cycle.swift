import ArgumentParser
import Foundation
import Returns
import Validation
import Warehouse

struct CycleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cycle",
        abstract: "Begin a year's collection from the year before.",
        subcommands: [Create.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a collection from the one before: its dates, and every change of items and rules.",
            discussion: """
                Examples:
                  sendstat cycle create sen2-2027 --from sen2-2026 --dry-run
                  sendstat cycle create sen2-2027 --from sen2-2026

                The standard of the new year must be there (Schemas/returns). Its first day lies as far from census
                day as the year before, or on census day where the year before was never opened; its last day in time
                is that of the standard. Doing it twice does nothing more.
                """
        )

        @OptionGroup var home: Home

        @Argument(help: "The new collection, such as sen2-2027.")
        var collection: String

        @Option(help: "The one before, such as sen2-2026.")
        var from: String

        @Option(help: "The first day, in place of the one worked out.")
        var opens: String?

        @Option(help: "The last day in time, in place of the standard's.")
        var due: String?

        @Flag(help: "Only say what would be done.")
        var dryRun = false

        func run() async throws {
            let library = try Installation.library()
            let (before, after) = (try Self.standard(from), try Self.standard(collection))
            guard let comparison = try StandardComparison.between(before, after, in: library) else {
                throw ValidationError("\(after) does not build on \(before).")
            }
            try await home.withWarehouse { open in
                let cycle = try await NewCycle(
                    library: library,
                    warehouse: open.warehouse,
                    before: before,
                    after: after,
                    opens: try opens.map(CollectionCommand.Open.day),
                    due: try due.map(CollectionCommand.Open.day)
                )
                cycle.dates.forEach { Talk.print($0) }
                Talk.print("\nChanges of items and rules: \(comparison.changes.count)")
                comparison.changes.forEach { Talk.print($0.words) }
                cycle.setAside.forEach { Talk.print($0) }
                guard !dryRun else { return Talk.print("\nNothing was done (--dry-run).") }
                guard !cycle.isThere else { return Talk.print("\nAll of it is there already; nothing was done.") }
                try await open.warehouse.openCollection(cycle.opening, by: Officer(commandLine: "command line"))
                Talk.print("\nDone: \(after) is there.")
            }
        }

        /// `sen2-2027` or `sen2@2027` as the standards call it.
        private static func standard(_ text: String) throws -> String {
            guard let match = text.wholeMatch(of: /(.+)[-@]([0-9]{4})/) else {
                throw ValidationError("Name a collection with its year, such as sen2-2027, instead of \(text).")
            }
            return "\(match.output.1)@\(match.output.2)"
        }
    }
}

/// A collection worked out from the one before.
private struct NewCycle {
    let opening: CollectionOpening
    /// The dates of both years side by side, and who is expected.
    let dates: [String]
    /// Rules that were set aside, which the new year decides on anew.
    let setAside: [String]
    /// Whether it is there with these dates.
    let isThere: Bool

    init(
        library: SchemaLibrary,
        warehouse: Warehouse,
        before: String,
        after: String,
        opens: CalendarDate?,
        due: CalendarDate?
    ) async throws {
        let (old, new) = (try library.resolve(before).collection, try library.resolve(after).collection)
        let name = StandardName(before).returnName
        let known = try await warehouse.collection(return: name, year: old.year)
        let lead = known.map { $0.opensAt.date.daysSince1970 - old.censusDate.daysSince1970 } ?? 0
        let first = opens ?? CalendarDate(daysSince1970: new.censusDate.daysSince1970 + lead)
        guard let last = due ?? new.deadline else {
            throw ValidationError("The standard \(after) names no deadline. Give it with --due.")
        }
        var opening = try CollectionOpening(after, dueOn: last, opensAt: LondonTime(first))
        if let known { (opening.senders, opening.signOff) = (known.senders, known.signOff) }
        self.opening = opening
        let there = try await warehouse.collection(return: name, year: new.year)
        isThere = there.map { $0.dueAt == LondonTime.end(of: last) && $0.opensAt == LondonTime(first) } ?? false
        let dueBefore = known.map { $0.dueAt.londonText } ?? old.deadline.map { "\($0)" } ?? "not known"
        let activity = (old.activityFrom, old.activityTo)
        dates = [
            Self.row("", before, after),
            Self.row("Census day", "\(old.censusDate)", "\(new.censusDate)"),
            Self.row("Activity", "\(activity.0) to \(activity.1)", "\(new.activityFrom) to \(new.activityTo)"),
            Self.row("Taken in from", known?.opensAt.londonText ?? "never opened", LondonTime(first).londonText),
            Self.row("Due by", dueBefore, LondonTime.end(of: last).londonText),
            Self.row("Sent by", known.map { Self.senders($0.senders) } ?? "", Self.senders(opening.senders)),
            Self.row("Signed by", known.map { Self.signing($0.signOff) } ?? "", Self.signing(opening.signOff)),
        ]
        let issues = try await warehouse.knownIssueRules(return: name, year: old.year).sorted()
        setAside =
            issues.isEmpty
            ? []
            : [
                "\nSet aside in \(old.year), and not in \(new.year) unless decided again: \(issues.joined(separator: ", "))"
            ]
    }

    private static func row(_ label: String, _ before: String, _ after: String) -> String {
        label.padding(toLength: 15, withPad: " ", startingAt: 0)
            + before.padding(toLength: 29, withPad: " ", startingAt: 0) + after
    }

    private static func senders(_ kind: Sender.Kind) -> String { kind == .school ? "schools" : "local authorities" }

    private static func signing(_ signOff: ReturnCollection.SignOff) -> String {
        signOff == .nobody ? "nobody" : "two people"
    }
}
