import Foundation
import Support
import Testing

/// What operators put in place: systemd's units and timers, and CronJobs.
@Suite struct UnitFileTests {
    private static let folder = Repository.root.appending(path: "ops/systemd")
    private static let hasProgram = (try? Tool.run(["systemd-analyze", "--version"]).status) == 0
    private static let isExpected = hasProgram || ProcessInfo.processInfo.environment["CI"] == "true"

    private static func names(_ label: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(label) }.sorted()
    }

    @Test(.enabled(if: isExpected, "systemd-analyze is not here"))
    func `systemd finds no fault in the units and times, and little that they could do harm with`() throws {
        let place = try TemporaryFolder()
        for name in try Self.names("") {
            let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
            // Where the program is installed is not where the tests run.
            let own = text.replacing("/usr/bin/sendstat ", with: "/bin/true ")
            try Data(own.utf8).write(to: place.url.appending(path: name))
        }
        let paths = try Self.names("").map { place.url.appending(path: $0).path }
        let verified = try Tool.run(["systemd-analyze", "verify", "--recursive-errors=no"] + paths)
        #expect(verified.status == 0 && verified.text.isEmpty, "\(verified.text)")
        for name in try Self.names(".service") {
            let words = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20"]
            let security = try Tool.run(words + [place.url.appending(path: name).path])
            #expect(security.status == 0, "\(name): \(security.text.suffix(200))")
        }
    }

    @Test func `each timer has its service and its CronJob, by London's clock`() throws {
        let jobs = try Self.names(".timer").map { $0.replacing(".timer", with: "") }
        #expect(jobs.count == 3)
        let file = Repository.root.appending(path: "ops/kubernetes/cronjobs.yaml")
        let cron = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "---\n")
        #expect(cron.count == jobs.count)
        for job in jobs {
            let timer = try String(contentsOf: Self.folder.appending(path: "\(job).timer"), encoding: .utf8)
            #expect(timer.contains("Europe/London") && timer.contains("Persistent=true"), "\(job)")
            let service = try String(contentsOf: Self.folder.appending(path: "\(job).service"), encoding: .utf8)
            let command = try #require(service.firstMatch(of: /ExecStart=\/usr\/bin\/sendstat (.+)/)).output.1
            let own = try #require(cron.first { $0.contains("name: \(job)\n") })
            let words = command.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ", ")
            #expect(own.contains("args: [\(words)]"), "\(job)")
            for part in ["timeZone: Europe/London", "concurrencyPolicy: Forbid", "startingDeadlineSeconds:"] {
                #expect(own.contains(part), "\(job): \(part)")
            }
        }
    }
}
