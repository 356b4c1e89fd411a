import Foundation
import Returns

/// All versions of one return with their rules, the earliest first.
struct ReturnFamily {
    struct Version {
        let schema: ResolvedSchema
        let book: RuleBook
    }

    /// A rule as the newest version that has it tells it, with all versions that have it.
    typealias RuleEntry = (rule: Rule, versions: [Version])
    typealias TableEntry = (table: TableSchema, versions: [ResolvedSchema])
    typealias FieldEntry = (field: FieldSchema, versions: [ResolvedSchema])

    let versions: [Version]
    /// Tables of any version.
    let tables: [TableEntry]
    /// Rules of any version in the order of their codes.
    let rules: [RuleEntry]
    let reads: RuleReads
    private let fieldsByTable: [String: [FieldEntry]]

    var name: String { newest.schema.name }
    /// There is one always: a family is made by grouping versions.
    var newest: Version { versions[versions.count - 1] }
    /// The return's title without its year.
    var title: String {
        let title = newest.schema.title
        guard let year = title.range(of: " \(newest.schema.version)") else { return title }
        return title.replacingCharacters(in: year, with: "")
    }
    var crumb: SitePage.Crumb { .init(text: title, path: SiteLinks.family(name)) }

    init(_ versions: [Version]) {
        precondition(!versions.isEmpty)
        self.versions = versions
        tables = Self.ordered(versions) { $0.tables }.map { ($0.item, $0.versions) }
        rules = Self.rules(versions)
        reads = RuleReads(rules)
        fieldsByTable = Dictionary(
            uniqueKeysWithValues: tables.map { entry in
                let fields = Self.ordered(versions) { schema in
                    schema.tables.first { $0.name == entry.table.name }?.fields ?? []
                }
                return (entry.table.name, fields.map { ($0.item, $0.versions) })
            }
        )
    }

    /// Fields of a table over all versions, each as the newest version that has it tells it.
    func fields(of table: String) -> [FieldEntry] { fieldsByTable[table] ?? [] }

    func table(_ name: String) -> TableSchema? { tables.first { $0.table.name == name }?.table }

    func field(_ name: FieldName) -> FieldSchema? {
        fields(of: name.table).first { $0.field.name == name.field }?.field
    }

    private static func rules(_ versions: [Version]) -> [RuleEntry] {
        var codes: [String: [(rule: Rule, version: Version)]] = [:]
        for version in versions {
            for rule in version.book.rules { codes[rule.code, default: []].append((rule, version)) }
        }
        return codes.keys.sorted().compactMap { code in
            guard let holding = codes[code], let newest = holding.last else { return nil }
            return (newest.rule, holding.map(\.version))
        }
    }

    private static func ordered<Item: NamedItem>(
        _ versions: [Version],
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
