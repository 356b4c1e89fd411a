public import Returns

/// What is different between two versions of a return: items, codes and rules, each with its reason.
public struct StandardComparison {
    /// One difference.
    public struct Change: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable {
            case itemAdded = "item-added"
            case itemChanged = "item-changed"
            case itemRemoved = "item-removed"
            case itemRenamed = "item-renamed"
            case ruleAdded = "rule-added"
            case ruleChanged = "rule-changed"
            case ruleRetired = "rule-retired"
        }

        public let kind: Kind
        /// A table, a field as `table.field`, a list as `codes/list`, or the code of a rule.
        public let target: String
        /// What changed, in a few words.
        public let title: String
        public let reason: String
        public let source: String
        /// The version that brought it.
        public let version: String
        /// How many records of a return it touches; nil when it was held against none.
        public var records: Int?
    }

    /// A version with its rules.
    public struct Version: Sendable {
        public let schema: ResolvedSchema
        public let book: RuleBook

        public init(schema: ResolvedSchema, book: RuleBook) {
            self.schema = schema
            self.book = book
        }
    }

    let versions: [Version]
    public let changes: [Change]

    /// Compares the first of some versions with the last.
    ///
    /// - Parameter versions: The earlier version, and each later one up to the one meant, in order.
    public init(_ versions: [Version]) {
        self.versions = versions
        changes = zip(versions, versions.dropFirst()).flatMap { Self.items($1) + Self.rules($0, $1) }
    }

    /// Compares two versions of which the later builds on the earlier, by those between.
    ///
    /// - Parameters:
    ///   - earlier: Such as `sen2@2024`.
    ///   - later: Such as `sen2@2026`.
    ///   - library: Holds them.
    /// - Returns: The comparison; nil when the later does not build on the earlier.
    /// - Throws: `SchemaError` or `RuleError` when a version cannot stand.
    public static func between(
        _ earlier: String,
        _ later: String,
        in library: SchemaLibrary
    ) throws -> StandardComparison? {
        var names = [later]
        while let name = names.last, name != earlier, let before = try library.resolve(name).extends {
            names.append(before)
        }
        guard names.last == earlier else { return nil }
        return StandardComparison(
            try names.reversed().map { name in
                let schema = try library.resolve(name)
                return Version(schema: schema, book: try RuleBook.load(library, schema))
            }
        )
    }

    private static func items(_ version: Version) -> [Change] {
        version.schema.changes.map { change in
            let kind: Change.Kind =
                switch change.operation {
                case .add: .itemAdded
                case .change: .itemChanged
                case .remove: .itemRemoved
                case .rename: .itemRenamed
                }
            return Change(
                kind: kind,
                target: change.target,
                title: title(of: change.target, in: version.schema),
                reason: change.reason,
                source: change.source,
                version: version.schema.version
            )
        }
    }

    private static func title(of target: String, in schema: ResolvedSchema) -> String {
        let parts = target.split(separator: ".").map(String.init)
        guard let table = parts.first, let index = schema.index(of: table) else { return "" }
        guard parts.count > 1 else { return schema.tables[index].title }
        let field = schema.tables[index].index(of: parts[1])
        return field.map { schema.tables[index].fields[$0].title } ?? ""
    }

    private static func rules(_ before: Version, _ after: Version) -> [Change] {
        let old = Dictionary(uniqueKeysWithValues: before.book.rules.map { ($0.code, $0) })
        let new = Dictionary(uniqueKeysWithValues: after.book.rules.map { ($0.code, $0) })
        func change(_ kind: Change.Kind, _ rule: Rule, _ title: String) -> Change {
            Change(
                kind: kind,
                target: rule.code,
                title: title,
                reason: rule.reason,
                source: rule.source,
                version: after.schema.version
            )
        }
        return Set(old.keys).union(new.keys).sorted().compactMap { code in
            switch (old[code], new[code]) {
            case (nil, let rule?): change(.ruleAdded, rule, "\(rule.title) (\(rule.severity.rawValue))")
            case (let rule?, nil): change(.ruleRetired, rule, rule.title)
            case (let left?, let right?) where left.severity != right.severity:
                change(
                    .ruleChanged,
                    right,
                    "\(right.title): \(left.severity.rawValue) becomes \(right.severity.rawValue)"
                )
            case (let left?, let right?) where left.logic != right.logic || left.when != right.when:
                change(.ruleChanged, right, "\(right.title): asked in another way")
            default: nil
            }
        }
    }
}
