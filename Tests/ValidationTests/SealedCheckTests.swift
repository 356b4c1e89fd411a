import Crypto
import Returns
import Support
import Testing
import Validation

@Suite struct SealedCheckTests {
    private static let library = SchemaLibrary(directory: Standard.schemas)

    private static func check(_ good: GoodReturn) throws -> CheckResult {
        Checker(schema: Standard.schema).check(try Standard.read(good.csv))
    }

    @Test func `a result without errors comes out as it went in, with its columns`() throws {
        let result = try Self.check(GoodReturn())
        let opened = try SealedCheck.open(sealed(.success(result)), library: Self.library)
        expectSame(opened, result)
        let (there, here) = (try #require(result.checked), try #require(opened.checked))
        #expect(here.localAuthority == there.localAuthority)
        #expect(here.tables.sources == there.tables.sources)
        for (left, right) in zip(there.tables.tables, here.tables.tables) {
            #expect(left.lines == right.lines && left.rowNumbers == right.rowNumbers && left.parents == right.parents)
            #expect(left.source == right.source && left.columns.count == right.columns.count)
            for (old, new) in zip(left.columns, right.columns) {
                #expect(old.states == new.states && old.values == new.values)
                let rows = 0..<left.rowCount
                #expect(rows.map(old.text.string) == rows.map(new.text.string))
            }
        }
    }

    @Test func `a result with errors comes out with its findings, and nothing to load`() throws {
        var spoilt = GoodReturn()
        spoilt.set("person", "sex", "Z")
        spoilt.set("person", "surname", " Ünïcode, quoted ")
        let result = try Self.check(spoilt)
        #expect(result.count(of: .error) > 0)
        let opened = try SealedCheck.open(sealed(.success(result)), library: Self.library)
        expectSame(opened, result)
        #expect(opened.checked == nil)
    }

    @Test func `what kept a file from being read is thrown again`() throws {
        let error = ReadingError(
            code: .tooDeep,
            place: Place(file: "a.xml", line: 7, column: "x"),
            sentence: "Too deep."
        )
        #expect(throws: error) { try SealedCheck.open(sealed(.failure(error)), library: Self.library) }
    }

    @Test func `a seal that was cut or changed anywhere is not opened`() throws {
        let bytes = sealed(.success(try Self.check(GoodReturn())))
        for length in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: SealError.self) {
                try SealedCheck.open(Array(bytes[..<length]), library: Self.library)
            }
        }
        for place in stride(from: 0, to: bytes.count, by: 101) {
            var changed = bytes
            changed[place] ^= 0x10
            #expect(throws: SealError.self) { try SealedCheck.open(changed, library: Self.library) }
        }
    }

    @Test func `a liar that seals properly is refused or gives a whole return, and never ends the program`() throws {
        let bytes = sealed(.success(try Self.check(GoodReturn())))
        var generator = Seeded(4)
        var refused = 0
        for _ in 0..<3_000 {
            var body = Array(bytes.dropLast(SHA256.byteCount))
            let place = Int.random(in: 9..<body.count, using: &generator)
            body[place] = UInt8.random(in: 0...255, using: &generator)
            if let opened = try? SealedCheck.open(body + Array(SHA256.hash(data: body)), library: Self.library) {
                walk(opened)
            } else {
                refused += 1
            }
        }
        #expect(refused > 300)
    }

    /// Touches every cell and link as loading would.
    private func walk(_ result: CheckResult) {
        guard let tables = result.checked?.tables else { return }
        for (table, schema) in zip(tables.tables, tables.schema.tables) {
            for column in table.columns {
                for row in 0..<table.rowCount { _ = (column.states[row], column.text.string(row)) }
            }
            guard let parent = schema.parent else { continue }
            for row in table.parents where row >= 0 { _ = tables.tables[parent].lines[Int(row)] }
        }
    }

    private func sealed(_ outcome: Result<CheckResult, ReadingError>) -> [UInt8] {
        var bytes: [UInt8] = []
        SealedCheck.seal(outcome) { bytes += $0 }
        return bytes
    }

    private func expectSame(_ left: CheckResult, _ right: CheckResult) {
        #expect(left.receipt == right.receipt)
        #expect(left.findings == right.findings)
        #expect(left.counts == right.counts)
        #expect(left.measured == right.measured)
        #expect(left.readAs == right.readAs)
        #expect(left.recordCounts == right.recordCounts)
    }
}
