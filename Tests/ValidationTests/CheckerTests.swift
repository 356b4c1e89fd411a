import Foundation
import Returns
import Testing
import Validation

@Suite("Checking a return")
struct CheckerTests {
    @Test("A return without a fault has no finding and may be loaded")
    func good() throws {
        let result = try Checker(schema: Standard.schema).check(Standard.read(GoodReturn().csv))
        #expect(result.findings == [])
        #expect(result.counts == [])
        #expect(result.checked?.localAuthority == 301)
        #expect(result.recordCounts.first { $0.table == "person" }?.count == 3)
    }

    struct Fault: CustomTestStringConvertible {
        let table: String
        let column: String
        let value: String
        let rule: String
        var severity = Severity.error

        init(_ table: String, _ column: String, _ value: String, _ rule: String, _ severity: Severity = .error) {
            (self.table, self.column, self.value, self.rule, self.severity) = (table, column, value, rule, severity)
        }

        var testDescription: String { "\(table).\(column) = \(value) is \(rule)" }
    }

    static let faults = [
        Fault("person", "surname", "", "value-missing"), Fault("requests", "rya", "", "value-missing"),
        Fault("person", "personbirthdate", "", "value-missing"), Fault("person", "sex", "", "value-missing"),
        Fault("person", "personbirthdate", "2023-02-29", "date-not-readable"),
        Fault("requests", "receiveddate", "soon", "date-not-readable"),
        Fault("placementdetail", "placementrank", "first", "number-not-readable"),
        Fault("placementdetail", "placementrank", "3", "number-out-of-range"),
        Fault("requests", "rya", "perhaps", "boolean-not-readable"),
        Fault("sen2", "sourcelevel", "LA", "text-too-long"),
        Fault("person", "sex", "X", "code-not-in-list"),
        Fault("assessment", "assessmentoutcome", "S", "code-not-valid-on-census-date"),
        Fault("sen2", "dmo", "Q", "code-not-in-list", .query),
        Fault("person", "upn", "P20700001604", "upn-form-wrong"),
        Fault("person", "upn", "Q207000016049", "upn-check-letter-wrong"),
        Fault("person", "upn", "E000200005001", "upn-authority-unknown"),
        Fault("person", "uniquelearnernumber", "927630868", "uln-form-wrong"),
        Fault("person", "uniquelearnernumber", "9276308687", "uln-check-digit-wrong"),
        Fault("placementdetail", "urn", "10000", "urn-form-wrong"),
        Fault("placementdetail", "ukprn", "1000", "ukprn-form-wrong"),
        Fault("person", "postcode", "NOWHERE", "postcode-form-wrong"),
        Fault("activeplans", "transferla", "12", "la-code-unknown"),
        Fault("activeplans", "transferla", "999", "la-code-unknown"),
        Fault("sen2", "lea", "999", "la-code-unknown"),
        Fault("sen2", "year", "2024", "year-not-of-this-collection"),
        Fault("sen2", "referencedate", "2025-01-15", "reference-date-not-census-day"),
        Fault("requests", "persontableid", "77", "missing-parent"),
        Fault("senneed", "senneedtableid", "", "missing-key"),
    ]

    @Test("A single fault is found at its cell, and nothing else is", arguments: faults)
    func singleFault(_ fault: Fault) throws {
        var changed = GoodReturn()
        // A second request, so that a broken link leaves no person without one.
        if fault.rule == "missing-parent" {
            changed.append("requests", copyOf: 0, ["requeststableid": "9", "receiveddate": "2020-01-01"])
            changed.set("requests", row: 3, fault.column, fault.value)
        } else {
            changed.set(fault.table, fault.column, fault.value)
        }
        let result = try Checker(schema: Standard.schema).check(Standard.read(changed.csv))
        let finding = try #require(result.findings.first)
        #expect(result.findings.count == 1)
        #expect(finding.rule == fault.rule && finding.severity == fault.severity)
        #expect(finding.file == "\(fault.table).csv" && finding.column.lowercased() == fault.column)
        #expect(finding.found == fault.value)
        #expect(finding.line == (fault.rule == "missing-parent" ? 5 : 2) && finding.row == finding.line)
        #expect(!finding.expected.isEmpty && !finding.message.isEmpty)
        #expect((result.checked == nil) == (fault.severity == .error))
        #expect(result.counts.map(\.count) == [1])
    }

