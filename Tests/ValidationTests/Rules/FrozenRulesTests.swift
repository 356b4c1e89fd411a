import Foundation
import Returns
import Testing
import Validation

/// Whoever was checked by a released version can be checked by it again, years later, and is told the same.
///
/// A version is released when its schema stands in the return's `FROZEN.csv`; from then on its rules are held as well,
/// in `rules/FROZEN.csv`.
@Suite("Released rules are frozen")
struct FrozenRulesTests {
    static let library = SchemaLibrary(directory: Standard.schemas)
    static let returns = Set((try? library.versions())?.map { String($0.prefix { $0 != "@" }) } ?? []).sorted()

    @Test("What a released version asks and says stays as it was released", arguments: returns)
    func frozen(name: String) throws {
        let released = try Self.rows("returns/\(name)/FROZEN.csv")
        let held = try Self.rows("returns/\(name)/rules/FROZEN.csv")
        #expect(
            released.map(\.version) == held.map(\.version),
            "The versions in FROZEN.csv are released: write the rules' hash of each into rules/FROZEN.csv."
        )
        for row in held {
            let version = "\(name)@\(row.version)"
            let hash = try RuleBook.load(Self.library, Self.library.resolve(version)).hash
            let words = """
                The rules of \(version) are released, and something that they ask or say has changed. \
                Put it back, and give the changed rule in a new version: from and until in the rule file, or a version \
                such as \(row.version).1 of the schema. Where this text was never published, write the new hash into \
                Schemas/returns/\(name)/rules/FROZEN.csv instead: \(row.version),\(hash)
                """
            #expect(hash == row.hash, "\(words)")
        }
    }

    @Test("The hash changes with what a rule asks or says, and not with its examples")
    func sensitive() throws {
        let usual = try RuleStandard.book(RuleStandard.rule()).hash
        for (key, line) in [
            ("shape", "assert: cease_date > start_date"), ("fix", "fix: Check them both."),
            ("severity", "severity: query"), ("when", "when: has(cease_date) && true"),
        ] {
            let examples =
                "examples: {pass: [{start_date: 2025-01-01, cease_date: 2025-01-02}], fail: [{start_date: 2025-01-02, cease_date: 2025-01-01}]}"
            #expect(
                try RuleStandard.book(RuleStandard.rule([key: line, "examples": examples])).hash != usual,
                "\(key)"
            )
        }
        let others =
            "examples: {pass: [{start_date: 2025-01-01, cease_date: 2025-03-01}], fail: [{start_date: 2025-01-02, cease_date: 2025-01-01}]}"
        #expect(try RuleStandard.book(RuleStandard.rule(["examples": others])).hash == usual)
    }

    private static func rows(_ path: String) throws -> [(version: String, hash: String)] {
        let file = Standard.schemas.appendingPathComponent(path)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let cells = line.split(separator: ",").map(String.init)
            return (cells[0], cells.count > 1 ? cells[1] : "")
        }
    }
}
