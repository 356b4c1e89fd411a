import Disclosure
import Support
import Testing

private func table(of counts: [Int]) throws -> RawTable {
    let places = Dimension(
        name: "place",
        label: "Place",
        categories: counts.indices.map { .init(code: "p\($0)", label: "Place \($0)") }
    )
    var builder = try RawTableBuilder(dimensions: [places])
    for (place, count) in counts.enumerated() { try builder.add(count, at: ["p\(place)"]) }
    return builder.build()
}

@Suite("Rounding to five")
struct RoundingTests {
    @Test("Each count from 0 to 2,000 is shown within 2 of itself, as a multiple of 5, and only 1 and 2 are low")
    func nearEveryCount() throws {
        let raw = try table(of: Array(0...2_000))
        let shown = raw.protect(with: .roundToFive).cells
        for (count, figure) in shown.enumerated() {
            guard let value = figure.count else {
                #expect(figure.symbol == .low && (count == 1 || count == 2))
                continue
            }
            #expect(abs(value - count) <= 2 && value.isMultiple(of: 5))
            #expect(count != 1 && count != 2)
        }
        #expect(shown[0].count == 0)
        #expect(shown[3].count == 5)
        #expect(shown[12].count == 10)
        #expect(shown[13].count == 15)
    }

    @Test("The method none shows the counts as they are")
    func noneIsExact() throws {
        let counts = [0, 1, 2, 3, 7, 638_745]
        let shown = try table(of: counts).protect(with: .none)
        #expect(shown.cells.compactMap(\.count) == counts)
        #expect(shown.method == .none)
    }

    @Test("Rounded parts differ from their rounded total by at most two for each part and two for the total")
    func sumsStayNear() throws {
        var generator = Seeded(20_250_116)
        for _ in 0..<300 {
            let counts = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
                Int.random(in: 0...Int.random(in: 1...900, using: &generator), using: &generator)
            }
            let shown = try table(of: counts).addingTotal(to: "place").protect(with: .roundToFive)
            let total = try #require(try shown.cell("total").count ?? (counts.reduce(0, +) < 3 ? 0 : nil))
            // A low part stands for 1 or 2, so taking it as 0 stays inside the bound.
            let parts = shown.cells.dropLast().reduce(0) { $0 + ($1.count ?? 0) }
            #expect(abs(total - parts) <= (counts.count + 1) * 2)
        }
    }

    @Test("A larger count is never shown as a smaller one, so no share is above 100")
    func monotone() throws {
        let shown = try table(of: Array(0...300)).protect(with: .roundToFive).cells.map { $0.count ?? 1 }
        #expect(zip(shown, shown.dropFirst()).allSatisfy { $0 <= $1 })
    }
}
