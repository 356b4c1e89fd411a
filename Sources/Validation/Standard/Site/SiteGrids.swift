import Returns

/// Tables and lists that several kinds of pages show, with links from a page of a return.
struct SiteGrids {
    let family: ReturnFamily
    let templates: SiteTemplates
    /// The way from the page back to the root of the site.
    let root: String

    /// Rules with their severity and code; nothing when there is none.
    func rules(_ caption: String, _ rules: [Rule]) -> String {
        templates.grid(
            caption,
            heads: ["Rule", "Severity", "Code"],
            rows: rules.map { rule in
                [
                    SiteText.link(rule.title, to: root + SiteLinks.rule(family.name, rule.code)),
                    SiteText.tag(rule.severity), SiteText.code(rule.code),
                ]
            }
        )
    }

    /// Links to versions, the newest first.
    func versions(_ versions: [ResolvedSchema]) -> String {
        versions.reversed().map {
            SiteText.link($0.version, to: root + SiteLinks.version(family.name, $0.version))
        }.joined(separator: ", ")
    }

    /// What each version changed about an item, the newest first.
    func history(of target: String) -> String {
        let rows = family.versions.reversed().flatMap { version in
            version.schema.changes.filter { $0.target == target }.map { change in
                [
                    SiteText.link(
                        version.schema.version,
                        to: root + SiteLinks.changes(family.name, version.schema.version)
                    ),
                    SiteText.escaped(ChangeWords.done(change.operation)), SiteText.escaped(change.reason),
                    SiteText.escaped(change.source),
                ]
            }
        }
        return templates.grid("Changes", heads: ["Version", "Change", "Why", "Source"], rows: rows)
    }

    /// What a field holds, with a link to its list of codes.
    func type(_ field: FieldSchema) -> String {
        guard case .code(let list) = field.type else { return SiteText.escaped(SiteText.type(field.type)) }
        return "code of the list " + SiteText.link(SiteText.listTitle(list), to: root + SiteLinks.codes(list))
    }

    /// A link to a field by its title.
    func link(_ field: FieldName) -> String {
        SiteText.link(family.field(field)?.title ?? field.text, to: root + SiteLinks.field(family.name, field))
    }

    /// A link to a table by its title.
    func link(table: String) -> String {
        guard let found = family.table(table) else { return SiteText.escaped(table) }
        return SiteText.link(found.title, to: root + SiteLinks.table(family.name, table))
    }
}

/// What was done to an item between two versions.
enum ChangeWords {
    static func done(_ operation: SchemaChange.Operation) -> String {
        switch operation {
        case .add: "added"
        case .change: "changed"
        case .remove: "removed"
        case .rename: "renamed"
        }
    }
}
