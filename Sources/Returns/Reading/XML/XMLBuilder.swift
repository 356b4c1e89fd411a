/// The cells of one column while a message is being read.
struct XMLCells {
    var bytes: [UInt8] = []
    var spans: [UInt32] = []
    var lines: [UInt32] = []

    var count: Int { lines.count }

    mutating func end(from start: Int, line: UInt32) {
        spans.append(UInt32(truncatingIfNeeded: start))
        spans.append(UInt32(truncatingIfNeeded: bytes.count))
        lines.append(line)
    }

    mutating func padBlank(upTo rows: Int, line: UInt32) {
        while lines.count < rows {
            spans.append(UInt32(truncatingIfNeeded: bytes.count))
            spans.append(UInt32(truncatingIfNeeded: bytes.count))
            lines.append(line)
        }
    }
}

/// The rows of one table while a message is being read.
struct XMLRows {
    var lines: [UInt32] = []
    var parents: [Int32] = []
}

/// Turns the events of one message into cells; it knows no libxml2.
struct XMLBuilder {
    let shape: XMLShape
    let limits: ReadingLimits
    let file: String
    private(set) var rows: [XMLRows]
    private(set) var columns: [XMLCells]
    private(set) var problems: ProblemList
    private var frames: [Frame] = []
    private var cell: OpenCell?
    /// Meanings by the address of libxml2's interned name, which stays the same for one parser; a later name takes the
    /// place of an earlier one that falls on it.
    private var known = [Known](repeating: Known(node: .min, address: 0, meaning: .unknown), count: 512)

    private struct Frame {
        let meaning: XMLShape.Meaning
        let node: Int
        let line: UInt32
    }

    private struct OpenCell {
        /// Index among all columns, or nil for a cell that is passed over.
        let column: Int?
        let start: Int
        let line: UInt32
    }

    private struct Known {
        let node: Int
        let address: UInt
        let meaning: XMLShape.Meaning
    }

    init(shape: XMLShape, file: String, limits: ReadingLimits) {
        self.shape = shape
        self.file = file
        self.limits = limits
        rows = shape.tables.map { _ in XMLRows() }
        columns = (0..<shape.columnCount).map { _ in XMLCells() }
        problems = ProblemList(limit: limits.problemsListed, notTaken: shape.notTaken)
    }

    var depth: Int { frames.count }

    /// Opens an element.
    ///
    /// - Returns: A sentence when the message is no return of this kind or goes too deep; reading then stops.
    mutating func open(address: UInt, line: UInt32, name: () -> String) -> ReadingError? {
        guard let frame = frames.last else { return openRoot(line: line, name: name()) }
        guard frames.count + (cell == nil ? 0 : 1) < limits.depth else {
            return failure(
                .tooDeep,
                line,
                "Elements stand more than \(limits.depth) deep. Check how the file was made."
            )
        }
        if cell != nil {
            openInsideCell(line: line, name: name())
            return nil
        }
        if frame.meaning == .unknown {
            frames.append(Frame(meaning: .unknown, node: frame.node, line: line))
            return nil
        }
        let meaning = meaning(address: address, node: frame.node, name: name)
        switch meaning {
        case .record(let table):
            openRecord(table, in: frame.node, line: line, name: name)
        case .wrapper(let node):
            frames.append(Frame(meaning: meaning, node: node, line: line))
        case .field(let table, let field):
            openCell(table, field, line: line, name: name)
        case .unknown:
            problems.add(
                ReadingProblem(
                    kind: .unknownName,
                    place: Place(file: file, line: Int(line), column: name()),
                    table: tableName(frame.node),
                    row: nil,
                    found: name(),
                    expected: shape.expectedNames(in: frame.node)
                )
            )
            frames.append(Frame(meaning: .unknown, node: frame.node, line: line))
        }
        return nil
    }

    private mutating func openRoot(line: UInt32, name: String) -> ReadingError? {
        guard name.lowercased() == "message" else {
            return failure(
                .noReturn,
                line,
                "The file is XML, but its first element is not Message. Check which file was sent."
            )
        }
        frames.append(Frame(meaning: .wrapper(node: XMLShape.top), node: XMLShape.top, line: line))
        return nil
    }

    private mutating func meaning(address: UInt, node: Int, name: () -> String) -> XMLShape.Meaning {
        let mixed = Int(truncatingIfNeeded: (address >> 3) ^ (address >> 9)) &+ node &* 37
        let slot = mixed & (known.count - 1)
        if known[slot].address == address, known[slot].node == node { return known[slot].meaning }
        let meaning = shape.meaning(of: name(), in: node)
        known[slot] = Known(node: node, address: address, meaning: meaning)
        return meaning
    }

