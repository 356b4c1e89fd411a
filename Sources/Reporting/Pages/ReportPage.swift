internal import Disclosure
internal import Mustache

/// The page of the release.
struct ReportPage {
    let request: ReportRequest
    let cube: PlacementCube
    let headlines: Headlines
    let charts: ReportCharts
    let tables: ReportTables
    let data: DataSets

    /// Renders the page.
    ///
    /// - Throws: A parser error when a template is not Mustache.
    func html() throws -> String {
        let library = MustacheLibrary(templates: [
            "page": try MustacheTemplate(string: Self.text(PackageResources.page_mustache)),
            "chart": try MustacheTemplate(string: Self.text(PackageResources.chart_mustache)),
            "table": try MustacheTemplate(string: Self.text(PackageResources.table_mustache)),
        ])
        return library.render(model, withTemplate: "page") ?? ""
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private var model: PageModel {
        PageModel(
            title: "Where children and young people with SEND are placed",
            year: String(request.year),
            subtitle: "England, January \(request.year)",
            style: Self.text(PackageResources.style_css),
            isSynthetic: request.isSynthetic,
            partialNote: partialNote,
            cutName: request.cutName,
            cutInstant: request.cutInstant,
            submissions: FigureText.grouped(request.submissions.magnitude),
            method: request.method.explanation,
            headlines: headlines.sentences.map(\.text),
            definitions: SpecialistDefinition.allCases.map { .init(label: $0.label, explanation: $0.explanation) },
            sections: sections,
            files: data.all.map { .init(path: "\($0.name).csv", title: $0.title, metadata: "\($0.name).meta.csv") },
            codeVersion: request.codeVersion,
            closingNote: closingNote
        )
    }

    private var partialNote: String? {
        let all = request.geography.authorities
        let missing = request.years.map { year in
            (year, all.filter { !cube.hasReturn(of: $0.code, in: year) }.count)
        }.filter { $0.1 > 0 }
        guard !missing.isEmpty else { return nil }
        let parts = missing.map { "\(all.count - $0.1) of \(all.count) authorities for \($0.0)" }
        return
            "This cut holds the returns of \(parts.joined(separator: " and ")). Figures for England and the regions are the sums of those alone."
    }

    private var closingNote: String {
        switch request.method {
        case .none: "Authorities add up to their region, and regions to England, exactly."
        case .roundToFive:
            "Every count, each total and each sum over areas among them, is rounded on its own. So the counts shown for authorities may not add up exactly to their region, nor groups to their total: they can differ by up to 2 for each number added and 2 for the total. Before rounding, they add up exactly. Shares and changes are worked out from the rounded counts."
        }
    }

    private var source: String { "Source: SEN2 returns of local authorities, cut \(request.cutName)." }

    private var sections: [SectionModel] {
        [
            section(
                "definitions",
                "Two meanings of specialist",
                "How much provision is specialist depends on where SEN units, resourced provision and specialist post-16 institutions are counted. Both definitions are shown, and the bridge says which plans they count differently.",
                [charts.definitions],
                [tables.tree, tables.bridge]
            ),
            section(
                "areas",
                "England and its regions",
                "Mainstream, specialist state and specialist independent placements side by side, beside last year. Specialist independent includes non-maintained special schools.",
                [charts.regions],
                [tables.areas]
            ),
            section(
                "ages",
                "By age band",
                "Age is in years on 31 August before the January count. Children move to secondary school at 11 and out of school from 16.",
                [charts.ages],
                [tables.ages]
            ),
            section(
                "needs",
                "By primary need",
                "Primary need is the need ranked first in the plan. Down syndrome is a need of its own from 2025; before, it was counted under other needs.",
                [charts.needs],
                [tables.needs]
            ),
            section(
                "authorities",
                "By local authority",
                "The authority is the one that maintains the plan. Differences between authorities also reflect age, need and what they recorded.",
                [],
                [tables.authorities]
            ),
        ]
    }

    private func section(
        _ id: String,
        _ title: String,
        _ lead: String,
        _ charts: [Chart],
        _ tables: [ReportTable]
    ) -> SectionModel {
        SectionModel(
            id: id,
            title: title,
            lead: lead,
            charts: charts.map { ChartModel($0, source: source) },
            tables: tables.map(TableModel.init)
        )
    }
}
