extension ValueType {
    /// Whether values of both types can stand in one place.
    func goes(with other: ValueType) -> Bool { merged(other) != nil }

    /// The type that holds the values of both.
    func merged(_ other: ValueType) -> ValueType? {
        switch (self, other) {
        case (.nothing, _): other
        case (_, .nothing): self
        case (.list(let left), .list(let right)): left.merged(right).map { .list($0) }
        default: self == other ? self : nil
        }
    }

    func words(in vocabulary: Vocabulary) -> String {
        switch self {
        case .bool: "true or false"
        case .integer: "a whole number"
        case .double: "a number with a fraction"
        case .string: "a text"
        case .date: "a date"
        case .dateTime: "a date with a time"
        case .list(.record(let record)): "a list of \(vocabulary.records[record].name) records"
        case .list(.nothing): "an empty list"
        case .list(let element): "a list (\(element.words(in: vocabulary)) each)"
        case .record(let record): "a \(vocabulary.records[record].name) record"
        case .nothing: "nothing"
        }
    }

    /// Whether values of this type stand by themselves, apart from any record.
    var isPlain: Bool {
        switch self {
        case .record: false
        case .list(let element): element.isPlain
        default: true
        }
    }

    /// The record of a list of records.
    var elementRecord: Int? {
        if case .list(.record(let record)) = self { record } else { nil }
    }
}

extension ConstantValue {
    /// The type; of a list by its first element.
    var type: ValueType {
        switch self {
        case .bool: .bool
        case .integer: .integer
        case .double: .double
        case .string: .string
        case .date: .date
        case .dateTime: .dateTime
        case .list(let elements): .list(elements.first?.type ?? .nothing)
        }
    }
}

extension ColumnType {
    var type: ValueType {
        switch self {
        case .bool: .bool
        case .integer: .integer
        case .date: .date
        case .dateTime: .dateTime
        case .text, .code: .string
        }
    }
}
