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
        guard let comparison = try StandardComparison.between(earlier, later, in: library) else {
            throw ValidationError("\(later) does not build on \(earlier).")
        }
        var changes = comparison.changes
        if let against {
            let files = try ReturnReader.inputs(at: URL(fileURLWithPath: against))
            changes = try comparison.against(files, library: library)
        }
        switch format {
        case .json: Talk.print(try JSONResult.encode(ChangesResult(earlier: earlier, later: later, changes: changes)))
        default: changes.forEach { Talk.print($0.words) }
        }
    }
}

extension StandardComparison.Change {
    /// What changed and why, for people.
    var words: String {
        let touched = records.map { "  [\($0) of your records]" } ?? ""
        let why = [reason, source.isEmpty ? "" : "Source: \(source)"].filter { !$0.isEmpty }.joined(separator: " ")
        let lines = [
            "\(version)  \(kind.rawValue)  \(target)\(touched)", title.isEmpty ? "" : "    \(title)", "    " + why,
        ]
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
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
