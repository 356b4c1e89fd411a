import ArgumentParser
import Foundation
import Warehouse

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Prove that the log of what happened is as it was written.",
        subcommands: [Verify.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Work out every hash of the log anew. Exit code 1 names the first place that was changed.",
            discussion: """
                Whoever can change the database at will can write a whole new log. A checkpoint shows that: a small
                file with the end of the chain, to be kept where they cannot change it. It is compared and then moved
                on to the end of now; the first time it is made.
                """
        )

        @OptionGroup var home: Home

        @Option(help: "File with the end of the chain of an earlier time.", completion: .file())
        var checkpoint: String?

        func run() async throws {
            let file = checkpoint.map { URL(fileURLWithPath: $0) }
            let earlier = try file.flatMap(CheckpointFile.read)
            let found = try await home.withWarehouse { try await $0.warehouse.verifyAudit(since: earlier) }
            switch found {
            case .broken(let place):
                Talk.print("\(place)")
                throw Failure.findings
            case .whole(let end):
                try file.map { try CheckpointFile(end).write(to: $0) }
                Talk.print("\(end.position) entries are as they were written. The last has the hash \(end.hash).")
            }
        }
    }
}

/// A checkpoint as it is kept.
private struct CheckpointFile: Codable {
    let schema: String
    let version: Int
    let position: Int64
    let hash: String

    init(_ checkpoint: AuditCheckpoint) {
        schema = "sendstat-audit-checkpoint"
        version = 1
        position = checkpoint.position
        hash = checkpoint.hash
    }

    /// Reads a checkpoint; nil when there is no such file yet.
    static func read(_ file: URL) throws -> AuditCheckpoint? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let data = try? Data(contentsOf: file), let kept = try? JSONDecoder().decode(Self.self, from: data),
            kept.schema == "sendstat-audit-checkpoint", kept.version == 1
        else { throw CheckpointUnreadable() }
        return AuditCheckpoint(position: kept.position, hash: kept.hash)
    }

    func write(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try (encoder.encode(self) + Data("\n".utf8)).write(to: file, options: .atomic)
    }
}

struct CheckpointUnreadable: Error, CustomStringConvertible {
    var description: String { "The checkpoint cannot be read. It is not taken as missing: find out what became of it." }
}
