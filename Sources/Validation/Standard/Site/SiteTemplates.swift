import Mustache

/// The templates of the site, parsed once.
struct SiteTemplates {
    private let library: MustacheLibrary

    init() throws {
        library = MustacheLibrary(templates: [
            "layout": try Self.template(PackageResources.layout_mustache),
            "index": try Self.template(PackageResources.index_mustache),
            "version": try Self.template(PackageResources.version_mustache),
            "search": try Self.template(PackageResources.search_mustache),
            "facts": try Self.template(PackageResources.facts_mustache),
            "grid": try Self.template(PackageResources.grid_mustache),
        ])
    }

    func render(_ model: Any, _ template: String) -> String {
        library.render(model, withTemplate: template) ?? ""
    }

    /// A page of terms and values with sections below.
    func facts(lead: String, _ facts: [(term: String, value: String)], _ sections: [(heading: String, content: String)])
        -> String
    {
        render(
            FactsModel(
                lead: lead,
                facts: facts.filter { !$0.value.isEmpty }.map(FactModel.init),
                sections: sections.filter { !$0.content.isEmpty }.map(FactsSectionModel.init)
            ),
            "facts"
        )
    }

    /// A table whose cells are HTML; nothing when it has no rows.
    func grid(_ caption: String, heads: [String], rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        let rows = rows.map { GridRowModel(first: $0.first ?? "", rest: Array($0.dropFirst())) }
        return render(GridModel(caption: caption, heads: heads, rows: rows), "grid")
    }

    /// The whole page.
    func html(_ page: SitePage, footer: String) -> String {
        render(
            LayoutModel(
                title: page.title,
                root: page.root,
                hasCrumbs: !page.crumbs.isEmpty,
                crumbs: page.crumbs.map { CrumbModel(root: page.root, path: $0.path, text: $0.text) },
                body: page.body,
                footer: footer
            ),
            "layout"
        )
    }

    private static func template(_ bytes: [UInt8]) throws -> MustacheTemplate {
        try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
    }
}

private struct LayoutModel {
    let title: String
    let root: String
    let hasCrumbs: Bool
    let crumbs: [CrumbModel]
    let body: String
    let footer: String
}

private struct CrumbModel {
    let root: String
    let path: String
    let text: String
}

private struct FactsModel {
    let lead: String
    let facts: [FactModel]
    let sections: [FactsSectionModel]
}

private struct FactModel {
    let term: String
    let value: String
}

private struct FactsSectionModel {
    let heading: String
    let content: String
}

private struct GridModel {
    let caption: String
    let heads: [String]
    let rows: [GridRowModel]
}

private struct GridRowModel {
    let first: String
    let rest: [String]
}
