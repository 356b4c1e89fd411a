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
        let lists = CodeListPages(families: families, templates: templates)
        let pages = families.flatMap(pages) + lists.pages
        let indexes = SiteIndexes(families: families, templates: templates)
        let all = [indexes.home(lists.pages), indexes.search(pages)] + pages
        var files = all.map { File(path: $0.path, bytes: Array(templates.html($0).utf8)) } + lists.files
        for version in families.flatMap(\.versions) {
            for file in StandardFiles(version.schema).all {
                let path = SiteLinks.file(version.schema.name, version.schema.version, file.name)
                files.append(File(path: path, bytes: try file.bytes()))
            }
        }
        files.append(File(path: "site.css", bytes: PackageResources.site_css))
        files.append(File(path: "search.js", bytes: PackageResources.search_js))
        files.append(File(path: "search-index.js", bytes: Array(try indexes.searchIndex(pages).utf8)))
        return files.sorted { $0.path < $1.path }
    }

    private func pages(_ family: ReturnFamily) -> [SitePage] {
        VersionPages(family: family, templates: templates).pages
            + ChangePages(family: family, templates: templates).pages
            + TablePages(family: family, templates: templates).pages
            + FieldPages(family: family, templates: templates).pages
            + RulePages(family: family, templates: templates).pages
    }
}
