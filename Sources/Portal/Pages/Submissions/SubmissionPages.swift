import Hummingbird
import Returns
import Validation
import Warehouse

/// What became of an upload: its place in the queue, then what was found, rule by rule.
enum SubmissionPages: PageGroup {
    static var templates: [String: [UInt8]] {
        ["submission": PackageResources.submission_mustache, "rule": PackageResources.rule_mustache]
    }

    static func add(to routes: Routes) {
        routes.get("/senders/:sender/submissions/:submission") { portal, _, context in
            try await overview(portal, context)
        }
        routes.get("/senders/:sender/submissions/:submission/rules/:rule") { portal, request, context in
            try await RuleContent.page(portal, request, context)
        }
    }

    private static func overview(_ portal: Portal, _ context: PortalContext) async throws -> Response {
        let submission = try await portal.submission(context)
        let content = try await SubmissionContent(submission, portal, context)
        return portal.page(
            "submission",
            "\(submission.shortTitle), upload \(submission.id)",
            content,
            context,
            PageSettings(
                banner: try await portal.banner(submission),
                back: "/senders/\(submission.sender)"
            )
        )
    }
}

extension Submission {
    /// As people call it: `sen2 2026`.
    var shortTitle: String { returnName + (collectionYear.map { " \($0)" } ?? "") }

    /// Where its pages are.
    var path: String { "/senders/\(sender)/submissions/\(id)" }
}

extension Portal {
    /// What stands above all pages of a submission: whose it is, and where it stands.
    func banner(_ submission: Submission) async throws -> String {
        let name = try await warehouse.name(of: submission.sender)
        return "\(name) · \(submission.shortTitle) · upload \(submission.id) is \(submission.state.words)"
    }
}

private struct SubmissionContent {
    let path, sender, state, colour, nextStep: String
    let hasNextStep: Bool
    let place: String
    let isWaiting, hasPlace: Bool
    let reason: String
    let hasReason: Bool
    let isChecked: Bool
    let errors, queries, warnings: String
    let errorWords, queryWords, warningWords: String
    let groups: [RuleGroup]
    let isClean: Bool
    let compared: String
    let isCompared: Bool
    let readAs: [ReadAsRow]
    let hasReadAs: Bool
    let canUpload, canExplain, canSign, canWithdraw, hasReceipt, hasFigures: Bool
    let uploadPath: String
    let received, preparer: String
    let files: [FileRow]
    let later: String
    let hasLater: Bool

    init(_ submission: Submission, _ portal: Portal, _ context: PortalContext) async throws {
        let warehouse = portal.warehouse
        path = submission.path
        sender = submission.sender
        (state, colour) = (submission.state.tag, submission.state.colour)
        nextStep = submission.state.nextStep ?? ""
        hasNextStep = !nextStep.isEmpty
        isWaiting = submission.state == .received || submission.state == .checking
        let place = isWaiting ? try await warehouse.place(of: submission.id) : nil
        self.place = place.map { $0 == 0 ? "It is being checked now." : Self.queue($0) } ?? ""
        hasPlace = place != nil
        reason = submission.reason ?? ""
        hasReason = !reason.isEmpty
        isChecked = submission.errors != nil
        (errors, errorWords) = Self.count(submission.errors, "error to correct", "errors to correct")
        (queries, queryWords) = Self.count(submission.queries, "query", "queries")
        (warnings, warningWords) = Self.count(submission.warnings, "note", "notes")
        let counts = isChecked ? try await warehouse.ruleCounts(of: submission.id) : []
        let before = isChecked ? try await warehouse.uploadBefore(submission.id) : nil
        let changes = before == nil ? [] : try await warehouse.progress(of: submission.id)
        groups = RuleGroup.all(counts, changes, path: submission.path, isCompared: before != nil)
        isClean = isChecked && groups.isEmpty
        isCompared = before != nil
        compared = before.map { Self.compared($0, changes) } ?? ""
        readAs = isChecked ? try await warehouse.readAs(of: submission.id).map(ReadAsRow.init) : []
        hasReadAs = !readAs.isEmpty
        let mayPrepare = try await portal.mayPrepare(context, for: submission.sender)
        let person = try portal.person(context)
        let maySign = try await warehouse.may(person, .approver, for: submission.sender)
        canExplain = (submission.queries ?? 0) > 0
        canSign = [.hasQueries, .ready].contains(submission.state) && maySign
        canUpload = [.hasErrors, .failed].contains(submission.state) && mayPrepare
        let collection = "\(submission.returnName)-\(submission.collectionYear ?? 0)"
        uploadPath = "/senders/\(submission.sender)/upload/\(collection)"
        canWithdraw = mayPrepare && ![.withdrawn, .superseded].contains(submission.state) && !isWaiting
        hasReceipt = submission.state.counts || submission.state == .superseded
        hasFigures = submission.hasFigures
        received = LondonTime.words(of: submission.receivedAt)
        preparer = submission.preparer ?? "Not named"
        files = submission.files.map(FileRow.init)
        later = submission.supersededBy.map { "/senders/\(submission.sender)/submissions/\($0)" } ?? ""
        hasLater = !later.isEmpty
    }

