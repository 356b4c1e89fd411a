import Returns
import RuleLanguage

/// What the rules of a version may speak of: its tables, the register, and the tables of the version before.
struct RuleVocabulary: Sendable {
    let schema: ResolvedSchema
    let previous: ResolvedSchema?
    private(set) var records: [RecordDeclaration] = []
    private(set) var homes: [RecordHome] = []
    /// For each record, how each of its relations is followed.
    private(set) var ways: [[RecordWay]] = []

    init(schema: ResolvedSchema, previous: ResolvedSchema?) {
        self.schema = schema
        self.previous = previous
        let register = schema.tables.count
        for table in schema.tables.indices {
            add(.table(table), record(schema, table, base: 0, register: register, isPrevious: false))
        }
        add(.register, (RegisterFields.declaration, []))
        guard let previous else { return }
        for table in previous.tables.indices {
            let record = record(previous, table, base: register + 1, register: register, isPrevious: true)
            add(.previousTable(table), record)
        }
    }

    var language: Vocabulary { Vocabulary(records: records, constants: Self.constants(schema.collection)) }

    /// The same, with the dates of the version before.
    var languageOfLastYear: Vocabulary {
        Vocabulary(records: records, constants: Self.constants((previous ?? schema).collection))
    }

    var register: Int { schema.tables.count }

    func previousRecord(_ table: Int) -> Int { register + 1 + table }

    /// The same vocabulary with one more record: a pair of two, the other reached as `that`.
    func pairing(_ own: Int, with other: Int) -> (vocabulary: RuleVocabulary, record: Int) {
        var paired = self
        let relation = RelationDeclaration(name: "that", record: other, reach: .one(isOptional: false))
        let base = records[own]
        let declaration = RecordDeclaration(
            name: base.name,
            fields: base.fields,
            relations: base.relations + [relation]
        )
        paired.add(.pair(own: own, other: other), (declaration, ways[own] + [.other]))
        return (paired, paired.records.count - 1)
    }

    private static func constants(_ dates: ResolvedSchema.Collection) -> [String: ConstantValue] {
        var constants: [String: ConstantValue] = [
            "census_date": .date(dates.censusDate.daysSince1970),
            "activity_from": .date(dates.activityFrom.daysSince1970),
            "activity_to": .date(dates.activityTo.daysSince1970),
            "collection_year": .integer(Int64(dates.year)),
        ]
        // Where the day is not known, a rule that speaks of it does not load.
        if let deadline = dates.deadline { constants["deadline"] = .date(deadline.daysSince1970) }
        return constants
    }

    private mutating func add(_ home: RecordHome, _ record: (RecordDeclaration, [RecordWay])) {
        homes.append(home)
        records.append(record.0)
        ways.append(record.1)
    }

    private func record(
        _ schema: ResolvedSchema,
        _ index: Int,
        base: Int,
        register: Int,
        isPrevious: Bool
    ) -> (RecordDeclaration, [RecordWay]) {
        let table = schema.tables[index]
        var fields = table.fields.map { Self.field($0, schema) }
        if table.parent != nil { fields.append(FieldDeclaration(name: "position", type: .integer, isRequired: true)) }
        var relations: [(RelationDeclaration, RecordWay)] = []
        func relate(_ name: String, _ record: Int, _ reach: RelationDeclaration.Reach, _ way: RecordWay) {
            guard !fields.contains(where: { $0.name == name }) else { return }
            relations.append((RelationDeclaration(name: name, record: record, reach: reach), way))
        }
        var above = table.parent
        while let ancestor = above {
            relate(schema.tables[ancestor].name, base + ancestor, .one(isOptional: false), .ancestor(ancestor))
            above = schema.tables[ancestor].parent
        }
        for (child, below) in schema.tables.enumerated() where below.parent == index {
            relate(below.name + "s", base + child, .many, .children(child))
            guard below.perParent.maximum == 1 else { continue }
            relate(below.name, base + child, .one(isOptional: true), .onlyChild(child))
        }
        if let field = table.index(of: "urn") {
            relate("establishment", register, .one(isOptional: true), .establishment(field: field))
        }
        if let field = table.index(of: "ukprn") {
            relate("provider", register, .one(isOptional: true), .provider(field: field))
        }
        if !isPrevious, let last = previousTable(of: index) {
            relate("previous", register + 1 + last, .one(isOptional: true), .previous)
        }
        return (
            RecordDeclaration(name: table.name, fields: fields, relations: relations.map(\.0)), relations.map(\.1)
        )
    }

    /// The table of the version before whose records are the same as this one's: the header's, and that of persons.
    private func previousTable(of index: Int) -> Int? {
        guard let previous else { return nil }
        let table = schema.tables[index]
        guard table.parent == nil || PersonKeys(schema).table == index else { return nil }
        return previous.index(of: table.name)
    }

    private static func field(_ field: FieldSchema, _ schema: ResolvedSchema) -> FieldDeclaration {
        FieldDeclaration(name: field.name, type: type(field.type, schema), isRequired: field.isRequired)
    }

    private static func type(_ type: FieldType, _ schema: ResolvedSchema) -> ColumnType {
        switch type {
        case .text, .identifier(.upn), .identifier(.uln), .identifier(.postcode): .text
        case .integer, .identifier(.urn), .identifier(.ukprn), .identifier(.localAuthority): .integer
        case .boolean: .bool
        case .date: .date
        case .dateTime: .dateTime
        case .code(let list): .code(schema.codeLists[list]?.codes.map(\.code) ?? [])
        }
    }
}
