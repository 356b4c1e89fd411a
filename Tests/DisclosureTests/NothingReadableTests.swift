import Disclosure
import Testing

/// Stands for a type of another room that happens to hold a raw table.
private struct Holder {
    let table: RawTable
    let builder: RawTableBuilder
}

@Suite("Nothing readable")
struct NothingReadableTests {
    private let marked = 736_251

    private func holder() throws -> Holder {
        let sexes = Dimension(name: "sex", label: "Sex", categories: [.init(code: "f", label: "Female")])
        var builder = try RawTableBuilder(dimensions: [sexes])
        try builder.add(marked, at: ["f"])
        return Holder(table: builder.build(), builder: builder)
    }

    @Test("Printing, dumping and interpolating a raw table show no count")
    func printed() throws {
        let holder = try holder()
        var dumped = ""
        dump(holder, to: &dumped)
        var printed = ""
        print(holder, holder.table, holder.builder, to: &printed)
        debugPrint(holder, holder.table, holder.builder, to: &printed)
        let texts = [dumped, printed, "\(holder)", String(reflecting: holder), String(describing: holder.table)]
        for text in texts { #expect(!text.contains("736251") && !text.contains("736_251")) }
        #expect(dumped.contains("RawTable"))
    }

    @Test("Reflection finds no children in a raw table or its builder")
    func reflected() throws {
        let holder = try holder()
        #expect(Mirror(reflecting: holder.table).children.isEmpty)
        #expect(Mirror(reflecting: holder.builder).children.isEmpty)
        #expect(Mirror(reflecting: holder.table).descendant("counts") == nil)
    }
}
