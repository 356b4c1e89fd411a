import Returns
import Testing

/// What one cell should be read as.
struct Expectation: Sendable, CustomStringConvertible {
    let field: String
    let cell: String
    let state: UInt8
    var value: Int32?
    var text: String?
    var kinds: [Normalisation.Kind] = []

    var description: String { "\(field) \(cell.debugDescription)" }
}

@Suite("A cell is read as its type says, and what was normalised is counted")
struct TypingTests {
    static let day: Int32 = 19_264  // 29 September 2022
    static let value = CellState.value
    static let wrong = CellState.notOfType

    static let everywhere: [Expectation] = [
        // Nothing.
        .init(field: "person.upn", cell: "", state: CellState.blank),
        .init(field: "person.upn", cell: " \t\u{A0}", state: CellState.blank),
        .init(field: "person.birth_date", cell: "   ", state: CellState.blank),
        // Text.
        .init(field: "person.surname", cell: "Ōdé-Null", state: value, text: "Ōdé-Null"),
        .init(field: "person.surname", cell: "\u{A0}A  b\n", state: value, text: "A  b", kinds: [.trimmed]),
        // Whole numbers.
        .init(field: "plan_detail.placement_rank", cell: "1", state: value, value: 1),
        .init(field: "plan_detail.placement_rank", cell: " 2 ", state: value, value: 2, kinds: [.trimmed]),
        .init(
            field: "plan_detail.placement_rank",
            cell: "1.0",
            state: value,
            value: 1,
            kinds: [.wholeNumberWithDecimal]
        ),
        .init(
            field: "plan_detail.placement_rank",
            cell: "1.00",
            state: value,
            value: 1,
            kinds: [.wholeNumberWithDecimal]
        ),
        .init(field: "plan_detail.placement_rank", cell: "02", state: value, value: 2, kinds: [.leadingZeros]),
        .init(field: "plan_detail.placement_rank", cell: "-1", state: CellState.outOfBounds),
        .init(field: "plan_detail.placement_rank", cell: "99999999999", state: CellState.outOfBounds),
        .init(field: "plan_detail.placement_rank", cell: "1.5", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "1.", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "-", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "+1", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "one", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "1 0", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "1.0E", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "1.0E+", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "1.0E+99999999999999999999", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "9999999999999999999999", state: wrong),
        .init(field: "plan_detail.placement_rank", cell: "123456789012345678.1234567890123456E+16", state: wrong),
        // Booleans.
        .init(field: "plan_detail.sen_unit", cell: "1", state: value, value: 1),
        .init(field: "plan_detail.sen_unit", cell: "0", state: value, value: 0),
        .init(field: "plan_detail.sen_unit", cell: "TRUE", state: value, value: 1, kinds: [.booleanForm]),
        .init(field: "plan_detail.sen_unit", cell: "False", state: value, value: 0, kinds: [.booleanForm]),
        .init(field: "plan_detail.sen_unit", cell: "1.0", state: value, value: 1, kinds: [.wholeNumberWithDecimal]),
        .init(field: "plan_detail.sen_unit", cell: "0.0", state: value, value: 0, kinds: [.wholeNumberWithDecimal]),
        .init(field: "plan_detail.sen_unit", cell: "2", state: wrong),
        .init(field: "plan_detail.sen_unit", cell: "2.0", state: wrong),
        .init(field: "plan_detail.sen_unit", cell: "Y", state: wrong),
        .init(field: "plan_detail.sen_unit", cell: "tru", state: wrong),
        .init(field: "plan_detail.sen_unit", cell: "trve", state: wrong),
        .init(field: "plan_detail.sen_unit", cell: "-1", state: wrong),
        // Dates.
        .init(field: "person.birth_date", cell: "2022-09-29", state: value, value: day),
        .init(field: "person.birth_date", cell: "2022-09-29T00:00:00", state: value, value: day, kinds: [.dateForm]),
        .init(field: "person.birth_date", cell: "2022-09-29 23:59:59", state: value, value: day, kinds: [.dateForm]),
        .init(field: "person.birth_date", cell: "29/09/2022", state: value, value: day, kinds: [.dateForm]),
        .init(field: "person.birth_date", cell: "29/09/2022 00:00:00", state: value, value: day, kinds: [.dateForm]),
        .init(field: "person.birth_date", cell: "29/09/2022 00:00", state: value, value: day, kinds: [.dateForm]),
        .init(field: "person.birth_date", cell: "2024-02-29", state: value, value: 19_782),
        .init(field: "person.birth_date", cell: "1969-12-31", state: value, value: -1),
        .init(field: "person.birth_date", cell: "2023-02-29", state: wrong),
        .init(field: "person.birth_date", cell: "2022-13-01", state: wrong),
        .init(field: "person.birth_date", cell: "2022-00-10", state: wrong),
        .init(field: "person.birth_date", cell: "09/29/2022", state: wrong),
        .init(field: "person.birth_date", cell: "29/09/22", state: wrong),
        .init(field: "person.birth_date", cell: "29-Sep-2022", state: wrong),
        .init(field: "person.birth_date", cell: "2022-Sep-31", state: wrong),
        .init(field: "person.birth_date", cell: "2022-Spt-29", state: wrong),
        .init(field: "person.birth_date", cell: "2022-09-29T24:00:00", state: wrong),
        .init(field: "person.birth_date", cell: "2022-09-29x", state: wrong),
        .init(field: "person.birth_date", cell: "44833", state: value, value: day, kinds: [.excelDateSerial]),
        .init(field: "person.birth_date", cell: "44833.0", state: value, value: day, kinds: [.excelDateSerial]),
        .init(field: "person.birth_date", cell: "44833.5", state: wrong),
        .init(field: "person.birth_date", cell: "44833.", state: wrong),
        .init(field: "person.birth_date", cell: "10000", state: wrong),
        .init(field: "person.birth_date", cell: "99999", state: wrong),
        .init(field: "person.birth_date", cell: "448330", state: wrong),
        .init(field: "person.birth_date", cell: "2", state: wrong),
        // Codes.
        .init(field: "sen_need.sen_type", cell: "ASD", state: value),
        .init(field: "sen_need.sen_type", cell: "asd", state: value, kinds: [.upperCased]),
        .init(field: "sen_need.sen_type", cell: " Asd ", state: value, kinds: [.trimmed, .upperCased]),
        .init(field: "sen_need.sen_type", cell: "XXX", state: wrong),
        .init(field: "sen_need.sen_type", cell: "xxx", state: wrong),
        .init(field: "sen_need.sen_type", cell: "ASDASDASD", state: wrong),
        .init(field: "request.request_source", cell: "1", state: value),
        .init(field: "request.request_source", cell: "1.0", state: value, kinds: [.wholeNumberWithDecimal]),
        .init(field: "request.request_source", cell: "77.0", state: wrong),
        // Identifiers that are numbers.
        .init(field: "plan_detail.urn", cell: "123456", state: value, value: 123_456),
        .init(
            field: "plan_detail.urn",
            cell: "123456.0",
            state: value,
            value: 123_456,
            kinds: [.wholeNumberWithDecimal]
        ),
        .init(field: "plan_detail.urn", cell: "1.23456E+5", state: value, value: 123_456, kinds: [.scientificNotation]),
        .init(field: "plan_detail.urn", cell: "1.23456e05", state: value, value: 123_456, kinds: [.scientificNotation]),
        .init(field: "plan_detail.urn", cell: "0123456", state: value, value: 123_456, kinds: [.leadingZeros]),
        .init(field: "plan_detail.urn", cell: "1.2E+5", state: wrong),
        .init(field: "plan_detail.urn", cell: "12345", state: wrong),
        .init(field: "plan_detail.urn", cell: "12345.0", state: wrong),
        .init(field: "plan_detail.ukprn", cell: "10012345", state: value, value: 10_012_345),
        .init(field: "plan_detail.ukprn", cell: "20012345", state: wrong),
        .init(field: "active_plan.transfer_la", cell: "201", state: value, value: 201),
        .init(
            field: "active_plan.transfer_la",
            cell: "201.0",
            state: value,
            value: 201,
            kinds: [.wholeNumberWithDecimal]
        ),
        .init(field: "active_plan.transfer_la", cell: "199", state: CellState.outOfBounds),
        .init(field: "active_plan.transfer_la", cell: "1201", state: wrong),
        // Identifiers kept as bytes; vectors of the Data Standards Catalogue's arithmetic.
        .init(field: "person.upn", cell: "B801200005001", state: value, text: "B801200005001"),
        .init(field: "person.upn", cell: "b801200005001", state: value, text: "B801200005001", kinds: [.upperCased]),
        .init(field: "person.upn", cell: "M80120000500A", state: value, text: "M80120000500A"),
        .init(field: "person.upn", cell: "A801200005001", state: CellState.checkFailed, text: "A801200005001"),
        .init(field: "person.upn", cell: "E000200005001", state: CellState.outOfBounds),
        .init(field: "person.upn", cell: "X80120000A001", state: wrong),
        .init(field: "person.upn", cell: "B8012000050", state: wrong),
        .init(field: "person.unique_learner_number", cell: "9276308686", state: value, text: "9276308686"),
        .init(
            field: "person.unique_learner_number",
            cell: "9276308686.0",
            state: value,
            text: "9276308686",
            kinds: [.wholeNumberWithDecimal]
        ),
        .init(
            field: "person.unique_learner_number",
            cell: "9.276308686E+09",
            state: value,
            text: "9276308686",
            kinds: [.scientificNotation]
        ),
        .init(field: "person.unique_learner_number", cell: "9.28E+09", state: wrong, text: "9.28E+09"),
        .init(field: "person.unique_learner_number", cell: "1.0", state: wrong, text: "1.0"),
        .init(field: "person.unique_learner_number", cell: "9276308687", state: CellState.checkFailed),
        .init(field: "person.postcode", cell: "SW1A 1AA", state: value, text: "SW1A 1AA"),
        .init(field: "person.postcode", cell: "SW1A1AA", state: value, text: "SW1A 1AA", kinds: [.postcodeSpace]),
        .init(field: "person.postcode", cell: "SW1 A1AA", state: value, text: "SW1A 1AA", kinds: [.postcodeSpace]),
        .init(field: "person.postcode", cell: "sw1a 1aa", state: value, text: "SW1A 1AA", kinds: [.upperCased]),
        .init(
            field: "person.postcode",
            cell: " sw1a1aa",
            state: value,
            text: "SW1A 1AA",
            kinds: [.trimmed, .upperCased, .postcodeSpace]
        ),
        .init(field: "person.postcode", cell: "SW1A 1CA", state: wrong, text: "SW1A 1CA"),
        .init(field: "person.postcode", cell: "SW1A", state: wrong),
    ]

