import Mustache

/// The templates of the site, parsed once.
struct SiteTemplates {
    /// A part of a page below a heading of its own.
    typealias Section = (heading: String, content: String)
    /// A word and what it stands for, as HTML.
    typealias Term = (term: String, value: String)

    private let library: MustacheLibrary

    init() throws {
        library = MustacheLibrary(templates: [
            "layout": try Self.template(PackageResources.layout_mustache),
            "index": try Self.template(PackageResources.index_mustache),
            "search": try Self.template(PackageResources.search_mustache),
            "sections": try Self.template(PackageResources.sections_mustache),
            "terms": try Self.template(PackageResources.terms_mustache),
            "grid": try Self.template(PackageResources.grid_mustache),
        ])
    }

    func render(_ model: Any, _ template: String) -> String {
        library.render(model, withTemplate: template) ?? ""
    }

    /// A page of terms and values with sections below; what is empty is left out, and four sections have a list above.
    func page(lead: String, _ terms: [Term], _ sections: [Section]) -> String {
        let filled = sections.filter { !$0.content.isEmpty }.map(SectionModel.init)
        let model = SectionsModel(
            hasLead: !lead.isEmpty,
            lead: lead,
            terms: self.terms(terms),
            hasContents: filled.count > 3,
            sections: filled
        )
        return render(model, "sections")
    }

    /// Terms and values; those without a value are left out.
    func terms(_ terms: [Term]) -> String {
        let filled = terms.filter { !$0.value.isEmpty }.map(TermModel.init)
        return filled.isEmpty ? "" : render(TermsModel(terms: filled), "terms")
    }

    /// A table whose cells are HTML; nothing when it has no rows, and no column that is empty in all of them.
    ///
    /// - Parameters:
    ///   - caption: What the table is.
    ///   - isShown: Whether the caption is shown: below a heading that says the same it is for screen readers alone.
    ///   - heads: The headings of the columns.
    ///   - rows: The cells of each row, the first of which names the row.
    ///   - anchors: The name of each row for links; without any, rows have none.
    /// - Returns: The table as HTML.
    func grid(_ caption: String, isShown: Bool = false, heads: [String], rows: [[String]], anchors: [String] = [])
        -> String
    {
        guard !rows.isEmpty else { return "" }
        let kept = heads.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        let model = GridModel(
            caption: caption,
            isHidden: !isShown,
            heads: kept.map { heads[$0] },
            rows: rows.enumerated().map { place, row in
                GridRowModel(
                    anchor: anchors.isEmpty ? "" : " id=\"\(HTMLText.identifier(anchors[place]))\"",
                    first: row[kept[0]],
                    rest: kept.dropFirst().map { GridCellModel(label: heads[$0], content: row[$0]) }
                )
            }
        )
        return render(model, "grid")
    }

    /// The whole page.
    func html(_ page: SitePage) -> String {
        let model = LayoutModel(
            title: page.title,
            fullTitle: page.fullTitle,
            about: page.about,
            hasAbout: !page.about.isEmpty,
            root: page.root,
            hasCrumbs: page.path != SiteLinks.home,
            crumbs: page.crumbs.map { CrumbModel(root: page.root, path: $0.path, text: $0.text) },
            body: page.body
        )
        return render(model, "layout")
    }

    private static func template(_ bytes: [UInt8]) throws -> MustacheTemplate {
        try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
    }
}

private struct LayoutModel {
    let title: String
    let fullTitle: String
    let about: String
    let hasAbout: Bool
    let root: String
    let hasCrumbs: Bool
    let crumbs: [CrumbModel]
    let body: String
}

private struct CrumbModel {
    let root: String
    let path: String
    let text: String
}

private struct SectionsModel {
    let hasLead: Bool
    let lead: String
    let terms: String
    let hasContents: Bool
    let sections: [SectionModel]
}

private struct SectionModel {
    let anchor: String
    let heading: String
    let content: String

    init(_ section: SiteTemplates.Section) {
        anchor = HTMLText.identifier(section.heading.lowercased())
        heading = section.heading
        content = section.content
    }
}

private struct TermsModel {
    let terms: [TermModel]
}

private struct TermModel {
    let term: String
    let value: String
}

private struct GridModel {
    let caption: String
    let isHidden: Bool
    let heads: [String]
    let rows: [GridRowModel]
}

private struct GridRowModel {
    let anchor: String
    let first: String
    let rest: [GridCellModel]
}

private struct GridCellModel {
    let label: String
    let content: String
}
