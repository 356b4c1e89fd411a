import HTTPTypes
import Hummingbird
import Returns
import Validation
import Warehouse

/// The national collections: where each sender stands, without any child's data.
enum BoardPages: PageGroup {
    static var templates: [String: [UInt8]] {
        [
            "board": PackageResources.board_mustache, "board_collection": PackageResources.board_collection_mustache,
            "board_sender": PackageResources.board_sender_mustache,
        ]
    }

    static func add(to routes: Routes) {
        routes.get("/board") { portal, _, context in
            _ = try portal.nationalTeam(context)
            let rows = try await portal.warehouse.collections().map { try CollectionLink($0, portal) }
            return portal.page(
                "board",
                "National collections",
                BoardContent(rows: rows, hasRows: !rows.isEmpty),
                context
            )
        }
        routes.get("/board/:collection") { portal, request, context in
            _ = try portal.nationalTeam(context)
            return try await collection(portal, request, context)
        }
        routes.get("/board/:collection/board.csv") { portal, _, context in
            _ = try portal.nationalTeam(context)
            let collection = try await portal.collection(context)
            let rows = try await portal.warehouse.collectionBoard(return: collection.returnName, year: collection.year)
            let name = "board-\(collection.returnName)-\(collection.year).csv"
            return DownloadPages.file(Array(BoardTable.csv(rows).utf8), name, "text/csv; charset=utf-8")
        }
        routes.get("/board/:collection/senders/:sender") { portal, _, context in
            try await sender(portal, "", [], context)
        }
        routes.post("/board/:collection/senders/:sender/ask") { portal, request, context in
            try await ask(portal, request, context)
        }
        routes.post("/board/:collection/senders/:sender/accept") { portal, request, context in
            _ = try await portal.form(request, context)
            _ = try portal.nationalTeam(context)
            let row = try await row(portal, context)
            guard let counting = row.counting else { throw PortalError.notFound }
            try await portal.warehouse.accept(counting, by: try portal.officer(context))
            return portal.done("The return is accepted.", goTo: try await place(portal, row, context))
        }
    }

    private static func collection(
        _ portal: Portal,
        _ request: Request,
        _ context: PortalContext
    ) async throws -> Response {
        let collection = try await portal.collection(context)
        let rows = try await portal.warehouse.collectionBoard(return: collection.returnName, year: collection.year)
        let state = BoardRow.State(rawValue: request.query["state"])
        let content = CollectionContent(collection, rows, state)
        let schema = try portal.library.resolve("\(collection.returnName)@\(collection.schemaVersion)")
        return portal.page("board_collection", schema.title, content, context, PageSettings(back: "/board"))
    }

    private static func row(_ portal: Portal, _ context: PortalContext) async throws -> BoardRow {
        let collection = try await portal.collection(context)
        let sender = context.parameters.get("sender") ?? ""
        let rows = try await portal.warehouse.collectionBoard(return: collection.returnName, year: collection.year)
        guard let row = rows.first(where: { $0.sender == sender }) else { throw PortalError.notFound }
        return row
    }

    private static func place(_ portal: Portal, _ row: BoardRow, _ context: PortalContext) async throws -> String {
        let collection = try await portal.collection(context)
        return "/board/\(collection.returnName)-\(collection.year)/senders/\(row.sender)"
    }

    private static func ask(_ portal: Portal, _ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await portal.form(request, context)
        _ = try portal.nationalTeam(context)
        let row = try await row(portal, context)
        let own = try await explanations(portal, row)
        guard let number = Int(form["explanation"]), own.contains(where: { $0.explanation?.id == number }) else {
            let problem = FormProblem(field: "explanation", words: "Choose the explanation you ask about")
            return try await sender(portal, form["text"], [problem], context)
        }
        do {
            try await portal.warehouse.reply(to: number, form["text"], by: try portal.officer(context))
        } catch SignOffError.reasonMissing {
            let problem = FormProblem(field: "text", words: "Write what the explanation leaves open")
            return try await sender(portal, "", [problem], context)
        }
        return portal.done("The question waits for the sender.", goTo: try await place(portal, row, context))
    }

    private static func explanations(_ portal: Portal, _ row: BoardRow) async throws -> [QueryExplanation] {
        guard let newest = row.counting ?? row.newest else { return [] }
        var seen: Set<String> = []
        // What was said for a whole rule stands beside every record of it.
        return try await portal.warehouse.explanations(of: newest).filter { query in
            guard let one = query.explanation else { return false }
            return seen.insert("\(query.rule) \(one.text) \(one.replies.count)").inserted
        }
    }

    private static func sender(
        _ portal: Portal,
        _ text: String,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) async throws -> Response {
        _ = try portal.nationalTeam(context)
        let collection = try await portal.collection(context)
        let row = try await row(portal, context)
        let newest = row.counting ?? row.newest
        let counts = try await newest.asyncMap { try await portal.warehouse.ruleCounts(of: $0) } ?? []
        let content = SenderContent(collection, row, counts, try await explanations(portal, row), text, problems)
        let back = "/board/\(collection.returnName)-\(collection.year)"
        return portal.page("board_sender", row.name, content, context, PageSettings(back: back, problems: problems))
    }
}

extension Portal {
    /// Somebody of the national team; for all others the board is not there.
    func nationalTeam(_ context: PortalContext) throws(PortalError) -> SignedInPerson {
        let person = try person(context)
        guard person.may(.nationalTeam, for: .national) else { throw .notFound }
        return person
    }
}

