import Returns
import RuleLanguage

/// An example made into a return with its register and last year's return, ready to be checked.
struct ExampleReturn {
    let tables: ReturnTables
    let register: RegisterView
    let last: PreviousReturn?
    /// The row that the example is about in its own table.
    let row: Int
    /// The files it was read from.
    let files: [ExampleFile]

    init(_ example: Rule.Example, _ vocabulary: RuleVocabulary) throws(RuleError) {
        var writer = ExampleWriter(vocabulary)
        let table = vocabulary.schema.index(of: example.table) ?? 0
        do throws(ReadingError) {
            if let message = example.graph.message {
                row = 0
                files = [ExampleFile(name: "example.xml", text: message)]
            } else {
                row = try writer.write(example.graph, table: table)
                files = writer.now.files
            }
            tables = try ReturnReader(schema: vocabulary.schema).read(files.map(\.input))
            last = try writer.before.map { before throws(ReadingError) in
                PreviousReturn(try before.read(), known: writer.known)
            }
        } catch {
            throw RuleError(file: "", line: example.line, column: 1, error.sentence)
        }
        register = RegisterView(rows: writer.register)
    }
}

/// Takes an example's graph apart into rows of tables.
private struct ExampleWriter {
    let vocabulary: RuleVocabulary
    var now: ExampleTables
    var before: ExampleTables?
    var register: [[String: String]] = []
    var known: [Int: [Int32]] = [:]
    private let constants: ExampleConstants
    private let lastConstants: ExampleConstants

    init(_ vocabulary: RuleVocabulary) {
        self.vocabulary = vocabulary
        now = ExampleTables(vocabulary.schema)
        before = vocabulary.previous.map(ExampleTables.init)
        constants = ExampleConstants(vocabulary.language)
        lastConstants = ExampleConstants(vocabulary.languageOfLastYear)
    }

    mutating func write(_ graph: ExampleGraph, table: Int) throws(ReadingError) -> Int {
        if before != nil { _ = before?.add(0, cells: [:], parent: -1) }
        if let headers = graph.headers {
            for header in headers { addChildren(header, table, addRecord(header, table, parent: -1)) }
            return 0
        }
        var chain = [table]
        while let first = chain.first, let parent = now.schema.tables[first].parent { chain.insert(parent, at: 0) }
        var graphs: [Int: ExampleGraph] = [table: graph]
        collect(graph, &graphs)
        var rows: [Int] = []
        for place in chain {
            let own = graphs[place] ?? .record([], line: 0, column: 0)
            if place == table { addSiblings(own, table, parent: rows.last ?? -1) }
            rows.append(addRecord(own, place, parent: rows.last ?? -1))
        }
        for (place, row) in zip(chain, rows) {
            addChildren(graphs[place] ?? .record([], line: 0, column: 0), place, row)
        }
        fillKnown()
        return rows.last ?? 0
    }

    /// The graphs of ancestors, wherever in the example they stand.
    private func collect(_ graph: ExampleGraph, _ graphs: inout [Int: ExampleGraph]) {
        for (key, below) in graph.entries {
            guard case .record = below, let ancestor = now.schema.index(of: key), graphs[ancestor] == nil,
                isAncestor(key, graphs)
            else { continue }
            graphs[ancestor] = below
            collect(below, &graphs)
        }
    }

    private func isAncestor(_ name: String, _ graphs: [Int: ExampleGraph]) -> Bool {
        graphs.keys.contains { table in
            let record = vocabulary.records[table]
            let place = record.relations.firstIndex { $0.name == name }
            guard let place, case .ancestor = vocabulary.ways[table][place] else { return false }
            return true
        }
    }

    /// Blank records before one that says which place it has.
    private mutating func addSiblings(_ graph: ExampleGraph, _ table: Int, parent: Int) {
        guard case .value(let text?, _, _)? = graph.entries.first(where: { $0.key == "position" })?.graph,
            let position = Int(text), position > 1
        else { return }
        for _ in 1..<position { _ = now.add(table, cells: [:], parent: parent) }
    }

    private mutating func addRecord(_ graph: ExampleGraph, _ table: Int, parent: Int) -> Int {
        let row = now.add(table, cells: cells(graph, now.schema.tables[table], constants), parent: parent)
        for (key, below) in graph.entries {
            guard case .record = below else { continue }
            switch key {
            case "establishment": addEstablishment(below, table, row, field: "urn", first: 100_001)
            case "provider": addEstablishment(below, table, row, field: "ukprn", first: 10_000_001)
            case "previous": addPrevious(below, table, row)
            default: break
            }
        }
        return row
    }

