import Foundation
import Support
import Testing

/// A result depends on the return, its standard and the rules alone: the day, the hour and the place change no byte.
@Suite("Any clock, any place")
struct AnyClockTests {
    private static let faketime = "/usr/bin/faketime"
    private static let program =
        ProcessInfo.processInfo.environment["SENDSTAT_PROGRAM"]
        ?? Standard.schemas.deletingLastPathComponent().appendingPathComponent(".build/release/sendstat").path
    private static let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

    private static var isReady: Bool {
        [faketime, program].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }

    @Test(
        "The same bytes under other clocks, time zones and locales",
        .enabled(if: isReady || isCI, "faketime (a Debian package) or the program is not there")
    )
    func sameBytes() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var changed = GoodReturn()
        changed.set("namedplan", row: 0, "ceasedate", "2023-05-01")
        changed.set("person", row: 0, "ethnicity", "ZZZZ")
        let file = folder.appendingPathComponent("return.xml")
        try Data(changed.xmlLines(Standard.schema).joined(separator: "\n").utf8).write(to: file)
        for format in ["json", "text", "csv", "sarif", "html", "markdown", "junit", "xlsx"] {
            let home = folder.appendingPathComponent("usual")
            let usual = try Self.run(["/usr/bin/env", Self.program], file, format, home, ["TZ": "Europe/London"])
            #expect(usual.count > 200)
            for (clock, zone, locale) in [
                ("2001-12-31 23:59:59", "Pacific/Kiritimati", "tr_TR.UTF-8"),
                ("2051-02-28 00:00:01", "America/St_Johns", "C"),
                ("2024-02-29 12:00:00", "Asia/Kathmandu", "de_DE.UTF-8"),
            ] {
                let other = try Self.run(
                    [Self.faketime, clock, Self.program],
                    file,
                    format,
                    folder.appendingPathComponent("other"),
                    ["TZ": zone, "LC_ALL": locale, "LANG": locale]
                )
                #expect(other == usual, "\(format) under \(clock), \(zone), \(locale)")
            }
        }
    }

    /// The bytes that `validate` writes: on stdout, or for a workbook into a file.
    private static func run(
        _ program: [String],
        _ file: URL,
        _ format: String,
        _ folder: URL,
        _ environment: [String: String]
    ) throws -> Data {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let output = folder.appendingPathComponent("findings.xlsx")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program[0])
        let target = format == "xlsx" ? ["--output", output.path] : []
        process.arguments = program.dropFirst() + ["validate", file.path, "--format", format] + target
        var all = ProcessInfo.processInfo.environment
        all["SENDSTAT_SCHEMAS"] = Standard.schemas.path
        process.environment = all.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = Pipe()
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return format == "xlsx" ? try Data(contentsOf: output) : data
    }
}
