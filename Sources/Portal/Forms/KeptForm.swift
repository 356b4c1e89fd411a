import Crypto
import Foundation
import Hummingbird
import Warehouse

/// A form that came after its session had ended: it waits, sealed, until the same person has signed in again.
struct KeptForm: Codable {
    /// Where it was sent to.
    let path: String
    let fields: [Field]

    struct Field: Codable {
        let name, value: String
    }

    /// Takes a form of the pages on which people write; nil for all others, which hold nothing that took work.
    init?(_ form: Form, sentTo path: String) {
        guard ["/senders/", "/board/"].contains(where: path.hasPrefix) else { return nil }
        self.path = path
        fields = form.names.filter { $0 != "form_token" }.flatMap { name in
            form.values(name).map { Field(name: name, value: $0) }
        }
    }

    init?(sealed: [UInt8], with key: SymmetricKey) {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: Self.purpose),
            let form = try? JSONDecoder().decode(KeptForm.self, from: bytes)
        else { return nil }
        self = form
    }

    func sealed(with key: SymmetricKey) throws -> [UInt8] {
        let bytes = try JSONEncoder().encode(self)
        return [UInt8](try AES.GCM.seal(bytes, using: key, authenticating: Self.purpose).combined ?? Data())
    }

    private static let purpose = Array("sendstat kept form".utf8)
}

/// The cookie that a kept form is asked for by.
enum KeptFormCookie {
    static let name = "sendstat_kept"

    static func holding(_ secret: String) -> String {
        "\(name)=\(secret); Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=3600"
    }

    static let cleared = "\(name)=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0"
}

extension Portal {
    /// Keeps a form whose session has ended, and asks whoever sent it to sign in.
    ///
    /// - Parameters:
    ///   - form: The form.
    ///   - request: What it came with.
    /// - Returns: Why it is not answered now.
    /// - Throws: A `PostgreSQLError`.
    func keep(_ form: Form, _ request: Request) async throws -> PortalError {
        guard let token = request.cookies[SessionCookie.name]?.value,
            let kept = KeptForm(form, sentTo: request.uri.path),
            let secret = try await warehouse.keepForm(try kept.sealed(with: settings.key), ofSession: token)
        else { return .signInNeeded }
        return .signInNeededForForm(secret.text)
    }
}
