import Returns

/// One page for each rule of a return, over all its versions.
struct RulePages {
    let family: ReturnFamily
    let templates: SiteTemplates

    private var grids: SiteGrids { SiteGrids(family: family, templates: templates, root: "../../") }

    var pages: [SitePage] { family.rules.map(page) }

    private func page(_ entry: ReturnFamily.RuleEntry) -> SitePage {
        let rule = entry.rule
        let parts = RuleParts(entry: entry, grids: grids)
        return SitePage(
            path: SiteLinks.rule(family.name, rule.code),
            title: rule.title,
            kind: "Rule",
            family: family.title,
            name: rule.code,
            words: ([rule.code, rule.message, rule.meaning] + rule.candidates).joined(separator: " "),
            crumbs: crumbs(rule),
            body: templates.page(
                lead: rule.meaning,
                parts.terms,
                [
                    ("What to do", SiteText.paragraph(rule.fix)), ("What it says", parts.words),
                    ("Logic", parts.logic), ("Fields it reads", parts.fields), ("Examples", parts.examples),
                    ("History", parts.history), ("Where it comes from", parts.source),
                ]
            )
        )
    }

    private func crumbs(_ rule: Rule) -> [SitePage.Crumb] {
        guard let table = family.table(rule.table) else { return [family.crumb] }
        return [family.crumb, .init(text: table.title, path: SiteLinks.table(family.name, table.name))]
    }
}
