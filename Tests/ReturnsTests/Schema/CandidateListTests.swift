import Foundation
import Testing

@Suite("The list of candidate rules of SEN2 says what the rule files hold")
struct CandidateListTests {
    private let folder = Repository.schemas.appendingPathComponent("returns/sen2/rules")

    /// The rules of the files, each with the candidates it names.
    private func rules() throws -> [String: Set<String>] {
        var rules: [String: Set<String>] = [:]
        var code = ""
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        for name in names {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for line in text.split(separator: "\n") {
                if line.hasPrefix("  - code: ") { code = String(line.dropFirst(10)) }
                guard line.hasPrefix("    candidate: ") else { continue }
                #expect(rules[code] == nil, "\(code) stands twice")
                rules[code] = Set(line.matches(of: /[A-Z][0-9]{2}/).map { String($0.output) })
            }
        }
        return rules
    }

    /// Rows of the list, as candidate, rules and status; the note comes last and alone may hold commas.
    private func rows() throws -> [(candidate: String, rules: Set<String>, status: String)] {
        let text = try String(contentsOf: folder.appendingPathComponent("CANDIDATES.csv"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
            return (cells[0], Set(cells[1].split(separator: " ").map(String.init)), cells[2])
        }
    }

    @Test("Every candidate is listed once, with exactly the rules that name it")
    func complete() throws {
        let rules = try rules()
        let rows = try rows()
        #expect(Set(rows.map(\.candidate)).count == 201 && rows.count == 201)
        for row in rows {
            #expect(row.rules == Set(rules.filter { $0.value.contains(row.candidate) }.keys), "\(row.candidate)")
            #expect(row.rules.isEmpty == (row.status == "not held"), "\(row.candidate)")
        }
    }

    @Test("At least 180 candidates are held whole")
    func held() throws {
        #expect(try rows().filter { $0.status == "held" }.count >= 180)
    }
}
