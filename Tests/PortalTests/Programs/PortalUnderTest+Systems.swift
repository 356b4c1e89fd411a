import Foundation
import Warehouse

extension PortalUnderTest {
    /// A supplier's system with a token.
    struct System: Sendable {
        let portal: PortalUnderTest
        let token: String

        func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
            try await ask("GET", path, headers)
        }

        func post(_ path: String, _ body: [String: Any]) async throws -> Answer {
            let data = try JSONSerialization.data(withJSONObject: body)
            return try await ask("POST", path, ["Content-Type": "application/json"], data)
        }

        func send(_ file: URL, to path: String, key: String) async throws -> Answer {
            let part = (name: file.lastPathComponent, bytes: try Data(contentsOf: file))
            let own = ["Authorization": "Bearer \(token)", "Idempotency-Key": key]
            return try await portal.upload(path, [part], headers: own)
        }

        func ask(
            _ method: String,
            _ path: String,
            _ headers: [String: String] = [:],
            _ body: Data? = nil
        ) async throws -> Answer {
            let own = headers.merging(["Authorization": "Bearer \(token)"]) { $1 }
            return try await portal.ask(method, path, nil, own, body)
        }
    }

    /// Makes a token and the system that holds it.
    func system(_ name: String, of organisation: String) async throws -> System {
        let token = try await owner.createToken(name, for: Organisation(organisation))
        return System(portal: self, token: token.text)
    }
}

extension PortalUnderTest.Answer {
    /// The body as a JSON object; empty when it is none.
    var object: [String: Any] {
        (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
    }
}
