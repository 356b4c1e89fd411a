extension Evaluator {
    mutating func compute(_ operation: Arithmetic, _ left: Node, _ right: Node) -> Values {
        let a = evaluate(left)
        let b = evaluate(right)
        if a.isDouble || b.isDouble { return .doubles(Self.doubles(operation, a.doubles(count), b.doubles(count))) }
        return .integers(Self.integers(operation, a.integers(count), b.integers(count)))
    }

    private static func integers(
        _ operation: Arithmetic,
        _ left: Numbers<Int64>,
        _ right: Numbers<Int64>
    ) -> Numbers<Int64> {
        switch operation {
        case .add: left.merged(right) { $0.addingReportingOverflow($1) }
        case .subtract: left.merged(right) { $0.subtractingReportingOverflow($1) }
        case .multiply: left.merged(right) { $0.multipliedReportingOverflow(by: $1) }
        case .divide: left.merged(right) { $0.dividedReportingOverflow(by: $1) }
        case .remainder: left.merged(right) { $0.remainderReportingOverflow(dividingBy: $1) }
        }
    }

    private static func doubles(
        _ operation: Arithmetic,
        _ left: Numbers<Double>,
        _ right: Numbers<Double>
    ) -> Numbers<Double> {
        switch operation {
        case .add: left.merged(right) { ($0 + $1, false) }
        case .subtract: left.merged(right) { ($0 - $1, false) }
        case .multiply: left.merged(right) { ($0 * $1, false) }
        case .divide, .remainder: left.merged(right) { ($0 / $1, false) }
        }
    }

    mutating func negate(_ operand: Node) -> Values {
        let values = evaluate(operand)
        if values.isDouble {
            return .doubles(values.doubles(count).mapped { (-$0, false) })
        }
        return .integers(values.integers(count).mapped { (0 as Int64).subtractingReportingOverflow($0) })
    }

    mutating func choose(_ condition: Node, _ yes: Node, _ no: Node) -> Values {
        let verdicts = truths(condition)
        let a = evaluate(yes)
        let b = evaluate(no)
        // A side that no row takes may have forgotten its kind.
        if a.isTruth || b.isTruth { return .truths(Truths.choose(verdicts, a.truths(count), b.truths(count))) }
        if a.isDouble || b.isDouble { return .doubles(a.doubles(count).choosing(verdicts, b.doubles(count))) }
        if a.isText || b.isText { return .texts(Self.choose(verdicts, a.texts(count), b.texts(count))) }
        if a.isList || b.isList { return .lists(Self.choose(verdicts, a.lists(count), b.lists(count))) }
        return .integers(a.integers(count).choosing(verdicts, b.integers(count)))
    }

    private static func choose(_ verdicts: [UInt8], _ yes: Texts, _ no: Texts) -> Texts {
        var texts = Texts(capacity: verdicts.count)
        for row in verdicts.indices {
            let side = verdicts[row] == Verdict.yes ? yes : no
            if verdicts[row] == Verdict.notApplicable || side.states[row] != 1 {
                texts.appendError()
            } else {
                texts.append(side.bytes[side.range(row)])
            }
        }
        return texts
    }

    private static func choose(_ verdicts: [UInt8], _ yes: Lists, _ no: Lists) -> Lists {
        Lists(
            cells: verdicts.indices.map { row in
                let side = verdicts[row] == Verdict.yes ? yes : no
                let isMissing = verdicts[row] == Verdict.notApplicable || side.states[row] != 1
                return isMissing ? nil : .list(side.cells(row))
            }
        )
    }
}

extension Numbers {
    /// Pairs of values through an operation; what goes wrong in it has no result.
    @inline(__always)
    func merged(_ other: Numbers, _ merge: (Value, Value) -> (partialValue: Value, overflow: Bool)) -> Numbers {
        var numbers = self.values
        var found = self.states
        var values = numbers.mutableSpan
        var states = found.mutableSpan
        let others = other.values.span
        let otherStates = other.states.span
        let count = values.count
        precondition(states.count == count && others.count == count && otherStates.count == count)
        for row in 0..<count {
            let (value, overflow) = merge(values[row], others[row])
            values[row] = value
            states[row] = (states[row] == 1 ? 1 : 0) & (otherStates[row] == 1 ? 1 : 0) & (overflow ? 0 : 1)
        }
        return Numbers(values: numbers, states: found)
    }

    @inline(__always)
    func mapped(_ change: (Value) -> (partialValue: Value, overflow: Bool)) -> Numbers {
        var numbers = self.values
        var found = self.states
        var values = numbers.mutableSpan
        var states = found.mutableSpan
        let count = values.count
        precondition(states.count == count)
        for row in 0..<count {
            let (value, overflow) = change(values[row])
            values[row] = value
            states[row] = (states[row] == 1 ? 1 : 0) & (overflow ? 0 : 1)
        }
        return Numbers(values: numbers, states: found)
    }

    func choosing(_ verdicts: [UInt8], _ other: Numbers) -> Numbers {
        var result = self
        for row in verdicts.indices where verdicts[row] != Verdict.yes {
            result.values[row] = other.values[row]
            result.states[row] = verdicts[row] == Verdict.no ? other.states[row] : 0
        }
        return result
    }
}