    /// Forms that are usual in one form and not in the other.
    static let exportOnly: [Expectation] = [
        .init(field: "person.birth_date", cell: "2022-Sep-29 00:00:00", state: value, value: day, kinds: [.dateForm]),
        .init(field: "person.birth_date", cell: "2022-SEP-29", state: value, value: day, kinds: [.dateForm]),
        .init(field: "plan_detail.sen_unit", cell: "true", state: value, value: 1, kinds: [.booleanForm]),
        .init(field: "plan_detail.sen_unit", cell: "false", state: value, value: 0, kinds: [.booleanForm]),
        .init(
            field: "header.date_time",
            cell: "2025-Jan-30 14:01:00",
            state: value,
            value: 791_560_860,
            kinds: [.dateForm]
        ),
    ]

    @Test("In all forms", arguments: everywhere, [SourceFile.Form.csv, .xml, .xlsx])
    func reads(expected: Expectation, form: SourceFile.Form) throws {
        try Self.check(expected, form, expected.kinds)
    }

    @Test("The export's own forms are usual in CSV and normalised in XML", arguments: exportOnly)
    func readsExport(expected: Expectation) throws {
        try Self.check(expected, .csv, [])
        try Self.check(expected, .xml, expected.kinds)
    }

    @Test("The header's time is kept to the second")
    func dateTime() throws {
        for form in [SourceFile.Form.csv, .xml] {
            let cell = Expectation(field: "header.date_time", cell: "2025-01-30T14:01:00", state: 1, value: 791_560_860)
            try Self.check(cell, form, [])
        }
    }

