import ArgumentParser
import Foundation
import Returns
import Validation

struct SchemaDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "List what changed between two versions, with the reasons.",
        discussion: """
            Examples:
              sendstat schema diff sen2@2025 sen2@2026
              sendstat schema diff sen2@2025 sen2@2026 --against return.xml
            """
    )

    @Argument(help: "The earlier version, such as sen2@2024.")
    var earlier: String

    @Argument(help: "The later version, such as sen2@2025.")
    var later: String

    @Option(help: "A return of the earlier version: how many of its records does each change touch?")
    var against: String?

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() throws {
        let library = try Installation.library()
        let comparison = StandardComparison(try versions(library))
        var changes = comparison.changes
        if let against {
            let files = try ReturnReader.inputs(at: URL(fileURLWithPath: against))
            changes = try comparison.against(files, library: library)
        }
        switch format {
        case .json: Talk.print(try JSONResult.encode(ChangesResult(earlier: earlier, later: later, changes: changes)))
        default: changes.forEach(print)
        }
    }

    private func print(_ change: StandardComparison.Change) {
        let touched = change.records.map { "  [\($0) of your records]" } ?? ""
        Talk.print("\(change.version)  \(change.kind.rawValue)  \(change.target)\(touched)")
        if !change.title.isEmpty { Talk.print("    \(change.title)") }
        let reason = [change.reason, change.source.isEmpty ? "" : "Source: \(change.source)"]
        Talk.print("    " + reason.filter { !$0.isEmpty }.joined(separator: " "))
    }

    /// The versions from `earlier` to `later`, each built on the one before.
    private func versions(_ library: SchemaLibrary) throws -> [StandardComparison.Version] {
        var names = [later]
        while let name = names.last, name != earlier, let before = try library.resolve(name).extends {
            names.append(before)
        }
        guard names.last == earlier else { throw ValidationError("\(later) does not build on \(earlier).") }
        return try names.reversed().map { name in
            let schema = try library.resolve(name)
            return .init(schema: schema, book: try RuleBook.load(library, schema))
        }
    }
}

private struct ChangesResult: Encodable {
    struct Change: Encodable {
        let kind: String
        let target: String
        let title: String
        let reason: String
        let source: String
        let version: String
        let records: Int?
    }

    let schema = "sendstat-changes"
    let version = 1
    let earlier: String
    let later: String
    let changes: [Change]

    init(earlier: String, later: String, changes: [StandardComparison.Change]) {
        self.earlier = earlier
        self.later = later
        self.changes = changes.map {
            Change(
                kind: $0.kind.rawValue,
                target: $0.target,
                title: $0.title,
                reason: $0.reason,
                source: $0.source,
                version: $0.version,
                records: $0.records
            )
        }
    }
}
