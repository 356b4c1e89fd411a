import Foundation
import Returns
import Support
import Testing

@Suite("The resolved descriptor in the hands of Frictionless tools")
struct DataPackageTests {
    private static let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? ""
    private static let isExpected = !python.isEmpty || ProcessInfo.processInfo.environment["CI"] == "true"

    @Test(
        "frictionless accepts the descriptor with a good set, and refuses a spoilt one",
        .enabled(if: isExpected, "SENDSTAT_PYTHON names a Python with frictionless; ops/test sets it"),
        arguments: [2024, 2025]
    )
    func frictionless(year: Int) async throws {
        let whole = try await GeneratedReturn.one(year)
        #expect(try Self.isValid(whole.csv.map { ($0.name, $0.bytes) }, whole.schema))
        let badCode = try Self.replacing(",SEMH,", with: ",ZZZZ,", in: "_senneed.csv", of: whole)
        #expect(try !Self.isValid(badCode, whole.schema))
        // A need whose plan is not there.
        let orphan = whole.csv.map { file in
            guard file.name.hasSuffix("_senneed.csv") else { return (file.name, file.bytes) }
            let rows = String(decoding: file.bytes, as: UTF8.self).components(separatedBy: "\r\n")
            var cells = rows[1].components(separatedBy: ",")
            cells[2] = "999999"
            return (
                file.name,
                [UInt8](([rows[0], cells.joined(separator: ",")] + rows[2...]).joined(separator: "\r\n").utf8)
            )
        }
        #expect(try !Self.isValid(orphan, whole.schema))
    }

    private static func replacing(
        _ text: String,
        with other: String,
        in ending: String,
        of whole: GeneratedReturn
    ) throws -> [(String, [UInt8])] {
        try whole.csv.map { file in
            guard file.name.hasSuffix(ending) else { return (file.name, file.bytes) }
            let before = String(decoding: file.bytes, as: UTF8.self)
            try #require(before.contains(text))
            return (file.name, [UInt8](before.replacingOccurrences(of: text, with: other).utf8))
        }
    }

    private static func isValid(_ files: [(String, [UInt8])], _ schema: ResolvedSchema) throws -> Bool {
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        var paths: [String: String] = [:]
        for table in schema.tables {
            paths[table.csvName] = files.map(\.0).first { $0.hasSuffix("_\(table.csvName).csv") }
        }
        try DataPackage(schema).json(paths: paths).write(to: folder.appendingPathComponent("datapackage.json"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-m", "frictionless", "validate", "datapackage.json"]
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
