import RuleLanguage
import Support

/// Records of the sample vocabulary with values made at random, each cell also blank or not readable now and then.
struct SampleRecords: RecordSource {
    enum Cell {
        case blank
        case unreadable
        case number(Int32)
        case text(String)
    }

    static let rowCounts = [2, 8, 14, 3]

    /// By record, field and row.
    private(set) var cells: [[[Cell]]] = []
    /// By record and relation: for each row the row reached, -1 for none.
    private(set) var ones: [[[Int32]]] = []
    /// By record and relation: for each row the rows reached.
    private(set) var lists: [[[[Int32]]]] = []

    init(seed: UInt64) {
        var random = Seeded(seed)
        for (record, declaration) in SampleVocabulary.vocabulary.records.enumerated() {
            cells.append(declaration.fields.map { Self.column($0, Self.rowCounts[record], &random) })
        }
        relate(&random)
    }

    private static func column(_ field: FieldDeclaration, _ count: Int, _ random: inout Seeded) -> [Cell] {
        (0..<count).map { _ in
            let chance = Int.random(in: 0..<100, using: &random)
            if chance < (field.isRequired ? 3 : 30) { return .blank }
            return chance > 95 ? .unreadable : cell(field.type, &random)
        }
    }

    private static let texts = ["", "a", "Ab", "12", "-7", "é", "😀b", "a b", "A123", "true", "zz\nz", "Smith-Jones"]

    private static func cell(_ type: ColumnType, _ random: inout Seeded) -> Cell {
        switch type {
        case .bool: .number(.random(in: 0...1, using: &random))
        case .integer: .number([0, 1, 2, 3, -1, 7, 100, .max, .min].randomElement(using: &random) ?? 0)
        case .date: .number(.random(in: 0...1, using: &random) == 0 ? day(&random) : 20_100 + day(&random) % 8)
        case .dateTime: .number(.random(in: 700_000_000...800_000_000, using: &random))
        case .text: .text(texts.randomElement(using: &random) ?? "")
        case .code(let codes): .number(.random(in: 0..<Int32(codes.count), using: &random))
        }
    }

    /// Days around leap days and the ends of years, among others.
    private static func day(_ random: inout Seeded) -> Int32 {
        let edges: [Int32] = [11_016, 12_477, 13_938, 14_668, 15_399, 17_409, 20_057, 20_088, 20_147]
        let edge = edges.randomElement(using: &random) ?? 0
        return edge + .random(in: -2...2, using: &random)
    }

    private mutating func relate(_ random: inout Seeded) {
        let headers = parents(SampleVocabulary.person, of: SampleVocabulary.header, &random)
        let persons = parents(SampleVocabulary.plan, of: SampleVocabulary.person, &random)
        let plans = Self.children(persons, of: Self.rowCounts[SampleVocabulary.person])
        let latest = plans.map { $0.last ?? -1 }
        let none = Int32(-1)
        let schools = (0..<Self.rowCounts[SampleVocabulary.person]).map { _ in
            [none, 0, 1, 2].randomElement(using: &random) ?? none
        }
        let planSchools = (0..<Self.rowCounts[SampleVocabulary.plan]).map { _ in
            [none, 0, 1, 2].randomElement(using: &random) ?? none
        }
        ones = [[[]], [headers, [], latest, schools], [persons, planSchools], []]
        lists = [
            [Self.children(headers, of: Self.rowCounts[SampleVocabulary.header])], [[], plans, [], []], [[], []], [],
        ]
    }

    private func parents(_ record: Int, of parent: Int, _ random: inout Seeded) -> [Int32] {
        let last = Int32(Self.rowCounts[parent] - 1)
        return (0..<Self.rowCounts[record]).map { _ in Int32.random(in: 0...last, using: &random) }.sorted()
    }

    private static func children(_ parents: [Int32], of count: Int) -> [[Int32]] {
        (0..<count).map { parent in parents.indices.filter { parents[$0] == Int32(parent) }.map { Int32($0) } }
    }
}

extension SampleRecords {
    func rowCount(of record: Int) -> Int { Self.rowCounts[record] }

    func one(_ relation: Int, of record: Int) -> [Int32] { ones[record][relation] }

    func many(_ relation: Int, of record: Int) -> RelatedRows {
        let rows = lists[record][relation]
        let starts = rows.reduce(into: [Int32(0)]) { $0.append($0[$0.count - 1] + Int32($1.count)) }
        return RelatedRows(starts: starts, rows: rows.flatMap(\.self))
    }

    func column(_ field: Int, of record: Int) -> FieldColumn {
        var states: [UInt8] = []
        var values: [Int32] = []
        var bytes: [UInt8] = []
        var spans: [UInt32] = []
        for cell in cells[record][field] {
            let start = UInt32(bytes.count)
            switch cell {
            case .blank: states.append(0)
            case .unreadable: states.append(2)
            case .number, .text: states.append(1)
            }
            if case .text(let text) = cell { bytes += Array(text.utf8) }
            if case .number(let number) = cell { values.append(number) } else { values.append(0) }
            spans += [start, UInt32(bytes.count)]
        }
        if SampleVocabulary.vocabulary.records[record].fields[field].type == .text {
            return FieldColumn(states: states, values: [], bytes: bytes, spans: spans)
        }
        return FieldColumn(states: states, values: values)
    }
}
