/// Runs a compiled expression over a batch of rows, step by step, each step a loop over all of them.
struct Evaluator {
    /// Rows whose intermediate values stay in the first cache.
    static let batch = 1_024

    let data: ResolvedSource
    /// The batch itself, then the elements of the macros that are being evaluated, innermost last.
    var frames: [Frame]

    init(_ data: ResolvedSource, rows: Rows, count: Int) {
        self.data = data
        frames = [Frame(slot: 0, count: count, outer: [], element: .records(rows))]
    }

    /// Rows of the innermost frame.
    var count: Int { frames[frames.count - 1].count }

    /// Evaluates a step for every row of the innermost frame.
    ///
    /// What needs nothing of the inner frames is evaluated in the outer one, once for each of its rows.
    mutating func evaluate(_ node: Node) -> Values {
        if case .constant(let value) = node.form { return .constant(value) }
        guard frames.count > 1, node.slots != 0 else { return step(node) }
        let needed = frames.lastIndex { node.slots & (1 << UInt64($0.slot)) != 0 } ?? 0
        guard needed < frames.count - 1 else { return step(node) }
        let inner = frames
        let positions = outer(from: needed)
        frames.removeLast(frames.count - 1 - needed)
        let values = step(node)
        frames = inner
        return values.gathered(positions)
    }

    /// For each row of the innermost frame, the row of an outer one it belongs to.
    private func outer(from level: Int) -> [Int32] {
        var positions = frames[level + 1].outer
        for frame in frames[(level + 2)...] { positions = positions.gathered(frame.outer) }
        return positions
    }

    private mutating func step(_ node: Node) -> Values {
        switch node.form {
        case .constant(let value): .constant(value)
        case .variable: frames[frames.count - 1].element
        case .field(let base, let column): field(column, of: rows(base))
        case .one(let base, let relation): .records(one(relation, of: rows(base)))
        case .many(let base, let relation): .lists(many(relation, of: rows(base)))
        case .hasField(let base, let column): .truths(hasField(column, of: rows(base)))
        case .hasOne(let base, let relation): .truths(hasOne(relation, of: rows(base)))
        case .not(let operand): .truths(Truths.not(truths(operand)))
        case .and(let left, let right): .truths(and(left, right))
        case .or(let left, let right): .truths(or(left, right))
        case .choose(let condition, let yes, let no): choose(condition, yes, no)
        case .compare(let comparison, let left, let right): .truths(compare(comparison, left, right))
        case .marked(let marks, let base, let operand): .truths(marked(marks, base, operand))
        case .memberOfTexts(let set, let operand): .truths(member(operand, of: set))
        case .member(let element, let list): .truths(member(element, of: list))
        case .negate(let operand): negate(operand)
        case .arithmetic(let operation, let left, let right): compute(operation, left, right)
        case .join(let left, let right): join(left, right)
        case .call(let function, let arguments, let type): call(function, arguments, of: type)
        case .matches(let pattern, let operand): .truths(matches(pattern, operand))
        case .list(let parts): .lists(list(parts))
        case .index(let list, let position): index(list, position)
        case .fold(let kind, let slot, let list, let body): .truths(fold(kind, slot, list, body))
        case .filter(let slot, let list, let body): .lists(filter(slot, list, body))
        case .map(let slot, let list, let body): .lists(map(slot, list, body))
        }
    }
}

/// Rows that are looked at together: a batch of records, or the elements of a list for each row of the frame around.
struct Frame {
    let slot: Int
    let count: Int
    /// For each row, the row of the frame around that it belongs to.
    let outer: [Int32]
    let element: Values
}
