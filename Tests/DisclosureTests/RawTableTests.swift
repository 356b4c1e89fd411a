import Disclosure
import Testing

private let areas = Dimension(
    name: "area",
    label: "Area",
    categories: [.init(code: "a", label: "A"), .init(code: "b", label: "B"), .init(code: "c", label: "C")]
)
private let ages = Dimension(
    name: "age",
    label: "Age",
    categories: [.init(code: "young", label: "Young"), .init(code: "old", label: "Old")]
)

private func counted() throws -> RawTable {
    var builder = try RawTableBuilder(dimensions: [areas, ages])
    for (area, young, old) in [("a", 10, 1), ("b", 20, 2), ("c", 40, 4)] {
        try builder.add(young, at: [area, "young"])
        try builder.add(old, at: [area, "old"])
    }
    return builder.build()
}

@Suite("A raw table")
struct RawTableTests {
    @Test("Summing a dimension away keeps the others")
    func summed() throws {
        let overAge = try counted().summed(over: "age").protect(with: .none)
        #expect(overAge.dimensions == [areas])
        #expect(overAge.cells.compactMap(\.count) == [11, 22, 44])
        let overArea = try counted().keeping(["age"]).protect(with: .none)
        #expect(overArea.cells.compactMap(\.count) == [70, 7])
    }

    @Test("Categories are grouped by a map that must name each of them")
    func mapped() throws {
        let halves = Dimension(
            name: "half",
            label: "Half",
            categories: [.init(code: "n", label: "North"), .init(code: "s", label: "South")]
        )
        let grouped = try counted().mapped("area", to: halves, by: ["a": "s", "b": "n", "c": "s"])
        #expect(grouped.protect(with: .none).cells.compactMap(\.count) == [20, 2, 50, 5])
        #expect(throws: DisclosureError.unknownCategory(dimension: "half", code: "c")) {
            try counted().mapped("area", to: halves, by: ["a": "s", "b": "n"])
        }
    }

    @Test("Sums stand beside what they sum, and no category counts twice in one")
    func rolledUp() throws {
        let sums = [Dimension.RollUp(code: "ab", label: "A and B", members: ["a", "b"])]
        let table = try counted().adding(sums, to: "area").addingTotal(to: "age").protect(with: .none)
        #expect(try table.cell("ab", "total").count == 33)
        #expect(try table.cell("c", "total").count == 44)
        #expect(throws: DisclosureError.repeatedCategory(dimension: "area", code: "a")) {
            try counted().adding([.init(code: "x", label: "X", members: ["a", "b", "a"])], to: "area")
        }
    }

    @Test("Categories can be selected in another order")
    func selected() throws {
        let table = try counted().selecting(["c", "a"], in: "area").protect(with: .none)
        #expect(table.cells.compactMap(\.count) == [40, 4, 10, 1])
        #expect(try table.share(of: ["c", "old"], in: ["c", "young"]).tenths == 100)
    }

    @Test("Tables of the same dimensions are joined along a year")
    func joined() throws {
        let years = Dimension(
            name: "year",
            label: "Year",
            categories: [.init(code: "2024", label: "2024"), .init(code: "2025", label: "2025")]
        )
        let table = try RawTable.joined(along: years, [counted(), counted()])
        #expect(try table.protect(with: .none).cell("2025", "b", "young").count == 20)
        #expect(throws: DisclosureError.tablesDoNotMatch) {
            try RawTable.joined(along: years, [counted(), counted().summed(over: "age")])
        }
    }

    @Test("A code, a number of codes or a count that does not fit is refused")
    func refused() throws {
        var builder = try RawTableBuilder(dimensions: [areas, ages])
        #expect(throws: DisclosureError.unknownCategory(dimension: "age", code: "middle")) {
            try builder.add(1, at: ["a", "middle"])
        }
        #expect(throws: DisclosureError.wrongNumberOfCodes(expected: 2, found: 1)) { try builder.add(1, at: ["a"]) }
        #expect(throws: DisclosureError.negativeCount) { try builder.add(-1, at: ["a", "old"]) }
        #expect(throws: DisclosureError.repeatedDimension("age")) { try RawTableBuilder(dimensions: [ages, ages]) }
    }
}
