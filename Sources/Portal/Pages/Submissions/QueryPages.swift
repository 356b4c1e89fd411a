import Hummingbird
import Returns
import Validation
import Warehouse

/// Explaining queries: rule by rule, for one record, for those a filter shows, or for all.
enum QueryPages: PageGroup {
    static var templates: [String: [UInt8]] {
        ["queries": PackageResources.queries_mustache, "query_rule": PackageResources.query_rule_mustache]
    }

    static func add(to routes: Routes) {
        routes.get("/senders/:sender/submissions/:submission/queries") { portal, _, context in
            let submission = try await portal.submission(context)
            let progress = try await portal.warehouse.queryProgress(of: submission.id)
            let content = QueriesContent(submission, progress)
            return portal.page(
                "queries",
                "Queries to explain",
                content,
                context,
                try await settings(portal, submission)
            )
        }
        routes.get("/senders/:sender/submissions/:submission/queries/:rule") { portal, request, context in
            try await rulePage(portal, request.query, Draft(), [], context)
        }
        routes.post("/senders/:sender/submissions/:submission/queries/:rule") { portal, request, context in
            try await explain(portal, request, context)
        }
    }

    private static func settings(
        _ portal: Portal,
        _ submission: Submission,
        back: String? = nil
    ) async throws -> PageSettings {
        PageSettings(banner: try await portal.banner(submission), back: back ?? submission.path)
    }

    private static func explain(
        _ portal: Portal,
        _ request: Request,
        _ context: PortalContext
    ) async throws -> Response {
        let form = try await portal.form(request, context)
        let submission = try await portal.submission(context)
        let rule = context.parameters.get("rule") ?? ""
        let draft = Draft(form)
        let filter = Form([("text", form["filter"]), ("status", form["status"])])
        guard let reason = NewExplanation.Reason(rawValue: draft.reason) else {
            let problem = FormProblem(field: "reason", words: "Choose the kind of reason")
            return try await rulePage(portal, filter, draft, [problem], context)
        }
        let scope: NewExplanation.Scope
        switch draft.scope {
        case "all": scope = .all
        case "filter":
            let which = FilterChoice(filter).filter
            scope = .findings(
                try await portal.warehouse.findingNumbers(of: submission.id, rule: rule, filter: which)
            )
        default:
            guard let number = Int(draft.scope) else {
                let problem = FormProblem(field: "scope", words: "Choose which queries your explanation is for")
                return try await rulePage(portal, filter, draft, [problem], context)
            }
            scope = .findings([number])
        }
        let new = NewExplanation(
            rule: rule,
            scope: scope,
            reason: reason,
            text: draft.text,
            isConfirmed: draft.isConfirmed
        )
        do {
            let officer = try portal.officer(context)
            let done = try await portal.warehouse.explain(new, in: submission.id, by: officer)
            let isAllDone = done.state == .ready
            let words = "\(CountText.text(done.queries, "query is", "queries are")) explained."
            let path = isAllDone ? submission.path : "\(submission.path)/queries"
            return portal.done(isAllDone ? "\(words) The return is ready to sign." : words, goTo: path)
        } catch WarehouseError.explanationRefused(let help) {
            return try await rulePage(portal, filter, draft, [FormProblem(field: "text", words: help)], context)
        }
    }

    private static func rulePage(
        _ portal: Portal,
        _ query: Form,
        _ draft: Draft,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) async throws -> Response {
        let submission = try await portal.submission(context)
        let rule = context.parameters.get("rule") ?? ""
        let counts = try await portal.warehouse.ruleCounts(of: submission.id)
        guard let count = counts.first(where: { $0.rule == rule && $0.severity == .query }) else {
            throw PortalError.notFound
        }
        let choice = FilterChoice(query)
        let size = 20
        let total = try await portal.warehouse.findings(of: submission.id, rule: rule, filter: choice.filter, limit: 0)
            .total
        let paging = Paging(total: total, size: size, number: Int(query["page"]) ?? 1) { page in
            "\(submission.path)/queries/\(rule)?text=\(choice.text.addingPercent)&status=\(choice.status)&page=\(page)"
        }
        let found = try await portal.warehouse.findings(
            of: submission.id,
            rule: rule,
            filter: choice.filter,
            offset: paging.offset,
            limit: size
        ).findings
        let said = try await portal.warehouse.explanations(of: submission.id, rule: rule)
        let isOpen = [.hasErrors, .hasQueries, .ready].contains(submission.state)
        let mayPrepare = try await portal.mayPrepare(context, for: submission.sender)
        let content = QueryRuleContent(
            submission,
            count,
            rows: QueryRow.all(found, said),
            choice,
            draft,
            problems,
            total: total,
            paging,
            mayExplain: isOpen && mayPrepare
        )
        var settings = try await settings(portal, submission, back: "\(submission.path)/queries")
        settings.problems = problems
        settings.number = (paging.pageNumber, paging.pageCount)
        return portal.page("query_rule", count.title, content, context, settings)
    }
}

/// An explanation in the making, kept while the form comes back.
private struct Draft {
    var scope = ""
    var reason = ""
    var text = ""
    var isConfirmed = false

    init() {}

    init(_ form: Form) {
        (scope, reason, text) = (form["scope"], form["reason"], form["text"])
        isConfirmed = form["confirmed"] == "yes"
    }
}

/// Which queries are shown.
private struct FilterChoice {
    let text: String
    let status: String
    let filter: FindingFilter