    /// Our name of the table that a node belongs to; empty at the top.
    private func tableName(_ node: Int?) -> String {
        guard let node, shape.tableOfNode[node] >= 0 else { return "" }
        return shape.tables[shape.tableOfNode[node]].name
    }

    private mutating func openRecord(_ table: Int, in node: Int, line: UInt32, name: () -> String) {
        let isRoot = shape.parents[table] < 0
        if isRoot, !rows[table].lines.isEmpty {
            addMisplaced(.repeatedName, table, line, found: name(), expected: "once in each return")
        }
        if node != shape.homes[table] {
            let place = shape.tables[table].xmlPath.last ?? "the element above it"
            addMisplaced(.unknownName, table, line, found: name(), expected: "inside \(place)")
        }
        rows[table].lines.append(line)
        let parent = shape.parents[table]
        if parent >= 0 { rows[table].parents.append(Int32(rows[parent].lines.count) - 1) }
        frames.append(Frame(meaning: .record(table: table), node: shape.node(ofRecord: table), line: line))
    }

    private mutating func addMisplaced(
        _ kind: ReadingProblem.Kind,
        _ table: Int,
        _ line: UInt32,
        found: String,
        expected: String
    ) {
        problems.add(
            ReadingProblem(
                kind: kind,
                place: Place(file: file, line: Int(line), column: found),
                table: shape.tables[table].name,
                row: rows[table].lines.count,
                found: found,
                expected: expected
            )
        )
    }

    private mutating func openCell(_ table: Int, _ field: Int, line: UInt32, name: () -> String) {
        let column = shape.firstColumn[table] + field
        let row = rows[table].lines.count - 1
        if columns[column].count <= row {
            columns[column].padBlank(upTo: row, line: line)
            cell = OpenCell(column: column, start: columns[column].bytes.count, line: line)
        } else {
            cell = OpenCell(column: nil, start: 0, line: line)
            problems.add(
                ReadingProblem(
                    kind: .repeatedName,
                    place: Place(file: file, line: Int(line), column: name()),
                    table: shape.tables[table].name,
                    row: row,
                    found: name(),
                    expected: "once in each record"
                )
            )
        }
    }

    private mutating func openInsideCell(line: UInt32, name: String) {
        problems.add(
            ReadingProblem(
                kind: .unknownName,
                place: Place(file: file, line: Int(line), column: name),
                table: "",
                row: nil,
                found: name,
                expected: "a value, without elements in it"
            )
        )
        frames.append(Frame(meaning: .unknown, node: XMLShape.top, line: line))
    }

    /// Takes text; blanks between elements are passed over.
    ///
    /// - Returns: A sentence when a value is longer than the limit; reading then stops.
    mutating func text(_ part: UnsafeBufferPointer<UInt8>, line: UInt32) -> ReadingError? {
        if let open = cell, let column = open.column, frames.last?.meaning != .unknown {
            columns[column].bytes.append(contentsOf: part)
            guard columns[column].bytes.count - open.start <= limits.cellSize else {
                return failure(
                    .tooLarge,
                    line,
                    "A value is longer than \(limits.cellSize) bytes. Check how the file was made."
                )
            }
            return nil
        }
        guard cell == nil, frames.last?.meaning != .unknown, part.contains(where: { $0 > 0x20 }) else { return nil }
        problems.add(
            ReadingProblem(
                kind: .strayText,
                place: Place(file: file, line: Int(line)),
                table: tableName(frames.last?.node),
                row: nil,
                found: String(decoding: part.prefix(40), as: UTF8.self).trimmingBlanks,
                expected: "only elements here"
            )
        )
        return nil
    }

    /// Says that the element opened last has attributes, which no return uses.
    mutating func attributes(line: UInt32) {
        problems.add(
            ReadingProblem(
                kind: .unknownName,
                place: Place(file: file, line: Int(line)),
                table: tableName(frames.last?.node),
                row: nil,
                found: "attribute",
                expected: "elements without attributes"
            )
        )
    }

    /// Closes the element opened last.
    mutating func close() {
        if let open = cell, frames.last?.meaning != .unknown {
            if let column = open.column { columns[column].end(from: open.start, line: open.line) }
            cell = nil
            return
        }
        guard let frame = frames.popLast(), case .record(let table) = frame.meaning else { return }
        let count = rows[table].lines.count
        let first = shape.firstColumn[table]
        for column in first..<first + shape.fieldCounts[table] where columns[column].count < count {
            columns[column].padBlank(upTo: count, line: frame.line)
        }
    }

    private func failure(_ code: ReadingError.Code, _ line: UInt32, _ sentence: String) -> ReadingError {
        ReadingError(code: code, place: Place(file: file, line: Int(line)), sentence: sentence)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
