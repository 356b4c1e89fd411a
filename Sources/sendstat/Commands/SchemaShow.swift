import ArgumentParser
import Foundation
import Returns

extension SchemaCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the tables and fields of a version.",
            discussion: """
                Examples:
                  sendstat schema show sen2@2026
                  sendstat schema show sen2@2026 named_plan --format json
                """
        )

        @Argument(help: "The version, such as sen2@2025.")
        var version: String

        @Argument(help: "Only this table, such as named_plan.")
        var table: String?

        @Option(help: "text or json.")
        var format = OutputFormat.text

        func run() throws {
            let schema = try Installation.library().resolve(version)
            if let table, schema.index(of: table) == nil {
                throw ValidationError(
                    "There is no table \(table). It has: \(schema.tables.map(\.name).joined(separator: ", "))."
                )
            }
            let tables = schema.tables.filter { table == nil || $0.name == table }
            guard format != .json else { return Talk.print(try JSONResult.encode(ShownSchema(schema, tables))) }
            Talk.print(
                "\(schema.title)\ncensus day \(schema.collection.censusDate), deadline \(schema.collection.deadline?.description ?? "not known")"
            )
            for entry in tables {
                Talk.print("\n\(entry.name)  \(entry.title)  <\(entry.xmlElement)>  _\(entry.csvName).csv")
                for field in entry.fields { Talk.print(Self.line(field)) }
            }
        }

        private static func line(_ field: FieldSchema) -> String {
            let name = field.name.padding(toLength: max(32, field.name.count), withPad: " ", startingAt: 0)
            let required = field.isRequired ? ", required" : ""
            let unconfirmed = field.codesAreUnconfirmed ? ", its codes not confirmed" : ""
            return "  \(name) \(TypeWords.of(field.type))\(required)\(unconfirmed)  \(field.title)"
        }
    }
}

/// What a field holds, in a word.
private enum TypeWords {
    static func of(_ type: FieldType) -> String {
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

/// A version as `schema show --format json` gives it: what a person or a program asks first, under our own names.
private struct ShownSchema: Encodable {
    let identifier: String
    let title: String
    let description: String
    let censusDate: String
    let deadline: String?
    let activityFrom: String
    let activityTo: String
    let sha256: String
    let tables: [ShownTable]

    init(_ schema: ResolvedSchema, _ tables: [TableSchema]) {
        identifier = schema.identifier
        title = schema.title
        description = schema.description
        censusDate = schema.collection.censusDate.description
        deadline = schema.collection.deadline?.description
        activityFrom = schema.collection.activityFrom.description
        activityTo = schema.collection.activityTo.description
        sha256 = schema.hash
        self.tables = tables.map { ShownTable($0, schema) }
    }
}

private struct ShownTable: Encodable {
    let name: String
    let title: String
    let description: String
    let parent: String?
    let minimumPerParent: Int?
    let maximumPerParent: Int?
    let xmlElement: String
    let csvName: String
    let fields: [ShownField]

    init(_ table: TableSchema, _ schema: ResolvedSchema) {
        name = table.name
        title = table.title
        description = table.description
        parent = table.parent.map { schema.tables[$0].name }
        minimumPerParent = table.parent == nil ? nil : table.perParent.minimum
        maximumPerParent = table.perParent.maximum
        xmlElement = table.xmlElement
        csvName = table.csvName
        fields = table.fields.map { ShownField($0, schema) }
    }
}

private struct ShownField: Encodable {
    let name: String
    let title: String
    let description: String
    let type: String
    let isRequired: Bool
    let item: String
    let xmlElement: String
    let csvColumn: String
    let codesAreConfirmed: Bool
    let codes: [ShownCode]?
    let evidence: String

    init(_ field: FieldSchema, _ schema: ResolvedSchema) {
        name = field.name
        title = field.title
        description = field.description
        type = TypeWords.of(field.type)
        isRequired = field.isRequired
        item = field.item
        xmlElement = field.xmlElement
        csvColumn = field.csvColumn
        codesAreConfirmed = !field.codesAreUnconfirmed
        if case .code(let list) = field.type {
            codes = schema.codeLists[list]?.codes.map { ShownCode(code: $0.code, label: $0.label) }
        } else {
            codes = nil
        }
        evidence = field.evidence
    }
}

private struct ShownCode: Encodable {
    let code: String
    let label: String
}
