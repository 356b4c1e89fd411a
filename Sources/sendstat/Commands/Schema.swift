import ArgumentParser
import Foundation
import Returns

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Show the standards: versions, tables, fields and what changed.",
        subcommands: [List.self, Show.self, Resolve.self, SchemaDiff.self, SchemaExport.self, Test.self]
    )

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the versions of all returns.")

        @Option(help: "text or json.")
        var format = OutputFormat.text

        func run() throws {
            let library = try Installation.library()
            let schemas = try library.versions().map { try library.resolve($0) }
            guard format != .json else { return Talk.print(try JSONResult.encode(schemas.map(VersionResult.init))) }
            let width = schemas.map(\.identifier.count).max() ?? 0
            for schema in schemas {
                let name = schema.identifier.padding(toLength: width, withPad: " ", startingAt: 0)
                Talk.print("\(name)  census day \(schema.collection.censusDate)  \(schema.hash)")
            }
        }
    }

    struct Resolve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a version with all it inherits as one JSON descriptor, whose hash is what is frozen.",
            discussion: "Example: sendstat schema resolve sen2@2026"
        )

        @Argument(help: "The version, such as sen2@2025.")
        var version: String

        func run() throws {
            let schema = try Installation.library().resolve(version)
            Talk.print(String(decoding: DataPackage(schema).json(), as: UTF8.self))
            Talk.say("\(schema.identifier), SHA-256 \(schema.hash)")
        }
    }
}

private struct VersionResult: Encodable {
    let identifier: String
    let title: String
    let description: String
    let censusDate: String
    let deadline: String?
    let extends: String?
    let sha256: String

    init(_ schema: ResolvedSchema) {
        identifier = schema.identifier
        title = schema.title
        description = schema.description
        censusDate = schema.collection.censusDate.description
        deadline = schema.collection.deadline?.description
        extends = schema.extends
        sha256 = schema.hash
    }
}
