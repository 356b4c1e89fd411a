public import Foundation
import FoundationNetworking

/// Asks a portal as browsers and systems do: redirects are looked at, cookies are given by hand.
public struct Client: Sendable {
    /// What came back.
    struct Answer: Sendable {
        let status: Int
        let location: String
        let setCookie: String
        let retryAfter: Double
        let body: Data
        /// Seconds from the first byte sent to the last received.
        let seconds: Double

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    let base: URL
    private let session: URLSession
    /// Seconds of a clock that only goes forward.
    let seconds: @Sendable () -> Double

    /// Prepares to ask.
    ///
    /// - Parameters:
    ///   - base: The portal's address.
    ///   - seconds: A clock that only goes forward, in seconds.
    public init(base: URL, seconds: @escaping @Sendable () -> Double) {
        self.base = base
        self.seconds = seconds
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 300
        configuration.timeoutIntervalForResource = 1_200
        configuration.httpMaximumConnectionsPerHost = 512
        configuration.httpShouldSetCookies = false
        session = URLSession(configuration: configuration, delegate: StayHere(), delegateQueue: nil)
    }

    /// Lets go of all connections.
    public func close() {
        session.finishTasksAndInvalidate()
    }

    /// Sends one request.
    ///
    /// - Returns: The answer; nil when there was none.
    func ask(_ method: String, _ path: String, _ headers: [String: String] = [:], _ body: Data? = nil) async -> Answer?
    {
        guard let address = URL(string: base.absoluteString + path) else { return nil }
        var request = URLRequest(url: address)
        request.httpMethod = method
        request.httpShouldHandleCookies = false
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = body
        let start = seconds()
        guard let (data, response) = try? await session.data(for: request), let response = response as? HTTPURLResponse
        else { return nil }
        func header(_ name: String) -> String { response.value(forHTTPHeaderField: name) ?? "" }
        return Answer(
            status: response.statusCode,
            location: header("Location"),
            setCookie: header("Set-Cookie"),
            retryAfter: Double(header("Retry-After")) ?? 5,
            body: data,
            seconds: seconds() - start
        )
    }
}

private final class StayHere: NSObject, URLSessionTaskDelegate, Sendable {
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

/// A form with files, as browsers encode it (RFC 7578).
struct MultipartForm {
    static let boundary = "----sendstat-rehearsal-form"
    static let type = "multipart/form-data; boundary=\(boundary)"
    private(set) var data = Data()

    mutating func add(_ name: String, _ value: String) {
        data += Data("--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }

    mutating func add(file: URL) throws {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"\(file.lastPathComponent)\"\r\n"
        data += Data("--\(Self.boundary)\r\n\(head)Content-Type: application/xml\r\n\r\n".utf8)
        data += try Data(contentsOf: file)
        data += Data("\r\n".utf8)
    }

    mutating func end() {
        data += Data("--\(Self.boundary)--\r\n".utf8)
    }
}
