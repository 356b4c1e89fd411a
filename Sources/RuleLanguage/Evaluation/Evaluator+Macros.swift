extension Evaluator {
    /// Evaluates a macro's body for every element of every row's list.
    private mutating func body(_ body: Node, _ slot: Int, _ lists: Lists) -> Values {
        frames.append(Frame(slot: slot, count: lists.elementCount, outer: lists.owners, element: lists.elements))
        defer { frames.removeLast() }
        return evaluate(body)
    }

    private mutating func conditions(_ node: Node, _ slot: Int, _ lists: Lists) -> [UInt8] {
        guard lists.elementCount > 0 else { return [] }
        frames.append(Frame(slot: slot, count: lists.elementCount, outer: lists.owners, element: lists.elements))
        defer { frames.removeLast() }
        return truths(node)
    }

    mutating func fold(_ kind: MacroKind, _ slot: Int, _ list: Node, _ body: Node) -> [UInt8] {
        let lists = lists(list)
        let verdicts = conditions(body, slot, lists)
        switch kind {
        case .all: return Truths.not(lists.reduced(Truths.not(verdicts)) { Truths.decided($0) })
        case .existsOne: return lists.countingOne(verdicts)
        default: return lists.reduced(verdicts) { Truths.decided($0) }
        }
    }

    mutating func filter(_ slot: Int, _ list: Node, _ body: Node) -> Lists {
        let lists = lists(list)
        let verdicts = conditions(body, slot, lists)
        var kept: [Int32] = []
        var starts: [Int32] = [0]
        var states = lists.states
        for row in 0..<lists.count {
            for element in lists.range(row) {
                if verdicts[element] == Verdict.yes { kept.append(Int32(element)) }
                if verdicts[element] == Verdict.notApplicable { states[row] = 0 }
            }
            starts.append(Int32(kept.count))
        }
        return Lists(starts: starts, states: states, elements: lists.elements.gathered(kept), elementCount: kept.count)
    }

    mutating func map(_ slot: Int, _ list: Node, _ node: Node) -> Lists {
        let lists = lists(list)
        let elements = body(node, slot, lists)
        let found = elements.states(lists.elementCount)
        var states = lists.states
        for row in 0..<lists.count {
            for element in lists.range(row) where found[element] != 1 { states[row] = 0 }
        }
        return Lists(starts: lists.starts, states: states, elements: elements, elementCount: lists.elementCount)
    }
}

extension Lists {
    /// Lays the verdicts of each row's elements over one another, bit by bit, and decides.
    @inline(__always)
    func reduced(_ verdicts: [UInt8], _ decide: (UInt8) -> UInt8) -> [UInt8] {
        var result = [UInt8](repeating: Verdict.notApplicable, count: count)
        let starts = starts.span
        let elements = verdicts.span
        for row in 0..<count where states[row] == 1 {
            var bits: UInt8 = 0
            for element in Int(starts[row])..<Int(starts[row + 1]) { bits |= elements[element] }
            result[row] = decide(bits)
        }
        return result
    }

    /// Whether exactly one element of each row's list has a yes, and none is not applicable.
    func countingOne(_ verdicts: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: Verdict.notApplicable, count: count)
        for row in 0..<count where states[row] == 1 {
            var bits: UInt8 = 0
            var found = 0
            for element in range(row) {
                bits |= verdicts[element]
                found += Int(verdicts[element] & 1)
            }
            result[row] = bits & Verdict.notApplicable != 0 ? Verdict.notApplicable : found == 1 ? 1 : 0
        }
        return result
    }
}
