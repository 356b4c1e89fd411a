/// Checks the types and the guards of an expression and compiles it.
struct Checker {
    static let deepestMacros = 4
    static let mostMacros = 60

    let vocabulary: Vocabulary
    let record: Int
    var variables: [Variable] = []
    /// Keys of what is known to be present here.
    var known: Set<String>
    var slotsUsed = 1
    var tables = ProgramTables()
    var reads: [FieldPath] = []
    var steps: [FieldPath.Step] = []

    init(vocabulary: Vocabulary, record: Int, known: Set<String>) {
        self.vocabulary = vocabulary
        self.record = record
        self.known = known
    }

    mutating func check(_ syntax: Syntax) throws(Refusal) -> Typed {
        let place = syntax.offset
        switch syntax.form {
        case .literal(let value): return Typed(.constant(value), value.type, at: place, slots: 0)
        case .name(let name, let isAbsolute): return try self.name(name, isAbsolute, at: place, isAsked: false)
        case .select(let base, let name): return try select(check(base), name, at: place, isAsked: false)
        case .index(let list, let position): return try index(check(list), check(position), at: place)
        case .call(let name, let arguments): return try call(name, arguments, at: place)
        case .method(let target, let name, let arguments): return try method(target, name, arguments, at: place)
        case .list(let parts): return try list(parts, at: place)
        case .not(let operand): return try not(check(operand))
        case .negate(let operand): return try negate(check(operand))
        case .binary(let symbol, let left, let right): return try binary(symbol, left, right, at: place)
        case .choose(let condition, let yes, let no): return try choose(condition, yes, no, at: place)
        }
    }

    /// Checks a part that is only asked for where more is known.
    mutating func check(_ syntax: Syntax, knowing facts: Set<String>) throws(Refusal) -> Typed {
        let before = known
        defer { known = before }
        known.formUnion(facts)
        return try check(syntax)
    }

    func expect(_ type: ValueType, _ typed: Typed, for reader: String) throws(Refusal) {
        guard typed.type.goes(with: type) else {
            throw Refusal(
                .type,
                at: typed.offset,
                "\(reader) wants \(type.words(in: vocabulary)); this is \(typed.type.words(in: vocabulary))."
            )
        }
    }
}

/// Columns and relations that an expression asks its source for, each once.
struct ProgramTables: Sendable {
    struct Relation: Sendable, Hashable {
        let record: Int
        let relation: Int
    }

    struct Column: Sendable, Hashable {
        let record: Int
        let field: Int
        let type: ColumnType
    }

    private(set) var columns: [Column] = []
    private(set) var ones: [Relation] = []
    private(set) var many: [Relation] = []

    mutating func column(_ field: Int, of record: Int, _ type: ColumnType) -> Int {
        Self.place(of: Column(record: record, field: field, type: type), in: &columns)
    }

    mutating func one(_ relation: Int, of record: Int) -> Int {
        Self.place(of: Relation(record: record, relation: relation), in: &ones)
    }

    mutating func many(_ relation: Int, of record: Int) -> Int {
        Self.place(of: Relation(record: record, relation: relation), in: &many)
    }

    private static func place<Element: Equatable>(of element: Element, in list: inout [Element]) -> Int {
        if let place = list.firstIndex(of: element) { return place }
        list.append(element)
        return list.count - 1
    }
}
