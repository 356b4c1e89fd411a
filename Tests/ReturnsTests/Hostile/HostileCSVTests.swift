import Foundation
import Returns
import Support
import Testing

@Suite("A broken or hostile CSV file costs a sentence and nothing more")
struct HostileCSVTests {
    @Test("Any byte replaced or any length cut, the process lives")
    func mutated() async throws {
        let whole = try await GeneratedReturn.one(2025)
        let reader = ReturnReader(schema: whole.schema)
        var random = Seeded(9)
        for round in 0..<300 {
            var set = whole.csv
            let file = Int.random(in: set.indices, using: &random)
            let marks = [UInt8](",\"\r\n .E0".utf8) + [0xC3]
            for _ in 0..<3 {
                let place = Int.random(in: set[file].bytes.indices, using: &random)
                set[file].bytes[place] = marks.randomElement(using: &random) ?? 0
            }
            if round % 2 == 0 {
                set[file].bytes.removeLast(Int.random(in: 0..<set[file].bytes.count, using: &random))
            }
            do throws(ReadingError) {
                let tables = try reader.read(set.map(\.input)).tables
                for table in tables {
                    guard let parent = table.schema.parent else { continue }
                    #expect(table.parents.allSatisfy { $0 < tables[parent].rowCount })
                }
            } catch {
                #expect(!error.sentence.isEmpty)
            }
        }
    }

    @Test("A quote left open names the line where it opens")
    func unclosedQuote() throws {
        let rows = String(repeating: "1,A\n", count: 200_000)
        let error = try Refusal.of("person.csv", "persontableid,surname\n1,A\n2,\"B\n\(rows)")
        #expect(error.code == .unclosedQuote)
        #expect(error.place.line == 3)
        let short = try Refusal.of("person.csv", "persontableid,surname\n1,\"A\n2,B\n")
        #expect(short.code == .unclosedQuote)
        #expect(short.place.line == 2)
        let after = try Refusal.of("person.csv", "persontableid,surname\n1,\"A\"B\n")
        #expect(after.code == .notWellFormed)
        #expect(after.place.line == 2)
    }

    @Test("A cell without end stops at its limit")
    func endlessCell() throws {
        var limits = ReadingLimits()
        limits.cellSize = 1_000
        let error = try Refusal.of(
            "person.csv",
            "persontableid\n" + String(repeating: "a", count: 100_000),
            limits: limits
        )
        #expect(error.code == .tooLarge)
        #expect(error.place.line == 2)
    }

    @Test("A wide heading over many short records does not make a small file a huge table")
    func wideHeading() throws {
        let heading = "persontableid" + String(repeating: ",x", count: 200_000)
        let error = try Refusal.of("person.csv", heading + "\n" + String(repeating: "1\n", count: 200_000))
        #expect(error.code == .notWellFormed)
        #expect(error.place.line < 20)
    }

    @Test(
        "Other separators, and headings of no table",
        arguments: [
            ("x.csv", "persontableid;upn\n1;2\n", ReadingError.Code.notWellFormed),
            ("x.csv", "persontableid\tupn\n1\t2\n", .notWellFormed),
            ("person.csv", "persontableid;upn\n1;2\n", .notWellFormed),
            ("x.csv", "a,b\n1,2\n", .noReturn),
        ]
    )
    func headings(name: String, text: String, code: ReadingError.Code) throws {
        let error = try Refusal.of(name, text)
        #expect(error.code == code)
        #expect(error.place.line == 1)
    }

    @Test("The same table twice")
    func repeatedTable() throws {
        let file = ReturnInput(name: "a_person.csv", bytes: Array("persontableid\n1\n".utf8))
        #expect(try Refusal.of([file, file]).code == .repeatedTable)
    }

    @Test("Only a heading is an empty table; the rest of the set is missing")
    func onlyHeading() throws {
        let problems = try Refusal.problems([("person.csv", "persontableid,upn")])
        #expect(problems.filter { $0.kind == .missingTable }.count == 8)
        let tables = try ReturnReader(schema: OneColumn.schema.get()).read([
            ReturnInput(name: "person.csv", bytes: Array("persontableid,upn".utf8))
        ])
        #expect(tables.tables.allSatisfy { $0.rowCount == 0 })
    }

    @Test("Without a header record, no person hangs from one", arguments: ["", "sen2tableid,year\n"])
    func noHeader(header: String) throws {
        var inputs = [ReturnInput(name: "person.csv", bytes: Array("persontableid\n1\n".utf8))]
        if !header.isEmpty { inputs.append(ReturnInput(name: "sen2.csv", bytes: Array(header.utf8))) }
        let tables = try ReturnReader(schema: OneColumn.schema.get()).read(inputs)
        #expect(tables.table("person")?.parents == [-1])
    }

    @Test("Any file of the set left out is said to be missing, and no parent points outside its table")
    func missingFiles() async throws {
        let whole = try await GeneratedReturn.one(2025)
        for left in whole.csv.indices {
            var set = whole.csv
            set.remove(at: left)
            let tables = try ReturnReader(schema: whole.schema).read(set.map(\.input))
            #expect(tables.problems.filter { $0.kind == .missingTable }.count == 1)
            for table in tables.tables {
                guard let parent = table.schema.parent else { continue }
                #expect(table.parents.allSatisfy { $0 < tables.tables[parent].rowCount })
            }
        }
    }

    @Test("Repeated and missing numbers, orphans and ragged records are located problems")
    func records() throws {
        let person = "persontableid,upn\n1,\n1,\n,\n  ,\n3\n4,,\n"
        let requests = "requeststableid,persontableid\n1,1\n2,9\n3, 1.0\n4\n"
        let problems = try Refusal.problems([("person.csv", person), ("requests.csv", requests)])
        func places(_ kind: ReadingProblem.Kind) -> [String] {
            problems.filter { $0.kind == kind }.map { "\($0.table) \($0.place.line)" }
        }
        #expect(places(.repeatedKey) == ["person 3"])
        #expect(places(.missingKey) == ["person 4", "person 5"])
        #expect(places(.raggedRow) == ["person 6", "person 7", "request 5"])
        #expect(places(.missingParent) == ["request 3"])
    }

    @Test("Ragged records are not read, and nothing is said of their cells")
    func ragged() throws {
        let bytes = Array("persontableid,sex\n1,M\n2\n3,F,\n".utf8)
        let tables = try ReturnReader(schema: OneColumn.schema.get()).read([
            ReturnInput(name: "person.csv", bytes: bytes)
        ])
        #expect(tables.table("person")?.column("sex")?.states == [CellState.value, CellState.unread, CellState.unread])
    }

    @Test("A million unknown and repeated headings are counted, and listed up to a limit")
    func unknownNames() throws {
        var limits = ReadingLimits()
        limits.problemsListed = 10
        let names = (0..<1_000_000).map { "n\($0)" }.joined(separator: ",")
        let problems = try Refusal.problems([("person.csv", "persontableid,\(names),n999999,n3\n")], limits: limits)
        let unknown = problems.filter { $0.kind == .unknownName }
        #expect(unknown.count == 10)
        #expect(unknown.reduce(0) { $0 + 1 + $1.repeats } == 1_000_002)
        #expect(problems.filter { $0.kind == .repeatedName }.map(\.found) == ["n999999", "n3"])
    }
}
