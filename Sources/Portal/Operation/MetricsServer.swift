import Hummingbird
public import Logging
import Warehouse

/// Answers a watching program on a listener of its own, which people do not reach.
public struct MetricsServer: Sendable {
    private let portal: Portal
    private let host: String
    private let port: Int
    private let logger: Logger

    /// Puts a server together.
    ///
    /// - Parameters:
    ///   - portal: What is watched.
    ///   - host: The address it listens on.
    ///   - port: The port; 0 takes a free one.
    ///   - logger: Where faults go.
    public init(_ portal: Portal, host: String, port: Int, logger: Logger) {
        self.portal = portal
        self.host = host
        self.port = port
        self.logger = logger
    }

    /// Answers until the task is cancelled.
    ///
    /// - Parameter onReady: Called with the port once connections are taken.
    /// - Throws: An error of the system when the port cannot be listened on.
    @concurrent
    public func run(onReady: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        let router = Router(context: PortalContext.self)
        router.add(middleware: Faults(portal: portal))
        let portal = portal
        router.get("/metrics") { _, _ in
            let figures = try await portal.warehouse.operationFigures()
            return Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: MetricsText(figures, portal.requests.counted).text))
            )
        }
        let application = Application(
            responder: router.buildResponder(),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.run()
    }
}
