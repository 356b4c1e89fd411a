import Foundation
import Returns

/// All versions of one return with their rules, the earliest first.
struct ReturnFamily {
    struct Version {
        let schema: ResolvedSchema
        let book: RuleBook
    }

    let versions: [Version]

    var name: String { newest.schema.name }
    /// There is one always: a family is made by grouping versions.
    var newest: Version { versions[versions.count - 1] }
    /// The return's title without its year.
    var title: String {
        let title = newest.schema.title
        guard let year = title.range(of: " \(newest.schema.version)") else { return title }
        return title.replacingCharacters(in: year, with: "")
    }

    init(_ versions: [Version]) {
        precondition(!versions.isEmpty)
        self.versions = versions
    }

    /// Tables of any version by name, each as the newest version that has it tells it.
    var tables: [(table: TableSchema, versions: [ResolvedSchema])] {
        ordered { $0.tables }.map { ($0.item, $0.versions) }
    }

    /// Fields of a table over all versions, each as the newest version that has it tells it.
    func fields(of table: String) -> [(field: FieldSchema, versions: [ResolvedSchema])] {
        ordered { schema in schema.tables.first { $0.name == table }?.fields ?? [] }.map { ($0.item, $0.versions) }
    }

    /// Rules of any version by code, each as the newest version that has it tells it.
    var rules: [(rule: Rule, versions: [Version])] {
        var codes: [String: [Version]] = [:]
        for version in versions { for rule in version.book.rules { codes[rule.code, default: []].append(version) } }
        return codes.keys.sorted().compactMap { code in
            guard let holding = codes[code], let newest = holding.last,
                let rule = newest.book.rules.first(where: { $0.code == code })
            else { return nil }
            return (rule, holding)
        }
    }

    private func ordered<Item: NamedItem>(
        _ items: (ResolvedSchema) -> [Item]
    ) -> [(item: Item, versions: [ResolvedSchema])] {
        var order: [String] = []
        var found: [String: (Item, [ResolvedSchema])] = [:]
        for version in versions.reversed() {
            for item in items(version.schema) {
                if found[item.name] == nil { order.append(item.name) }
                found[item.name, default: (item, [])].1.insert(version.schema, at: 0)
            }
        }
        return order.compactMap { name in found[name].map { ($0.0, $0.1) } }
    }
}

/// What has a name of its own among its siblings.
protocol NamedItem {
    var name: String { get }
}

extension TableSchema: NamedItem {}
extension FieldSchema: NamedItem {}
