import Foundation
import Testing

@Suite("Hostile files are read in bounded memory by the program itself", .serialized)
struct MemoryTests {
    static let program = ProcessInfo.processInfo.environment["SENDSTAT_PROGRAM"]
    static let isNamed = program != nil || ProcessInfo.processInfo.environment["CI"] == "true"

    static let endless = "<Message><Persons><Person><Surname>"
    static let size = 200 << 20

    @Test("A value of 200 MB in XML", .enabled(if: isNamed, "SENDSTAT_PROGRAM names no program"))
    func endlessValue() throws {
        try Self.expect("r.xml", Self.endless, filler: "aaaaaaaaaaaaaaaa", below: 64 << 20)
    }

    @Test("A cell of 200 MB in CSV", .enabled(if: isNamed, "SENDSTAT_PROGRAM names no program"))
    func endlessCell() throws {
        try Self.expect("person.csv", "persontableid,surname\n1,", filler: "aaaaaaaaaaaaaaaa", below: 700 << 20)
    }

    @Test("Stray elements of 200 MB in XML", .enabled(if: isNamed, "SENDSTAT_PROGRAM names no program"))
    func endlessNames() throws {
        try Self.expect("r.xml", "<Message><Persons>", filler: "<a/><b/><c/>text", below: 64 << 20)
    }

    /// Runs the program on 200 MB of filler and holds its peak of resident memory, in bytes, against a bound.
    private static func expect(_ name: String, _ start: String, filler: String, below bound: Int) throws {
        let program = try #require(program, "CI needs the program: SENDSTAT_PROGRAM names it")
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        try Data(start.utf8).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        let block = Data(String(repeating: filler, count: (1 << 20) / filler.utf8.count).utf8)
        for _ in 0..<size / block.count { try handle.write(contentsOf: block) }
        try handle.close()
        let (status, peak) = try run(program, ["validate", "--return", "sen2@2025", file.path])
        #expect(status > 0 && status < 128)
        #expect(peak < bound, "the peak was \(peak >> 20) MiB")
    }

    /// Runs a program to its end under a shell that then tells the peak of its children.
    static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, peak: Int) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = """
            import os, resource, sys
            with open(os.devnull, "w") as quiet:
                os.dup2(quiet.fileno(), 2)
                child = os.fork()
                if child == 0:
                    os.dup2(quiet.fileno(), 1)
                    os.execv(sys.argv[1], sys.argv[1:])
                status = os.waitpid(child, 0)[1]
            print(os.waitstatus_to_exitcode(status), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
            """
        process.arguments = ["python3", "-c", script, program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let numbers = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap {
            Int($0)
        }
        try #require(numbers.count == 2)
        return (Int32(truncatingIfNeeded: numbers[0]), numbers[1])
    }
}
