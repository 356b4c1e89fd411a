extension Checker {
    func compare(_ comparison: Comparison, _ left: Typed, _ right: Typed, at place: Int) throws(Refusal) -> Typed {
        guard let type = left.type.merged(right.type) else {
            let isNumeric = [left.type, right.type].allSatisfy { $0 == .integer || $0 == .double }
            let kind: ExpressionError.Kind = comparison.isEquality || isNumeric ? .notSupported : .type
            throw Refusal(kind, at: place, "Only values of one type can be compared; \(both(left, right)).")
        }
        guard type.isPlain else {
            throw Refusal(.type, at: place, "Records cannot be compared: compare their fields.")
        }
        if case .list = type, !comparison.isEquality {
            throw Refusal(.type, at: place, "Lists have no order: only == and != compare them.")
        }
        if let form = marked(comparison, left, right) ?? marked(comparison.exchanged, right, left) {
            return Typed(form, .bool, at: place, from: left, right)
        }
        return Typed(.compare(comparison, left.node, right.node), .bool, at: place, from: left, right)
    }

    /// A code column compared with one code needs no text: the code's number in the list decides.
    private func marked(_ comparison: Comparison, _ left: Typed, _ right: Typed) -> Node.Form? {
        guard comparison.isEquality, case .constant(.string(let code)) = right.node.form, let codes = codes(left) else {
            return nil
        }
        let marks = codes.map { ($0 == code) == (comparison == .equal) ? UInt8(1) : 0 }
        return .marked(marks, base: 0, left.node)
    }

    private func codes(_ typed: Typed) -> [String]? {
        guard case .field(_, let column) = typed.node.form, case .code(let codes) = tables.columns[column].type else {
            return nil
        }
        return codes
    }

    func member(_ element: Typed, of list: Typed, at place: Int) throws(Refusal) -> Typed {
        guard case .list(let type) = list.type else {
            throw Refusal(.type, at: place, "in wants a list on its right; this is \(words(list.type)).")
        }
        guard let merged = element.type.merged(type) else {
            throw Refusal(
                .notSupported,
                at: place,
                "The list holds another type than is looked for; \(both(element, list))."
            )
        }
        guard merged.isPlain else {
            throw Refusal(
                .type,
                at: place,
                "Records cannot be compared: compare a field, as in exists(x, x.field == …)."
            )
        }
        if case .constant(.list(let values)) = list.node.form, let form = set(element, values) {
            return Typed(form, .bool, at: place, from: element)
        }
        return Typed(.member(element.node, of: list.node), .bool, at: place, from: element, list)
    }

    private func set(_ element: Typed, _ values: [ConstantValue]) -> Node.Form? {
        let texts = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
        if let codes = codes(element), texts.count == values.count {
            return .marked(codes.map { texts.contains($0) ? 1 : 0 }, base: 0, element.node)
        }
        if element.type == .string, texts.count == values.count {
            return .memberOfTexts(TextSet(texts), element.node)
        }
        guard case .field = element.node.form, element.type == .integer || element.type == .date else { return nil }
        let numbers = values.compactMap(\.wholeNumber).filter { Int32(exactly: $0) != nil }
        guard let low = numbers.min(), let high = numbers.max(), high - low < 4096 else { return nil }
        var marks = [UInt8](repeating: 0, count: Int(high - low) + 1)
        for number in numbers { marks[Int(number - low)] = 1 }
        return .marked(marks, base: Int32(low), element.node)
    }
}

extension ConstantValue {
    /// The number that columns keep for the value.
    var wholeNumber: Int64? {
        switch self {
        case .integer(let value): value
        case .date(let value), .dateTime(let value): Int64(value)
        default: nil
        }
    }
}
