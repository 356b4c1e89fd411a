import Foundation
import FoundationNetworking

extension PortalUnderTest {
    /// What the portal answered.
    struct Answer: Sendable {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: Data

        var text: String { String(decoding: body, as: UTF8.self) }

        /// The token that the page's forms carry.
        var formToken: String {
            (text.firstMatch(of: /name="form_token" value="([^"]*)"/)?.output.1).map(String.init) ?? ""
        }

        /// A cookie that was set.
        func cookie(_ name: String) -> String? {
            let all = headers["set-cookie"] ?? ""
            guard let start = all.range(of: "\(name)=") else { return nil }
            return String(all[start.upperBound...].prefix { $0 != ";" })
        }
    }

    /// Asks for a page; redirects are not followed.
    func get(_ path: String, as person: Person? = nil, headers: [String: String] = [:]) async throws -> Answer {
        try await ask("GET", path, person, headers, nil)
    }

    /// Sends a form as the page at `from` would, with that page's token.
    func post(
        _ path: String,
        _ fields: [(String, String)],
        as person: Person? = nil,
        from page: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var fields = fields
        if let page { fields.append(("form_token", try await get(page, as: person).formToken)) }
        let encoded = fields.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        return try await ask("POST", path, person, type.merging(headers) { $1 }, Data(encoded.utf8))
    }

    /// Sends files as a browser does.
    func upload(
        _ path: String,
        _ files: [(name: String, bytes: Data)],
        fields: [(String, String)] = [],
        as person: Person? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        let boundary = "----portal-under-test"
        var body = Data()
        for (name, value) in fields {
            body += Data("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            let head = "Content-Disposition: form-data; name=\"file\"; filename=\"\(file.name)\"\r\n"
            body += Data("--\(boundary)\r\n\(head)Content-Type: application/octet-stream\r\n\r\n".utf8)
            body += file.bytes + Data("\r\n".utf8)
        }
        body += Data("--\(boundary)--\r\n".utf8)
        let type = ["Content-Type": "multipart/form-data; boundary=\(boundary)"]
        return try await ask("POST", path, person, type.merging(headers) { $1 }, body)
    }

    /// Asks in any way.
    func ask(
        _ method: String,
        _ path: String,
        _ person: Person?,
        _ headers: [String: String],
        _ body: Data?
    ) async throws -> Answer {
        guard let address = URL(string: base.absoluteString + path) else { throw PortalUnderTestError.noPort }
        var request = URLRequest(url: address)
        request.httpMethod = method
        request.httpShouldHandleCookies = false
        if let person { request.setValue("sendstat_session=\(person.token)", forHTTPHeaderField: "Cookie") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = body
        let session = URLSession(configuration: .ephemeral, delegate: StayHere(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (data, response) = try await session.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw PortalUnderTestError.noPort }
        let pairs = response.allHeaderFields.map { ("\($0)".lowercased(), "\($1)") }
        return Answer(
            status: response.statusCode,
            headers: Dictionary(pairs, uniquingKeysWith: { "\($0), \($1)" }),
            body: data
        )
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

/// Lets no redirect be followed.
private final class StayHere: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