    @Test("The same fault in XML is found at the line of its element, or of its record when it is blank")
    func singleFaultInXML() throws {
        #expect(try check(GoodReturn().xml(Standard.schema)).findings == [])
        for fault in Self.faults where !fault.column.hasSuffix("tableid") {
            var changed = GoodReturn()
            changed.set(fault.table, fault.column, fault.value)
            let lines = changed.xmlLines(Standard.schema)
            let findings = try check(changed.xml(Standard.schema)).findings
            let finding = try #require(findings.first)
            #expect(findings.map(\.rule) == [fault.rule])
            #expect(finding.severity == fault.severity && finding.found == fault.value && finding.row == 1)
            #expect(finding.column.lowercased() == fault.column && finding.file == "return.xml")
            let line = lines[finding.line - 1]
            #expect(fault.value.isEmpty ? !line.contains("</") : line.contains(">\(fault.value)</"))
        }
    }

    @Test("Repairing what is listed leaves nothing")
    func repair() throws {
        let good = GoodReturn()
        var changed = good
        for fault in Self.faults where !fault.column.hasSuffix("tableid") {
            changed.set(fault.table, fault.column, fault.value)
        }
        var rounds = 0
        while true {
            let findings = try find(changed)
            if findings.isEmpty { break }
            for finding in findings {
                let table = String(finding.file.dropLast(4))
                changed.set(
                    table,
                    row: finding.row - 2,
                    finding.column,
                    good.value(table, finding.row - 2, finding.column)
                )
            }
            rounds += 1
        }
        #expect(rounds == 1)
    }