    private mutating func addChildren(_ graph: ExampleGraph, _ table: Int, _ row: Int) {
        for (child, below) in now.schema.tables.enumerated() where below.parent == table {
            for (key, entry) in graph.entries where key == below.name || key == below.name + "s" {
                for record in entry.records {
                    let place = addRecord(record, child, parent: row)
                    addChildren(record, child, place)
                }
            }
        }
    }

    private func cells(_ graph: ExampleGraph, _ table: TableSchema, _ constants: ExampleConstants) -> [Int: String] {
        var cells: [Int: String] = [:]
        for (key, entry) in graph.entries {
            guard case .value(let text?, _, _) = entry, let field = table.index(of: key) else { continue }
            let value = constants.filled(text)
            let isYes = table.fields[field].type == .boolean && value == "true"
            let isNo = table.fields[field].type == .boolean && value == "false"
            cells[field] = isYes ? "1" : isNo ? "0" : value
        }
        return cells
    }

    private mutating func addEstablishment(
        _ graph: ExampleGraph,
        _ table: Int,
        _ row: Int,
        field name: String,
        first: Int
    ) {
        var entry: [String: String] = [:]
        for (key, value) in graph.entries {
            guard case .value(let text?, _, _) = value else { continue }
            entry[key] = constants.filled(text)
        }
        guard let field = now.schema.tables[table].index(of: name) else { return }
        let own = now.cell(table, row: row, field: field)
        let number = entry[name] ?? (own.isEmpty ? String(first + register.count) : own)
        entry[name] = number
        if entry["urn"] == nil { entry["urn"] = String(100_001 + register.count) }
        if own.isEmpty { now.set(table, row: row, field: field, number) }
        register.append(entry)
    }

    private mutating func addPrevious(_ graph: ExampleGraph, _ table: Int, _ row: Int) {
        guard let schema = before?.schema, let last = schema.index(of: now.schema.tables[table].name) else { return }
        let place: Int
        if schema.tables[last].parent == nil {
            place = 0
            for (field, text) in cells(graph, schema.tables[last], lastConstants) {
                before?.set(last, row: 0, field: field, text)
            }
            addPreviousChildren(graph, last, 0)
        } else {
            let cells = cells(graph, schema.tables[last], lastConstants)
            place = before?.add(last, cells: cells, parent: 0) ?? 0
            addPreviousChildren(graph, last, place)
            known[table, default: []] += [Int32](repeating: -1, count: max(0, row - (known[table]?.count ?? 0)))
            known[table]?.append(Int32(truncatingIfNeeded: place))
        }
    }

    private mutating func addPreviousChildren(_ graph: ExampleGraph, _ table: Int, _ row: Int) {
        guard let schema = before?.schema else { return }
        for (child, below) in schema.tables.enumerated() where below.parent == table {
            for (key, entry) in graph.entries where key == below.name || key == below.name + "s" {
                for record in entry.records {
                    let cells = cells(record, below, lastConstants)
                    let place = before?.add(child, cells: cells, parent: row) ?? 0
                    addPreviousChildren(record, child, place)
                }
            }
        }
    }

    private mutating func fillKnown() {
        for (table, rows) in known {
            let missing = max(0, now.rowCount(table) - rows.count)
            known[table] = rows + [Int32](repeating: -1, count: missing)
        }
    }
}

/// Puts constants into the texts of examples, so that one example serves every year.
struct ExampleConstants: RecordSource {
    private let vocabulary: Vocabulary

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    /// The text with what stands in braces worked out; as it is where that cannot be.
    func filled(_ text: String) -> String {
        guard text.contains("{") else { return text }
        let origin = TextOrigin(file: "", line: 0, column: 0)
        guard let pieces = try? MessageTemplate.split(SourcedText(text: text, origin: origin)) else { return text }
        return pieces.map { piece in
            guard piece.isPlaceholder else { return piece.text }
            let expression = try? RuleExpression(piece.text, at: origin, of: 0, in: vocabulary)
            guard let value = expression?.values(self, rows: [0]).first else { return "{\(piece.text)}" }
            return ValueWords.text(value)
        }.joined()
    }

    func rowCount(of record: Int) -> Int { 1 }

    func column(_ field: Int, of record: Int) -> FieldColumn { .blank(1) }

    func one(_ relation: Int, of record: Int) -> [Int32] { [-1] }

    func many(_ relation: Int, of record: Int) -> RelatedRows { RelatedRows(starts: [0, 0], rows: []) }
}
