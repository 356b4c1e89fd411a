import Crypto

/// What a sender gets when the bytes are durable, and not before.
public struct Receipt: Sendable, Hashable {
    /// Number of the submission.
    public let id: Int
    /// The files, in the order they were given.
    public let files: [StoredFile]
    /// Whether this key was used before for the same files, so that nothing new was made.
    public let isRepeat: Bool

    /// SHA-256 of the one file; of several, SHA-256 over a line `hash  name` for each, as `sha256sum` prints them.
    public var sha256: String {
        if files.count == 1 { return files[0].sha256 }
        let lines = files.map { "\($0.sha256)  \($0.name)\n" }.joined()
        return Hexadecimal.text(SHA256.hash(data: Array(lines.utf8)))
    }

    /// Length of all files together.
    public var bytes: Int { files.reduce(0) { $0 + $1.byteCount } }
}
