import Foundation
import Pipeline
import Returns
import Support
import Synthesis
import Testing
import Validation
import Warehouse

@Suite("A return gives the same findings in whatever form it is handed in")
struct FormsTests {
    private static let line = Line(library: SmallNation.library, reference: nil)

    @Test("XML, CSV set and the marked workbook, which comes back as it is")
    func markedWorkbook() async throws {
        try await Self.withReturn(errorRate: 0.03) { folder in
            let set = try ReturnReader.inputs(at: folder.appendingPathComponent("csv"))
            let schema = try Self.line.schema("sen2", for: set)
            let tables = try Self.line.read(set, as: schema)
            let result = try Self.line.check(tables)
            #expect(result.findings.count > 20)
            let book = folder.appendingPathComponent("marked.xlsx")
            try MarkedWorkbook.write(result, of: tables, to: book)
            try Self.expect([ReturnInput(path: book)], result)
            let bytes = [UInt8](try Data(contentsOf: book))
            let back = try Self.line.read([ReturnInput(name: "marked.xlsx", bytes: bytes)], as: schema)
            let passedOver = back.notes.map(\.kind)
            #expect(passedOver.count { $0 == .sheetPassedOver } >= 2)
            #expect(passedOver.count { $0 == .columnPassedOver } == schema.tables.count)
            // Marked once more, it is the same again.
            let second = folder.appendingPathComponent("second.xlsx")
            try MarkedWorkbook.write(try Self.line.check(back), of: back, to: second)
            try Self.expect([ReturnInput(path: second)], result)
        }
    }

    /// Holds what is found in another form against a result: everything but the places.
    private static func expect(_ inputs: [ReturnInput], _ result: CheckResult) throws {
        let schema = try line.schema("sen2", for: inputs)
        let other = try line.check(try line.read(inputs, as: schema))
        #expect(words(other) == words(result))
        #expect(other.recordCounts == result.recordCounts)
    }

    /// A row with more cells than the heading can stand in a CSV file, and not in a sheet.
    private static func words(_ result: CheckResult) -> [String] {
        result.findings.filter { $0.rule != "ragged-row" }.map { finding in
            [finding.rule, finding.table, finding.recordKey, plain(finding.found), finding.expected]
                .joined(separator: " | ")
        }.sorted()
    }

    /// The CSV set writes days as `2024-Jun-15 00:00:00`, where message and workbook write `2024-06-15`.
    private static func plain(_ found: String) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return months.enumerated().reduce(found.replacing(" 00:00:00", with: "")) { text, month in
            let number = month.offset + 1
            return text.replacing("-\(month.element)-", with: number < 10 ? "-0\(number)-" : "-\(number)-")
        }
    }

    @Test("A zip and a workbook are kept as they came, and loaded from what was kept")
    func handedIn() async throws {
        try await Self.withReturn(errorRate: 0) { folder in
            let set = try ReturnReader.inputs(at: folder.appendingPathComponent("csv"))
            let schema = try Self.line.schema("sen2", for: set)
            let tables = try Self.line.read(set, as: schema)
            let book = folder.appendingPathComponent("return.xlsx")
            try MarkedWorkbook.write(Self.line.check(tables), of: tables, to: book)
            let zip = folder.appendingPathComponent("return.zip")
            try Self.zip(folder.appendingPathComponent("csv"), into: zip)
            try await TestDatabase.withDatabase { settings in
                let rows = try await SmallNation.withWarehouse(settings) { warehouse in
                    try await Rehearsal.open(in: warehouse)
                    try await warehouse.loadReference(directories: [
                        SmallNation.schemas.appendingPathComponent("reference")
                    ]
                    )
                    return try await [zip, book].asyncMap { file in
                        _ = try await warehouse.submit(
                            files: [SubmittedFile(file: file)],
                            from: try Sender("la:301"),
                            return: "sen2"
                        )
                        let worker = Worker(warehouse: warehouse, line: Self.line)
                        let outcome = try #require(try await worker.workOnce(presence: nil))
                        #expect(outcome.state == .accepted, "\(outcome.reason)")
                        return outcome.rows
                    }
                }
                #expect(rows[0] > 100 && rows[0] == rows[1])
            }
        }
    }

    private static func zip(_ folder: URL, into file: URL) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-m", "zipfile", "-c", file.path, folder.path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private static func withReturn(errorRate: Double, _ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sendstat-forms-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let recipe = NationRecipe(
            years: [2025],
            scale: 0.05,
            seed: 5,
            localAuthorities: [301],
            forms: .both,
            errorRate: errorRate
        )
        let reference = SmallNation.schemas.appendingPathComponent("reference")
        let nation = try SyntheticNation(recipe: recipe, library: SmallNation.library, reference: reference)
        _ = try await nation.write(to: folder, concurrency: 1)
        try await body(folder.appendingPathComponent("2025/301"))
    }
}

extension Array {
    fileprivate func asyncMap<R>(_ transform: (Element) async throws -> R) async throws -> [R] {
        var results: [R] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