    @Test("What was normalised is counted, with the first cell as it came and as it was read")
    func readAs() throws {
        var changed = GoodReturn()
        changed.set("person", row: 0, "surname", " Maplewick ")
        changed.set("person", row: 1, "sex", "m")
        changed.set("person", row: 2, "personbirthdate", "28/02/2019")
        let result = try Checker(schema: Standard.schema).check(Standard.read(changed.csv))
        #expect(result.findings == [])
        let entries = result.readAs.map {
            "\($0.column) \($0.kind.rawValue) \($0.count) \($0.firstLine) \($0.firstReadAs)"
        }
        #expect(
            Array(entries.filter { !$0.hasPrefix("datetime") }.prefix(3)) == [
                "surname trimmed 1 2 Maplewick", "personbirthdate date-form 1 4 2019-02-28", "sex upper-cased 1 3 M",
            ]
        )
        #expect(result.readAs.first { $0.column == "surname" }?.firstFound == " Maplewick ")
    }

    @Test("A number used twice is reported on each later record, beside the first")
    func repeatedValue() throws {
        var changed = GoodReturn()
        changed.set("person", row: 1, "upn", "P207000016049")
        changed.set("person", row: 2, "upn", "P207000016049")
        let findings = try find(changed)
        #expect(findings.map(\.rule) == ["value-repeated", "value-repeated"])
        #expect(findings.map(\.line) == [3, 4])
        #expect(findings.allSatisfy { $0.related.map(\.line) == [2] && $0.related[0].found == "P207000016049" })
    }

    @Test("A value that may not repeat below one record may stand below two")
    func repeatedBelowParent() throws {
        var changed = GoodReturn()
        changed.set("senneed", row: 1, "sentyperank", "1")
        let findings = try find(changed)
        #expect(findings.map(\.rule) == ["value-repeated"])
        #expect(findings.first?.recordKey == "UPN P207000016049 · request 1 · active plan 1 · SEN need 2")
    }

    @Test("Blank and unreadable numbers are not compared")
    func notCompared() throws {
        var changed = GoodReturn()
        changed.set("person", row: 0, "upn", "Z9")
        changed.set("person", row: 1, "upn", "Z9")
        #expect(try find(changed).map(\.rule) == ["upn-form-wrong", "upn-form-wrong"])
    }

    @Test("Too few records below one are reported on that one")
    func tooFew() throws {
        var changed = GoodReturn()
        changed.remove("requests", row: 2)
        let findings = try find(changed)
        #expect(findings.map(\.rule) == ["too-few-records"])
        #expect(findings.first?.table == "person" && findings.first?.line == 4 && findings.first?.found == "0")
        #expect(findings.first?.severity == .error)
        changed = GoodReturn()
        changed.remove("placementdetail", row: 1)
        #expect(try find(changed).map(\.severity) == [.query])
    }

    @Test("Too many records below one name the first that is one too many")
    func tooMany() throws {
        var changed = GoodReturn()
        changed.append("activeplans", copyOf: 0, ["activeplanstableid": "8"])
        changed.append("placementdetail", copyOf: 0, ["placementdetailtableid": "8", "activeplanstableid": "8"])
        changed.append("senneed", copyOf: 0, ["senneedtableid": "8", "activeplanstableid": "8"])
        let findings = try find(changed)
        #expect(findings.map(\.rule) == ["too-many-records"])
        #expect(findings.first?.table == "request" && findings.first?.found == "2")
        #expect(findings.first?.related.map(\.line) == [4])
        #expect(findings.first?.related.map(\.file) == ["activeplans.csv"])
    }

    @Test("A return has one header and someone in it")
    func headerAndPeople() throws {
        var changed = GoodReturn()
        changed.append("sen2", copyOf: 0, ["sen2tableid": "2"])
        #expect(try find(changed).map(\.rule) == ["header-repeated"])
        for table in GoodReturn().tables.map(\.name) where table != "sen2" { changed.removeAll(table) }
        changed.remove("sen2", row: 1)
        #expect(try find(changed).map(\.rule) == ["no-records"])
        changed.removeAll("sen2")
        #expect(try find(changed).map(\.rule) == ["header-missing", "no-records"])
    }

    @Test("What the reader met is a finding at its place, and nothing follows from it")
    func shape() throws {
        var inputs = GoodReturn().csv
        inputs.removeAll { $0.name == "senneed.csv" }
        #expect(try rules(inputs) == ["error missing-table"])

        var renamed = GoodReturn()
        renamed.rename("person", "surname", "lastname")
        #expect(try rules(renamed.csv) == ["error missing-column", "error unknown-name"])

        var optional = GoodReturn()
        optional.rename("person", "postcode", "surname")
        #expect(try rules(optional.csv) == ["error repeated-name", "warning missing-column"])

        var unlinked = GoodReturn()
        unlinked.rename("requests", "persontableid", "sourceid")
        #expect(try rules(unlinked.csv) == ["error missing-column"])

        var numbered = GoodReturn()
        numbered.set("senneed", row: 1, "senneedtableid", "1")
        #expect(try rules(numbered.csv) == ["error repeated-key"])

        var ragged = GoodReturn()
        ragged.lengthen("placementdetail", row: 0)
        #expect(try rules(ragged.csv) == ["error ragged-row"])
    }

    @Test("A record is named by UPN, else ULN, else its place")
    func recordKeys() throws {
        var changed = GoodReturn()
        changed.set("person", row: 2, "upn", "")
        for row in 0..<3 { changed.set("person", row: row, "surname", "") }
        #expect(try find(changed).map(\.recordKey) == ["UPN P207000016049", "ULN 9276308686", "person 3"])
    }

    @Test("Counts stay exact when only the first findings are kept")
    func cap() throws {
        var changed = GoodReturn()
        for row in 0..<3 {
            changed.set("person", row: row, "surname", "")
            changed.set("person", row: row, "forename", "")
        }
        let checker = Checker(schema: Standard.schema, options: .init(storedPerRule: 2))
        let result = try checker.check(Standard.read(changed.csv))
        #expect(result.findings.count == 2)
        #expect(result.counts.map(\.count) == [6])
        #expect(result.count(of: .error) == 6)
    }

    @Test("The order of rows changes no finding but its place")
    func shuffled() throws {
        var changed = GoodReturn()
        for (table, column, value) in [
            ("person", "surname", ""), ("person", "upn", "Q207000016049"), ("placementdetail", "placementrank", "9"),
            ("senneed", "sentype", "ZZZ"), ("sen2", "year", "2024"),
        ] { changed.set(table, column, value) }
        let before = try find(changed)
        changed.reverseRows()
        let after = try find(changed)
        #expect(before.count == 5)
        #expect(before.map(withoutPlace).sorted() == after.map(withoutPlace).sorted())
    }

    @Test("Findings stand with errors first, then by rule, file, line and column")
    func order() throws {
        var changed = GoodReturn()
        changed.set("sen2", "dmo", "Q")
        changed.set("person", row: 2, "surname", "")
        changed.set("person", row: 0, "surname", "")
        changed.set("person", row: 0, "forename", "")
        changed.set("person", row: 1, "sex", "X")
        let findings = try find(changed)
        #expect(
            findings.map { "\($0.severity) \($0.rule) \($0.line) \($0.column)" } == [
                "error code-not-in-list 3 sex", "error value-missing 2 forename", "error value-missing 2 surname",
                "error value-missing 4 surname", "query code-not-in-list 2 dmo",
            ]
        )
    }

    private func find(_ changed: GoodReturn) throws -> [Finding] {
        try Checker(schema: Standard.schema).check(Standard.read(changed.csv)).findings
    }

    private func check(_ input: ReturnInput) throws -> CheckResult {
        try Checker(schema: Standard.schema).check(Standard.read([input]))
    }

    private func rules(_ inputs: [ReturnInput]) throws -> [String] {
        let findings = try Checker(schema: Standard.schema).check(Standard.read(inputs)).findings
        return findings.map { "\($0.severity) \($0.rule)" }
    }

    private func withoutPlace(_ finding: Finding) -> String {
        "\(finding.severity) \(finding.rule) \(finding.table) \(finding.file) \(finding.column) \(finding.found)"
    }
}
