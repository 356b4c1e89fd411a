import Returns

/// What checks look at: the tables, their standard, and the register of establishments where there is one.
struct CheckSubject: Sendable {
    let schema: ResolvedSchema
    let tables: ReturnTables
    let reference: ReferenceData?
    let rules: [CompiledRule]
    /// Last year's return, where there is one.
    let last: PreviousReturn?
    let standIns: StandIns
    let records: RuleRecords
    /// Names of the tables whose file is not in the set: nothing more is said about them.
    let missingTables: Set<String>
    /// Fields whose column is not in its file, as `table.field`.
    let missingFields: Set<String>
    /// Names of the tables whose file lacks a column that links records: whose parent is whose cannot be told.
    let unlinkedTables: Set<String>

    init(
        schema: ResolvedSchema,
        tables: ReturnTables,
        reference: ReferenceData?,
        register: RegisterView? = nil,
        rules: [CompiledRule],
        vocabulary: RuleVocabulary,
        last: PreviousReturn?
    ) {
        self.schema = schema
        self.tables = tables
        self.reference = reference
        self.rules = rules
        self.last = last
        standIns = StandIns(rules)
        records = RuleRecords(
            vocabulary: vocabulary,
            current: TableLinks(tables),
            last: last,
            register: register ?? reference.map { RegisterView($0.establishments) }
        )
        let outsideForm = tables.tables.lazy.filter { !$0.isInForm }.map(\.schema.name)
        missingTables = Set(tables.problems.lazy.filter { $0.kind == .missingTable }.map(\.table)).union(outsideForm)
        var missing: Set<String> = []
        var unlinked: Set<String> = []
        for problem in tables.problems where problem.kind == .missingColumn {
            guard let field = Self.field(meantBy: problem, in: schema) else {
                unlinked.insert(problem.table)
                continue
            }
            missing.insert("\(problem.table).\(field.name)")
        }
        missingFields = missing
        unlinkedTables = unlinked
    }

    /// The table at the top: the header.
    var root: Int? { schema.tables.firstIndex { $0.parent == nil } }

    /// The table of persons, or of whatever the return lists under its header.
    var people: Int? {
        guard let root else { return nil }
        let below = schema.tables.indices.filter { schema.tables[$0].parent == root }
        let isOfPersons = { (table: Int) in schema.tables[table].fields.contains { $0.type == .identifier(.upn) } }
        return below.first(where: isOfPersons) ?? below.first
    }

    /// Whether the records of a table can be counted by parent.
    func isLinked(table: Int, parent: Int) -> Bool {
        !isMissing(table: table) && !unlinkedTables.contains(schema.tables[table].name)
            && !unlinkedTables.contains(schema.tables[parent].name)
    }

    /// Whether a table or a link column of the return did not come.
    var hasGaps: Bool { !missingTables.isEmpty || !unlinkedTables.isEmpty }

    /// Whether a table came, with the columns that link its records.
    func isWhole(_ table: Int) -> Bool {
        let name = schema.tables[table].name
        return !missingTables.contains(name) && !unlinkedTables.contains(name)
    }

    /// The authority that the header names; nil when it is not there or not known.
    var localAuthority: Int32? {
        guard let root,
            let field = schema.tables[root].fields.firstIndex(where: { $0.type == .identifier(.localAuthority) }),
            let state = tables.tables[root].columns[field].states.first, state == CellState.value
        else { return nil }
        return tables.tables[root].columns[field].values[0]
    }

    func isMissing(table: Int) -> Bool { missingTables.contains(schema.tables[table].name) }

    func isMissing(table: Int, field: Int) -> Bool {
        guard !missingFields.isEmpty else { return false }
        let owner = schema.tables[table]
        return missingFields.contains("\(owner.name).\(owner.fields[field].name)")
    }

    /// The field whose column a problem says is not there.
    static func field(meantBy problem: ReadingProblem, in schema: ResolvedSchema) -> FieldSchema? {
        guard let table = schema.index(of: problem.table) else { return nil }
        let names = [problem.place.column, problem.found, problem.expected].map { $0.lowercased() }
        return schema.tables[table].fields.first {
            names.contains($0.csvColumn.lowercased()) || names.contains($0.name)
                || $0.flat.names.contains(where: names.contains)
        }
    }
}
