import Returns

/// One fault, where it was planted.
struct PlantedFault {
    let rule: String
    let severity: String
    /// The record that the finding names, in the spoilt draft.
    var record: Int
    /// Index of the item in the record's table; nil where the whole record is meant.
    let slot: Int?
    /// The value as it stands in the file; empty where it is blank.
    let value: String
    let kind: FaultKind
}

/// A return with faults in it, each in a person that has no other.
struct PlantedFaults {
    private(set) var draft: ReturnDraft
    private(set) var faults: [PlantedFault] = []
    private(set) var foreignElements: [Int: ForeignElement] = [:]
    private(set) var alterations = CSVAlterations()

    private var generator: SeededGenerator
    /// For each record, the person it belongs to.
    private var persons: [Int] = []
    private var touched: Set<Int> = []
    private var recordsByTable: [[Int]] = []
    private var hasChildren: [Bool] = []
    private var omitted: Set<Int> = []
    private var repeated: Set<Int> = []

    static let foreignName = "ShoeSize"

    init(_ draft: ReturnDraft, recipe: NationRecipe, authority: Int) {
        self.draft = draft
        let year = draft.layout.schema.collection.year
        generator = SeededGenerator(seed: recipe.seed, mixedWith: UInt64(authority), UInt64(year), 0xFA)
        guard recipe.errorRate > 0 else { return }
        survey()
        let people = recordsByTable[draft.layout.tables[ReturnPart.person.rawValue]].count
        let each = max(1, Int(Double(people) * recipe.errorRate / Double(FaultKind.all.count)))
        for kind in FaultKind.all {
            for _ in 0..<(kind.isSingle ? 1 : each) { plant(kind) }
        }
        rebuild()
    }

    private mutating func survey() {
        recordsByTable = Array(repeating: [], count: draft.layout.schema.tables.count)
        hasChildren = Array(repeating: false, count: draft.records.count)
        for (index, record) in draft.records.enumerated() {
            recordsByTable[record.table].append(index)
            persons.append(record.parent < 0 ? index : persons[record.parent])
            if record.parent >= 0 { hasChildren[record.parent] = true }
        }
    }

    /// Tries records from a random one on until one suits.
    private mutating func plant(_ kind: FaultKind) {
        let candidates = recordsByTable[draft.layout.tables[kind.part.rawValue]]
        guard !candidates.isEmpty else { return }
        let start = generator.number(in: 0...(candidates.count - 1))
        for step in candidates.indices {
            let place = (start + step) % candidates.count
            let record = candidates[place]
            guard !touched.contains(persons[record]) else { continue }
            if plant(kind, at: record, after: place > 0 ? candidates[place - 1] : nil) {
                touched.insert(persons[record])
                return
            }
        }
    }

    private mutating func plant(_ kind: FaultKind, at record: Int, after previous: Int?) -> Bool {
        switch kind.deed {
        case .spoil(let item, let spoil): plantValue(kind, item, spoil, at: record)
        case .copyFromEarlier(let item): plantCopy(kind, item, at: record, after: previous)
        case .omit: plantOmission(kind, at: record)
        case .repeatRecord: plantRepeat(kind, at: record)
        case .foreignElement: plantForeign(kind, at: record)
        case .foreignColumn: plantForeignColumn(kind, at: record)
        case .loseParent, .addCell, .repeatKey: plantRow(kind, at: record, after: previous)
        }
    }

    private mutating func plantValue(
        _ kind: FaultKind,
        _ item: ReturnItem,
        _ spoil: (Cell, FaultContext) -> SpoiltValue?,
        at record: Int
    ) -> Bool {
        let slot = draft.layout.slots[item.index]
        guard slot >= 0 else { return false }
        let cell = draft.records[record].firstCell + slot
        let context = FaultContext(text: draft.text, layout: draft.layout)
        guard let value = spoil(draft.cells[cell], context) else { return false }
        switch value {
        case .emptied:
            draft.cells[cell] = .blank
            add(kind, record, item, value: "")
        case .spelt(let text):
            draft.cells[cell] = draft.keep(text.utf8)
            add(kind, record, item, value: text)
        }
        return true
    }

