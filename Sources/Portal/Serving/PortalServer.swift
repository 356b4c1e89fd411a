import Hummingbird
public import Logging

/// A portal that answers on a socket.
public struct PortalServer: Sendable {
    private let portal: Portal
    private let host: String
    private let port: Int
    private let logger: Logger

    /// Puts a server together.
    ///
    /// - Parameters:
    ///   - portal: What answers.
    ///   - host: The address it listens on.
    ///   - port: The port; 0 takes a free one.
    ///   - logger: Where a line for each request goes.
    public init(_ portal: Portal, host: String, port: Int, logger: Logger) {
        self.portal = portal
        self.host = host
        self.port = port
        self.logger = logger
    }

    /// Answers until the process is told to end by SIGTERM or SIGINT; requests under way are finished.
    ///
    /// - Parameter onReady: Called with the port once connections are taken.
    /// - Throws: An error of the system when the port cannot be listened on.
    @concurrent
    public func run(onReady: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            responder: Self.router(portal).buildResponder(),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                serverName: nil
            ),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.runService()
    }

    static func router(_ portal: Portal) -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: RequestNumber())
        router.add(middleware: RequestLog(clock: portal.clock, counts: portal.requests))
        router.add(middleware: SecurityHeaders())
        router.add(middleware: Faults(portal: portal))
        router.add(middleware: SameOrigin(address: portal.settings.address))
        router.add(middleware: Sessions(portal: portal))
        let routes = Routes(router: router, portal: portal)
        for group in PageGroups.all { group.add(to: routes) }
        return router
    }
}
