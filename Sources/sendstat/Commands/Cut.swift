import ArgumentParser
import Disclosure
import Foundation
import Pipeline
import Reporting
import Warehouse

struct CutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cut",
        abstract: "Freeze what is known now under a name.",
        subcommands: [Create.self, List.self, Publish.self, Export.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a cut; it never changes afterwards.")

        @OptionGroup var home: Home

        @Argument(help: "The cut's name, such as annual-2025.")
        var name: String

        func run() async throws {
            let cut = try await home.withWarehouse { try await $0.warehouse.createCut(name) }
            Talk.print("\(cut.name)  \(cut.asOf)  \(cut.returns) returns")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the cuts.")

        @OptionGroup var home: Home

        func run() async throws {
            for cut in try await home.withWarehouse({ try await $0.warehouse.cuts() }) {
                let years = cut.years.map(String.init).joined(separator: " ")
                Talk.print("\(cut.name)  \(cut.asOf)  years \(years)  \(cut.returns) returns")
            }
        }
    }
}

extension CutCommand {
    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that the release made from a cut is out; senders then see it beside their own figures.",
            discussion: "Until then figures of other areas are for those on the pre-release list alone."
        )

        @OptionGroup var home: Home

        @Argument(help: "The cut's name.")
        var name: String

        func run() async throws {
            let isNew = try await home.withWarehouse { try await $0.warehouse.markPublished(cut: name) }
            Talk.print(isNew ? "\(name): its release is out." : "\(name): its release was out already.")
        }
    }
}

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Build the report of a cut.")

    @OptionGroup var home: Home

    @Option(help: "The cut.")
    var cut: String

    @Option(help: "The folder to write to.")
    var out: String

    @Option(help: "Disclosure control: round-to-five or none.")
    var method = "round-to-five"

    @Flag(help: "Say on the page that the figures are made up.")
    var synthetic = false

    func run() async throws {
        let method = try ReportMethod.named(method)
        let folder = URL(fileURLWithPath: out)
        let released = try await home.withWarehouse { open in
            try await CutReport(
                warehouse: open.warehouse,
                cut: cut,
                method: method,
                isSynthetic: synthetic,
                codeVersion: Version.current
            ).write(to: folder)
        }
        for sentence in released.headlines { Talk.print(sentence) }
        Talk.say("The report is at \(folder.appendingPathComponent("index.html").path).")
    }
}

/// The version of this program, written into releases.
enum Version {
    static let current = "0.1.0"
}

extension CutCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a cut out whole: each view for analysts as CSV under gzip, with a Data Package.",
            discussion: "What is taken out is neither rounded nor suppressed: it is for analysis, not for publication."
        )

        @OptionGroup var home: Home

        @Argument(help: "The cut's name.")
        var name: String

        @Option(help: "The folder to write to.")
        var out: String

        func run() async throws {
            let isQuiet = home.quiet
            let folder = URL(fileURLWithPath: out, isDirectory: true)
            let files = try await home.withWarehouse { open in
                try await CutExport(name, in: open.warehouse).write(to: folder) { file in
                    if !isQuiet { Talk.say("\(file.path): \(file.rows) rows") }
                }
            }
            Talk.print("\(out)/datapackage.json: \(files.count) files, \(files.reduce(0) { $0 + $1.rows }) rows")
        }
    }
}