    private static func queue(_ place: Int) -> String {
        place == 1
            ? "It is the next to be checked."
            : "\(CountText.text(place - 1, "return is", "returns are")) checked before it."
    }

    private static func count(_ number: Int?, _ one: String, _ many: String) -> (String, String) {
        (CountText.text(number ?? 0), number == 1 ? one : many)
    }

    private static func compared(_ before: Int, _ changes: [RuleProgress]) -> String {
        let sums = changes.reduce((0, 0, 0)) { ($0.0 + $1.fixed, $0.1 + $1.stillThere, $0.2 + $1.new) }
        return "Since upload \(before): \(CountText.text(sums.0)) fixed, \(CountText.text(sums.1)) still there, "
            + "\(CountText.text(sums.2)) new."
    }
}

/// The rules of one severity that found something.
private struct RuleGroup {
    let name, about, caption: String
    let rows: [RuleRow]
    let isCompared: Bool

    struct RuleRow {
        let rule, title, count, path: String
        let hasPath: Bool
        let fixed, still, new: String
    }

    static func all(
        _ counts: [StoredRuleCount],
        _ changes: [RuleProgress],
        path: String,
        isCompared: Bool
    ) -> [RuleGroup] {
        let words: [(Severity, String, String)] = [
            (.error, "Errors", "Correct them and upload the return again."),
            (.query, "Queries", "They may be right: correct them, or explain why they are right."),
            (.warning, "Notes", "Nothing needs to be done; look whether they are meant so."),
        ]
        return words.compactMap { severity, name, about in
            let known = Dictionary(changes.filter { $0.severity == severity }.map { ($0.rule, $0) }) { first, _ in first
            }
            let own = counts.filter { $0.severity == severity }.map { count in
                row(count.rule, count.title, count.count, known[count.rule], path)
            }
            let listed = Set(own.map(\.rule))
            let mended = known.values.filter { !listed.contains($0.rule) && $0.fixed > 0 }.sorted { $0.rule < $1.rule }
            let rows = own + mended.map { row($0.rule, $0.title, 0, $0, "") }
            guard !rows.isEmpty else { return nil }
            let caption = "rules-\(severity.rawValue)"
            return RuleGroup(name: name, about: about, caption: caption, rows: rows, isCompared: isCompared)
        }
    }

    private static func row(
        _ rule: String,
        _ title: String,
        _ count: Int,
        _ change: RuleProgress?,
        _ path: String
    ) -> RuleRow {
        func text(_ number: Int?) -> String { number.map { CountText.text($0) } ?? "" }
        return RuleRow(
            rule: rule,
            title: title,
            count: CountText.text(count),
            path: "\(path)/rules/\(rule)",
            hasPath: !path.isEmpty,
            fixed: text(change?.fixed),
            still: text(change?.stillThere),
            new: text(change?.new)
        )
    }
}

private struct FileRow {
    let name, size, sha256: String

    init(_ file: StoredFile) {
        (name, size, sha256) = (file.name, CountText.size(file.byteCount), file.sha256)
    }
}

private struct ReadAsRow {
    let column, count, found, readAs: String

    init(_ entry: CheckResult.ReadAs) {
        column = "\(entry.table), \(entry.column)"
        count = CountText.text(entry.count, "cell", "cells")
        (found, readAs) = (entry.firstFound, entry.firstReadAs)
    }
}

/// One rule's findings, a page at a time.
private struct RuleContent {
    let rule, title, severity, colour, summary, fix, path: String
    let hasFix: Bool
    let text, file: String
    let files: [FileChoice]
    let hasFiles: Bool
    let rows: [FindingRow]
    let hasRows: Bool
    let shown: String
    let isQuery: Bool
    let isPaged, hasPrevious, hasNext: Bool
    let previousPath, nextPath: String
    let pageNumber, pageCount: Int

