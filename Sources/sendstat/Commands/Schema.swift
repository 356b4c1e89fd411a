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

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the tables and fields of a version.")

        @Argument(help: "The version, such as sen2@2025.")
        var version: String

        @Argument(help: "Only this table, such as named_plan.")
        var table: String?

        func run() throws {
            let schema = try Installation.library().resolve(version)
            if let table, schema.index(of: table) == nil {
                throw ValidationError(
                    "There is no table \(table). It has: \(schema.tables.map(\.name).joined(separator: ", "))."
                )
            }
            Talk.print(
                "\(schema.title)\ncensus day \(schema.collection.censusDate), deadline \(schema.collection.deadline?.description ?? "not known")"
            )
            for entry in schema.tables where table == nil || entry.name == table {
                Talk.print("\n\(entry.name)  \(entry.title)  <\(entry.xmlElement)>  _\(entry.csvName).csv")
                for field in entry.fields { Talk.print(Self.line(field)) }
            }
        }

        private static func line(_ field: FieldSchema) -> String {
            let name = field.name.padding(toLength: max(32, field.name.count), withPad: " ", startingAt: 0)
            return "  \(name) \(Self.word(field.type))\(field.isRequired ? ", required" : "")  \(field.title)"
        }

        private static func word(_ type: FieldType) -> String {
            switch type {
            case .text: "text"
            case .integer: "whole number"
            case .boolean: "true or false"
            case .date: "date"
            case .dateTime: "date and time"
            case .code(let list): "code of \(list)"
            case .identifier(let kind): kind.rawValue.uppercased()
            }
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
