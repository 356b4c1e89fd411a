import Hummingbird
import Returns
import Validation
import Warehouse

/// Running a collection: its dates, rules set aside, what is only measured, and reminders.
enum RunningPages: PageGroup {
    static var templates: [String: [UInt8]] { ["board_running": PackageResources.board_running_mustache] }

    static func add(to routes: Routes) {
        routes.get("/board/:collection/running") { portal, _, context in try await page(portal, Form(), [], context) }
        routes.post("/board/:collection/dates") { portal, request, context in
            try await changeDates(portal, request, context)
        }
        routes.post("/board/:collection/close") { portal, request, context in
            _ = try await portal.form(request, context)
            let (collection, officer) = (try await portal.collection(context), try portal.officer(context))
            try await portal.warehouse.closeCollection(
                return: collection.returnName,
                year: collection.year,
                by: officer
            )
            return portal.done("The collection is closed. Nothing more is taken in.", goTo: path(collection))
        }
        routes.post("/board/:collection/set-aside") { portal, request, context in
            try await setAside(portal, request, context)
        }
        routes.post("/board/:collection/put-back") { portal, request, context in
            let form = try await portal.form(request, context)
            let (collection, officer) = (try await portal.collection(context), try portal.officer(context))
            try await portal.warehouse.liftKnownIssue(
                rule: form["rule"],
                return: collection.returnName,
                year: collection.year,
                by: officer
            )
            return portal.done("The rule is back.", goTo: path(collection))
        }
        routes.post("/board/:collection/reminders") { portal, request, context in
            _ = try await portal.form(request, context)
            _ = try portal.nationalTeam(context)
            let collection = try await portal.collection(context)
            let made = try await portal.warehouse.dueChasers(now: portal.time)
            return portal.done(
                "\(CountText.text(made.count, "reminder is", "reminders are")) written.",
                goTo: path(collection)
            )
        }
    }

    private static func path(_ collection: ReturnCollection) -> String {
        "/board/\(collection.returnName)-\(collection.year)/running"
    }

    private static func changeDates(
        _ portal: Portal,
        _ request: Request,
        _ context: PortalContext
    ) async throws -> Response {
        let form = try await portal.form(request, context)
        _ = try portal.nationalTeam(context)
        let collection = try await portal.collection(context)
        guard let due = CalendarDate(form["due"]) else {
            return try await page(
                portal,
                form,
                [FormProblem(field: "due", words: "Write the day like 2026-02-27")],
                context
            )
        }
        let closes = CalendarDate(form["closes"]).map { LondonTime.end(of: $0) }
        guard closes != nil || form["closes"].isEmpty else {
            let problem = FormProblem(field: "closes", words: "Write the day like 2026-03-31, or leave it empty")
            return try await page(portal, form, [problem], context)
        }
        let opening = try CollectionOpening(
            "\(collection.returnName)@\(collection.schemaVersion)",
            dueOn: due,
            senders: collection.senders,
            opensAt: collection.opensAt,
            closesAt: closes,
            signOff: collection.signOff
        )
        let changed = try await portal.warehouse.openCollection(opening, by: try portal.officer(context))
        return portal.done("It is due \(changed.dueAt.words) London time.", goTo: path(collection))
    }

    private static func setAside(
        _ portal: Portal,
        _ request: Request,
        _ context: PortalContext
    ) async throws -> Response {
        let form = try await portal.form(request, context)
        _ = try portal.nationalTeam(context)
        let collection = try await portal.collection(context)
        let schema = try portal.library.resolve("\(collection.returnName)@\(collection.schemaVersion)")
        guard try portal.shelf.book(of: schema, in: portal.library).rule(form["rule"]) != nil else {
            let problem = FormProblem(field: "rule", words: "Write the code of a rule of this return")
            return try await page(portal, form, [problem], context)
        }
        do {
            try await portal.warehouse.knownIssue(
                rule: form["rule"],
                return: collection.returnName,
                year: collection.year,
                notice: form["notice"],
                by: try portal.officer(context)
            )
        } catch SignOffError.reasonMissing {
            let problem = FormProblem(field: "notice", words: "Say what senders are told")
            return try await page(portal, form, [problem], context)
        }
        return portal.done("The rule holds nobody up any more.", goTo: path(collection))
    }

    private static func page(
        _ portal: Portal,
        _ form: Form,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) async throws -> Response {
        _ = try portal.nationalTeam(context)
        let collection = try await portal.collection(context)
        let (name, year) = (collection.returnName, collection.year)
        let content = RunningContent(
            collection,
            try await portal.warehouse.knownIssues(return: name, year: year),
            try await portal.warehouse.measuredRules(return: name, year: year),
            form,
            problems
        )
        let back = "/board/\(name)-\(year)"
        return portal.page(
            "board_running",
            "Run the collection",
            content,
            context,
            PageSettings(banner: collection.name, back: back, problems: problems)
        )
    }
}

private struct RunningContent {
    let path, due, closes, opened, dueWords: String
    let issues: [Issue]
    let hasIssues: Bool
    let measured: [Measured]
    let hasMeasured: Bool
    let rule, notice: String
    let dueError, closesError, ruleError, noticeError: String
    let hasDueError, hasClosesError, hasRuleError, hasNoticeError: Bool

    struct Issue {
        let rule, notice, since, lifted: String
        let isHeld: Bool
    }

    struct Measured {
        let rule, title, found, returns: String
    }

    init(
        _ collection: ReturnCollection,
        _ issues: [KnownIssue],
        _ measured: [MeasuredRule],
        _ form: Form,
        _ problems: [FormProblem]
    ) {
        func error(_ field: String) -> String { problems.first { $0.field == field }?.words ?? "" }
        path = "/board/\(collection.returnName)-\(collection.year)"
        due = form["due"].isEmpty ? "\(collection.dueAt.date)" : form["due"]
        closes = form["closes"].isEmpty ? collection.closesAt.map { "\($0.date)" } ?? "" : form["closes"]
        (opened, dueWords) = (collection.opensAt.words, collection.dueAt.words)
        self.issues = issues.map {
            Issue(
                rule: $0.rule,
                notice: $0.notice,
                since: LondonTime.words(of: $0.since),
                lifted: $0.liftedAt.map { LondonTime.words(of: $0) } ?? "",
                isHeld: $0.liftedAt == nil
            )
        }
        hasIssues = !issues.isEmpty
        self.measured = measured.map {
            Measured(
                rule: $0.rule,
                title: $0.title,
                found: CountText.text($0.found),
                returns: CountText.text($0.returns)
            )
        }
        hasMeasured = !measured.isEmpty
        (rule, notice) = (form["rule"], form["notice"])
        (dueError, closesError, ruleError) = (error("due"), error("closes"), error("rule"))
        noticeError = error("notice")
        (hasDueError, hasClosesError) = (!dueError.isEmpty, !closesError.isEmpty)
        (hasRuleError, hasNoticeError) = (!ruleError.isEmpty, !noticeError.isEmpty)
    }
}
