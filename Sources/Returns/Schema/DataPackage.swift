import Crypto
public import Foundation

/// A resolved schema as a Data Package descriptor whose fields carry the names of the CSV set.
///
/// It follows Data Package version 2; our own properties have the prefix `send:`.
public struct DataPackage {
    private let schema: ResolvedSchema

    public init(_ schema: ResolvedSchema) {
        self.schema = schema
    }

    /// The descriptor as JSON, with keys in order.
    ///
    /// - Parameter paths: The file of each table by its name in the CSV set; without one, `<name>.csv`.
    /// - Returns: UTF-8 text.
    public func json(paths: [String: String] = [:]) -> Data {
        var whole = descriptor(paths: paths)
        if !schema.description.isEmpty { whole["description"] = schema.description }
        return Self.data(whole)
    }

    /// SHA-256 over the descriptor, the dates of the collection and the codes valid on its census day.
    ///
    /// Codes of other years and the dates of codes are left out, or a code that a later year adds or ends would make
    /// every version before it another one.
    var hash: String {
        let lists = schema.codeLists.mapValues { list in list.codes.map { [$0.code, $0.label, $0.group] } }
        let all: [String: Any] = ["descriptor": descriptor(paths: [:]), "codes": lists]
        return SHA256.hash(data: Self.data(all)).map { String(format: "%02x", $0) }.joined()
    }

    private static func data(_ object: [String: Any]) -> Data {
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? JSONSerialization.data(withJSONObject: object, options: options)) ?? Data()
    }

    private func text(_ date: CalendarDate?) -> String { date?.description ?? "" }

    private func descriptor(paths: [String: String]) -> [String: Any] {
        let dates = schema.collection
        return [
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "\(schema.name)-\(schema.version)",
            "title": schema.title,
            "version": schema.version,
            "send:collection": [
                "year": dates.year, "censusDate": text(dates.censusDate), "deadline": text(dates.deadline),
                "activityFrom": text(dates.activityFrom), "activityTo": text(dates.activityTo),
            ] as [String: Any],
            "resources": schema.tables.map { resource($0, path: paths[$0.csvName] ?? "\($0.csvName).csv") },
        ]
    }

    private func resource(_ table: TableSchema, path: String) -> [String: Any] {
        let parent = table.parent.map { schema.tables[$0] }
        var fields: [[String: Any]] = [link(table.csvKeyColumn, required: true), link("NativeId", required: false)]
        if let parent { fields.append(link(parent.csvKeyColumn, required: true)) }
        fields += table.fields.map(field)
        fields += [link("\(table.csvName)orderseqcolumn", required: false), link("sourceid", required: false)]
        var tableSchema: [String: Any] = [
            "fields": fields, "primaryKey": [table.csvKeyColumn], "missingValues": [""],
        ]
        if let parent {
            tableSchema["foreignKeys"] = [
                [
                    "fields": [parent.csvKeyColumn],
                    "reference": ["resource": parent.csvName, "fields": [parent.csvKeyColumn]] as [String: Any],
                ]
            ]
        }
        var resource: [String: Any] = [
            "name": table.csvName, "path": path, "title": table.title, "description": table.description,
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": tableSchema,
            "send:table": table.name, "send:xml": table.xmlElement,
            "send:unique": table.uniqueKeys.map { ["fields": $0.fields, "scope": $0.scope.rawValue] as [String: Any] },
        ]
        describeForms(of: table, &resource)
        if let parent {
            resource["send:parent"] = parent.name
            var bounds: [String: Any] = [
                "minimum": table.perParent.minimum,
                "belowMinimum": table.perParent.belowMinimumIsQuery ? "query" : "error",
            ]
            bounds["maximum"] = table.perParent.maximum
            resource["send:perParent"] = bounds
        }
        return resource
    }

    /// What only some tables have: a path in the message, a role in the flat form.
    private func describeForms(of table: TableSchema, _ resource: inout [String: Any]) {
        if table.declaresXMLPath { resource["send:xmlWrapper"] = table.xmlPath.joined(separator: "/") }
        if !table.xmlAfter.isEmpty { resource["send:xmlAfter"] = table.xmlAfter }
        if let flat = table.flat { resource["send:flat"] = flat.rawValue }
        if table.mayRepeat { resource["send:mayRepeat"] = true }
        if let field = table.oneForEach { resource["send:oneForEach"] = table.fields[field].name }
    }

    private func link(_ name: String, required: Bool) -> [String: Any] {
        var field: [String: Any] = ["name": name, "type": "string", "send:link": true]
        if required { field["constraints"] = ["required": true] }
        return field
    }

    private func field(_ field: FieldSchema) -> [String: Any] {
        var constraints: [String: Any] = [:]
        if field.isRequired { constraints["required"] = true }
        var result: [String: Any] = [
            "name": field.csvColumn, "title": field.title, "description": field.description, "send:name": field.name,
            "send:xml": field.xmlElement, "send:evidence": field.evidence,
        ]
        for (key, value) in [
            ("send:item", field.item), ("send:xmlWrapper", field.xmlWrapper), ("send:template", field.templateHeading),
        ] where !value.isEmpty { result[key] = value }
        switch field.flat {
        case .absent: break
        case .columns(let places): result["send:flat"] = places
        case .position: result["send:flat"] = "position"
        }
        if field.codesAreUnconfirmed { result["send:codesUnconfirmed"] = true }
        describe(field.type, &result, &constraints)
        if !constraints.isEmpty { result["constraints"] = constraints }
        return result
    }

    private func describe(_ type: FieldType, _ result: inout [String: Any], _ constraints: inout [String: Any]) {
        switch type {
        case .text(let maximumLength):
            result["type"] = "string"
            constraints["maxLength"] = maximumLength
        case .integer(let minimum, let maximum):
            result["type"] = "integer"
            constraints["minimum"] = minimum.map { Int($0) }
            constraints["maximum"] = maximum.map { Int($0) }
        case .boolean:
            result["type"] = "boolean"
            result["trueValues"] = ["true", "1"]
            result["falseValues"] = ["false", "0"]
        case .date:
            result["type"] = "date"
            result["format"] = "%Y-%b-%d 00:00:00"
        case .dateTime:
            result["type"] = "datetime"
            result["format"] = "%Y-%b-%d %H:%M:%S"
        case .code(let list):
            result["type"] = "string"
            result["send:codes"] = list
            if let list = schema.codeLists[list], !list.isUnconfirmed { constraints["enum"] = list.codes.map(\.code) }
        case .identifier(let kind):
            result["type"] = "string"
            result["send:identifier"] = kind.rawValue
            constraints["pattern"] = Self.patterns[kind]
        }
    }

    private static let patterns: [IdentifierKind: String] = [
        .upn: "[ABCDEFGHJKLMNPQRTUVWXYZ][0-9]{11}[0-9ABCDEFGHJKLMNPQRTUVWXYZ]",
        .uln: "[1-9][0-9]{9}",
        .urn: "[1-9][0-9]{5}",
        .ukprn: "1[0-9]{7}",
        .localAuthority: "[0-9]{3}",
    ]
}
