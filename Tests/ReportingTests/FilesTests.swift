import Foundation
import Reporting
import Testing

@Suite("Files of a release")
struct FilesTests {
    @Test("The same cut gives the same bytes, and the checksums are those of the files")
    func sameBytes() throws {
        try withFolder("again") { folder in
            let again = try writeReport(
                MadeUpNation.request(),
                cube: MadeUpNation.cube(authorities: MadeUpNation.geography.authorities),
                to: folder
            )
            #expect(again.files == WrittenRelease.released.files)
            for file in again.files {
                let bytes = try Data(contentsOf: folder.appending(path: file.path))
                #expect(bytes == (try Data(contentsOf: WrittenRelease.folder.appending(path: file.path))))
                #expect(bytes.count == file.bytes)
            }
            let sums = try #require(try run("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], in: folder))
            #expect(sums.status == 0, "\(sums.output)")
        }
    }

    @Test("The descriptor and every file behind it are a Data Package by frictionless")
    func frictionless() throws {
        _ = WrittenRelease.released
        guard let checked = try run("frictionless", ["validate", "datapackage.json"], in: WrittenRelease.folder) else {
            return missing("frictionless")
        }
        #expect(checked.status == 0, "\(checked.output)")
    }

    @Test("Each data file has its columns in order, a name for each place, no blank filter and no repeated row")
    func openDataStandard() throws {
        for file in WrittenRelease.released.files.map(\.path) where file.hasSuffix(".meta.csv") {
            let metadata = try WrittenRelease.rows(file)
            let name = file.replacingOccurrences(of: ".meta.csv", with: ".csv")
            let head = try WrittenRelease.text(name).prefix { $0 != "\n" }.split(separator: ",").map(String.init)
            #expect(head.prefix(3) == ["time_period", "time_identifier", "geographic_level"])
            let described = Set(metadata.map { $0["col_name"]! })
            let headings = Set(metadata.map { $0["filter_grouping_column"]! })
            #expect(head.dropFirst(10).allSatisfy { described.contains($0) != headings.contains($0) })
            var keys = Set<[String]>()
            let filters = metadata.filter { $0["col_type"] == "Filter" }.map { $0["col_name"]! } + headings
            let rows = try WrittenRelease.rows(name)
            for row in rows {
                let key = ["time_period", "region_code", "old_la_code"] + filters.filter { !$0.isEmpty }.sorted()
                #expect(keys.insert(key.map { row[$0]! }).inserted)
                #expect(key.dropFirst(3).allSatisfy { !row[$0]!.isEmpty })
                #expect(row["geographic_level"] != "Local authority" || !row["region_name"]!.isEmpty)
            }
            for filter in metadata.filter({ $0["col_type"] == "Filter" }) {
                #expect(rows.contains { $0[filter["col_name"]!] == filter["filter_default"] })
            }
        }
    }

    @Test("A code version, the method, the cut and its submissions stand in the provenance")
    func provenance() throws {
        let text = try WrittenRelease.text("provenance.json")
        for part in ["\"0.1.0\"", "\"round_to_5\"", "\"2025-june\"", "306", "2025-06-30T12:00:00Z"] {
            #expect(text.contains(part))
        }
    }
}

/// Says that a tool is not there: a failure in continuous integration, a word elsewhere.
func missing(_ tool: String) {
    if ProcessInfo.processInfo.environment["CI"] == "true" {
        Issue.record("\(tool) is not installed")
    } else {
        print("Not checked: \(tool) is not installed.")
    }
}

/// Runs a tool found on the path; nil when it is not there.
func run(_ tool: String, _ arguments: [String], in folder: URL) throws -> (status: Int32, output: String)? {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard let place = path.map({ "\($0)/\(tool)" }).first(where: FileManager.default.isExecutableFile) else {
        return nil
    }
    let process = Process()
    process.executableURL = URL(filePath: place)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
