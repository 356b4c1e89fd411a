import Foundation
public import Returns

/// The documentation of the standards as a folder of pages that needs no server: a page for each return, version,
/// table, field, code list and rule, with a search.
public struct StandardSite {
    /// A file of the site.
    public struct File: Sendable {
        /// From the root of the site.
        public let path: String
        public let bytes: [UInt8]
    }

    private let families: [ReturnFamily]
    private let templates: SiteTemplates

    /// Makes the site of some versions.
    ///
    /// - Parameter versions: Versions with their rules; they are grouped by return and ordered by version.
    /// - Throws: A parser error when a template is not Mustache.
    public init(_ versions: [(schema: ResolvedSchema, book: RuleBook)]) throws {
        families = Dictionary(grouping: versions) { $0.schema.name }.values.map { group in
            ReturnFamily(
                group.map { ReturnFamily.Version(schema: $0.schema, book: $0.book) }
                    .sorted { $0.schema.collection.censusDate < $1.schema.collection.censusDate }
            )
        }.sorted { $0.name < $1.name }
        templates = try SiteTemplates()
    }

    /// All files, in the order of their paths; the same each time.
    public func files() throws -> [File] {
        let pages = try self.pages()
        let footer = "Made by sendstat from the standards themselves."
        var files = pages.map { File(path: $0.path, bytes: Array(templates.html($0, footer: footer).utf8)) }
        for version in families.flatMap(\.versions) {
            for file in StandardFiles(version.schema).all {
                let path = SiteLinks.file(version.schema.name, version.schema.version, file.name)
                files.append(File(path: path, bytes: try file.bytes()))
            }
        }
        files.append(File(path: "site.css", bytes: PackageResources.site_css))
        files.append(File(path: "search.js", bytes: PackageResources.search_js))
        files.append(File(path: "search-index.js", bytes: Array(try searchIndex(pages).utf8)))
        return files.sorted { $0.path < $1.path }
    }

    private func pages() throws -> [SitePage] {
        var pages = families.flatMap { family in
            VersionPages(family: family, templates: templates).pages
                + TablePages(family: family, templates: templates).pages
                + FieldPages(family: family, templates: templates).pages
                + RulePages(family: family, templates: templates).pages
        }
        let lists = CodeListPages(families: families, templates: templates).pages
        pages += lists
        return [home(lists), search(pages)] + pages
    }

    private func home(_ lists: [SitePage]) -> SitePage {
        let returns = families.map { family in
            HomeReturnModel(
                path: SiteLinks.family(family.name),
                title: family.title,
                description: family.newest.schema.description,
                versions: family.versions.reversed().map {
                    HomeVersionModel(
                        path: SiteLinks.version(family.name, $0.schema.version),
                        title: $0.schema.title,
                        censusDate: SiteText.date($0.schema.collection.censusDate)
                    )
                }
            )
        }
        let model = HomeModel(returns: returns, lists: lists.map(PageLinkModel.init))
        return SitePage(
            path: "index.html",
            title: "SEND data standards",
            kind: "",
            body: templates.render(model, "index")
        )
    }

    private func search(_ pages: [SitePage]) -> SitePage {
        let sorted = pages.sorted { ($0.title, $0.path) < ($1.title, $1.path) }
        let model = SearchModel(pages: sorted.map(PageLinkModel.init))
        return SitePage(path: "search.html", title: "Search", kind: "", body: templates.render(model, "search"))
    }

    private func searchIndex(_ pages: [SitePage]) throws -> String {
        let entries = pages.sorted { $0.path < $1.path }.map { [$0.title, $0.path, $0.kind, $0.words] }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return "const STANDARD_PAGES = " + String(decoding: try encoder.encode(entries), as: UTF8.self) + ";\n"
    }
}

private struct HomeModel {
    let returns: [HomeReturnModel]
    let lists: [PageLinkModel]
}

private struct HomeReturnModel {
    let path: String
    let title: String
    let description: String
    let versions: [HomeVersionModel]
}

private struct HomeVersionModel {
    let path: String
    let title: String
    let censusDate: String
}

private struct SearchModel {
    let pages: [PageLinkModel]
}

private struct PageLinkModel {
    let path: String
    let title: String
    let kind: String

    init(_ page: SitePage) {
        path = page.path
        title = page.title
        kind = page.kind
    }
}
