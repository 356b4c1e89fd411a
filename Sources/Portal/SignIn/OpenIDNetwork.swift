public import Foundation
public import FoundationNetworking

/// How the provider is reached: over the network, or otherwise in tests.
public struct OpenIDNetwork: Sendable {
    /// Sends a request and gives the status and the body; it throws when nobody answers.
    public let send: @Sendable (URLRequest) async throws -> (status: Int, body: Data)

    public init(send: @escaping @Sendable (URLRequest) async throws -> (status: Int, body: Data)) {
        self.send = send
    }

    /// The network, with ten seconds for an answer.
    ///
    /// Redirects are not followed: a secret goes where it was meant to.
    public static let system = OpenIDNetwork { request in
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 10
        configuration.timeoutIntervalForResource = 20
        let session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (body, response) = try await session.data(for: request)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, body)
    }

    /// Reads a JSON object.
    ///
    /// - Parameter request: What to ask.
    /// - Returns: The status and the object's members.
    /// - Throws: `OpenIDError.providerAway` when nobody answers or the answer is no JSON object of a sensible size.
    func object(_ request: URLRequest) async throws(OpenIDError) -> (status: Int, members: [String: Any], body: Data) {
        guard let answer = try? await send(request), answer.body.count <= 1 << 20,
            let members = try? JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
        else { throw .providerAway }
        return (answer.status, members, answer.body)
    }
}

private final class NoRedirects: NSObject, URLSessionTaskDelegate, Sendable {
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
