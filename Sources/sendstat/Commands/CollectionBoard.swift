import ArgumentParser
import Foundation
import Warehouse

extension CollectionCommand {
    struct Board: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show where each sender stands.")

        @OptionGroup var home: Home
        @OptionGroup var name: Name

        @Option(help: "text, json or csv.")
        var format = OutputFormat.text

        func run() async throws {
            let (returnName, year) = try name.parts()
            let rows = try await home.withWarehouse {
                try await $0.warehouse.collectionBoard(return: returnName, year: year)
            }
            switch format {
            case .json: Talk.print(try JSONResult.encode(BoardResult(rows: rows.map(BoardResult.Line.init(_:)))))
            case .csv: Self.printTable(rows)
            case .text: Self.printWords(rows)
            }
        }

        private static func printTable(_ rows: [BoardRow]) {
            Talk.print("sender,name,state,step,errors,queries,unexplained,last_upload,days_late")
            for row in rows {
                let cells = [
                    row.sender, "\"\(row.name.replacingOccurrences(of: "\"", with: "\"\""))\"", row.state.rawValue,
                    row.step.rawValue, row.errors.map(String.init) ?? "", row.queries.map(String.init) ?? "",
                    "\(row.unexplained)", row.lastUpload ?? "", "\(row.daysLate)",
                ]
                Talk.print(cells.joined(separator: ","))
            }
        }

        private static func printWords(_ rows: [BoardRow]) {
            for row in rows where row.step != .notStarted {
                let late = row.daysLate > 0 ? ", \(row.daysLate) days late" : ""
                let name = row.name == row.sender ? "" : " \(row.name)"
                let left = row.unexplained > 0 ? ", \(row.unexplained) to explain" : ""
                Talk.print("\(row.sender)\(name): \(row.state.rawValue)\(left)\(late)")
            }
            for state in BoardRow.State.allCases {
                Talk.print("\(state.rawValue): \(rows.count { $0.state == state })")
            }
        }
    }

    struct Remind: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the reminders that are due into the outbox, each once."
        )

        @OptionGroup var home: Home

        func run() async throws {
            let now = LondonTime(seconds: Int(Date().timeIntervalSince1970))
            let written = try await home.withWarehouse { open in
                try await open.warehouse.run(job: "reminders", every: 86_400, settings: open.settings) {
                    try await open.warehouse.dueChasers(now: now)
                }
            }
            for one in written { Talk.print("\(one.sender): \(one.subject)") }
            Talk.say("\(written.count) reminders written.")
        }
    }

    struct SetAside: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-aside",
            abstract: "Set a rule aside that was found to be wrong: it holds nobody up."
        )

        @OptionGroup var home: Home
        @OptionGroup var name: Name

        @Option(help: "Code of the rule.")
        var rule: String

        @Option(help: "What senders are told.")
        var notice: String

        func run() async throws {
            let (returnName, year) = try name.parts()
            try await home.withWarehouse {
                try await $0.warehouse.knownIssue(
                    rule: rule,
                    return: returnName,
                    year: year,
                    notice: notice,
                    by: Officer(commandLine: "command line")
                )
            }
            Talk.print("\(rule) is set aside in \(returnName) \(year).")
        }
    }

    struct PutBack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "put-back",
            abstract: "Put a rule back that was set aside."
        )

        @OptionGroup var home: Home
        @OptionGroup var name: Name

        @Option(help: "Code of the rule.")
        var rule: String

        func run() async throws {
            let (returnName, year) = try name.parts()
            try await home.withWarehouse {
                try await $0.warehouse.liftKnownIssue(
                    rule: rule,
                    return: returnName,
                    year: year,
                    by: Officer(commandLine: "command line")
                )
            }
            Talk.print("\(rule) holds again in \(returnName) \(year).")
        }
    }
}

private struct BoardResult: Encodable {
    struct Line: Encodable {
        let sender, name, state, step: String
        let errors, queries: Int?
        let unexplained, daysLate: Int
        let lastUpload: String?

        init(_ row: BoardRow) {
            (sender, name, state, step) = (row.sender, row.name, row.state.rawValue, row.step.rawValue)
            (errors, queries, unexplained) = (row.errors, row.queries, row.unexplained)
            (daysLate, lastUpload) = (row.daysLate, row.lastUpload)
        }
    }

    let schema = "sendstat-board"
    let version = 1
    let rows: [Line]
}
