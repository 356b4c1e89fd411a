import Foundation
import Returns
import Testing
import Validation

/// A rule changed a little must be noticed by one of its examples.
///
/// What no example can notice is listed with its reason in the return's `rules/SURVIVORS.csv`.
@Suite("RuleMutation")
struct RuleMutationTests {
    static let library = SchemaLibrary(directory: Standard.schemas)
    static let returns = Set((try? library.versions())?.map { String($0.prefix { $0 != "@" }) } ?? []).sorted()

    @Test(
        "Of all rules changed in one place, at most two in a hundred go unnoticed, each with a reason",
        arguments: returns
    )
    func mutation(name: String) throws {
        let versions = try Self.library.versions().filter { $0.hasPrefix(name + "@") }
        let listed = try Self.listed(name)
        var seen: Set<String> = []
        var (count, left) = (0, [RuleProof.Survivor]())
        for version in versions.reversed() {
            let proof = try RuleProof(Self.library, Self.library.resolve(version))
            let result = proof.mutants { !seen.contains($0) }
            seen.formUnion(try RuleBook.load(Self.library, Self.library.resolve(version)).rules.map(\.code))
            count += result.count
            left += result.survivors
        }
        for survivor in left where !listed.contains(Self.key(survivor)) { Issue.record("\(survivor)") }
        #expect(left.count * 50 <= count, "\(left.count) of \(count) changed rules of \(name) go unnoticed")
        for key in listed.subtracting(left.map(Self.key)) { Issue.record("Listed, but noticed: \(key)") }
    }

    @Test("A rule that takes any fault is silent where another names it, so leaving that fault out is no change")
    func namedFaults() throws {
        for version in ["sen2@2023", "sen2@2024"] {
            let proof = try RuleProof(Self.library, Self.library.resolve(version))
            let result = proof.mutants { $0 == "need-not-known" }
            #expect(result.count > 0 && result.survivors.isEmpty, "\(result.survivors)")
        }
    }

    private static func key(_ survivor: RuleProof.Survivor) -> String {
        "\(survivor.rule)|\(survivor.kind)|\(survivor.part)|\(survivor.text)"
    }

    /// The rows of the list: rule, kind, part, text, reason; a row without a reason is none.
    private static func listed(_ name: String) throws -> Set<String> {
        let path = Standard.schemas.appendingPathComponent("returns/\(name)/rules/SURVIVORS.csv")
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
        return Set(
            text.split(separator: "\n").dropFirst().compactMap { line in
                let cells = cells(String(line))
                guard cells.count == 5, !cells[4].isEmpty else { return nil }
                return cells[..<4].joined(separator: "|")
            }
        )
    }

    private static func cells(_ line: String) -> [String] {
        var (cells, cell, isQuoted) = ([String](), "", false)
        for character in line {
            switch character {
            case "\"":
                isQuoted.toggle()
                if isQuoted, !cell.isEmpty { cell.append(character) }
            case "," where !isQuoted:
                cells.append(cell)
                cell = ""
            default: cell.append(character)
            }
        }
        return cells + [cell]
    }
}
