import Foundation
import Returns

/// A small return as nine CSV files in the form of the collection's export, written from the schema.
///
/// Person 1 has a plan with a placement and two needs; person 2 has a request that was turned down.
struct ExportedSet {
    let schema: ResolvedSchema
    /// Rows by the table's CSV name: own number, parent's number, and what differs from blank by column.
    var rows: [String: [(key: Int, parent: Int?, cells: [String: String])]]

    init(_ schema: ResolvedSchema) {
        self.schema = schema
        let day = "-Jan-18 00:00:00"
        let place = ["urn": "123456", "placementrank": "1", "senunitindicator": "true"]
        rows = [
            "sen2": [
                (
                    1, nil,
                    [
                        "collection": "SEN2", "year": "\(schema.collection.year)", "sourcelevel": "L", "lea": "301",
                        "referencedate": "\(schema.collection.year)\(day)", "serialno": "1", "dmo": "Y", "dco": "R",
                        "datetime": "\(schema.collection.year)-Feb-28 13:05:59",
                    ]
                )
            ],
            "person": [(1, 1, Self.person("B801200005001")), (2, 1, Self.person("M80120000500A"))],
            "requests": [
                (1, 1, ["receiveddate": "2023-May-02 00:00:00", "rya": "0", "requestoutcome": "Y"]),
                (2, 2, ["receiveddate": "2023-Sep-30 00:00:00", "rya": "1", "requestoutcome": "N"]),
            ],
            "assessment": [(1, 1, ["assessmentoutcome": "Y", "week20": "false"])],
            "namedplan": [(1, 1, ["startdate": "2023-Sep-19 00:00:00", "pb": "1", "ceasereason": ""])],
            "plandetail": [(1, 1, place)],
            "activeplans": [(1, 1, ["transferla": "909", "reviewoutcome": "M"])],
            "placementdetail": [(1, 1, place.merging(["entrydate": "2023-Oct-01 00:00:00", "res": "A"]) { $1 })],
            "senneed": [
                (1, 1, ["sentype": "ASD", "sentyperank": "1"]), (2, 1, ["sentype": "HI", "sentyperank": "2"]),
            ],
        ]
    }

    private static func person(_ upn: String) -> [String: String] {
        [
            "surname": "Madeup", "forename": "Testa, \"Té\"", "personbirthdate": "2015-Mar-09 00:00:00", "sex": "F",
            "ethnicity": "WENG", "upn": upn,
        ]
    }

    /// Changes one cell, so that the set has a fault.
    mutating func set(_ table: String, _ row: Int, _ column: String, _ value: String) {
        rows[table]?[row].cells[column] = value
    }

    /// Writes the nine files and the descriptor that names them.
    func write(to folder: URL) throws {
        var paths: [String: String] = [:]
        for table in schema.tables {
            let path = "Blade-Export_01-03-2024_\(table.csvName).csv"
            paths[table.csvName] = path
            try text(of: table).write(to: folder.appendingPathComponent(path), atomically: true, encoding: .utf8)
        }
        try DataPackage(schema).json(paths: paths).write(to: folder.appendingPathComponent("datapackage.json"))
    }

    private func text(of table: TableSchema) -> String {
        let parent = table.parent.map { schema.tables[$0].csvKeyColumn }
        let links = [table.csvKeyColumn, "NativeId"] + (parent.map { [$0] } ?? [])
        let columns = links + table.fields.map(\.csvColumn) + ["\(table.csvName)orderseqcolumn", "sourceid"]
        var lines = [columns.joined(separator: ",")]
        for row in rows[table.csvName] ?? [] {
            var cells = [table.csvKeyColumn: "\(row.key)", "\(table.csvName)orderseqcolumn": "1"]
            if let parent { cells[parent] = "\(row.parent ?? 0)" }
            cells.merge(row.cells) { $1 }
            lines.append(columns.map { Self.quoted(cells[$0] ?? "") }.joined(separator: ","))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private static func quoted(_ cell: String) -> String {
        cell.contains(where: { ",\"".contains($0) }) ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }
}
