import Foundation

/// The receipt of a signed return, which anybody who holds the file can verify.
public struct SignedReceipt: Sendable, Hashable, Codable {
    public var schema = "sendstat-signed-receipt"
    public var version = 1
    public let content: Content
    public let signature: Signature

    /// What is signed.
    public struct Content: Sendable, Hashable, Codable {
        /// As `sen2-2025-la:301-12`.
        public let reference: String
        public let submission: Int
        public let sender: String
        public let senderName: String
        public let collection: Collection
        public let received: Moment
        public let signed: Moment
        public let dueAt: Moment
        public let files: [File]
        public let hashes: Hashes
        /// Records by table of the standard, in its order.
        public let records: [Count]
        public let errors: Int
        public let queriesExplained: Int
        /// Rules that were set aside while it was signed.
        public let knownIssues: [String]
        /// Names of officers, never of children.
        public let preparer: String
        public let approver: String
    }

    public struct Collection: Sendable, Hashable, Codable {
        public let `return`: String
        public let year: Int
        public let schemaVersion: String
    }

    /// The same second twice, so that nobody has to convert it.
    public struct Moment: Sendable, Hashable, Codable {
        /// As `2025-02-28T23:59:59Z`.
        public let utc: String
        /// As `2025-02-28 23:59:59 GMT`.
        public let london: String

        init(_ time: LondonTime) {
            utc = time.universalText
            london = time.londonText
        }
    }

    public struct File: Sendable, Hashable, Codable {
        public let name: String
        public let sha256: String
        public let bytes: Int
    }

    /// What the result of the check is a function of; empty where there was none.
    public struct Hashes: Sendable, Hashable, Codable {
        public let schema: String
        public let rules: String
        public let reference: String
        public let previous: String
    }

    public struct Count: Sendable, Hashable, Codable {
        public let table: String
        public let records: Int
    }

    public struct Signature: Sendable, Hashable, Codable {
        public let algorithm: String
        /// Which key: the first 16 hexadecimal digits of the SHA-256 of its public half.
        public let key: String
        /// The public half itself, in Base64; trust it only after comparing it with the published one.
        public let publicKey: String
        public let value: String
    }

    init(_ content: Content, key: ReceiptKey) throws {
        self.content = content
        signature = Signature(
            algorithm: "Ed25519",
            key: key.publicKey.id,
            publicKey: key.publicKey.text,
            value: try key.signature(of: Self.canonical(content))
        )
    }

    /// The receipt as a file: JSON with keys in order.
    ///
    /// - Returns: The text, with a line end.
    /// - Throws: An encoding error.
    public func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// The bytes that are signed: the content as JSON with keys in order and no space.
    static func canonical(_ content: Content) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(content))
    }
}
