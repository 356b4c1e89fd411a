import ArgumentParser
import Foundation
import Returns

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Show the standards: versions, tables, fields and what changed.",
        subcommands: [List.self, Show.self, Diff.self, Export.self, Test.self]
    )

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the versions of all returns.")

        func run() throws {
            let library = try Installation.library()
            for version in try library.versions() {
                let schema = try library.resolve(version)
                Talk.print("\(schema.identifier)  census day \(schema.collection.censusDate)  \(schema.hash)")
            }
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

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what changed between two versions, with the reasons."
        )

        @Argument(help: "The earlier version, such as sen2@2024.")
        var earlier: String

        @Argument(help: "The later version, such as sen2@2025.")
        var later: String

        func run() throws {
            for change in try steps().flatMap(\.changes) {
                Talk.print("\(change.operation.rawValue)  \(change.target)")
                Talk.print("    \(change.reason) Source: \(change.source)")
            }
        }

        /// The versions from the one after `earlier` to `later`, each built on the one before.
        private func steps() throws -> [ResolvedSchema] {
            let library = try Installation.library()
            _ = try library.resolve(earlier)
            var steps: [ResolvedSchema] = []
            var version: String? = later
            while let name = version, name != earlier {
                let schema = try library.resolve(name)
                steps.append(schema)
                version = schema.extends
            }
            guard version == earlier else { throw ValidationError("\(later) does not build on \(earlier).") }
            return steps.reversed()
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the resolved version as a Data Package descriptor of its CSV set."
        )

        @Argument(help: "The version, such as sen2@2025.")
        var version: String

        @Option(help: "A folder with the files of a CSV set, which the descriptor then names.")
        var files: String?

        func run() throws {
            let schema = try Installation.library().resolve(version)
            var paths: [String: String] = [:]
            if let files {
                let names = try ReturnReader.inputs(at: URL(fileURLWithPath: files)).map(\.name)
                for table in schema.tables {
                    paths[table.csvName] = names.first { $0.lowercased().hasSuffix("_\(table.csvName).csv") }
                }
            }
            Talk.print(String(decoding: DataPackage(schema).json(paths: paths), as: UTF8.self))
        }
    }
}
