extension Values {
    /// The value of one row; nil where there is none.
    ///
    /// For messages and for the rare steps that work on lists as wholes.
    func cell(_ row: Int, _ type: ValueType) -> ConstantValue? {
        switch self {
        case .constant(let value): return value
        case .truths(let truths): return truths[row] == Verdict.notApplicable ? nil : .bool(truths[row] == Verdict.yes)
        case .words(let words):
            guard words.states[words.start + row] == 1 else { return nil }
            let value = words.values[words.start + row]
            guard let codes = words.codes else { return ConstantValue(Int64(value), type) }
            return Int(value) < codes.count ? .string(codes.text(Int(value))) : nil
        case .integers(let numbers):
            return numbers.states[row] == 1 ? ConstantValue(numbers.values[row], type) : nil
        case .doubles(let numbers): return numbers.states[row] == 1 ? .double(numbers.values[row]) : nil
        case .texts(let texts): return texts.states[row] == 1 ? .string(texts.text(row)) : nil
        case .lists(let lists): return lists.cell(row, type)
        case .records: return nil
        }
    }

    /// Columns out of single values, all of one type; nil has no result.
    init(cells: [ConstantValue?]) {
        let states: [UInt8] = cells.map { $0 == nil ? 0 : 1 }
        switch cells.lazy.compactMap(\.self).first {
        case .bool: self = .truths(cells.map { $0 == .bool(true) ? 1 : $0 == nil ? 2 : 0 })
        case .double:
            let values = cells.map { cell -> Double in if case .double(let value) = cell { value } else { 0 } }
            self = .doubles(Numbers(values: values, states: states))
        case .string:
            var texts = Texts(capacity: cells.count)
            for cell in cells {
                if case .string(let text) = cell { texts.append(text.utf8) } else { texts.appendError() }
            }
            self = .texts(texts)
        case .list: self = .lists(Lists(cells: cells))
        default: self = .integers(Numbers(values: cells.map { $0?.wholeNumber ?? 0 }, states: states))
        }
    }
}

extension Lists {
    init(cells: [ConstantValue?]) {
        var elements: [ConstantValue] = []
        var starts: [Int32] = [0]
        for cell in cells {
            if case .list(let values) = cell { elements += values }
            starts.append(Int32(elements.count))
        }
        self.init(
            starts: starts,
            states: cells.map { $0 == nil ? 0 : 1 },
            elements: Values(cells: elements),
            elementCount: elements.count
        )
    }

    func cell(_ row: Int, _ type: ValueType) -> ConstantValue? {
        guard states[row] == 1, case .list(let type) = type else { return nil }
        return .list(range(row).compactMap { elements.cell($0, type) })
    }
}

extension Texts {
    func text(_ row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }
}

extension ConstantValue {
    /// A number of a column as the value it stands for.
    init(_ number: Int64, _ type: ValueType) {
        switch type {
        case .date: self = .date(Int32(truncatingIfNeeded: number))
        case .dateTime: self = .dateTime(Int32(truncatingIfNeeded: number))
        default: self = .integer(number)
        }
    }

    /// Whether the two are equal as CEL compares: a NaN equals nothing.
    func equals(_ other: ConstantValue) -> Bool {
        switch (self, other) {
        case (.double(let left), .double(let right)): left == right
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
        default: self == other
        }
    }
}
