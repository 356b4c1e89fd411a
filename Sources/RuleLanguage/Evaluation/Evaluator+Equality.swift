extension Comparison {
    /// Whether it holds for an order that is negative, zero or positive.
    func holds(_ order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }
}

extension Evaluator {
    /// Compares texts by code point, which is the order of their bytes.
    static func texts(_ comparison: Comparison, _ left: Texts, _ right: Texts) -> [UInt8] {
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: left.count)
        for row in verdicts.indices where left.states[row] == 1 && right.states[row] == 1 {
            let a = left.range(row)
            let b = right.range(row)
            let holds =
                comparison.isEquality && a.count != b.count
                ? comparison == .notEqual
                : comparison.holds(order(left.bytes, a, right.bytes, b))
            verdicts[row] = holds ? Verdict.yes : Verdict.no
        }
        return verdicts
    }

    /// Compares texts with one text; most differ in length.
    static func texts(_ comparison: Comparison, _ texts: Texts, _ text: [UInt8]) -> [UInt8] {
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: texts.count)
        let bytes = texts.bytes.span
        for row in verdicts.indices where texts.states[row] == 1 {
            let isEqual = bytes.extracting(texts.range(row)).equals(text)
            verdicts[row] = isEqual == (comparison == .equal) ? Verdict.yes : Verdict.no
        }
        return verdicts
    }

    private static func order(_ left: [UInt8], _ a: Range<Int>, _ right: [UInt8], _ b: Range<Int>) -> Int {
        for place in 0..<min(a.count, b.count) {
            let difference = Int(left[a.lowerBound + place]) - Int(right[b.lowerBound + place])
            if difference != 0 { return difference }
        }
        return a.count - b.count
    }

    static func truths(_ comparison: Comparison, _ left: Values, _ right: Values, _ count: Int) -> [UInt8] {
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: count)
        for row in verdicts.indices {
            guard case .bool(let a) = left.cell(row, .bool), case .bool(let b) = right.cell(row, .bool) else {
                continue
            }
            verdicts[row] = comparison.holds((a ? 1 : 0) - (b ? 1 : 0)) ? Verdict.yes : Verdict.no
        }
        return verdicts
    }

    static func lists(_ comparison: Comparison, _ left: Lists, _ right: Lists) -> [UInt8] {
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: left.count)
        for row in verdicts.indices where left.states[row] == 1 && right.states[row] == 1 {
            let areEqual = equal(left.elements, left.range(row), right.elements, right.range(row))
            verdicts[row] = areEqual == (comparison == .equal) ? Verdict.yes : Verdict.no
        }
        return verdicts
    }

    /// Elements are compared as they stand, so the type that their numbers mean does not matter.
    private static func equal(_ left: Values, _ a: Range<Int>, _ right: Values, _ b: Range<Int>) -> Bool {
        guard a.count == b.count else { return false }
        for (first, second) in zip(a, b) {
            if case .lists(let one) = left, case .lists(let other) = right {
                guard equal(one.elements, one.range(first), other.elements, other.range(second)) else { return false }
                continue
            }
            guard let one = left.cell(first, .integer), let other = right.cell(second, .integer) else { return false }
            guard one.equals(other) else { return false }
        }
        return true
    }

    mutating func marked(_ marks: [UInt8], _ base: Int32, _ operand: Node) -> [UInt8] {
        guard case .words(let words) = evaluate(operand) else {
            return [UInt8](repeating: Verdict.notApplicable, count: count)
        }
        let values = words.values.span.extracting(words.start..<words.start + words.count)
        let states = words.states.span.extracting(words.start..<words.start + words.count)
        let marks = marks.span
        var verdicts = [UInt8](repeating: 0, count: words.count)
        var span = verdicts.mutableSpan
        for row in 0..<words.count {
            let place = Int(values[row]) &- Int(base)
            let mark = place >= 0 && place < marks.count ? marks[place] : 0
            span[row] = states[row] == 1 ? mark : Verdict.notApplicable
        }
        return verdicts
    }

    mutating func member(_ operand: Node, of set: TextSet) -> [UInt8] {
        let texts = texts(operand)
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: texts.count)
        for row in verdicts.indices where texts.states[row] == 1 {
            verdicts[row] = set.contains(texts.bytes, texts.range(row)) ? Verdict.yes : Verdict.no
        }
        return verdicts
    }

    /// `element in list`: whether one of the list's elements equals it.
    mutating func member(_ element: Node, of list: Node) -> [UInt8] {
        let lists = lists(list)
        let element = evaluate(element)
        let states = element.states(count)
        let spread = element.gathered(lists.owners)
        let found = compare(.equal, lists.elements, spread, lists.elementCount)
        var verdicts = lists.reduced(found) { $0 == Verdict.notApplicable ? Verdict.no : $0 }
        for row in verdicts.indices where states[row] != 1 { verdicts[row] = Verdict.notApplicable }
        return verdicts
    }
}
