import Foundation
import FoundationNetworking
import Glibc
import Support

/// The provider of the package `oidc-provider-mock`, as a process of its own.
final class MockProvider: Sendable {
    let issuer: String
    private let process: Process

    /// Whether the package is there; in CI it must be.
    static let isExpected = ProcessInfo.processInfo.environment["CI"] == "true" || python != nil

    private static var python: String? {
        ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
    }

    struct NotStarted: Error {}

    /// Runs a test with a provider, and ends it.
    ///
    /// - Parameters:
    ///   - claims: The people it knows, each as a JSON object.
    ///   - tokenSeconds: How long its tokens live.
    ///   - body: The test.
    /// - Throws: `NotStarted`, or what the body throws.
    static func run(
        claims: [String],
        tokenSeconds: Int = 3600,
        _ body: (MockProvider) async throws -> Void
    ) async throws {
        let provider = try await onThread { try MockProvider(claims: claims, tokenSeconds: tokenSeconds) }
        defer { provider.stop() }
        try await body(provider)
    }

    /// Starts the provider on a port that is free.
    ///
    /// - Parameters:
    ///   - claims: The people it knows, each as a JSON object.
    ///   - tokenSeconds: How long its tokens live.
    /// - Throws: `NotStarted`, or what Foundation throws.
    private init(claims: [String], tokenSeconds: Int) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [Self.python ?? "python3", "-m", "oidc_provider_mock", "-p", "0", "-e", String(tokenSeconds), "-n", "True"]
            + claims.flatMap { ["--user-claims", $0] }
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        self.process = process
        var said = ""
        while !said.contains("(Press CTRL") {
            let data = pipe.fileHandleForReading.availableData
            guard !data.isEmpty else { throw NotStarted() }
            said += String(decoding: data, as: UTF8.self)
        }
        guard let port = said.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)/)?.output.1 else { throw NotStarted() }
        issuer = "http://127.0.0.1:\(port)"
        // What it says later must not stop it.
        pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    /// Does what a person does in the browser, and gives what the browser comes back with.
    func consent(_ address: URL, as subject: String, action: String = "grant") async throws -> [String: String] {
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data("sub=\(subject)&action=\(action)".utf8)
        let session = URLSession(configuration: .ephemeral, delegate: Stay(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (_, response) = try await session.data(for: request)
        let back = (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Location") ?? ""
        let items = URLComponents(string: back)?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    func stop() {
        // It would wait for connections that are kept open, were it asked.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
}

private final class Stay: NSObject, URLSessionTaskDelegate, Sendable {
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