    @Test("A code that is of the list, but not on the census date, is told apart")
    func codeOfAnotherYear() throws {
        let schema = try OneColumn.schema.get()
        let list = try #require(schema.codeLists["sen-setting"])
        let code = try #require(list.otherCodes.first?.code)
        let (table, field) = try #require(
            schema.tables.lazy.flatMap { table in table.fields.map { (table, $0) } }
                .first { $0.1.type == .code(list: list.name) }
        )
        let column = try OneColumn.read(table.name, field.name, [code], form: .csv)
        #expect(column.states == [CellState.outOfBounds])
    }

    @Test("Every code of every list is read as its index")
    func allCodes() throws {
        let schema = try OneColumn.schema.get()
        for table in schema.tables {
            for field in table.fields {
                guard case .code(let name) = field.type, let list = schema.codeLists[name] else { continue }
                let column = try OneColumn.read(table.name, field.name, list.codes.map(\.code), form: .csv)
                #expect(column.values == list.codes.indices.map { Int32($0) })
                #expect(column.states.allSatisfy { $0 == CellState.value })
            }
        }
    }

    @Test("Text longer than its field allows is out of bounds, counted in characters")
    func lengths() throws {
        let schema = try OneColumn.schema.get()
        var tried = 0
        for table in schema.tables {
            for field in table.fields {
                guard case .text(let maximum?) = field.type else { continue }
                let cells = [String(repeating: "é", count: maximum), String(repeating: "é", count: maximum + 1)]
                let column = try OneColumn.read(table.name, field.name, cells, form: .xml)
                #expect(column.states == [CellState.value, CellState.outOfBounds])
                tried += 1
            }
        }
        #expect(tried > 0)
    }

    @Test("Counts are exact, and rows are kept up to the limit")
    func counts() throws {
        let cells = (0..<1_000).map { $0 % 2 == 0 ? "asd" : $0 % 5 == 0 ? " ASD" : "ASD" }
        let column = try OneColumn.read("sen_need", "sen_type", cells, form: .csv)
        #expect(column.normalisations.map(\.kind) == [.trimmed, .upperCased])
        #expect(column.normalisations.map(\.count) == [100, 500])
        #expect(column.normalisations[1].rows == (0..<100).map { Int32($0 * 2) })
    }

    private static func check(_ expected: Expectation, _ form: SourceFile.Form, _ kinds: [Normalisation.Kind]) throws {
        let parts = expected.field.split(separator: ".").map(String.init)
        let column = try OneColumn.read(parts[0], parts[1], [expected.cell], form: form)
        #expect(column.states == [expected.state])
        if let value = expected.value { #expect(column.values == [value]) }
        if let text = expected.text { #expect(column.text.string(0) == text) }
        #expect(column.raw.string(0) == expected.cell)
        #expect(column.normalisations.map(\.kind) == kinds)
        #expect(column.normalisations.allSatisfy { $0.count == 1 && $0.rows == [0] })
    }
}
