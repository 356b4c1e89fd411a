/// Types whole columns: bytes in, states and values out, each normalisation counted.
struct ColumnTyping {
    /// The form the cells came in, which decides what counts as written the usual way.
    let form: SourceFile.Form
    /// Whether plain numbers in date columns count days from 1904, as workbooks of old Macs do.
    let countsFrom1904: Bool
    /// Lookup tables for the schema's code lists.
    let codeTables: [String: CodeTable]
    let authorities: AuthorityTables

    init(schema: ResolvedSchema, form: SourceFile.Form, countsFrom1904: Bool = false) {
        self.form = form
        self.countsFrom1904 = countsFrom1904
        codeTables = schema.codeLists.mapValues(CodeTable.init)
        authorities = AuthorityTables(schema: schema)
    }

    /// Types one column.
    ///
    /// - Parameters:
    ///   - cells: The cells as they came.
    ///   - lines: The line of each cell, or empty.
    ///   - field: What the column should hold.
    ///   - unread: Rows whose cells cannot be told apart.
    /// - Returns: The column.
    func column(_ cells: ByteCells, lines: [UInt32], field: FieldSchema, unread: [Int]) -> Column {
        var work = TypingWork(cells: cells, unread: unread)
        switch field.type {
        case .text(let maximumLength): work.typeText(maximumLength: maximumLength)
        case .integer(let minimum, let maximum): work.typeIntegers(minimum: minimum, maximum: maximum)
        case .boolean: work.typeBooleans(form: form)
        case .date: work.typeDates(form: form, countsFrom1904: countsFrom1904)
        case .dateTime: work.typeDateTimes(form: form, countsFrom1904: countsFrom1904)
        case .code(let list): work.typeCodes(codeTables[list] ?? CodeTable.empty)
        case .identifier(let kind): work.typeIdentifiers(kind, authorities)
        }
        return work.column(lines: lines)
    }
}

/// A column while it is being typed.
struct TypingWork {
    let cells: ByteCells
    var states: [UInt8]
    var values: [Int32] = []
    /// The cells as read, where any differs from what came.
    var text: ByteCells?
    var tally = NormalisationTally()

    init(cells: ByteCells, unread: [Int]) {
        self.cells = cells
        states = [UInt8](repeating: CellState.blank, count: cells.count)
        for row in unread { states[row] = CellState.unread }
    }

    func column(lines: [UInt32]) -> Column {
        Column(
            states: states,
            values: values,
            raw: cells,
            text: text ?? cells,
            lines: lines,
            normalisations: tally.normalisations
        )
    }

    /// Gives each cell that is not blank, trimmed, to a function that says what it holds.
    @inline(__always)
    mutating func typeValues(
        _ read: (UnsafeBufferPointer<UInt8>, Int, inout NormalisationTally) -> (state: UInt8, value: Int32)
    ) {
        let count = cells.count
        let cells = cells
        values = [Int32](repeating: 0, count: count)
        var tally = NormalisationTally()
        cells.bytes.withUnsafeBufferPointer { bytes in
            states.withUnsafeMutableBufferPointer { states in
                values.withUnsafeMutableBufferPointer { values in
                    for row in 0..<count where states[row] == CellState.blank {
                        let range = cells.range(row)
                        if range.isEmpty { continue }
                        let trimmed = Self.trim(bytes, range)
                        if trimmed.isEmpty { continue }
                        if trimmed.count != range.count { tally.add(.trimmed, row) }
                        let cell = UnsafeBufferPointer(rebasing: bytes[trimmed])
                        let (state, value) = read(cell, row, &tally)
                        states[row] = state
                        values[row] = value
                    }
                }
            }
        }
        self.tally = tally
    }

    /// The range without blanks at either end; a no-break space is a blank too.
    @inline(__always)
    static func trim(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end {
            if bytes[start] <= 0x20 {
                start += 1
            } else if bytes[start] == 0xC2, start + 1 < end, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end > start {
            if bytes[end - 1] <= 0x20 {
                end -= 1
            } else if bytes[end - 1] == 0xA0, end - 2 >= start, bytes[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return start..<end
    }
}

/// Counts what was normalised, and keeps the first rows of each kind.
struct NormalisationTally {
    private var counts = [Int](repeating: 0, count: Normalisation.Kind.allCases.count)
    private var rows: [[Int32]] = []

    mutating func add(_ kind: Normalisation.Kind, _ row: Int) {
        let index = Normalisation.Kind.allCases.firstIndex(of: kind) ?? 0
        if rows.isEmpty { rows = [[Int32]](repeating: [], count: counts.count) }
        counts[index] += 1
        if rows[index].count < Normalisation.rowLimit { rows[index].append(Int32(truncatingIfNeeded: row)) }
    }

    var normalisations: [Normalisation] {
        Normalisation.Kind.allCases.enumerated().compactMap { index, kind in
            counts[index] == 0 ? nil : Normalisation(kind: kind, count: counts[index], rows: rows[index])
        }
    }
}
