import Crypto
import Returns

/// One hash over several files.
enum ListedFiles {
    /// SHA-256 over a line `hash  name` for each file; empty when there is none.
    static func hash(_ files: [SourceFile]) -> String {
        guard !files.isEmpty else { return "" }
        let lines = files.map { "\($0.sha256)  \($0.name)\n" }.joined()
        return Hexadecimal.text(SHA256.hash(data: Array(lines.utf8)))
    }
}
