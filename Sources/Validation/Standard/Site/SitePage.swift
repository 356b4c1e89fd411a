/// One page of the documentation, before it is laid out.
struct SitePage {
    struct Crumb {
        let text: String
        /// From the root of the site.
        let path: String
    }

    /// From the root of the site: `sen2/rules/plan-ends-before-start.html`.
    let path: String
    let title: String
    /// What it is about, for lists: `rule of sen2`.
    let kind: String
    /// Words that the search looks through beside title and kind.
    var words = ""
    var crumbs: [Crumb] = []
    let body: String

    /// The way from the page back to the root, as in `../../`.
    var root: String { String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") }) }
}
