extension [Int32] {
    /// The elements of a column at these places; `missing` where a place is negative.
    func gathered<Cell: BitwiseCopyable>(_ column: [Cell], from start: Int = 0, missing: Cell) -> [Cell] {
        var result = [Cell](repeating: missing, count: count)
        let places = span
        let cells = column.span.extracting(start...)
        var found = result.mutableSpan
        let count = places.count
        precondition(found.count == count)
        for row in 0..<count {
            let place = Int(places[row])
            if place >= 0 { found[row] = cells[place] }
        }
        return result
    }

    /// These positions, seen from the rows of a frame further in.
    func gathered(_ inner: [Int32]) -> [Int32] { inner.gathered(self, missing: -1) }
}

extension Values {
    /// The values at these rows; without result where a row is negative.
    func gathered(_ rows: [Int32]) -> Values {
        switch self {
        case .constant: self
        case .truths(let truths): .truths(rows.gathered(truths, missing: Verdict.notApplicable))
        case .words(let words): .words(words.gathered(rows))
        case .integers(let numbers): .integers(numbers.gathered(rows, missing: 0))
        case .doubles(let numbers): .doubles(numbers.gathered(rows, missing: 0))
        case .texts(let texts): .texts(texts.gathered(rows))
        case .lists(let lists): .lists(lists.gathered(rows))
        case .records(let records): .records(.listed(records.gathered(rows)))
        }
    }
}

extension Words {
    func gathered(_ rows: [Int32]) -> Words {
        Words(
            values: rows.gathered(values, from: start, missing: 0),
            states: rows.gathered(states, from: start, missing: 0),
            start: 0,
            count: rows.count,
            codes: codes
        )
    }
}

extension Numbers {
    func gathered(_ rows: [Int32], missing: Value) -> Numbers {
        Numbers(values: rows.gathered(values, missing: missing), states: rows.gathered(states, missing: 0))
    }
}

extension Texts {
    func gathered(_ rows: [Int32]) -> Texts {
        Texts(
            bytes: bytes,
            starts: rows.gathered(starts, missing: 0),
            ends: rows.gathered(ends, missing: 0),
            states: rows.gathered(states, missing: 0)
        )
    }
}

extension Lists {
    func gathered(_ rows: [Int32]) -> Lists {
        var places: [Int32] = []
        var starts: [Int32] = [0]
        for row in rows {
            if row >= 0 { places += self.starts[Int(row)]..<self.starts[Int(row) + 1] }
            starts.append(Int32(places.count))
        }
        return Lists(
            starts: starts,
            states: rows.gathered(states, missing: 0),
            elements: elements.gathered(places),
            elementCount: places.count
        )
    }

    /// For each element, the row whose list it is in.
    var owners: [Int32] {
        var owners = [Int32](repeating: 0, count: elementCount)
        var span = owners.mutableSpan
        let starts = starts.span
        for row in 0..<count {
            for element in Int(starts[row])..<Int(starts[row + 1]) { span[element] = Int32(truncatingIfNeeded: row) }
        }
        return owners
    }
}

extension Rows {
    func gathered(_ places: [Int32]) -> [Int32] {
        switch self {
        case .run(let start, _): places.map { $0 < 0 ? Rows.error : Int32(start) + $0 }
        case .listed(let rows): places.gathered(rows, missing: Rows.error)
        }
    }
}
