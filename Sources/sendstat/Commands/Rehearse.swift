import ArgumentParser
import Foundation
import PostgreSQL
import Rehearsal
import Warehouse

struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rehearse what must go well on the day.",
        subcommands: [Deadline.self]
    )

    struct Deadline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let authorities and schools send made-up returns at once, and see whether all goes well.",
            discussion: """
                Starts a PostgreSQL, a portal and a worker of its own, in a folder that is removed afterwards; nothing
                of yours is touched. An officer of each authority signs in, uploads SEN2 and looks until the findings
                are there; each school's system sends its census through the HTTP API.

                Examples:
                  sendstat rehearse deadline                                  ten minutes; 5 GB of disk
                  sendstat rehearse deadline --minutes 60 --schools 0
                  sendstat rehearse deadline --returns 9 --peak 5 --schools 20 --minutes 0.3 --scale 0.1

                Exit codes: 0 all that is required was reached; 1 it was not; 2 it could not be held.
                """
        )

        @Option(help: "Authorities that send SEN2.")
        var returns = 153

        @Option(help: "Authorities of those that press Upload at the same moment.")
        var peak = 60

        @Option(help: "Schools that send their census.")
        var schools = 2_000

        @Option(help: "Minutes over which they come.")
        var minutes = 10.0

        @Option(help: "The size of the authorities' returns, where 1 is their real size.")
        var scale = 1.0

        @Option(help: "The seed of the made-up returns.")
        var seed: UInt64 = 1

        @Option(help: "How many returns are checked at once.")
        var concurrency = 2

        @Option(help: "Where to make the folder that all of it lies in.")
        var dir = FileManager.default.temporaryDirectory.path

        @Option(help: "text or json.")
        var format = ResultFormat.text

        @Flag(help: "Keep the folder.")
        var keep = false

        @Flag(help: "Say nothing beside the result.")
        var quiet = false

        enum ResultFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

        func validate() throws {
            guard returns >= 0, schools >= 0, returns + schools > 0, peak >= 0, minutes > 0, concurrency > 0 else {
                throw ValidationError("Give numbers above 0, and at least one sender.")
            }
        }

        func run() async throws {
            let recipe = DeadlineRecipe(
                authorities: returns,
                schools: schools,
                peak: peak,
                seconds: minutes * 60,
                scale: scale,
                seed: seed
            )
            let isQuiet = quiet
            let say: @Sendable (String) -> Void = { if !isQuiet { Talk.say($0) } }
            let stage = try RehearsalStage(in: URL(fileURLWithPath: dir), for: recipe, concurrency: concurrency)
            let stop = StopSignal()
            let rehearsing = Task { try await stage.hold(recipe, say: say) }
            let waiting = Task {
                while !stop.wish.isMade { try await Task.sleep(for: .milliseconds(200)) }
                rehearsing.cancel()
            }
            let result = await rehearsing.result
            waiting.cancel()
            if keep { say("Kept: \(stage.folder.path)") } else { stage.remove() }
            let outcome = try result.get()
            Talk.print(format == .json ? try JSONResult.encode(outcome) : outcome.words)
            guard outcome.isHeld else { throw Failure.findings }
        }
    }
}

/// A folder with a database, a portal and a worker of its own.
private struct RehearsalStage: Sendable {
    let folder: URL
    private let cluster: PrivateCluster
    private let concurrency: Int

    init(in place: URL, for recipe: DeadlineRecipe, concurrency: Int) throws {
        let room = try FileManager.default.attributesOfFileSystem(forPath: place.path)[.systemFreeSize] as? Int
        if let room, room < recipe.diskBytes {
            throw RehearsalError.diskFull(
                neededMegabytes: recipe.diskBytes / 1_000_000,
                freeMegabytes: room / 1_000_000
            )
        }
        folder = place.appendingPathComponent("sendstat-rehearsal-\(getpid())", isDirectory: true)
        self.concurrency = concurrency
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        cluster = PrivateCluster(home: folder)
    }

    func hold(_ recipe: DeadlineRecipe, say: @escaping @Sendable (String) -> Void) async throws -> DeadlineOutcome {
        let schemas = try Installation.schemas()
        let pool = Pool(settings: try cluster.start(), size: 3)
        let warehouse = try Warehouse(pool: pool, pseudonymKey: try KeyFile.pseudonyms(from: folder))
        try await warehouse.migrate(directory: schemas.appendingPathComponent("warehouse"))
        let ground = try await DeadlineGround.lay(recipe, in: warehouse, folder: folder, schemas: schemas, say: say)
        let portal = try start(["serve", "--listen", "127.0.0.1:0"], "portal.log")
        defer { portal.stop() }
        let work = ["work", "--concurrency", "\(concurrency)"] + Self.reference(in: folder)
        let worker = try start(work, "worker.log")
        defer { worker.stop() }
        let clock = ContinuousClock()
        let begun = clock.now
        let client = Client(base: try await Self.address(of: portal)) {
            let (seconds, attoseconds) = begun.duration(to: clock.now).components
            return Double(seconds) + Double(attoseconds) * 1e-18
        }
        defer { client.close() }
        say("They come now.")
        let rehearsal = DeadlineRehearsal(recipe, ground: ground, warehouse: warehouse, pool: pool, client: client)
        let outcome = try await rehearsal.run(say: say)
        await pool.close()
        return outcome
    }

    /// Removes all of it, the database too.
    func remove() {
        try? cluster.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private func start(_ words: [String], _ log: String) throws -> ServiceProcess {
        try ServiceProcess(
            words + ["--home", folder.path],
            log: folder.appendingPathComponent(log),
            environment: ["SENDSTAT_SCHEMAS": try Installation.schemas().path]
        )
    }

    private static func reference(in folder: URL) -> [String] {
        let place = DeadlineGround.reference(in: folder)
        return FileManager.default.fileExists(atPath: place.path) ? ["--reference", place.path] : []
    }

    /// Where the portal says that it answers.
    private static func address(of portal: ServiceProcess) async throws -> URL {
        for _ in 0..<300 where portal.isRunning {
            let said = portal.said
            if let found = said.firstMatch(of: /http:\/\/[0-9.]+:[0-9]+/), let url = URL(string: String(found.output)) {
                return url
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw RehearsalError.portalAway(log: portal.log.path)
    }
}
