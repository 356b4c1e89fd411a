import Hummingbird
import Returns
import Warehouse

/// A person's organisations, and what each has to do.
enum HomePages: PageGroup {
    static var templates: [String: [UInt8]] {
        [
            "home": PackageResources.home_mustache, "tasks": PackageResources.tasks_mustache,
            "uploads": PackageResources.uploads_mustache,
        ]
    }

    static func add(to routes: Routes) {
        routes.get("/home") { portal, _, context in try await home(portal, context) }
        routes.get("/senders/:sender") { portal, _, context in try await tasks(portal, context) }
        routes.get("/senders/:sender/uploads") { portal, request, context in
            try await UploadsList.page(portal, request, context)
        }
    }

    private static func home(_ portal: Portal, _ context: PortalContext) async throws -> Response {
        let person = try portal.person(context)
        let isNational = person.memberships.contains { $0.role == .nationalTeam }
        let own = Set(person.memberships.map(\.organisation)).filter { $0.kind != .national }.map(\.description)
            .sorted()
        if own.isEmpty, isNational { return .redirect(to: "/board", type: .normal) }
        if own.count == 1, !isNational { return .redirect(to: "/senders/\(own[0])", type: .normal) }
        let names = try await portal.warehouse.names(of: own)
        let places = own.map { PageFrame.Link(path: "/senders/\($0)", words: names[$0] ?? $0) }
        let content = HomeContent(
            places: places,
            hasPlaces: !places.isEmpty,
            hasNothing: places.isEmpty && !isNational,
            isNational: isNational
        )
        return portal.page("home", "Your returns", content, context)
    }

    private static func tasks(_ portal: Portal, _ context: PortalContext) async throws -> Response {
        let sender = try await portal.sender(context)
        let name = try await portal.warehouse.name(of: sender)
        let mayUpload = try await portal.mayPrepare(context, for: sender)
        let tasks = try await portal.warehouse.tasks(of: try Sender(sender), now: portal.time)
        let rows = try tasks.map { try TaskRow($0, of: sender, mayUpload: mayUpload, portal) }
        let isAuthority = sender.hasPrefix("la:")
        let schools = try await portal.warehouse.collections().filter {
            isAuthority && $0.senders == .school && $0.isOpen
        }
        let content = TasksContent(
            sender: sender,
            rows: rows,
            hasRows: !rows.isEmpty,
            schools: schools.map {
                PageFrame.Link(
                    path: "/schools/\(sender)/\($0.returnName)-\($0.year)",
                    words: "Your schools: \($0.name)"
                )
            },
            hasSchools: !schools.isEmpty
        )
        return portal.page("tasks", name, content, context)
    }
}

private struct HomeContent {
    let places: [PageFrame.Link]
    let hasPlaces, hasNothing, isNational: Bool
}

private struct TasksContent {
    let sender: String
    let rows: [TaskRow]
    let hasRows: Bool
    let schools: [PageFrame.Link]
    let hasSchools: Bool
}

/// A collection in the task list.
private struct TaskRow {
    let title, state, colour, due, left: String
    let uploadPath, uploadWords: String
    let canUpload: Bool
    let newestPath, newestWords: String
    let hasNewest: Bool
    let countingPath: String
    let hasCounting: Bool
    let checkPath: String

    init(_ task: SenderTask, of sender: String, mayUpload: Bool, _ portal: Portal) throws {
        let collection = task.collection
        let schema = try portal.library.resolve("\(collection.returnName)@\(collection.schemaVersion)")
        let base = "/senders/\(sender)"
        title = schema.title
        (state, colour) = (task.state.rawValue, task.state.colour)
        due = collection.dueAt.words
        left = Self.words(left: task.daysLeft, isDone: task.counting != nil)
        uploadPath = "\(base)/upload/\(collection.returnName)-\(collection.year)"
        checkPath = "\(base)/check/\(collection.returnName)-\(collection.year)"
        uploadWords = task.newest == nil ? "Upload your return" : "Upload a corrected return"
        canUpload = mayUpload && collection.isOpen && collection.opensAt <= portal.time
        newestPath = task.newest.map { "\(base)/submissions/\($0)" } ?? ""
        newestWords = Self.next(task)
        hasNewest = task.newest != nil
        countingPath = task.counting.map { "\(base)/submissions/\($0)/receipt" } ?? ""
        hasCounting = task.counting != nil
    }

    private static func words(left days: Int, isDone: Bool) -> String {
        guard !isDone else { return "" }
        switch days {
        case ..<0: return CountText.text(-days, "day late", "days late")
        case 0: return "due today"
        default: return CountText.text(days, "day left", "days left")
        }
    }

    private static func next(_ task: SenderTask) -> String {
        switch task.state {
        case .hasErrors: "See what to correct"
        case .queriesToExplain: "Explain \(CountText.text(task.unexplained, "query", "queries"))"
        case .readyToSign: "Look through it and sign"
        case .checking: "See how far the check is"
        default: "See your last upload"
        }
    }
}

/// All that a sender has uploaded.
private enum UploadsList {
    static func page(_ portal: Portal, _ request: Request, _ context: PortalContext) async throws -> Response {
        let sender = try await portal.sender(context)
        let size = 50
        let before = Int(request.query["before"])
        let found = try await portal.warehouse.submissions(of: sender, limit: size + 1, before: before)
        let shown = found.prefix(size)
        let rows = shown.map { UploadRow($0) }
        let content = UploadsContent(
            sender: sender,
            rows: rows,
            hasRows: !rows.isEmpty,
            olderPath: "/senders/\(sender)/uploads?before=\(shown.last?.id ?? 0)",
            hasOlder: found.count > size
        )
        let back = PageSettings(back: "/senders/\(sender)")
        return portal.page("uploads", "Everything you uploaded", content, context, back)
    }

    private struct UploadsContent {
        let sender: String
        let rows: [UploadRow]
        let hasRows: Bool
        let olderPath: String
        let hasOlder: Bool
    }

    private struct UploadRow {
        let number: Int
        let title, received, person, state, colour: String

        init(_ submission: Submission) {
            number = submission.id
            title = submission.returnName + (submission.collectionYear.map { " \($0)" } ?? "")
            received = LondonTime.words(of: submission.receivedAt)
            person = submission.preparer ?? ""
            (state, colour) = (submission.state.tag, submission.state.colour)
        }
    }
}
