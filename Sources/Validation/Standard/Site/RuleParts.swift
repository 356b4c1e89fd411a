import Foundation
import Returns

/// The parts of the page of a rule.
struct RuleParts {
    let entry: ReturnFamily.RuleEntry
    let grids: SiteGrids

    private var rule: Rule { entry.rule }
    private var family: ReturnFamily { grids.family }
    private var templates: SiteTemplates { grids.templates }

    var terms: [SiteTemplates.Term] {
        [
            ("Code", SiteText.code(rule.code)), ("Severity", severity),
            ("About", family.table(rule.table) == nil ? "" : grids.link(table: rule.table)),
            ("Kind of rule", SiteText.escaped(Self.kind(rule.shape))), ("What is counted", denominator),
            ("In versions", grids.versions(entry.versions.map(\.schema))),
        ]
    }

    private var severity: String {
        let duty = rule.isShown ? " \(SiteText.escaped(rule.severity.duty))" : ""
        return SiteText.tag(rule.severity) + duty
    }

    /// `plans where has(this.start_date)`: what follows the first word “where” is an expression.
    private var denominator: String {
        guard let place = rule.denominator.range(of: " where ") else { return SiteText.escaped(rule.denominator) }
        return SiteText.escaped(String(rule.denominator[..<place.upperBound]))
            + SiteText.code(String(rule.denominator[place.upperBound...]))
    }

    var words: String {
        guard !isOfReturn else { return "<p>\(SiteText.withPlaceholders(rule.message))</p>" }
        return templates.terms([
            ("Of one record", SiteText.withPlaceholders(rule.message)),
            ("Of several", SiteText.withPlaceholders(rule.many)),
            ("Of every record", SiteText.withPlaceholders(rule.every)),
        ])
    }

    /// Whether it looks at the return as a whole, of which there is one.
    private var isOfReturn: Bool {
        switch rule.shape {
        case .aggregate, .reconcile, .compare, .plausible: true
        default: false
        }
    }

    var logic: String {
        guard !rule.logic.isEmpty else { return "" }
        let when = rule.when.isEmpty ? "" : "<p>Asked where:</p>" + SiteText.block(LogicLines.broken(rule.when))
        guard rule.isOfRows else { return when + "<p>Must hold:</p>" + SiteText.block(rule.logic) }
        return when + "<p>Must be true:</p>" + SiteText.block(LogicLines.broken(rule.logic))
    }

    var fields: String {
        templates.grid(
            "Fields it reads",
            heads: ["Field", "Table", "Name", "Holds", "Return"],
            rows: family.reads.fields(of: rule.code).compactMap { read in
                guard let field = family.field(read.field) else { return nil }
                return [
                    grids.link(read.field), grids.link(table: read.field.table), SiteText.code(read.field.text),
                    grids.type(field), read.isLastYear ? "last year's" : "",
                ]
            }
        )
    }

    var examples: String {
        guard let newest = entry.versions.last else { return "" }
        let examples = ExampleGrids(grids, newest)
        return part(examples, "Passes: nothing is found", "passes", isFailing: false)
            + part(examples, "Fails: a finding", "fails", isFailing: true)
    }

    private func part(_ grids: ExampleGrids, _ heading: String, _ verb: String, isFailing: Bool) -> String {
        let some = rule.examples.filter { $0.isFailing == isFailing }
        guard !some.isEmpty else { return "" }
        let tables = some.enumerated().map { grids.table($1, caption: "Example \($0 + 1) that \(verb)") }
        return "<h3>\(heading)</h3><div class=\"example \(verb)\">" + tables.joined() + "</div>"
    }

    /// For each version of the return, whether and how the rule is asked.
    var history: String {
        var before: Rule?
        var rows: [[String]] = []
        for version in family.versions {
            let now = version.book.rule(rule.code)
            rows.insert(
                [
                    grids.versions([version.schema]), now.map { SiteText.tag($0.severity) } ?? "not asked",
                    change(from: before, to: now, isFirst: rows.isEmpty),
                ],
                at: 0
            )
            before = now
        }
        return templates.grid("Versions", heads: ["Version", "Severity", "Change"], rows: rows)
            + SiteText.paragraph(rule.reason)
    }

    private func change(from before: Rule?, to now: Rule?, isFirst: Bool) -> String {
        switch (before, now) {
        case (nil, nil),
            (nil, .some) where isFirst:
            ""
        case (nil, .some): "new"
        case (.some, nil): "no longer asked"
        case (let before?, let now?) where before.logic != now.logic || before.when != now.when: "asked in another way"
        case (let before?, let now?) where before.severity != now.severity:
            "\(before.severity.rawValue) before"
        default: ""
        }
    }

    var source: String {
        templates.terms([
            ("Source", SiteText.escaped(rule.source)),
            ("How sure this is", SiteText.escaped(EvidenceWords.of(rule: rule.evidence))),
            ("Not confirmed", SiteText.escaped(rule.unconfirmed)),
        ])
    }

    private static func kind(_ shape: Rule.Shape) -> String {
        switch shape {
        case .assert: "An expression over one record and what hangs together with it"
        case .cell: "A fault that reading a cell found"
        case .children: "The number of records below one record"
        case .reading: "A fault that reading the files met"
        case .readAs: "A cell that was read otherwise than it came"
        case .unique: "A value that stands once"
        case .reference: "A number that is found in another list"
        case .exists: "A record that another record needs"
        case .none: "A record that another record rules out"
        case .aggregate: "A count, share, sum or mean over the whole return"
        case .reconcile: "Two numbers of the return that agree"
        case .compare: "A number of the return against last year's"
        case .plausible: "A number of the return against the authority's history"
        case .builtIn: "A check that every return has"
        }
    }
}
