import ArgumentParser
import Foundation
import Pipeline
import Warehouse

struct PipelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pipeline",
        abstract: "Run a file of Pipelines/ from its first step to its last.",
        subcommands: [Run.self, List.self]
    )

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a pipeline; what an earlier run did already is found and kept.",
            discussion:
                "While it runs a second start ends at once, with exit code 75. `sendstat job list` shows the runs."
        )

        @OptionGroup var home: Home

        @Argument(help: "The pipeline's name, such as annual-report.")
        var name: String

        @Option(help: "Another value for a parameter of the file: --set out=release")
        var set: [String] = []

        @Option(help: "How many returns are worked on at once.")
        var concurrency = 2

        func run() async throws {
            let file = try PipelineFile(named: name, in: Installation.pipelines())
            let parameters = try file.parameters(with: assignments())
            let schemas = try Installation.schemas()
            try await home.withWarehouse(connections: concurrency * 2 + 1) { open in
                let narrator = Narrator(isQuiet: home.quiet)
                let context = PipelineRun.Context(
                    warehouse: open.warehouse,
                    settings: open.settings,
                    schemas: schemas,
                    concurrency: concurrency,
                    codeVersion: Version.current,
                    tell: { narrator.tell($0) }
                )
                let run = PipelineRun(file: file, parameters: parameters, context: context)
                try await open.warehouse.run(job: file.name, every: 366 * 86_400, settings: open.settings) {
                    try await run.run()
                }
            }
        }

        private func assignments() throws -> [String: String] {
            var values: [String: String] = [:]
            for assignment in set {
                let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else {
                    throw ValidationError("--set takes name=value, such as --set out=release")
                }
                values[String(parts[0])] = String(parts[1])
            }
            return values
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the pipelines.")

        func run() throws {
            let folder = try Installation.pipelines()
            for name in PipelineFile.names(in: folder) {
                Talk.print("\(name)  \(try PipelineFile(named: name, in: folder).title)")
            }
        }
    }
}
