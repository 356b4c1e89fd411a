import ArgumentParser
import Foundation
import Warehouse

struct JobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job",
        abstract: "Keep and show when jobs that run by a timer last succeeded.",
        discussion: """
            The reminders keep it by themselves. A backup, or what else you run by a timer, does so as its last step:
              pg_dump … && sendstat job done backup --every 24
            """,
        subcommands: [Done.self, List.self]
    )

    struct Done: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep that a job has done all it should, just now.")

        @OptionGroup var home: Home

        @Argument(help: "Name of the job, such as backup.")
        var name: String

        @Option(help: "How many hours apart its runs should be.")
        var every = 24.0

        func run() async throws {
            try await home.withWarehouse {
                try await $0.warehouse.recordSuccess(of: name, every: Int(every * 3_600))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the jobs; those that have not succeeded for two periods are late (exit code 1)."
        )

        @OptionGroup var home: Home

        func run() async throws {
            let jobs = try await home.withWarehouse { try await $0.warehouse.regularJobs() }
            let now = Int(Date().timeIntervalSince1970)
            var late = 0
            for job in jobs {
                let isLate = job.succeededAt.map { now - $0 > 2 * job.period } ?? (job.runningSince == nil)
                late += isLate ? 1 : 0
                let parts = [
                    job.succeededAt.map { "succeeded \(Self.hours(now - $0)) ago" } ?? "never succeeded",
                    "every \(Self.hours(job.period))",
                    job.runningSince.map { "running for \(Self.hours(now - $0))" } ?? "",
                    isLate ? "late" : "", job.lastFailure ?? "",
                ]
                Talk.print("\(job.name)  \(parts.filter { !$0.isEmpty }.joined(separator: ", "))")
            }
            if jobs.isEmpty { Talk.say("No job has said so far that it succeeded.") }
            guard late == 0 else { throw Failure.findings }
        }

        private static func hours(_ seconds: Int) -> String {
            seconds < 3_600 ? "\(seconds / 60) min" : "\((Double(seconds) / 360).rounded() / 10) h"
        }
    }
}
