import Foundation
import Returns
import Testing

@Suite("A small CSV set in the hands of frictionless, one fault at a time")
struct ExportedSetTests {
    static let versions = ["sen2@2024", "sen2@2025"]

    @Test("A good CSV set passes", arguments: versions)
    func accepts(version: String) throws {
        let set = ExportedSet(try SchemaLibrary(directory: Repository.schemas).resolve(version))
        guard let errors = try Frictionless.errors(in: set) else { return }
        #expect(errors.isEmpty)
    }

    @Test(
        "A planted fault is found, and nothing else",
        arguments: [
            ("requests", 0, "requestoutcome", "Q", "constraint-error"),
            ("senneed", 1, "activeplanstableid", "7", "foreign-key"),
            ("requests", 1, "requeststableid", "1", "primary-key"),
            ("person", 0, "personbirthdate", "2015-03-09", "type-error"),
            ("person", 1, "surname", "", "constraint-error"),
            ("person", 1, "upn", "S80120000500A", "constraint-error"),
            ("placementdetail", 0, "placementrank", "3", "constraint-error"),
            ("placementdetail", 0, "senunitindicator", "perhaps", "type-error"),
        ]
    )
    func finds(table: String, row: Int, column: String, value: String, kind: String) throws {
        var set = ExportedSet(try SchemaLibrary(directory: Repository.schemas).resolve("sen2@2024"))
        set.set(table, row, column, value)
        guard let errors = try Frictionless.errors(in: set) else { return }
        #expect(errors == ["\(table) \(kind)"])
    }

    @Test("A code of 2025 is not one of 2024's")
    func datedCodes() throws {
        let library = SchemaLibrary(directory: Repository.schemas)
        for (version, expected) in [("sen2@2024", ["senneed constraint-error"]), ("sen2@2025", [])] {
            var set = ExportedSet(try library.resolve(version))
            set.set("senneed", 1, "sentype", "DS")
            guard let errors = try Frictionless.errors(in: set) else { return }
            #expect(errors == expected, "\(version)")
        }
    }
}

/// The validator of Data Packages, in the Python that `SENDSTAT_PYTHON` names.
enum Frictionless {
    /// What it finds, each as the table and the kind of fault; nil when it is not installed, which in CI is a failure.
    static func errors(in set: ExportedSet) throws -> [String]? {
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try set.write(to: folder)
        let output = try run(["-m", "frictionless", "validate", "--json", "datapackage.json"], in: folder)
        guard let report = try? JSONDecoder().decode(Report.self, from: output) else {
            guard ProcessInfo.processInfo.environment["CI"] != "true" else {
                Issue.record("frictionless gave no report")
                return nil
            }
            print("Not checked: frictionless is not installed.")
            return nil
        }
        #expect(report.tasks.count == set.schema.tables.count)
        #expect(report.errors.isEmpty)
        return report.tasks.flatMap { task in task.errors.map { "\(task.name) \($0.type)" } }
    }

    private static func run(_ arguments: [String], in folder: URL) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? "python3"] + arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return output
    }

    private struct Report: Decodable {
        let errors: [Fault]
        let tasks: [Task]

        struct Task: Decodable {
            let name: String
            let errors: [Fault]
        }

        struct Fault: Decodable {
            let type: String
        }
    }
}
