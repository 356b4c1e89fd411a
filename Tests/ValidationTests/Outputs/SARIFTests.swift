import Foundation
import Returns
import Testing
import Validation

@Suite("Findings as SARIF")
struct SARIFTests {
    @Test("The file keeps to the SARIF 2.1.0 schema and opens in sarif-tools with the same counts")
    func schema() throws {
        for made in [GoodReturn(), FaultyReturn.made, FaultyReturn.hard] {
            let result = try FaultyReturn.check(made).result
            try OutsideProgram.withFolder { folder in
                let file = folder.appendingPathComponent("f.sarif")
                try Data(FindingsSARIF.render(result).utf8).write(to: file)
                let output = try OutsideProgram.python(Self.script, needing: ["jsonschema", "sarif"], [file.path])
                guard let output else { return }
                if output.hasPrefix("no schema") { return OutsideProgram.missing("the SARIF schema of sarif-pydantic") }
                let wanted = "error \(result.count(of: .error)) warning \(result.count(of: .query)) note 0\n"
                #expect(output == wanted)
            }
        }
    }

    private static let script = """
        import sys, json, os, jsonschema
        from sarif import loader
        place = os.path.join(sys.prefix, "sarif", "sarif-schema-2.1.0.json")
        if not os.path.exists(place):
            print("no schema"); sys.exit(0)
        jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(place)), jsonschema.Draft7Validator)
        counts = loader.load_sarif_file(sys.argv[1]).get_report().get_issue_type_histogram_for_severity
        counts = {s: sum(counts(s).values()) for s in ("error", "warning", "note")}
        print(" ".join(f"{s} {n}" for s, n in counts.items()))
        """

    @Test("Each rule is described once, with help, and each result points at its rule, its line and its cell")
    func results() throws {
        let result = try FaultyReturn.check(FaultyReturn.made).result
        let data = Data(FindingsSARIF.render(result).utf8)
        let log = try JSONDecoder().decode(Log.self, from: data)
        let run = try #require(log.runs.first)
        #expect(Set(run.tool.driver.rules.map(\.id)).count == run.tool.driver.rules.count)
        #expect(run.tool.driver.rules.allSatisfy { !$0.help.text.isEmpty })
        #expect(run.results.count == result.findings.count)
        for item in run.results {
            #expect(run.tool.driver.rules[item.ruleIndex].id == item.ruleId)
            let place = try #require(item.locations.first)
            #expect(place.physicalLocation.region.startLine > 0)
            #expect(place.physicalLocation.artifactLocation.uri.hasSuffix(".csv"))
        }
        let sex = try #require(run.results.first { $0.ruleId == "code-not-in-list" }).locations[0].logicalLocations
        #expect(sex.map(\.fullyQualifiedName) == ["person", "person/2", "person/2/sex"])
    }

    @Test("A file's name is written so that it is a reference by itself")
    func uri() throws {
        let bytes = Array(GoodReturn().xmlLines(Standard.schema).joined(separator: "\n").utf8)
        let named = ReturnInput(name: "März return #1.xml", bytes: bytes)
        let result = try Checker(schema: Standard.schema).check(Standard.read([named]))
        let text = FindingsSARIF.render(result)
        #expect(text.contains("\"uri\":\"M%C3%A4rz%20return%20%231.xml\""))
        #expect(!text.contains("\"uri\":\"M\u{E4}"))
    }

    private struct Log: Decodable {
        let runs: [Run]
        struct Run: Decodable {
            let tool: Tool
            let results: [Item]
        }
        struct Tool: Decodable {
            let driver: Driver
        }
        struct Driver: Decodable {
            let rules: [Rule]
        }
        struct Rule: Decodable {
            let id: String
            let help: Help
        }
        struct Help: Decodable {
            let text: String
        }
        struct Item: Decodable {
            let ruleId: String
            let ruleIndex: Int
            let locations: [Location]
        }
        struct Location: Decodable {
            let physicalLocation: Physical
            let logicalLocations: [Logical]
        }
        struct Physical: Decodable {
            let artifactLocation: Artifact
            let region: Region
        }
        struct Artifact: Decodable {
            let uri: String
        }
        struct Region: Decodable {
            let startLine: Int
        }
        struct Logical: Decodable {
            let fullyQualifiedName: String
        }
    }
}
