import Foundation
import Returns

/// The pages that lead to all others: the home page and the search, which is an index where no script runs.
struct SiteIndexes {
    let families: [ReturnFamily]
    let templates: SiteTemplates

    func home(_ lists: [SitePage]) -> SitePage {
        let model = HomeModel(
            returns: families.map { HomeReturnModel(family: $0, templates: templates) },
            lists: lists.map(PageLinkModel.init)
        )
        return SitePage(path: SiteLinks.home, title: "SEND data standards", body: templates.render(model, "index"))
    }

    func search(_ pages: [SitePage]) -> SitePage {
        let sorted = pages.sorted { ($0.title.lowercased(), $0.path) < ($1.title.lowercased(), $1.path) }
        let letters = Dictionary(grouping: sorted) { $0.title.prefix(1).uppercased() }
        let model = SearchModel(
            letters: letters.keys.sorted().map { letter in
                LetterModel(
                    letter: letter,
                    anchor: HTMLText.identifier("letter-\(letter)"),
                    pages: letters[letter, default: []].map(PageLinkModel.init)
                )
            }
        )
        return SitePage(path: SiteLinks.search, title: "Search", body: templates.render(model, "search"))
    }

    /// What the search looks through, as a script: a page that is opened from a folder may load no other form.
    func searchIndex(_ pages: [SitePage]) throws -> String {
        let entries = pages.sorted { $0.path < $1.path }.map { [$0.title, $0.path, $0.listed, $0.words] }
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
    let versions: String

    init(family: ReturnFamily, templates: SiteTemplates) {
        path = SiteLinks.family(family.name)
        title = family.title
        description = family.newest.schema.description
        versions = templates.grid(
            "Versions of \(family.title)",
            heads: ["Version", "Census day", "Deadline", "Changes"],
            rows: family.versions.indices.reversed().map { place in
                let schema = family.versions[place].schema
                return [
                    SiteText.link(schema.title, to: SiteLinks.version(family.name, schema.version)),
                    SiteText.date(schema.collection.censusDate),
                    schema.collection.deadline.map(SiteText.date) ?? "",
                    place == 0
                        ? ""
                        : SiteText.link(
                            "from \(family.versions[place - 1].schema.version)",
                            to: SiteLinks.changes(family.name, schema.version)
                        ),
                ]
            }
        )
    }
}

private struct SearchModel {
    let letters: [LetterModel]
}

private struct LetterModel {
    let letter: String
    let anchor: String
    let pages: [PageLinkModel]
}

private struct PageLinkModel {
    let path: String
    let title: String
    let about: String

    init(_ page: SitePage) {
        path = page.path
        title = page.title
        about = page.listed
    }
}
