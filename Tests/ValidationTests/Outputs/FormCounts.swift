import Foundation
import Returns
import Testing
import Validation

/// Counts findings in each form with programs that know nothing of ours.
enum FormCounts {
    /// Expects every form to carry as many findings of each rule and severity as the result counts.
    static func agree(_ result: CheckResult, _ tables: ReturnTables) throws {
        let wanted = result.counts.map { "\($0.rule) \($0.severity.rawValue) \($0.count)" }.sorted()
        try OutsideProgram.withFolder { folder in
            try write(result, tables, to: folder)
            let output = try OutsideProgram.python(counting, needing: ["openpyxl"], [folder.path])
            guard let output else { return }
            for line in output.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                let found = parts[1].split(separator: ";").map(String.init).sorted()
                #expect(found == wanted, "\(result.receipt.schema) as \(parts[0])")
            }
            #expect(output.split(separator: "\n").count == 7)
        }
        let totals = "\(amount(result, .error, "error")), \(amount(result, .query, "quer"))"
        let line = FindingsText(width: 200).render(result).split(separator: "\n").last ?? ""
        #expect(line.hasPrefix(totals.prefix(while: { $0 != "," })) && line.contains(totals.split(separator: ", ")[1]))
    }

    private static func amount(_ result: CheckResult, _ severity: Severity, _ word: String) -> String {
        "\(result.count(of: severity)) \(word)"
    }

    private static func write(_ result: CheckResult, _ tables: ReturnTables, to folder: URL) throws {
        let forms = [
            ("json", FindingsJSON.render(result)), ("csv", FindingsCSV.render(result)),
            ("sarif", FindingsSARIF.render(result)), ("xml", FindingsJUnit.render(result)),
            ("html", FindingsHTML().render(result)), ("github", FindingsGitHub.render(result)),
        ]
        for (ending, text) in forms { try Data(text.utf8).write(to: folder.appendingPathComponent("f.\(ending)")) }
        try MarkedWorkbook.write(result, of: tables, to: folder.appendingPathComponent("f.xlsx"))
    }

    private static let counting = """
        import sys, re, json, csv, collections, xml.etree.ElementTree as tree, html.parser, openpyxl
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
        cases = tree.parse(folder + "/f.xml").iter("testcase")
        say("junit", [(c.get("classname"), c.find("failure").get("type")) for c in cases])
        words = {"error": "error", "warning": "query", "notice": "warning"}
        lines = open(folder + "/f.github", newline="").read().split("\\n")[:-1]
        marks = [re.match(r"::(\\w+) (?:file=[^,:]*,)?(?:line=\\d+,)?title=[^,:]*\\[([\\w-]+)\\]::", line) for line in lines]
        say("github", [(m[2], words[m[1]]) for m in marks])
        sheet = openpyxl.load_workbook(folder + "/f.xlsx")["Issues by rule"]
        cells = [row for row in sheet.iter_rows(min_row=2, values_only=True)]
        say("xlsx", [(row[9], row[0].lower()) for row in cells if row[9] for _ in range(row[2])])
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
}
