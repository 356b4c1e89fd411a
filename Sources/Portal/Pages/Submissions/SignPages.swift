import Hummingbird
import Returns
import Validation
import Warehouse

/// Signing a return, and taking one back.
enum SignPages: PageGroup {
    static var templates: [String: [UInt8]] {
        ["sign": PackageResources.sign_mustache, "withdraw": PackageResources.withdraw_mustache]
    }

    static func add(to routes: Routes) {
        let base = "/senders/:sender/submissions/:submission"
        routes.get("\(base)/sign") { portal, _, context in try await signPage(portal, [], context) }
        routes.post("\(base)/sign") { portal, request, context in try await sign(portal, request, context) }
        routes.get("\(base)/withdraw") { portal, _, context in try await withdrawPage(portal, "", [], context) }
        routes.post("\(base)/withdraw") { portal, request, context in
            let form = try await portal.form(request, context)
            let submission = try await portal.submission(context)
            let (reason, officer) = (form["reason"], try portal.officer(context))
            do {
                try await portal.warehouse.withdraw(submission.id, reason: reason, by: officer)
            } catch SignOffError.reasonMissing {
                let problem = FormProblem(field: "reason", words: "Say why, without a child's data")
                return try await withdrawPage(portal, reason, [problem], context)
            }
            return portal.done("The upload is withdrawn. Nothing of it is deleted.", goTo: submission.path)
        }
    }

    private static func sign(_ portal: Portal, _ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await portal.form(request, context)
        let submission = try await portal.submission(context)
        guard form["declared"] == "yes" else {
            let words = "Tick that you have looked through the return, or go back"
            return try await signPage(portal, [FormProblem(field: "declared", words: words)], context)
        }
        do {
            let officer = try portal.officer(context)
            let receipt = try await portal.warehouse.sign(submission.id, by: officer, key: portal.receiptKey)
            return portal.done(
                "Signed. Your reference is \(receipt.content.reference).",
                goTo: "\(submission.path)/receipt"
            )
        } catch let error as SignOffError where !error.isAboutPerson {
            return try await signPage(portal, [FormProblem(field: "declared", words: "\(error)")], context)
        }
    }

    private static func signPage(
        _ portal: Portal,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) async throws -> Response {
        let submission = try await portal.submission(context)
        let obstacles = try await portal.warehouse.obstacles(toSigning: submission.id)
        let progress = try await portal.warehouse.queryProgress(of: submission.id)
        let person = try portal.person(context)
        let maySign = try await portal.warehouse.may(person, .approver, for: submission.sender)
        let content = SignContent(
            submission,
            obstacles,
            progress,
            maySign: maySign,
            isPreparer: submission.preparer == person.account.name,
            FiguresContent(try await portal.figuresToCome(submission)),
            problems
        )
        let settings = PageSettings(
            banner: try await portal.banner(submission),
            back: submission.path,
            problems: problems
        )
        return portal.page("sign", "Look through and sign", content, context, settings)
    }

    private static func withdrawPage(
        _ portal: Portal,
        _ reason: String,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) async throws -> Response {
        let submission = try await portal.submission(context)
        guard try await portal.mayPrepare(context, for: submission.sender) else { throw PortalError.notFound }
        let content = WithdrawContent(
            path: submission.path,
            counts: submission.state.counts,
            reason: reason,
            error: problems.first?.words ?? "",
            hasError: !problems.isEmpty
        )
        let settings = PageSettings(
            banner: try await portal.banner(submission),
            back: submission.path,
            problems: problems
        )
        return portal.page("withdraw", "Withdraw this upload", content, context, settings)
    }
}

private struct SignContent {
    let path: String
    let obstacles: [String]
    let hasObstacles, canSign, isNoApprover, isPreparer: Bool
    let errors, queries, preparer, received: String
    let explained: [Row]
    let figures: FiguresContent
    let hasExplained: Bool
    let error: String
    let hasError: Bool

    struct Row {
        let title, count, path: String
    }

    init(
        _ submission: Submission,
        _ obstacles: [SignOffError],
        _ progress: [QueryProgress],
        maySign: Bool,
        isPreparer: Bool,
        _ figures: FiguresContent,
        _ problems: [FormProblem]
    ) {
        path = submission.path
        self.obstacles = obstacles.map { "\($0)" }
        hasObstacles = !obstacles.isEmpty
        canSign = obstacles.isEmpty && maySign && !isPreparer
        isNoApprover = !maySign
        self.isPreparer = isPreparer && maySign
        errors = CountText.text(submission.errors ?? 0)
        queries = CountText.text(submission.queries ?? 0)
        preparer = submission.preparer ?? "Not named"
        received = LondonTime.words(of: submission.receivedAt)
        explained = progress.filter { $0.explained > 0 }.map { one in
            Row(
                title: one.title,
                count: CountText.text(one.explained),
                path: "\(submission.path)/queries/\(one.rule)"
            )
        }
        self.figures = figures
        hasExplained = !explained.isEmpty
        error = problems.first?.words ?? ""
        hasError = !problems.isEmpty
    }
}

private struct WithdrawContent {
    let path: String
    let counts: Bool
    let reason, error: String
    let hasError: Bool
}
