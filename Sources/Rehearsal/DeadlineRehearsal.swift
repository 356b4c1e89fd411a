import Foundation
public import PostgreSQL
public import Warehouse

/// A deadline day: authorities and schools come to a portal that runs, over minutes instead of weeks.
public struct DeadlineRehearsal: Sendable {
    private let recipe: DeadlineRecipe
    private let ground: DeadlineGround
    private let warehouse: Warehouse
    private let pool: Pool
    private let client: Client
    private let measures = Measures()

    /// Seconds that visitors wait for their findings after the last has come.
    private static let afterwards = 1_200.0

    /// Prepares a rehearsal.
    ///
    /// - Parameters:
    ///   - recipe: Who comes when.
    ///   - ground: Their returns, accounts and tokens.
    ///   - warehouse: What the portal works on.
    ///   - pool: Connections to the same database, by which what it kept is looked at.
    ///   - client: Reaches the portal.
    public init(_ recipe: DeadlineRecipe, ground: DeadlineGround, warehouse: Warehouse, pool: Pool, client: Client) {
        self.recipe = recipe
        self.ground = ground
        self.warehouse = warehouse
        self.pool = pool
        self.client = client
    }

    /// Lets everybody come at their time, waits until all have their findings, and holds what the database kept
    /// against what the portal had acknowledged.
    ///
    /// - Parameter say: Told of the progress now and then.
    /// - Returns: The outcome.
    /// - Throws: A `PostgreSQLError`; `CancellationError`.
    public func run(say: @escaping @Sendable (String) -> Void) async throws -> DeadlineOutcome {
        let start = client.seconds()
        let watching = Task { await watch(from: start, say) }
        await withTaskGroup { group in
            let visitor = Visitor(
                client: client,
                measures: measures,
                patience: start + recipe.seconds + Self.afterwards
            )
            for (times, one) in zip(recipe.authorityVisits, ground.authorities) {
                group.addTask {
                    await Self.wait(times.comesAt)
                    await visit(one, visitor, uploadsAt: start + times.uploadsAt)
                }
            }
            for (at, one) in zip(recipe.schoolArrivals, ground.schools) {
                group.addTask {
                    await Self.wait(at)
                    await visit(one, visitor)
                }
            }
        }
        // The client may be closed only once nobody asks any more.
        watching.cancel()
        await watching.value
        try Task.checkCancellation()
        let seconds = client.seconds() - start
        return DeadlineOutcome(recipe, measures.all, try await KeptReturn.all(in: pool), seconds: seconds)
    }

    private static func wait(_ seconds: Double) async {
        try? await Task.sleep(for: .seconds(seconds))
    }

    private func visit(_ one: DeadlineGround.Authority, _ visitor: Visitor, uploadsAt: Double) async {
        let collection = "\(DeadlineGround.authorityReturn.name)-\(DeadlineGround.authorityReturn.year)"
        await AuthorityVisit(
            visitor: visitor,
            sender: one.sender,
            email: one.email,
            password: DeadlineGround.password,
            file: one.file,
            sha256: one.sha256,
            collection: collection,
            uploadsAt: uploadsAt
        ).take()
    }

    private func visit(_ one: DeadlineGround.School, _ visitor: Visitor) async {
        let collection = "\(DeadlineGround.schoolReturn.name)-\(DeadlineGround.schoolReturn.year)"
        await SchoolVisit(
            visitor: visitor,
            sender: one.sender,
            token: one.token,
            file: one.file,
            sha256: one.sha256,
            collection: collection
        ).take()
    }

    /// Looks every second at how many wait, and asks the portal whether it is ready.
    private func watch(from start: Double, _ say: @Sendable (String) -> Void) async {
        var told = -1
        while !Task.isCancelled {
            let second = Int(client.seconds() - start)
            if let figures = try? await warehouse.operationFigures() {
                measures.add(backlog: figures.queued, at: second)
                if second / 30 > told {
                    told = second / 30
                    let all = measures.all
                    let came = all.acknowledged.count
                    let of = ground.authorities.count + ground.schools.count
                    say("\(second) s: \(came) of \(of) returns received, \(figures.queued) wait to be checked")
                }
            }
            let answer = await client.ask("GET", "/healthz/ready")
            if Task.isCancelled { return }
            switch answer?.status {
            case 200: measures.add(.ready, answer?.seconds ?? 0)
            case let status: measures.add(odd: status, .ready)
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }
}