extension Optional {
    func asyncMap<R>(_ body: (Wrapped) async throws -> R) async throws -> R? {
        guard let self else { return nil }
        return try await body(self)
    }
}

private struct BoardContent {
    let rows: [CollectionLink]
    let hasRows: Bool
}

private struct CollectionLink {
    let title, path, due, state, colour: String

    init(_ collection: ReturnCollection, _ portal: Portal) throws {
        title = try portal.library.resolve("\(collection.returnName)@\(collection.schemaVersion)").title
        path = "/board/\(collection.returnName)-\(collection.year)"
        due = collection.dueAt.words
        (state, colour) = collection.isOpen ? ("Open", "govuk-tag--green") : ("Closed", "govuk-tag--grey")
    }
}

private struct CollectionContent {
    let path, due, total: String
    let cards: [Card]
    let rows: [Row]
    let shown: String
    let isFiltered: Bool
    /// Whether signed returns of this kind are held against each other.
    let hasChecks: Bool

    struct Card {
        let state, count, path: String
        let isChosen: Bool
    }

    struct Row {
        let sender, name, state, colour, errors, unexplained, upload, late: String
    }

    init(_ collection: ReturnCollection, _ rows: [BoardRow], _ chosen: BoardRow.State?) {
        path = "/board/\(collection.returnName)-\(collection.year)"
        let base = path
        due = collection.dueAt.words
        hasChecks = collection.returnName == "sen2"
        total = CountText.text(rows.count, "sender", "senders")
        cards = BoardRow.State.allCases.map { state in
            Card(
                state: state.rawValue,
                count: CountText.text(rows.count { $0.state == state }),
                path: "\(base)?state=\(state.rawValue.addingPercent)",
                isChosen: state == chosen
            )
        }
        let kept = rows.filter { chosen == nil || $0.state == chosen }
        self.rows = kept.map { row in
            Row(
                sender: row.sender,
                name: row.name,
                state: row.state.rawValue,
                colour: row.state.colour,
                errors: row.errors.map { CountText.text($0) } ?? "",
                unexplained: row.unexplained > 0 ? CountText.text(row.unexplained) : "",
                upload: row.lastUpload.map { LondonTime.words(of: $0) } ?? "",
                late: row.daysLate > 0 ? CountText.text(row.daysLate, "day", "days") : ""
            )
        }
        isFiltered = chosen != nil
        shown = chosen.map { "\(CountText.text(kept.count, "sender", "senders")): \($0.rawValue)" } ?? "All \(total)"
    }
}

private struct SenderContent {
    let path, sender, state, colour, upload, late: String
    let hasUpload, isLate, canAccept: Bool
    let counts: [Count]
    let hasCounts: Bool
    let explanations: [Explanation]
    let hasExplanations: Bool
    let text, explanationError, textError: String
    let hasExplanationError, hasTextError: Bool

    struct Count {
        let title, severity, count: String
    }

    struct Explanation {
        let number: Int
        let rule, text, author, reason: String
        let replies: [String]
    }

    init(
        _ collection: ReturnCollection,
        _ row: BoardRow,
        _ counts: [StoredRuleCount],
        _ queries: [QueryExplanation],
        _ text: String,
        _ problems: [FormProblem]
    ) {
        func error(_ field: String) -> String { problems.first { $0.field == field }?.words ?? "" }
        path = "/board/\(collection.returnName)-\(collection.year)/senders/\(row.sender)"
        sender = row.sender
        (state, colour) = (row.state.rawValue, row.state.colour)
        upload = row.lastUpload.map { LondonTime.words(of: $0) } ?? ""
        hasUpload = row.lastUpload != nil
        late = CountText.text(row.daysLate, "day late", "days late")
        isLate = row.daysLate > 0
        canAccept = row.step == .signed
        self.counts = counts.map {
            Count(title: $0.title, severity: $0.severity.rawValue, count: CountText.text($0.count))
        }
        hasCounts = !counts.isEmpty
        explanations = queries.compactMap { query in
            query.explanation.map { one in
                Explanation(
                    number: one.id,
                    rule: query.rule,
                    text: one.text,
                    author: "\(one.author), \(LondonTime.words(of: one.at))",
                    reason: NewExplanation.Reason(rawValue: one.reason)?.words ?? one.reason,
                    replies: one.replies.map { "\($0.text) (\($0.author))" }
                )
            }
        }
        hasExplanations = !explanations.isEmpty
        self.text = text
        (explanationError, textError) = (error("explanation"), error("text"))
        (hasExplanationError, hasTextError) = (!explanationError.isEmpty, !textError.isEmpty)
    }
}

/// The board as a table for spreadsheets.
enum BoardTable {
    static func csv(_ rows: [BoardRow]) -> String {
        let head = "sender,name,state,step,errors,queries,unexplained,last_upload,days_late\r\n"
        return head + rows.map(line).joined()
    }

    private static func line(_ row: BoardRow) -> String {
        let cells = [
            row.sender, row.name, row.state.rawValue, row.step.rawValue, row.errors.map(String.init) ?? "",
            row.queries.map(String.init) ?? "", String(row.unexplained), row.lastUpload ?? "", String(row.daysLate),
        ]
        return cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// Quoted where RFC 4180 asks for it.
    private static func cell(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
