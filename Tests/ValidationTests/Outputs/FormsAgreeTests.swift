import Foundation
import Testing
import Validation

@Suite("The same findings in every form")
struct FormsAgreeTests {
    @Test("Every form carries the same number of findings for each rule and severity")
    func counts() throws {
        let (result, tables) = try FaultyReturn.check(FaultyReturn.made)
        let wanted = result.counts.map { "\($0.rule) \($0.severity.rawValue) \($0.count)" }.sorted()
        #expect(wanted.count >= 7)
        try OutsideProgram.withFolder { folder in
            try write(result, to: folder)
            try MarkedWorkbook.write(result, of: tables, to: folder.appendingPathComponent("f.xlsx"))
            let output = try OutsideProgram.python(Self.counting, needing: ["openpyxl"], [folder.path])
            guard let output else { return }
            for line in output.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                #expect(parts[1].split(separator: ";").map(String.init).sorted() == wanted, "\(parts[0])")
            }
            #expect(output.split(separator: "\n").count == 6)
        }
    }

    private func write(_ result: CheckResult, to folder: URL) throws {
        let forms = [
            ("json", FindingsJSON.render(result)), ("csv", FindingsCSV.render(result)),
            ("sarif", FindingsSARIF.render(result)), ("xml", FindingsJUnit.render(result)),
            ("html", FindingsHTML().render(result)),
        ]
        for (ending, text) in forms { try Data(text.utf8).write(to: folder.appendingPathComponent("f.\(ending)")) }
    }

    private static let counting = """
        import sys, json, csv, collections, xml.etree.ElementTree as tree, html.parser, openpyxl
        folder = sys.argv[1]
        def say(form, pairs):
            counts = collections.Counter(pairs)
            print(form + ":" + ";".join(f"{r} {s} {n}" for (r, s), n in counts.items()))
        found = json.load(open(folder + "/f.json"))
        say("json", [(f["rule"], f["severity"]) for f in found["findings"]])
        rows = list(csv.DictReader(open(folder + "/f.csv", encoding="utf-8-sig", newline="")))
        say("csv", [(r["rule"], r["severity"]) for r in rows])
        run = json.load(open(folder + "/f.sarif"))["runs"][0]
        say("sarif", [(r["ruleId"], r["properties"]["severity"]) for r in run["results"]])
        say("junit", [(c.get("classname"), c.find("failure").get("type")) for c in tree.parse(folder + "/f.xml").iter("testcase")])
        sheet = openpyxl.load_workbook(folder + "/f.xlsx")["Issues by rule"]
        cells = [row for row in sheet.iter_rows(min_row=2, values_only=True)]
        say("xlsx", [(row[9], row[0].lower()) for row in cells for _ in range(row[2])])
        class Page(html.parser.HTMLParser):
            rule = tag = None; rows = []; word = None
            def handle_starttag(self, tag, attributes):
                a = dict(attributes)
                if tag == "p" and a.get("class", "").startswith("tag "): self.word = a["class"][4:]
                if tag == "code": self.tag = "code"
                if tag == "tr" and "id" in a: self.rows.append((self.rule, self.word))
            def handle_data(self, data):
                if self.tag == "code": self.rule, self.tag = data, None
        page = Page(); page.feed(open(folder + "/f.html").read())
        say("html", page.rows)
        """

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
        #expect(took < .seconds(20))
    }
}
