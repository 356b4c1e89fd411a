extension Evaluator {
    mutating func rows(_ node: Node) -> Rows {
        if case .records(let rows) = evaluate(node) { return rows }
        return .listed([Int32](repeating: Rows.error, count: count))
    }

    func field(_ column: Int, of rows: Rows) -> Values {
        let column = data.columns[column]
        switch column.type {
        case .text: return .texts(texts(column.data, rows))
        case .bool: return .truths(flags(column.data, rows))
        case .integer, .date, .dateTime, .code: return .words(words(column, rows))
        }
    }

    private func words(_ column: ResolvedSource.Column, _ rows: Rows) -> Words {
        let data = column.data
        switch rows {
        case .run(let start, let count):
            return Words(values: data.values, states: data.states, start: start, count: count, codes: column.codes)
        case .listed(let rows):
            return Words(
                values: rows.gathered(data.values, missing: 0),
                states: rows.gathered(data.states, missing: 0),
                start: 0,
                count: rows.count,
                codes: column.codes
            )
        }
    }

    private func flags(_ data: FieldColumn, _ rows: Rows) -> [UInt8] {
        let words = words(ResolvedSource.Column(data: data, type: .bool, codes: nil), rows)
        let range = words.start..<words.start + words.count
        return Truths.holding(words.values.span.extracting(range), words.states.span.extracting(range)) { $0 != 0 }
    }

    private func texts(_ data: FieldColumn, _ rows: Rows) -> Texts {
        let count = rows.count
        let states = states(data, rows)
        var starts = [UInt32](repeating: 0, count: count)
        var ends = starts
        let spans = data.spans.span
        for place in 0..<count where states[place] == 1 {
            let span = data.offset + rows[place] * data.stride
            starts[place] = spans[span]
            ends[place] = spans[span + 1]
        }
        return Texts(bytes: data.bytes, starts: starts, ends: ends, states: states)
    }

    private func states(_ data: FieldColumn, _ rows: Rows) -> [UInt8] {
        switch rows {
        case .run(let start, let count): Array(data.states[start..<start + count])
        case .listed(let rows): rows.gathered(data.states, missing: 0)
        }
    }

    func hasField(_ column: Int, of rows: Rows) -> [UInt8] {
        let data = data.columns[column].data
        var verdicts = states(data, rows)
        var span = verdicts.mutableSpan
        for row in 0..<span.count { span[row] = min(span[row], Verdict.notApplicable) }
        if case .listed(let rows) = rows {
            for row in rows.indices where rows[row] == Rows.error { verdicts[row] = Verdict.notApplicable }
        }
        return verdicts
    }

    func hasOne(_ relation: Int, of rows: Rows) -> [UInt8] {
        guard case .listed(let found) = one(relation, of: rows) else { return [] }
        return found.map { $0 >= 0 ? Verdict.yes : $0 == Rows.none ? Verdict.no : Verdict.notApplicable }
    }

    func one(_ relation: Int, of rows: Rows) -> Rows {
        let target = data.ones[relation]
        switch rows {
        case .run(let start, let count): return .listed(Array(target[start..<start + count]))
        case .listed(var rows):
            for place in rows.indices where rows[place] >= 0 { rows[place] = target[Int(rows[place])] }
            return .listed(rows)
        }
    }

    func many(_ relation: Int, of rows: Rows) -> Lists {
        let related = data.many[relation]
        if case .run(let start, let count) = rows, related.isRun { return run(related.data, start, count) }
        var starts: [Int32] = [0]
        starts.reserveCapacity(rows.count + 1)
        var elements: [Int32] = []
        var states = [UInt8](repeating: 0, count: rows.count)
        for place in 0..<rows.count {
            let row = rows[place]
            if row >= 0 {
                states[place] = 1
                elements += related.data.rows[Int(related.data.starts[row])..<Int(related.data.starts[row + 1])]
            }
            starts.append(Int32(elements.count))
        }
        return Lists(
            starts: starts,
            states: states,
            elements: .records(.listed(elements)),
            elementCount: elements.count
        )
    }

    /// Children that lie as their parents do are a run as well, and need not be gathered.
    private func run(_ related: RelatedRows, _ start: Int, _ count: Int) -> Lists {
        let first = related.starts[start]
        let total = Int(related.starts[start + count] - first)
        var starts = Array(related.starts[start...start + count])
        for place in starts.indices { starts[place] -= first }
        return Lists(
            starts: starts,
            states: [UInt8](repeating: 1, count: count),
            elements: .records(.run(start: Int(first), count: total)),
            elementCount: total
        )
    }
}

extension Rows {
    var count: Int {
        switch self {
        case .run(_, let count): count
        case .listed(let rows): rows.count
        }
    }

    subscript(place: Int) -> Int {
        switch self {
        case .run(let start, _): start + place
        case .listed(let rows): Int(rows[place])
        }
    }
}