    struct FileChoice {
        let name: String
        let isChosen: Bool
    }

    static func page(_ portal: Portal, _ request: Request, _ context: PortalContext) async throws -> Response {
        let submission = try await portal.submission(context)
        let rule = context.parameters.get("rule") ?? ""
        let counts = try await portal.warehouse.ruleCounts(of: submission.id)
        guard let count = counts.first(where: { $0.rule == rule }) else { throw PortalError.notFound }
        let query = request.query
        let filter = FindingFilter(
            file: query["file"].isEmpty ? nil : query["file"],
            text: query["text"].isEmpty ? nil : query["text"]
        )
        let size = 25
        let total = try await portal.warehouse.findings(of: submission.id, rule: rule, filter: filter, limit: 0).total
        let paging = Paging(total: total, size: size, number: Int(query["page"]) ?? 1) { number in
            let file = (filter.file ?? "").addingPercent
            return
                "\(submission.path)/rules/\(rule)?file=\(file)&text=\((filter.text ?? "").addingPercent)&page=\(number)"
        }
        let found = try await portal.warehouse.findings(
            of: submission.id,
            rule: rule,
            filter: filter,
            offset: paging.offset,
            limit: size
        ).findings
        let files = try await portal.warehouse.findingFiles(of: submission.id, rule: rule)
        let content = RuleContent(submission, count, filter, found.map { FindingRow($0) }, files, total, paging)
        return portal.page(
            "rule",
            count.title,
            content,
            context,
            PageSettings(
                number: (paging.pageNumber, paging.pageCount),
                banner: try await portal.banner(submission),
                back: submission.path
            )
        )
    }

    private init(
        _ submission: Submission,
        _ count: StoredRuleCount,
        _ filter: FindingFilter,
        _ rows: [FindingRow],
        _ files: [String],
        _ total: Int,
        _ paging: Paging
    ) {
        (rule, title, summary, fix) = (count.rule, count.title, count.summary, count.fix)
        path = submission.path
        hasFix = !fix.isEmpty
        isQuery = count.severity == .query
        severity = isQuery ? "Query" : count.severity == .error ? "Error" : "Note"
        colour = isQuery ? "govuk-tag--yellow" : count.severity == .error ? "govuk-tag--red" : "govuk-tag--grey"
        (text, file) = (filter.text ?? "", filter.file ?? "")
        self.files = files.map { FileChoice(name: $0, isChosen: $0 == filter.file) }
        hasFiles = files.count > 1
        self.rows = rows
        hasRows = !rows.isEmpty
        let stored = CountText.text(total, "place is", "places are")
        shown =
            total < count.count && filter == FindingFilter()
            ? "\(stored) listed of \(CountText.text(count.count)) found." : "\(stored) listed."
        (isPaged, hasPrevious, hasNext) = (paging.isPaged, paging.hasPrevious, paging.hasNext)
        (previousPath, nextPath) = (paging.previousPath, paging.nextPath)
        (pageNumber, pageCount) = (paging.pageNumber, paging.pageCount)
    }
}

/// One finding as a row of a table.
struct FindingRow {
    let number: Int
    let place, record, column, found, message, expected: String
    let hasExpected: Bool
    let related: [String]
    let hasRelated: Bool
    let status, statusColour: String
    let hasStatus: Bool

    init(_ numbered: NumberedFinding) {
        let finding = numbered.finding
        number = numbered.number
        let line = finding.line > 0 ? ", line \(CountText.text(finding.line))" : ""
        place = finding.file.isEmpty ? "The whole return" : finding.file + line
        record = finding.recordKey
        column = [finding.table, finding.column].filter { !$0.isEmpty }.joined(separator: ", ")
        (found, message, expected) = (finding.found, finding.message, finding.expected)
        hasExpected = !expected.isEmpty
        related = finding.related.map { "\($0.column): \($0.found.isEmpty ? "empty" : $0.found) (line \($0.line))" }
        hasRelated = !related.isEmpty
        switch numbered.status {
        case .explained: (status, statusColour) = ("Explained", "govuk-tag--green")
        case .checkAgain: (status, statusColour) = ("Check again", "govuk-tag--orange")
        case .missing: (status, statusColour) = ("To explain", "govuk-tag--yellow")
        case nil: (status, statusColour) = ("", "")
        }
        hasStatus = numbered.status != nil
    }
}
