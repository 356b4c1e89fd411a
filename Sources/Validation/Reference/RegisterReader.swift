import Returns
import RuleLanguage

/// Turns a file into the columns of the register.
struct RegisterReader {
    private typealias Field = EstablishmentRegister.Field

    private let layout: RegisterLayout
    private let file: ReferenceFile
    private let types: EstablishmentTypes
    /// Rows of the file in the order of their URNs.
    private var order: [Int] = []
    private(set) var notes: [ReferenceNote] = []

    /// Reads a file's bytes.
    ///
    /// - Throws: `ReferenceError` when the file is not of the form, or a row has no URN or that of another row.
    init(
        _ layout: RegisterLayout,
        name: String,
        bytes: [UInt8],
        types: EstablishmentTypes
    ) throws(ReferenceError) {
        self.layout = layout
        self.types = types
        file = try ReferenceFile(name: name, bytes: bytes, wanted: layout.headings, required: layout.required)
        try sort()
    }

    /// Reads the columns.
    ///
    /// - Throws: `ReferenceError` for a cell that cannot be read, where the layout is strict.
    mutating func register() throws(ReferenceError) -> EstablishmentRegister {
        var builders = Field.allCases.map { RegisterColumnBuilder($0.columnType) }
        for field in Field.allCases where field != .category {
            try read(field, into: &builders[field.index])
        }
        let codes = builders[Field.type.index].column
        for row in order.indices {
            let type = codes.states[row] == CellState.value ? types.type(codes.values[row]) : nil
            builders[Field.category.index].append(type.map { .text($0.category) } ?? .blank)
            if !has(.typeGroup) { builders[Field.typeGroup.index].append(type.map { .text($0.group) } ?? .blank) }
        }
        return EstablishmentRegister(columns: builders.map(\.column))
    }

    private func source(of field: Field) -> RegisterLayout.Source? {
        layout.sources[field]?.first { file.has($0.heading) }
    }

    private func has(_ field: Field) -> Bool { source(of: field) != nil }

    private mutating func read(_ field: Field, into builder: inout RegisterColumnBuilder) throws(ReferenceError) {
        guard let source = source(of: field) else {
            // The group of a type without a column of its own comes from the table of types.
            if field != .typeGroup { for _ in order { builder.append(.blank) } }
            return noteAbsence(of: field)
        }
        var unreadable = 0
        for row in order {
            let value = source.reading.value(file.text(source.heading, row))
            if case .unreadable = value {
                if layout.isStrict {
                    throw ReferenceRow(file: file, index: row).error(
                        source.heading,
                        expected: source.reading.expectation
                    )
                }
                unreadable += 1
            }
            builder.append(value)
        }
        guard unreadable > 0 else { return }
        let count = unreadable == 1 ? "1 cell" : "\(unreadable) cells"
        note("\(count) of \(source.heading) could not be read as \(source.reading.expectation) and count as unknown.")
    }

    private mutating func noteAbsence(of field: Field) {
        guard !layout.optional.contains(field), let heading = layout.sources[field]?.first?.heading else { return }
        note("There is no column \(heading). Rules that read \(field.rawValue) of an establishment say nothing.")
    }

    private mutating func note(_ sentence: String) {
        notes.append(ReferenceNote(file: file.name, sentence: sentence))
    }

    private mutating func sort() throws(ReferenceError) {
        var numbers: [(urn: Int32, row: Int)] = []
        var known: Set<Int32> = []
        for row in file.rows {
            guard let urn = try row.number("urn"), urn > 0 else { throw row.error("urn", expected: "6 digits") }
            guard known.insert(urn).inserted else {
                let sentence = "The URN stands in an earlier row too. Keep one of them."
                throw ReferenceError(code: .repeatedKey, file: file.name, line: row.line, sentence: sentence)
            }
            numbers.append((urn, row.index))
        }
        order = numbers.sorted { $0.urn < $1.urn }.map(\.row)
    }
}
