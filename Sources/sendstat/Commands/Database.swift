import ArgumentParser
import Foundation
import PostgreSQL
import Warehouse

struct Database: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Start, stop and look into the database.",
        subcommands: [Start.self, Stop.self, Migrate.self, Status.self, Digest.self]
    )

    struct Start: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Start the private PostgreSQL of this home.")

        @OptionGroup var home: Home

        func run() throws {
            let settings = try PrivateCluster(home: home.folder).start()
            Talk.print("\(settings)")
        }
    }

    struct Stop: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop the private PostgreSQL of this home.")

        @OptionGroup var home: Home

        func run() throws {
            try PrivateCluster(home: home.folder).stop()
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the database to this version's newest migration."
        )

        @OptionGroup var home: Home

        func run() async throws {
            try await home.withWarehouse { _ in }
            Talk.say("The database is at the newest migration.")
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what the database holds.")

        @OptionGroup var home: Home

        @Option(help: "text or json.")
        var format = OutputFormat.text

        func run() async throws {
            let status = try await home.withWarehouse { try await $0.warehouse.status() }
            guard format == .text else { return Talk.print(try JSONResult.encode(StatusResult(status))) }
            Talk.print(
                """
                migrations   \(status.migrations)
                submissions  \(Self.list(status.submissions))
                jobs         \(Self.list(status.jobs))
                files        \(status.files) (\(status.fileBytes >> 20) MiB as they came)
                cuts         \(status.cuts)
                database     \(status.databaseBytes >> 20) MiB
                """
            )
        }

        private static func list(_ counts: [String: Int]) -> String {
            counts.isEmpty
                ? "none" : counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        }
    }

    struct Digest: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hash what is known, whatever the order and the number of tries it came in."
        )

        @OptionGroup var home: Home

        func run() async throws {
            let digest = try await home.withWarehouse { try await $0.warehouse.digest() }
            for table in digest.tables { Talk.print("\(table.sha256)  \(table.rows)  \(table.name)") }
            Talk.print("\(digest.overall)  overall")
        }
    }
}

private struct StatusResult: Encodable {
    let schema = "sendstat-db-status"
    let version = 1
    let migrations, files, cuts: Int
    let fileBytes, databaseBytes: Int64
    let submissions, jobs: [String: Int]

    init(_ status: WarehouseStatus) {
        migrations = status.migrations
        files = status.files
        cuts = status.cuts
        fileBytes = status.fileBytes
        databaseBytes = status.databaseBytes
        submissions = status.submissions
        jobs = status.jobs
    }
}
