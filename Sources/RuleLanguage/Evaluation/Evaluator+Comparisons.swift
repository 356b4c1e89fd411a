extension Evaluator {
    mutating func compare(_ comparison: Comparison, _ left: Node, _ right: Node) -> [UInt8] {
        compare(comparison, evaluate(left), evaluate(right), count)
    }

    func compare(_ comparison: Comparison, _ left: Values, _ right: Values, _ count: Int) -> [UInt8] {
        switch (left, right) {
        case (.constant(let a), .constant(let b)):
            return compare(comparison, Values(cells: [a]), Values(cells: [b]), 1) * count
        case (.words(let a), .words(let b)) where a.codes == nil && b.codes == nil:
            return Self.words(comparison, a, b)
        case (.words(let words), .constant(let value)) where words.codes == nil:
            if let number = value.wholeNumber.flatMap({ Int32(exactly: $0) }) {
                return Self.words(comparison, words, number)
            }
        case (.constant, .words(let words)) where words.codes == nil:
            return compare(comparison.exchanged, right, left, count)
        default: break
        }
        if comparison.isEquality, case (.texts(let texts), .constant(.string(let text))) = (left, right) {
            return Self.texts(comparison, texts, Array(text.utf8))
        }
        switch (left, right) {
        case (.doubles, _), (_, .doubles): return Self.numbers(comparison, left.doubles(count), right.doubles(count))
        case (.texts, _), (_, .texts): return Self.texts(comparison, left.texts(count), right.texts(count))
        case (.truths, _), (_, .truths): return Self.truths(comparison, left, right, count)
        case (.lists, _), (_, .lists), (.constant(.list), _), (_, .constant(.list)):
            return Self.lists(comparison, left.lists(count), right.lists(count))
        case (.words(let words), _) where words.codes != nil: return texts(comparison, left, right, count)
        case (_, .words(let words)) where words.codes != nil: return texts(comparison, left, right, count)
        default: return Self.numbers(comparison, left.integers(count), right.integers(count))
        }
    }

    private func texts(_ comparison: Comparison, _ left: Values, _ right: Values, _ count: Int) -> [UInt8] {
        Self.texts(comparison, left.texts(count), right.texts(count))
    }

    private static func words(_ comparison: Comparison, _ words: Words, _ value: Int32) -> [UInt8] {
        let range = words.start..<words.start + words.count
        let values = words.values.span.extracting(range)
        let states = words.states.span.extracting(range)
        return switch comparison {
        case .equal: Truths.holding(values, states) { $0 == value }
        case .notEqual: Truths.holding(values, states) { $0 != value }
        case .less: Truths.holding(values, states) { $0 < value }
        case .lessOrEqual: Truths.holding(values, states) { $0 <= value }
        case .greater: Truths.holding(values, states) { $0 > value }
        case .greaterOrEqual: Truths.holding(values, states) { $0 >= value }
        }
    }

    private static func words(_ comparison: Comparison, _ left: Words, _ right: Words) -> [UInt8] {
        let a = left.values.span.extracting(left.start..<left.start + left.count)
        let aStates = left.states.span.extracting(left.start..<left.start + left.count)
        let b = right.values.span.extracting(right.start..<right.start + right.count)
        let bStates = right.states.span.extracting(right.start..<right.start + right.count)
        return switch comparison {
        case .equal: Truths.holding(a, aStates, b, bStates) { $0 == $1 }
        case .notEqual: Truths.holding(a, aStates, b, bStates) { $0 != $1 }
        case .less: Truths.holding(a, aStates, b, bStates) { $0 < $1 }
        case .lessOrEqual: Truths.holding(a, aStates, b, bStates) { $0 <= $1 }
        case .greater: Truths.holding(a, aStates, b, bStates) { $0 > $1 }
        case .greaterOrEqual: Truths.holding(a, aStates, b, bStates) { $0 >= $1 }
        }
    }

    @inline(__always)
    private static func numbers<Value: Comparable>(
        _ comparison: Comparison,
        _ left: Numbers<Value>,
        _ right: Numbers<Value>
    ) -> [UInt8] {
        let (a, aStates) = (left.values.span, left.states.span)
        let (b, bStates) = (right.values.span, right.states.span)
        return switch comparison {
        case .equal: Truths.holding(a, aStates, b, bStates) { $0 == $1 }
        case .notEqual: Truths.holding(a, aStates, b, bStates) { $0 != $1 }
        case .less: Truths.holding(a, aStates, b, bStates) { $0 < $1 }
        case .lessOrEqual: Truths.holding(a, aStates, b, bStates) { $0 <= $1 }
        case .greater: Truths.holding(a, aStates, b, bStates) { $0 > $1 }
        case .greaterOrEqual: Truths.holding(a, aStates, b, bStates) { $0 >= $1 }
        }
    }
}

private func * (verdicts: [UInt8], count: Int) -> [UInt8] { [UInt8](repeating: verdicts[0], count: count) }
