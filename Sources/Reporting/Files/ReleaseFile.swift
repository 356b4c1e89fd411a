internal import Crypto

/// A file of a release, whole in memory until it is written.
struct ReleaseFile {
    let path: String
    let bytes: [UInt8]
    let sha256: String

    init(path: String, text: String) {
        self.path = path
        bytes = Array(text.utf8)
        sha256 = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
