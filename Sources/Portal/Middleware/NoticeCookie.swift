import Crypto
import Foundation

/// A sentence that the next page shows once, after what was asked for is done.
enum NoticeCookie {
    static let name = "sendstat_notice"
    static let cleared = "\(name)=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0"

    static func holding(_ sentence: String, sealedWith key: SymmetricKey) -> String {
        let text =
            (try? AES.GCM.seal(Array(sentence.utf8), using: key, authenticating: purpose).combined)
            .flatMap { $0 } ?? Data()
        let value = text.base64EncodedString().replacingOccurrences(of: "=", with: "")
        return "\(name)=\(value); Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=60"
    }

    static func open(_ value: String, with key: SymmetricKey) -> String? {
        let padded = value + String(repeating: "=", count: (4 - value.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let box = try? AES.GCM.SealedBox(combined: data),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: purpose)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let purpose = Array("sendstat notice".utf8)
}
