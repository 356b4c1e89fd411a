import Crypto
import Foundation
public import Returns

/// The rules that hold in one version of a return.
public struct RuleBook: Sendable {
    /// The version, such as `sen2@2025`.
    public let version: String
    /// All rules in the order of their codes, with the built-in checks whose place no rule takes.
    public let rules: [Rule]
    /// SHA-256 over everything that the rules of this version ask and say, in lower-case hexadecimal.
    ///
    /// Examples, and notes on where a rule comes from, prove a rule and are no part of it.
    public let hash: String
    let compiled: [CompiledRule]
    let vocabulary: RuleVocabulary

    /// Reads the rules of a version.
    ///
    /// - Parameters:
    ///   - library: Where the version and its rule files are.
    ///   - schema: The version.
    /// - Returns: The book; without rule files, the built-in checks alone.
    /// - Throws: `RuleError` with file, line, column and a caret at the first thing that cannot stand.
    public static func load(_ library: SchemaLibrary, _ schema: ResolvedSchema) throws(RuleError) -> RuleBook {
        let drafts = try RuleDrafts(library, schema)
        var compiled: [CompiledRule] = []
        for draft in drafts.held { compiled.append(try drafts.compiler.compile(draft)) }
        return RuleBook(compiled, vocabulary: drafts.compiler.vocabulary)
    }

    /// A book of the built-in checks alone.
    static func builtIn(_ schema: ResolvedSchema) -> RuleBook {
        RuleBook([], vocabulary: RuleVocabulary(schema: schema, previous: nil))
    }

    init(_ compiled: [CompiledRule], vocabulary: RuleVocabulary) {
        version = vocabulary.schema.identifier
        self.compiled = compiled
        self.vocabulary = vocabulary
        let taken = Set(compiled.map(\.rule.code)).union(compiled.flatMap(\.replaces))
        let builtIn = RuleCatalogue.rules.filter { !taken.contains($0.code) }.map(Rule.init(builtIn:))
        rules = (compiled.map(\.rule) + builtIn).sorted { $0.code < $1.code }
        hash = RuleHash(rules: rules).text
    }

    /// The version of the year before, which last year's return is read as; nil for the first version.
    public var previous: ResolvedSchema? { vocabulary.previous }

    /// Looks a rule up.
    ///
    /// - Parameter code: Its code.
    /// - Returns: The rule, or nil when none of that code holds in this version.
    public func rule(_ code: String) -> Rule? {
        rules.first { $0.code == code }
    }
}

extension RuleBook {
    /// SHA-256 over what one rule says; empty when none of that code holds.
    func hash(of code: String) -> String {
        rule(code).map { RuleHash(rules: [$0]).text } ?? ""
    }
}

extension Rule {
    init(builtIn check: CheckRule) {
        self.init(
            code: check.code,
            severity: check.severity,
            severities: [0: check.severity],
            table: "",
            title: check.title,
            meaning: check.meaning,
            expected: "",
            message: check.fix,
            many: "",
            every: "",
            fix: check.fix,
            source: "Every return: its schema",
            evidence: "",
            unconfirmed: "",
            reason: "",
            candidates: [],
            from: nil,
            until: nil,
            shape: .builtIn,
            when: "",
            logic: check.meaning,
            denominator: "cells and records of every table",
            examples: []
        )
    }
}

/// One hash over all that rules say and do.
struct RuleHash {
    let rules: [Rule]

    var text: String {
        var hash = SHA256()
        for rule in rules {
            for part in parts(rule) {
                hash.update(data: Data(part.utf8))
                hash.update(data: Data([0]))
            }
        }
        return hash.finalize().map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }

    private func parts(_ rule: Rule) -> [String] {
        [
            rule.code, rule.severity.rawValue, rule.table, rule.shape.rawValue, rule.when, rule.logic, rule.title,
            rule.meaning, rule.expected, rule.message, rule.many, rule.every, rule.fix, rule.source, rule.details,
        ]
    }
}

extension Rule {
    /// What else of a rule makes it another rule when it changes.
    fileprivate var details: String {
        let bounds = "\(from ?? 0) \(until ?? 0)"
        return [bounds, unconfirmed, reason, denominator, tableText].joined(separator: "\n")
    }
}
