import Crypto
import PostgreSQL

/// The end of the audit chain at some moment, to be kept where nobody who can change the database can change it.
public struct AuditCheckpoint: Sendable, Hashable, Codable {
    /// How many entries the chain had.
    public let position: Int64
    /// SHA-256 of its last link, in hexadecimal; of no link, 64 zeros.
    public let hash: String

    public init(position: Int64, hash: String) {
        self.position = position
        self.hash = hash
    }
}

/// What looking through the audit log showed.
public enum AuditVerification: Sendable, Hashable {
    /// Every entry is as it was written, and none is missing up to the end that is given.
    case whole(AuditCheckpoint)
    /// Something was changed; the first place is named.
    case broken(AuditBreak)
}

/// The first place at which the audit log is not what was written.
public struct AuditBreak: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
        case entryChanged
        case entryMissing
        case linkMissing
        case linkChanged
        case entryAdded
        case beforeCheckpoint
    }

    public let kind: Kind
    /// Place in the chain; nil for an entry that stands outside it.
    public let position: Int64?
    /// Number of the entry in `intake.audit`; nil where only the link is known to be wrong.
    public let entry: Int64?

    public init(kind: Kind, position: Int64?, entry: Int64?) {
        self.kind = kind
        self.position = position
        self.entry = entry
    }

    public var description: String {
        let place = "position \(position ?? 0) of the chain"
        let row = "row \(entry ?? 0) of intake.audit"
        return switch kind {
        case .entryChanged: "At \(place), \(row) is not what was written."
        case .entryMissing: "At \(place), \(row) is gone."
        case .linkMissing: "At \(place), the link is gone."
        case .linkChanged: "At \(place), the link does not follow from the one before."
        case .entryAdded: "The \(row) was put in past the chain."
        case .beforeCheckpoint: "At \(place), the chain is another one, or shorter, than when the checkpoint was taken."
        }
    }
}

extension Warehouse {
    /// Looks through the whole audit log, in bounded memory, and works out every hash anew.
    ///
    /// Who can change the database at will can write a whole new chain. That shows against a checkpoint alone, and
    /// only for what came before it.
    ///
    /// - Parameter checkpoint: An end of the chain taken earlier; nil when there is none.
    /// - Returns: The end of the chain now, or the first place that was changed.
    /// - Throws: A `PostgreSQLError`.
    public func verifyAudit(since checkpoint: AuditCheckpoint? = nil) async throws -> AuditVerification {
        try await transaction { session in try session.execute("SELECT intake.link_waiting_audit()") }
        return try await transaction(isolation: .repeatableRead) { session in
            var walk = AuditWalk(checkpoint: checkpoint)
            // A view of the first break only: the rest of a long log need not be read.
            do {
                try session.forEachRow(Self.chain) { row in
                    try walk.step(row)
                    if walk.found != nil { throw BreakFound() }
                }
            } catch is BreakFound {}
            if let found = walk.found { return .broken(found) }
            if let early = walk.breakAtEnd { return .broken(early) }
            if let added = try Self.addedEntry(session) { return .broken(added) }
            return .whole(walk.end)
        }
    }

    private struct BreakFound: Error {}

    /// The text is made here and not by the database's function, which could have been changed with the rows.
    private static let chain: SQL = """
        SELECT l.position, l.audit_id, l.previous_hash, l.hash, a.id IS NOT NULL AS is_there,
            jsonb_build_array(
                a.id, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.actor, a.action, a.subject,
                a.detail
            )::text AS text
        FROM intake.audit_link l LEFT JOIN intake.audit a ON a.id = l.audit_id
        ORDER BY l.position
        """

    private static func addedEntry(_ session: Session) throws -> AuditBreak? {
        let rows = try session.query(
            """
            SELECT a.id FROM intake.audit a
            WHERE NOT EXISTS (SELECT FROM intake.audit_link l WHERE l.audit_id = a.id)
                AND NOT EXISTS (SELECT FROM intake.audit_waiting w WHERE w.audit_id = a.id)
            ORDER BY a.id LIMIT 1
            """
        )
        return try rows.first.map { AuditBreak(kind: .entryAdded, position: nil, entry: try $0.get("id")) }
    }
}

/// A walk along the chain.
private struct AuditWalk {
    let checkpoint: AuditCheckpoint?
    private(set) var found: AuditBreak?
    private var position: Int64 = 0
    private var hash = [UInt8](repeating: 0, count: 32)

    init(checkpoint: AuditCheckpoint?) {
        self.checkpoint = checkpoint
    }

    var end: AuditCheckpoint { AuditCheckpoint(position: position, hash: Hexadecimal.text(hash)) }

    /// A chain that ends before the checkpoint was cut off.
    var breakAtEnd: AuditBreak? {
        guard let checkpoint, checkpoint.position > position else { return nil }
        return AuditBreak(kind: .beforeCheckpoint, position: position + 1, entry: nil)
    }

    mutating func step(_ row: Row) throws {
        let place: Int64 = try row.get("position")
        let entry: Int64 = try row.get("audit_id")
        let link: [UInt8] = try row.get("hash")
        guard place == position + 1 else {
            return found = AuditBreak(kind: .linkMissing, position: position + 1, entry: nil)
        }
        guard try row.get("previous_hash", as: [UInt8].self) == hash else {
            return found = AuditBreak(kind: .linkChanged, position: place, entry: entry)
        }
        guard try row.get("is_there", as: Bool.self) else {
            return found = AuditBreak(kind: .entryMissing, position: place, entry: entry)
        }
        var hasher = SHA256()
        hasher.update(data: hash)
        hasher.update(data: Array(try row.get("text", as: String.self).utf8))
        guard Array(hasher.finalize()) == link else {
            return found = AuditBreak(kind: .entryChanged, position: place, entry: entry)
        }
        position = place
        hash = link
        if let checkpoint, checkpoint.position == place, checkpoint.hash != Hexadecimal.text(link) {
            found = AuditBreak(kind: .beforeCheckpoint, position: place, entry: entry)
        }
    }
}
