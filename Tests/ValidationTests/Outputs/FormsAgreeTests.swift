import Foundation
import Testing
import Validation

@Suite("The same findings in every form")
struct FormsAgreeTests {
    @Test("Every form carries the same number of findings for each rule and severity")
    func counts() throws {
        let (result, tables) = try FaultyReturn.check(FaultyReturn.made)
        #expect(result.counts.count >= 7)
        try FormCounts.agree(result, tables)
    }

    @Test("Text ends with one line for each rule and the totals; Markdown names each rule")
    func text() throws {
        let result = try FaultyReturn.check(FaultyReturn.made).result
        let lines = FindingsText().render(result).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.last == "8 errors, 1 query, 0 warnings in 19 records of sen2@2025. Not ready to load.")
        let table = lines.dropLast(2).suffix(result.counts.count)
        for count in result.counts {
            let wanted = "[\(count.rule)]"
            #expect(table.contains { $0.hasSuffix(wanted) && $0.contains(" \(count.count) ") }, "\(count.rule)")
            #expect(FindingsMarkdown.render(result).contains("`\(count.rule)`"))
        }
    }

    @Test("Values come back from the CSV byte for byte")
    func hardValues() throws {
        let result = try FaultyReturn.check(FaultyReturn.hard).result
        #expect(result.findings.map(\.found).sorted() == FaultyReturn.hardValues.sorted())
        try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("f.csv")
            try Data(FindingsCSV.render(result).utf8).write(to: file)
            let script = """
                import sys, csv
                rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
                print("".join(row[rows[0].index("found")].encode("utf-8").hex() + " " for row in rows[1:]), end="")
                """
            guard let output = try OutsideProgram.python(script, [file.path]) else { return }
            let wanted = result.findings.map { $0.found.utf8.map { String(format: "%02x", $0) }.joined() }
            #expect(output.split(separator: " ").map(String.init) == wanted)
            let bytes = try Data(contentsOf: file)
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) && bytes.suffix(2) == Data([13, 10]))
        }
    }

    @Test("JSON keeps to its published schema")
    func jsonSchema() throws {
        let schema = Standard.schemas.appendingPathComponent("findings.schema.json").path
        let script = """
            import sys, json, jsonschema
            jsonschema.Draft202012Validator.check_schema(json.load(open(sys.argv[1])))
            jsonschema.validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])), jsonschema.Draft202012Validator)
            print("kept")
            """
        for made in [GoodReturn(), FaultyReturn.made, FaultyReturn.hard] {
            try OutsideProgram.withFolder { folder in
                let file = folder.appendingPathComponent("f.json")
                try Data(FindingsJSON.render(FaultyReturn.check(made).result).utf8).write(to: file)
                let output = try OutsideProgram.python(script, needing: ["jsonschema"], [schema, file.path])
                #expect(output == nil || output == "kept\n")
            }
        }
    }

    @Test("Ten thousand findings are written in every form within seconds")
    func fast() throws {
        let (result, tables) = try FaultyReturn.check(FaultyReturn.large(5_000))
        #expect(result.findings.count == 10_000)
        let clock = ContinuousClock()
        let took = try clock.measure {
            let sizes = [
                FindingsText().render(result), FindingsJSON.render(result), FindingsCSV.render(result),
                FindingsSARIF.render(result), FindingsHTML(placesPerRule: 10_000).render(result),
                FindingsMarkdown.render(result), FindingsJUnit.render(result),
            ].map(\.utf8.count)
            #expect(sizes.allSatisfy { $0 > 1_000 })
            try OutsideProgram.withFolder {
                try MarkedWorkbook.write(result, of: tables, to: $0.appendingPathComponent("f.xlsx"))
            }
        }
        print("10,000 findings in eight forms: \(took)")
        #expect(took < .seconds(120))
    }
}
