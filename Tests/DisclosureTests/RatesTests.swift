import Disclosure
import Testing

private func figures(_ counts: [Int], _ method: Method = .roundToFive) throws -> [ProtectedFigure] {
    let years = Dimension(
        name: "year",
        label: "Year",
        categories: counts.indices.map { .init(code: "\($0)", label: "\($0)") }
    )
    var builder = try RawTableBuilder(dimensions: [years])
    for (year, count) in counts.enumerated() { try builder.add(count, at: ["\(year)"]) }
    return builder.build().protect(with: method).cells
}

@Suite("Rates and changes")
struct RatesTests {
    @Test("A share comes from the shown counts and not from the true ones")
    func shareOfShownCounts() throws {
        let shown = try figures([333, 1_001])
        #expect(shown[0].share(of: shown[1]).tenths == 335)
        #expect(shown[0].share(of: shown[1]).fileText == "33.5")
    }

    @Test("A share of a low count is low, of a whole of 0 does not apply, of a low whole is confidential")
    func symbols() throws {
        let shown = try figures([2, 100, 0, 1])
        #expect(shown[0].share(of: shown[1]) == .low)
        #expect(shown[2].share(of: shown[2]) == .notApplicable)
        #expect(shown[2].share(of: shown[3]) == .confidential)
        #expect(ProtectedFigure.notAvailable.share(of: shown[1]) == .notAvailable)
    }

    @Test(
        "A share is rounded to the nearest tenth, halves up",
        arguments: [(1, 3, 333), (2, 3, 667), (1, 2_000, 1), (1, 8, 125), (5, 5, 1_000)]
    )
    func nearestTenth(part: Int, whole: Int, tenths: Int) throws {
        let shown = try figures([part, whole], .none)
        #expect(shown[0].share(of: shown[1]).tenths == tenths)
    }

    @Test("Changes keep their sign, and a change from a low count is not shown")
    func changes() throws {
        let shown = try figures([200, 250, 2, 0])
        #expect(shown[1].change(since: shown[0]).count == 50)
        #expect(shown[0].change(since: shown[1]).count == -50)
        #expect(shown[1].percentageChange(since: shown[0]).fileText == "25.0")
        #expect(shown[0].percentageChange(since: shown[1]).fileText == "-20.0")
        #expect(shown[1].change(since: shown[2]) == .confidential)
        #expect(shown[1].percentageChange(since: shown[3]) == .notApplicable)
        #expect(shown[1].change(since: .notAvailable) == .notAvailable)
    }
}
