import Foundation
import Returns
import Validation

/// The real schemas beside rule files of a test's own.
struct RuleStandard {
    let directory: URL

    /// Copies the real schemas and puts a test's own rule file in place of the real ones.
    init(_ rules: String) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.copyItem(at: Standard.schemas, to: directory)
        let folder = directory.appendingPathComponent("returns/sen2/rules")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(rules.utf8).write(to: folder.appendingPathComponent("test.yaml"))
    }

    func remove() { try? FileManager.default.removeItem(at: directory) }

    var library: SchemaLibrary { SchemaLibrary(directory: directory) }

    func book(_ version: String = "sen2@2025") throws -> RuleBook {
        try RuleBook.load(library, library.resolve(version))
    }

    /// Loads one rule file and takes its book.
    static func book(_ rules: String) throws -> RuleBook {
        let standard = try RuleStandard(rules)
        defer { standard.remove() }
        return try standard.book()
    }

    /// What loading says; nil when it loads.
    static func refusal(_ rules: String) throws -> RuleError? {
        do {
            _ = try book(rules)
            return nil
        } catch let error as RuleError {
            return error
        }
    }

    /// A rule over pairs: a later request with the same outcome.
    static let laterRequest = rule([
        "code": "code: later-request", "when": "", "table": "table: request",
        "shape":
            "none: {in: request, on: {request_outcome: request_outcome}, where: \"has(received_date) && has(that.received_date) && that.received_date > received_date\"}",
        "message": "message: A later request has the same outcome.",
        "examples":
            "examples: {pass: [{persons: [{requests: [{request_outcome: Y, received_date: 2024-01-01}, {request_outcome: N, received_date: 2024-02-01}]}]}], fail: [{persons: [{requests: [{request_outcome: Y, received_date: 2024-01-01}, {request_outcome: Y, received_date: 2024-02-01}]}]}]}",
    ])

    /// A rule that stands, with lines to put in place of its own.
    static func rule(_ changes: [String: String] = [:], adding more: String = "") -> String {
        var lines = [
            "code": "code: plan-ends-before-start", "severity": "severity: error", "table": "table: named_plan",
            "when": "when: has(cease_date)", "shape": "assert: cease_date >= start_date",
            "title": "title: Plan ends before it starts", "meaning": "meaning: A plan cannot end before it starts.",
            "message": "message: \"The plan ends on {cease_date}, before it starts on {start_date}.\"",
            "fix": "fix: Check both dates in your case system.", "source": "source: Made up for a test",
            "evidence": "evidence: I",
            "examples":
                "examples: {pass: [{start_date: 2025-01-01, cease_date: 2025-01-01}], fail: [{start_date: 2025-01-02, cease_date: 2025-01-01}]}",
        ]
        for (key, line) in changes { lines[key] = line }
        let order = [
            "code", "severity", "table", "when", "shape", "title", "meaning", "message", "fix", "source", "evidence",
            "examples",
        ]
        let kept = order.compactMap { lines[$0] }.filter { !$0.isEmpty } + (more.isEmpty ? [] : [more])
        return "rules:\n  - " + kept.joined(separator: "\n    ") + "\n"
    }
}