    private mutating func plantCopy(_ kind: FaultKind, _ item: ReturnItem, at record: Int, after previous: Int?) -> Bool
    {
        let slot = draft.layout.slots[item.index]
        guard slot >= 0, let previous, !touched.contains(persons[previous]) else { return false }
        let original = draft.cells[draft.records[previous].firstCell + slot]
        let cell = draft.records[record].firstCell + slot
        guard case .text(let start, let end) = original, draft.cells[cell] != .blank else { return false }
        draft.cells[cell] = original
        touched.insert(persons[previous])
        add(kind, record, item, value: String(decoding: draft.text[Int(start)..<Int(end)], as: UTF8.self))
        return true
    }

    private mutating func plantOmission(_ kind: FaultKind, at record: Int) -> Bool {
        guard !hasChildren[record], draft.records[record].parent >= 0 else { return false }
        omitted.insert(record)
        let table = draft.layout.schema.tables[draft.records[record].table]
        add(kind, draft.records[record].parent, value: "0", isQuery: table.perParent.belowMinimumIsQuery)
        return true
    }

    private mutating func plantRepeat(_ kind: FaultKind, at record: Int) -> Bool {
        guard !hasChildren[record], draft.records[record].parent >= 0 else { return false }
        repeated.insert(record)
        add(kind, draft.records[record].parent, value: "2")
        return true
    }

    private mutating func plantForeign(_ kind: FaultKind, at record: Int) -> Bool {
        foreignElements[record] = ForeignElement(name: Self.foreignName, value: "34")
        add(kind, record, value: Self.foreignName)
        return true
    }

    private mutating func plantForeignColumn(_ kind: FaultKind, at record: Int) -> Bool {
        let name = Self.foreignName.lowercased()
        alterations.foreignColumns[draft.records[record].table] = ForeignElement(name: name, value: "34")
        add(kind, record, value: name)
        return true
    }

    /// Rows whose loss is seen nowhere else: a second record of its kind below the same parent.
    private mutating func plantRow(_ kind: FaultKind, at record: Int, after previous: Int?) -> Bool {
        guard let previous, draft.records[previous].parent == draft.records[record].parent else { return false }
        switch kind.deed {
        case .loseParent: alterations.parents[record] = 90_000_000
        case .repeatKey: alterations.keys[record] = previous
        default: alterations.ragged.insert(record)
        }
        add(kind, record, value: kind.rule == "missing-parent" ? "90000000" : "")
        return true
    }

    private mutating func add(
        _ kind: FaultKind,
        _ record: Int,
        _ item: ReturnItem? = nil,
        value: String,
        isQuery: Bool = false
    ) {
        let isUnconfirmed = item.flatMap { draft.layout.codeList($0)?.isUnconfirmed } ?? false
        let isCode = kind.rule.hasPrefix("code-")
        faults.append(
            PlantedFault(
                rule: kind.rule,
                severity: isQuery || (isCode && isUnconfirmed) ? "query" : "error",
                record: record,
                slot: item.map { draft.layout.slots[$0.index] },
                value: value,
                kind: kind
            )
        )
    }

    /// Leaves records out and repeats others, and finds the rest again in what came of it.
    private mutating func rebuild() {
        let (rebuilt, places) = draft.rebuilt(omitting: omitted, repeating: repeated)
        draft = rebuilt
        for index in faults.indices { faults[index].record = places[faults[index].record] }
        foreignElements = Dictionary(uniqueKeysWithValues: foreignElements.map { (places[$0], $1) })
        alterations.parents = Dictionary(uniqueKeysWithValues: alterations.parents.map { (places[$0], $1) })
        alterations.ragged = Set(alterations.ragged.map { places[$0] })
        alterations.keys = Dictionary(uniqueKeysWithValues: alterations.keys.map { (places[$0], places[$1]) })
    }
}