    init(_ form: Form) {
        text = form["text"]
        let known = QueryExplanation.Status(rawValue: form["status"])
        status = known?.rawValue ?? ""
        filter = FindingFilter(text: text.isEmpty ? nil : text, status: known)
    }
}

private struct QueriesContent {
    let path: String
    let rows: [Row]
    let hasRows: Bool
    let isDone: Bool

    struct Row {
        let rule, title, found, left, tag, colour, notice: String
        let hasNotice: Bool
    }

    init(_ submission: Submission, _ progress: [QueryProgress]) {
        path = submission.path
        rows = progress.map { one in
            let open = one.notice == nil ? one.missing + one.checkAgain : 0
            let again = one.checkAgain > 0 && one.notice == nil
            return Row(
                rule: one.rule,
                title: one.title,
                found: CountText.text(one.found),
                left: CountText.text(open),
                tag: open == 0 ? (one.notice == nil ? "Explained" : "Set aside") : again ? "Check again" : "To explain",
                colour: open == 0 ? "govuk-tag--green" : again ? "govuk-tag--orange" : "govuk-tag--yellow",
                notice: one.notice ?? "",
                hasNotice: one.notice != nil
            )
        }
        hasRows = !rows.isEmpty
        isDone = progress.allSatisfy { $0.notice != nil || $0.missing + $0.checkAgain == 0 }
    }
}

/// A query with what was said about it.
private struct QueryRow {
    let finding: FindingRow
    let text, reason, author: String
    let hasText: Bool
    let replies: [Reply]
    let hasReplies: Bool

    struct Reply {
        let text, author: String
    }

    static func all(_ found: [NumberedFinding], _ said: [QueryExplanation]) -> [QueryRow] {
        let known = Dictionary(said.map { ($0.finding, $0) }) { first, _ in first }
        return found.map { one in
            let explanation = known[one.number]?.explanation
            let reason = explanation.flatMap { NewExplanation.Reason(rawValue: $0.reason) }?.words ?? ""
            let replies = explanation?.replies.map {
                Reply(text: $0.text, author: "\($0.author), \(LondonTime.words(of: $0.at))")
            }
            return QueryRow(
                finding: FindingRow(one),
                text: explanation?.text ?? "",
                reason: reason,
                author: explanation.map { "\($0.author), \(LondonTime.words(of: $0.at))" } ?? "",
                hasText: explanation != nil,
                replies: replies ?? [],
                hasReplies: replies?.isEmpty == false
            )
        }
    }
}

private struct QueryRuleContent {
    let path, rule, summary, fix, shown: String
    let hasFix: Bool
    let rows: [QueryRow]
    let hasRows, mayExplain: Bool
    let filter, status: String
    let isFiltered: Bool
    let statuses: [Choice]
    let reasons: [Choice]
    let text: String
    let all, filtered: String
    let isAll, isFilter, isConfirmed, asksConfirmation: Bool
    let scopeError, reasonError, textError: String
    let hasScopeError, hasReasonError, hasTextError: Bool
    let isPaged, hasPrevious, hasNext: Bool
    let previousPath, nextPath: String
    let pageNumber, pageCount: Int
    let singles: [Choice]
    let shortest: Int

    struct Choice {
        let value, words: String
        let isChosen: Bool
    }

    init(
        _ submission: Submission,
        _ count: StoredRuleCount,
        rows: [QueryRow],
        _ choice: FilterChoice,
        _ draft: Draft,
        _ problems: [FormProblem],
        total: Int,
        _ paging: Paging,
        mayExplain: Bool
    ) {
        func error(_ field: String) -> String { problems.first { $0.field == field }?.words ?? "" }
        (path, rule, summary, fix) = (submission.path, count.rule, count.summary, count.fix)
        hasFix = !fix.isEmpty
        self.rows = rows
        hasRows = !rows.isEmpty
        self.mayExplain = mayExplain
        shown = CountText.text(total, "query listed.", "queries listed.")
        (filter, status) = (choice.text, choice.status)
        isFiltered = !choice.text.isEmpty || !choice.status.isEmpty
        let names: [(String, String)] = [
            ("", "All"), ("missing", "To explain"), ("check_again", "Check again"), ("explained", "Explained"),
        ]
        statuses = names.map { Choice(value: $0.0, words: $0.1, isChosen: $0.0 == choice.status) }
        reasons = NewExplanation.Reason.allCases.map {
            Choice(value: $0.rawValue, words: $0.words, isChosen: $0.rawValue == draft.reason)
        }
        text = draft.text
        all = "All \(CountText.text(count.count, "query", "queries")) of this rule"
        filtered = "The \(CountText.text(total, "query", "queries")) that the filter shows"
        (isAll, isFilter) = (draft.scope == "all", draft.scope == "filter")
        singles = rows.map {
            Choice(
                value: String($0.finding.number),
                words: $0.finding.record.isEmpty ? $0.finding.place : $0.finding.record,
                isChosen: draft.scope == String($0.finding.number)
            )
        }
        isConfirmed = draft.isConfirmed
        asksConfirmation = error("text").contains("confirm that it is none")
        (scopeError, reasonError, textError) = (error("scope"), error("reason"), error("text"))
        (hasScopeError, hasReasonError) = (!scopeError.isEmpty, !reasonError.isEmpty)
        hasTextError = !textError.isEmpty
        (isPaged, hasPrevious, hasNext) = (paging.isPaged, paging.hasPrevious, paging.hasNext)
        (previousPath, nextPath) = (paging.previousPath, paging.nextPath)
        (pageNumber, pageCount) = (paging.pageNumber, paging.pageCount)
        shortest = ExplanationQuality.shortest
    }
}
