import Returns

/// One page for each rule of a return, over all its versions.
struct RulePages {
    let family: ReturnFamily
    let templates: SiteTemplates

    var pages: [SitePage] { family.rules.map(page) }

    private func page(_ entry: (rule: Rule, versions: [ReturnFamily.Version])) -> SitePage {
        let rule = entry.rule
        return SitePage(
            path: SiteLinks.rule(family.name, rule.code),
            title: rule.title,
            kind: "rule of \(family.name)",
            words: ([rule.code, rule.message, rule.meaning] + rule.candidates).joined(separator: " "),
            crumbs: crumbs(rule),
            body: templates.facts(
                lead: rule.meaning,
                facts(entry),
                [
                    ("What to do", SiteText.paragraph(rule.fix)), ("What it says", says(rule)),
                    ("Logic", logic(rule)), ("Examples", examples(rule)), ("History", history(entry)),
                ]
            )
        )
    }

    private func crumbs(_ rule: Rule) -> [SitePage.Crumb] {
        let family = SitePage.Crumb(text: family.title, path: SiteLinks.family(self.family.name))
        guard let table = self.family.tables.first(where: { $0.table.name == rule.table })?.table else {
            return [family]
        }
        return [family, .init(text: table.title, path: SiteLinks.table(self.family.name, table.name))]
    }

    private func facts(_ entry: (rule: Rule, versions: [ReturnFamily.Version])) -> [(term: String, value: String)] {
        let rule = entry.rule
        return [
            ("Code", SiteText.code(rule.code)), ("Severity", SiteText.tag(rule.severity)),
            ("What is counted", SiteText.escaped(rule.denominator)),
            ("In versions", SiteText.escaped(entry.versions.map(\.schema.version).joined(separator: ", "))),
            ("Source", SiteText.escaped(rule.source)),
            ("How sure this is", SiteText.escaped(EvidenceWords.of(rule: rule.evidence))),
            ("Not confirmed", SiteText.escaped(rule.unconfirmed)),
            ("In our list of candidate rules", SiteText.escaped(CandidateWords.of(rule.candidates))),
            ("Address on this site", SiteText.code(SiteLinks.rule(family.name, rule.code))),
        ]
    }

    private func says(_ rule: Rule) -> String {
        [rule.message, rule.many, rule.every].map(SiteText.paragraph).joined()
    }

    private func logic(_ rule: Rule) -> String {
        guard !rule.logic.isEmpty else { return "" }
        let when = rule.when.isEmpty ? "" : "<p>Asked where:</p>" + SiteText.block(rule.when)
        return when + (rule.isOfRows ? "<p>Must be true:</p>" : "") + SiteText.block(rule.logic)
    }

    private func examples(_ rule: Rule) -> String {
        func part(_ heading: String, _ isFailing: Bool) -> String {
            let tables = rule.examples.filter { $0.isFailing == isFailing }.enumerated().map { place, example in
                ExampleGrids(templates: templates).table(
                    example,
                    caption: "\(isFailing ? "Fails" : "Passes"), example \(place + 1)"
                )
            }
            return tables.isEmpty ? "" : "<h3>\(heading)</h3>" + tables.joined()
        }
        return part("Nothing is found", false) + part("A finding", true)
    }

    private func history(_ entry: (rule: Rule, versions: [ReturnFamily.Version])) -> String {
        let rows = family.versions.map { version -> [String] in
            let rule = version.book.rules.first { $0.code == entry.rule.code }
            return [version.schema.version, rule.map { SiteText.tag($0.severity) } ?? "not asked"]
        }
        return templates.grid("Versions", heads: ["Version", "Severity"], rows: rows)
            + SiteText.paragraph(entry.rule.reason)
    }
}
