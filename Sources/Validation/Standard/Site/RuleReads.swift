import Returns

/// Which fields each rule of a return reads, and so which rules read a field.
struct RuleReads {
    /// A field that a rule reads.
    struct Read: Hashable {
        let field: FieldName
        /// Whether it is read in last year's return.
        let isLastYear: Bool
    }

    /// By the rule's code, in the order of the tables and their fields.
    private let fields: [String: [Read]]
    private let rules: [FieldName: Set<String>]

    /// Asks each rule once.
    ///
    /// - Parameter entries: Rules with the versions that hold them; the last version tells what a rule reads.
    init(_ entries: [(rule: Rule, versions: [ReturnFamily.Version])]) {
        var fields: [String: [Read]] = [:]
        var rules: [FieldName: Set<String>] = [:]
        for (rule, versions) in entries where Self.namesFields(rule) {
            guard let uses = versions.last?.book.compiled.first(where: { $0.rule.code == rule.code })?.uses else {
                continue
            }
            let reads = Self.reads(uses)
            fields[rule.code] = reads
            for read in reads { rules[read.field, default: []].insert(rule.code) }
        }
        self.fields = fields
        self.rules = rules
    }

    func fields(of rule: String) -> [Read] { fields[rule] ?? [] }

    func rules(reading field: FieldName) -> Set<String> { rules[field] ?? [] }

    /// Rules about reading look at every cell, which says nothing about any field.
    private static func namesFields(_ rule: Rule) -> Bool {
        switch rule.shape {
        case .reading, .readAs, .builtIn: false
        default: true
        }
    }

    private static func reads(_ uses: RuleUses) -> [Read] {
        uses.vocabulary.homes.enumerated().flatMap { record, home -> [Read] in
            switch home {
            case .table(let table):
                reads(uses, record, uses.vocabulary.schema.tables[table], isLastYear: false)
            case .previousTable(let table):
                uses.vocabulary.previous.map { reads(uses, record, $0.tables[table], isLastYear: true) } ?? []
            case .register, .pair: []
            }
        }
    }

    private static func reads(_ uses: RuleUses, _ record: Int, _ table: TableSchema, isLastYear: Bool) -> [Read] {
        table.fields.indices.filter { uses.reads(record: record, field: $0) }.map {
            Read(field: FieldName(table: table.name, field: table.fields[$0].name), isLastYear: isLastYear)
        }
    }
}
