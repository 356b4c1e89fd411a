import Foundation
import Returns
import Testing
import Validation

@Suite("What is counted, said in its own unit")
struct UnitTests {
    private static let library = SchemaLibrary(directory: Standard.schemas)

    private static func check(_ made: GoodReturn, isBare: Bool = true) throws -> CheckResult {
        let tables = try Standard.read(made.csv)
        guard !isBare else { return Checker(schema: Standard.schema).check(tables) }
        return Checker(schema: Standard.schema, rules: try RuleBook.load(library, Standard.schema)).check(tables)
    }

    private static func line(_ rule: String, _ result: CheckResult) throws -> String {
        let text = FindingsText(width: 400).render(result)
        return String(try #require(text.split(separator: "\n").last { $0.contains("[\(rule)]") }, "\(text)"))
    }

    @Test("A check of files and of the whole return names rows, columns, names, files or the return")
    func units() throws {
        var ragged = GoodReturn()
        ragged.lengthen("requests", row: 0)
        #expect(try Self.line("ragged-row", Self.check(ragged)).contains("1 row  "))
        var column = GoodReturn()
        column.rename("person", "surname", "familyname")
        let found = try Self.check(column)
        #expect(try Self.line("missing-column", found).contains("1 column  "))
        #expect(try Self.line("unknown-name", found).contains("1 name  "))
        var empty = GoodReturn()
        empty.removeAll("sen2")
        #expect(try Self.line("header-missing", Self.check(empty)).contains("1 return  "))
        for result in [found, try Self.check(ragged), try Self.check(empty)] {
            #expect(!FindingsText().render(result).contains("1 finding "))
            #expect(result.counts.allSatisfy { !$0.unit.isEmpty })
        }
    }

    @Test("A cell that was put right in two ways is one cell")
    func onceEach() throws {
        var changed = GoodReturn()
        changed.set("person", row: 0, "sex", " m")
        changed.set("person", row: 1, "sex", "f")
        changed.set("person", row: 1, "surname", "Oak ")
        let result = try Self.check(changed, isBare: false)
        let count = try #require(result.counts.first { $0.rule == "values-put-in-order" })
        #expect(count.count == 3 && count.unit == "cells")
        #expect(count.summary == "3 cells were read without their blanks, or in capitals.")
    }

    @Test("So is each of many, beyond the rows whose places are kept")
    func onceEachOfMany() throws {
        var changed = GoodReturn()
        for place in 0..<150 {
            changed.append(
                "person",
                copyOf: 0,
                [
                    "persontableid": "\(100 + place)", "upn": "",
                    "sex": place < 120 ? "m\u{A0}" : place < 130 ? "m" : " M",
                ]
            )
        }
        let result = try Self.check(changed, isBare: false)
        #expect(result.counts.first { $0.rule == "values-put-in-order" }?.count == 150)
    }

    @Test("The other end of a pair is a link where its record is listed")
    func links() throws {
        var changed = GoodReturn()
        changed.set("person", row: 2, "upn", changed.value("person", 0, "upn"))
        let alone = FindingsHTML().render(try Self.check(changed))
        #expect(alone.contains("<br>and row 2, column upn<"))
        changed.set("person", row: 0, "sex", "X")
        let listed = FindingsHTML().render(try Self.check(changed))
        #expect(listed.contains("<br>and <a href=\"#code-not-in-list-2\">row 2, column upn</a>"))
        #expect(listed.contains("<tr id=\"code-not-in-list-2\">"))
    }

    @Test("What concerns the whole return stands above the tables of rules, which say where to look")
    func order() throws {
        let page = FindingsHTML().render(try FaultyReturn.check(FaultyReturn.made).result)
        let whole = try #require(page.firstRange(of: "id=\"whole-return\""))
        let table = try #require(page.firstRange(of: "<h2>Errors</h2>"))
        #expect(whole.lowerBound < table.lowerBound)
        #expect(page.contains("<code>value-missing</code></th>"))
        #expect(page.contains("<td data-label=\"Where\">person.csv</td>"))
        #expect(page.contains("<td data-label=\"What was found\">2 cells: value missing.</td>"))
    }
}
