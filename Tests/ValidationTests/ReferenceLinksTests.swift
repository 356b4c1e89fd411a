import Foundation
import Returns
import Testing
import Validation

@Suite("Establishments that followed others")
struct ReferenceLinksTests {
    private func links(_ rows: String) throws -> EstablishmentLinks {
        let heading = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
        let register = try Register.extract(
            [["URN": "100001", "EstablishmentName": "A", "TypeOfEstablishment (code)": "1"]]
        )
        return try Register.read(
            ["edubasealldata.csv": register, "links_edubasealldata.csv": Data((heading + rows).utf8)]
        ).links
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    @Test("A succession holds from its day on, in both directions, whichever side tells it")
    func dates() throws {
        let told = try links("100001,100002,B,Successor,01-09-2023\n100003,100002,B,Predecessor - merged,01-09-2024\n")
        let before = try day("2023-08-31")
        let between = try day("2023-09-01")
        let after = try day("2024-09-01")
        #expect(told.count == 2)
        #expect(told.successors(of: 100_001, on: before) == [])
        #expect(told.successors(of: 100_001, on: between) == [100_002])
        #expect(told.predecessors(of: 100_002, on: between) == [100_001])
        #expect(told.latest(after: 100_001, on: between) == [100_002])
        #expect(told.latest(after: 100_001, on: after) == [100_003])
        #expect(told.latest(after: 100_001, on: before) == [100_001])
    }

    @Test("A succession that both sides tell counts once; other links and links to oneself do not count")
    func once() throws {
        let told = try links(
            "100001,100002,B,Successor,01-09-2023\n100002,100001,A,Predecessor,01-09-2023\n"
                + "100001,100009,C,Sixth Form Centre Link,\n100001,100001,A,Successor,\n"
        )
        #expect(told.count == 1)
        #expect(told.successors(of: 100_001, on: try day("2025-01-16")) == [100_002])
    }

    @Test("A split gives all that followed, an undated link has always held, and a circle ends")
    func shapes() throws {
        let split = try links("100001,100005,B,Successor - Split School,\n100001,100002,C,Successor - Split School,\n")
        #expect(split.latest(after: 100_001, on: try day("1990-01-01")) == [100_002, 100_005])
        let circle = try links("100001,100002,B,Successor,\n100002,100001,A,Successor,\n")
        #expect(circle.latest(after: 100_001, on: try day("2025-01-16")) == [100_001])
    }

    @Test(
        "A link that cannot be read stops at its line",
        arguments: ["x,100002,B,Successor,\n", "100001,100002,B,Successor,yesterday\n", "100001,100002,B,Successor\n"]
    )
    func damage(_ row: String) {
        let error = #expect(throws: ReferenceError.self) { try links(row) }
        #expect(error?.file == "links_edubasealldata.csv" && error?.line == 2)
    }
}
