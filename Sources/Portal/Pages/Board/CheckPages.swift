import Hummingbird
import Warehouse

/// What the national team looks at after sign-off: each authority beside its own last year, its region and England.
enum CheckPages: PageGroup {
    static var templates: [String: [UInt8]] { ["board_checks": PackageResources.board_checks_mustache] }

    static func add(to routes: Routes) {
        routes.get("/board/:collection/checks") { portal, request, context in
            _ = try portal.nationalTeam(context)
            let collection = try await portal.collectionWithChecks(context)
            let content = try await ChecksContent(portal, collection, isAll: request.query["show"] == "all")
            let settings = PageSettings(
                banner: collection.name,
                back: "/board/\(collection.returnName)-\(collection.year)"
            )
            return portal.page("board_checks", "National checks", content, context, settings)
        }
        routes.get("/board/:collection/checks.csv") { portal, _, context in
            _ = try portal.nationalTeam(context)
            let collection = try await portal.collectionWithChecks(context)
            let checks = try await portal.warehouse.nationalChecks(year: collection.year)
            let name = "checks-\(collection.returnName)-\(collection.year).csv"
            return DownloadPages.file(Array(csv(checks).utf8), name, "text/csv; charset=utf-8")
        }
    }

    private static func csv(_ checks: [NationalCheck]) -> String {
        func cell(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
        let rows = checks.map { one in
            let numbers = [one.value, one.lastYear, one.region, one.england].map(cell).joined(separator: ",")
            return "\(one.sender),\(one.submission),\(one.measure.rawValue),\(numbers),\(one.outlier?.rawValue ?? "")"
        }
        return (["sender,submission,measure,value,last_year,region,england,outlier"] + rows)
            .map { $0 + "\r\n" }.joined()
    }
}

extension Portal {
    /// The collection that the address names, where its returns have figures to be held against each other.
    fileprivate func collectionWithChecks(_ context: PortalContext) async throws -> ReturnCollection {
        let collection = try await collection(context)
        guard collection.returnName == "sen2" else { throw PortalError.notFound }
        return collection
    }
}

private struct ChecksContent {
    let before: Int
    let signed, outliers, outlierWords, senders, senderWords, path: String
    let isAll, isEmpty: Bool
    let authorities: [Authority]

    struct Authority {
        let name, place, caption: String
        let rows: [Row]
        let explanations: [Explanation]
        let hasExplanations: Bool
    }

    struct Row {
        let measure, value, lastYear, region, england, outlier: String
        let isOutlier: Bool
    }

    struct Explanation: Hashable {
        let rule, text: String
    }

    init(_ portal: Portal, _ collection: ReturnCollection, isAll: Bool) async throws {
        let checks = try await portal.warehouse.nationalChecks(year: collection.year)
        let found = checks.filter { $0.outlier != nil }
        let board = "/board/\(collection.returnName)-\(collection.year)"
        let senders = Set(found.map(\.sender))
        before = collection.year - 1
        signed = CountText.text(Set(checks.map(\.sender)).count)
        outliers = CountText.text(found.count)
        outlierWords = found.count == 1 ? "figure stands out" : "figures stand out"
        self.senders = CountText.text(senders.count)
        senderWords = senders.count == 1 ? "authority" : "authorities"
        path = "\(board)/checks"
        self.isAll = isAll
        let shown = isAll ? checks : found
        isEmpty = shown.isEmpty
        let names = try await portal.warehouse.names(of: Array(Set(shown.map(\.sender))))
        var authorities: [Authority] = []
        for sender in Set(shown.map(\.sender)).sorted() {
            let own = shown.filter { $0.sender == sender }
            let explained = try await own.first.asyncMap { try await Self.explanations(portal, $0.submission) } ?? []
            authorities.append(
                Authority(
                    name: names[sender] ?? sender,
                    place: "\(board)/senders/\(sender)",
                    caption: "figures-\(sender.dropFirst(3))",
                    rows: own.map(Row.init),
                    explanations: explained,
                    hasExplanations: !explained.isEmpty
                )
            )
        }
        self.authorities = authorities
    }

    /// What was said about queries of the return, each text once, at most five; the sender's page has all.
    private static func explanations(_ portal: Portal, _ submission: Int) async throws -> [Explanation] {
        let titles = Dictionary(
            try await portal.warehouse.queryProgress(of: submission).map { ($0.rule, $0.title) },
            uniquingKeysWith: { first, _ in first }
        )
        var seen: Set<Explanation> = []
        let all = try await portal.warehouse.explanations(of: submission).compactMap { query -> Explanation? in
            guard let text = query.explanation?.text else { return nil }
            let one = Explanation(rule: titles[query.rule] ?? query.rule, text: text)
            return seen.insert(one).inserted ? one : nil
        }
        return Array(all.prefix(5))
    }
}

extension ChecksContent.Row {
    init(_ check: NationalCheck) {
        measure =
            switch check.measure {
            case .plans: "Plans"
            case .growth: "Change of plans on last year"
            case .mainstream: "In mainstream schools"
            case .specialistState: "In specialist state provision"
            case .specialistIndependent: "In specialist independent provision"
            case .other: "Elsewhere, or not recorded"
            }
        let isCount = check.measure == .plans
        func text(_ number: Double?) -> String {
            guard let number else { return "–" }
            let tenths = (number * 10).rounded() / 10
            return isCount ? CountText.text(Int(number)) : "\(tenths)\u{A0}%"
        }
        value = text(check.value)
        lastYear = text(check.lastYear)
        region = text(check.region)
        england = text(check.england)
        isOutlier = check.outlier != nil
        outlier =
            switch check.outlier {
            case .lastYear: "Last year"
            case .england: "England"
            case nil: ""
            }
    }
}
