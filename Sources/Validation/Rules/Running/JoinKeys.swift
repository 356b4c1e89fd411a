import Returns
import RuleLanguage

/// A column of keys in a form that columns of other tables and other types can be compared with.
struct KeyColumn: Sendable {
    let states: [UInt8]
    /// Whole numbers, days or yes and no; nil for text and codes.
    let numbers: [Int32]?
    /// Text of each row, as a column of bytes.
    let text: FieldColumn

    init(_ records: RuleRecords, field: Int, of record: Int) {
        let column = records.column(field, of: record)
        states = column.states
        switch records.vocabulary.records[record].fields[field].type {
        case .text: (numbers, text) = (nil, column)
        case .code(let codes):
            numbers = nil
            text = Self.texts(
                column.states.indices.map { row in
                    column.states[row] == CellState.value ? codes[Int(column.values[row])] : ""
                }
            )
        case .bool, .integer, .date, .dateTime: (numbers, text) = (column.values, .blank(0))
        }
    }

    /// The values of an expression; those that no column can hold count as not readable.
    init(_ values: [ConstantValue?]) {
        var states = [UInt8](repeating: CellState.blank, count: values.count)
        var numbers = [Int32](repeating: 0, count: values.count)
        var texts = [String](repeating: "", count: values.count)
        var isText = false
        for (row, value) in values.enumerated() {
            guard let value else { continue }
            states[row] = CellState.value
            switch value {
            case .bool(let value): numbers[row] = value ? 1 : 0
            case .date(let number), .dateTime(let number): numbers[row] = number
            case .integer(let value):
                numbers[row] = Int32(truncatingIfNeeded: value)
                if Int32(exactly: value) == nil { states[row] = CellState.unread }
            case .double, .list: states[row] = CellState.unread
            case .string(let text):
                texts[row] = text
                isText = true
            }
        }
        self.states = states
        self.numbers = isText ? nil : numbers
        text = isText ? Self.texts(texts) : .blank(0)
    }

    private static func texts(_ texts: [String]) -> FieldColumn {
        var bytes: [UInt8] = []
        var spans: [UInt32] = []
        for text in texts {
            spans.append(UInt32(truncatingIfNeeded: bytes.count))
            bytes.append(contentsOf: text.utf8)
            spans.append(UInt32(truncatingIfNeeded: bytes.count))
        }
        return FieldColumn(states: [], values: [], bytes: bytes, spans: spans)
    }

    func range(_ row: Int) -> Range<Int> {
        let place = text.offset + row * text.stride
        return Int(text.spans[place])..<Int(text.spans[place + 1])
    }

    func mix(into hashes: inout RowHashes) {
        if let numbers { hashes.mix(numbers) } else { hashes.mix(text) }
    }

    /// Whether a row's key equals another column's.
    func equals(_ row: Int, _ other: KeyColumn, _ otherRow: Int) -> Bool {
        if let numbers { return other.numbers.map { $0[otherRow] == numbers[row] } ?? false }
        guard other.numbers == nil else { return false }
        return text.bytes[range(row)].elementsEqual(other.text.bytes[other.range(otherRow)])
    }
}

/// Finds the rows of another table whose keys equal a row's: a hash join, with rows of equal keys in their order.
struct JoinKeys: Sendable {
    private let own: [KeyColumn]
    private let other: [KeyColumn]
    private let ownHashes: [UInt64]
    private var heads: [UInt64: Int32] = [:]
    private var next: [Int32]

    init(own: [KeyColumn], other: [KeyColumn]) {
        self.own = own
        self.other = other
        ownHashes = Self.hashes(own)
        let hashes = Self.hashes(other)
        next = [Int32](repeating: -1, count: hashes.count)
        heads.reserveCapacity(hashes.count)
        for row in hashes.indices.reversed() where Self.isWhole(other, row) {
            next[row] = heads[hashes[row]] ?? -1
            heads[hashes[row]] = Int32(truncatingIfNeeded: row)
        }
    }

    /// The same without one of the keys.
    func without(_ place: Int) -> JoinKeys {
        var (own, other) = (own, other)
        own.remove(at: place)
        other.remove(at: place)
        return JoinKeys(own: own, other: other)
    }

    private static func hashes(_ columns: [KeyColumn]) -> [UInt64] {
        var hashes = RowHashes(count: columns.first?.states.count ?? 0)
        for column in columns { column.mix(into: &hashes) }
        return hashes.finished
    }

    private static func isWhole(_ columns: [KeyColumn], _ row: Int) -> Bool {
        columns.allSatisfy { $0.states[row] == CellState.value }
    }

    /// Whether all parts of a row's own key are there.
    func isWhole(_ row: Int) -> Bool { Self.isWhole(own, row) }

    func first(of row: Int, besides: Int = -1) -> Int? {
        var found: Int?
        forEachMatch(of: row) { match in
            if match != besides { found = match }
            return found == nil
        }
        return found
    }

    /// Hands out the other table's rows with a row's key, until told to stop.
    func forEachMatch(of row: Int, _ body: (Int) -> Bool) {
        guard isWhole(row) else { return }
        var place = heads[ownHashes[row]] ?? -1
        while place >= 0 {
            let match = Int(place)
            if areEqual(row, match), !body(match) { return }
            place = next[match]
        }
    }

    private func areEqual(_ row: Int, _ match: Int) -> Bool {
        for (own, other) in zip(own, other) where !own.equals(row, other, match) { return false }
        return true
    }
}
