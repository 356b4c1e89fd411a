/// One page of the documentation, before it is laid out.
struct SitePage {
    struct Crumb {
        let text: String
        /// From the root of the site, with an anchor where it leads into a page.
        let path: String
    }

    /// From the root of the site: `sen2/rules/plan-ends-before-start.html`.
    let path: String
    let title: String
    /// What it is, as in `Rule`; empty for pages about the whole site.
    var kind = ""
    /// The return that it belongs to; empty for pages of none.
    var family = ""
    /// What software calls it, where two pages may have the same title: the code of a rule.
    var name = ""
    /// Words that the search looks through beside title and kind.
    var words = ""
    /// The way to it from the home page, which is left out, to the page above it.
    var crumbs: [Crumb] = []
    let body: String

    /// The way from the page back to the root, as in `../../`.
    var root: String { String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") }) }

    /// Kind and return, as lists and the search show them.
    var about: String { [kind, family].filter { !$0.isEmpty }.joined(separator: ", ") }

    /// Kind, return and name, as lists show them.
    var listed: String { [about, name].filter { !$0.isEmpty }.joined(separator: ", ") }

    /// What a browser's tab and a list of results say: no two pages have the same.
    var fullTitle: String { [title, listed].filter { !$0.isEmpty }.joined(separator: " – ") }
}
