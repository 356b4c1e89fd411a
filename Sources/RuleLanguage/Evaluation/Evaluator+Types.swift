extension Evaluator {
    mutating func truths(_ node: Node) -> [UInt8] { evaluate(node).truths(count) }

    mutating func integers(_ node: Node) -> Numbers<Int64> { evaluate(node).integers(count) }

    mutating func doubles(_ node: Node) -> Numbers<Double> { evaluate(node).doubles(count) }

    mutating func texts(_ node: Node) -> Texts { evaluate(node).texts(count) }

    mutating func lists(_ node: Node) -> Lists { evaluate(node).lists(count) }

    mutating func and(_ left: Node, _ right: Node) -> [UInt8] {
        let left = truths(left)
        if Truths.areAll(Verdict.no, left) { return left }
        return Truths.and(left, truths(right))
    }

    mutating func or(_ left: Node, _ right: Node) -> [UInt8] {
        let left = truths(left)
        if Truths.areAll(Verdict.yes, left) { return left }
        return Truths.or(left, truths(right))
    }
}

extension Values {
    func integers(_ count: Int) -> Numbers<Int64> {
        switch self {
        case .integers(let numbers): return numbers
        case .words(let words): return words.integers
        case .constant(let value): return Numbers(value.wholeNumber ?? 0, count: count)
        default:
            return Numbers(values: [Int64](repeating: 0, count: count), states: [UInt8](repeating: 0, count: count))
        }
    }

    func doubles(_ count: Int) -> Numbers<Double> {
        switch self {
        case .doubles(let numbers): return numbers
        case .constant(.double(let value)): return Numbers(value, count: count)
        default:
            return Numbers(values: [Double](repeating: 0, count: count), states: [UInt8](repeating: 0, count: count))
        }
    }

    func texts(_ count: Int) -> Texts {
        switch self {
        case .texts(let texts): return texts
        case .words(let words): return words.texts
        case .constant(.string(let text)):
            return Texts([text]).gathered([Int32](repeating: 0, count: count))
        default: return Texts([]).gathered([Int32](repeating: -1, count: count))
        }
    }

    func lists(_ count: Int) -> Lists {
        switch self {
        case .lists(let lists): return lists
        case .constant(.list(let values)):
            let starts: [Int32] = [0, Int32(values.count)]
            let list = Lists(starts: starts, states: [1], elements: Values(cells: values), elementCount: values.count)
            return list.gathered([Int32](repeating: 0, count: count))
        default:
            let starts = [Int32](repeating: 0, count: count + 1)
            let states = [UInt8](repeating: 0, count: count)
            return Lists(starts: starts, states: states, elements: .constant(.bool(false)), elementCount: 0)
        }
    }

    /// For each row 1 where there is a value.
    func states(_ count: Int) -> [UInt8] {
        switch self {
        case .constant: [UInt8](repeating: 1, count: count)
        case .truths(let truths): truths.map { $0 == Verdict.notApplicable ? 0 : 1 }
        case .words(let words): Array(words.states[words.start..<words.start + words.count])
        case .integers(let numbers): numbers.states
        case .doubles(let numbers): numbers.states
        case .texts(let texts): texts.states
        case .lists(let lists): lists.states
        case .records(.run(_, let count)): [UInt8](repeating: 1, count: count)
        case .records(.listed(let rows)): rows.map { $0 < 0 ? 0 : 1 }
        }
    }
}

extension Words {
    var integers: Numbers<Int64> {
        var numbers = Numbers<Int64>(0, count: count)
        let values = values.span.extracting(start..<start + count)
        var wide = numbers.values.mutableSpan
        precondition(wide.count == values.count)
        for row in 0..<values.count { wide[row] = Int64(values[row]) }
        numbers.states = Array(states[start..<start + count])
        return numbers
    }

    /// Codes as texts: all share the buffer of the code list.
    var texts: Texts {
        let codes = codes ?? Texts([])
        return codes.gathered(places(in: codes))
    }

    /// For each row the place of its code in the list; -1 where there is none.
    func places(in codes: Texts) -> [Int32] {
        var places = [Int32](repeating: -1, count: count)
        for row in 0..<count where states[start + row] == 1 {
            let code = values[start + row]
            places[row] = code < codes.count ? code : -1
        }
        return places
    }
}
