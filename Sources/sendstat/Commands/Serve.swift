import ArgumentParser
import Crypto
import Foundation
import Glibc
import Logging
import Pipeline
import Portal
import PostgreSQL
import Reporting
import Warehouse

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer people's browsers and suppliers' programs: the portal and the HTTP API.",
        discussion: """
            The provider that people sign in by is named by the environment: SENDSTAT_OIDC_ISSUER,
            SENDSTAT_OIDC_CLIENT_ID, SENDSTAT_OIDC_SECRET_FILE and SENDSTAT_OIDC_NAME. Without them
            people sign in to accounts of this service (sendstat account add).

            Receipts are also offered as PDF where Chromium is installed (or SENDSTAT_BROWSER names it).

            Put a server that speaks TLS before it; --address says what people type.
            """
    )

    @OptionGroup var home: Home

    @Option(help: "Where to listen, as HOST:PORT.")
    var listen = "127.0.0.1:8080"

    @Option(help: "The address people reach it by; without it, the one it listens on.")
    var address: String?

    @Option(help: "Where a watching program finds /metrics, as HOST:PORT; nowhere without it.")
    var metrics: String?

    @Option(help: "MiB that one upload may have.")
    var uploadLimit = 512

    @Option(help: "A folder of reference data to check establishments against.")
    var reference: String?

    @Option(help: "Where people get help, in words.")
    var help = "your collection's service desk"

    @Option(help: "text or json: how requests are logged; json where stderr is no terminal.")
    var log = LogForm.usual

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let (host, port) = try Self.place(listen)
        try await home.withWarehouse(connections: 8) { open in
            let portal = try Portal(
                warehouse: open.warehouse,
                library: try Installation.library(),
                receiptKey: try KeyFile.receipts(from: home.folder),
                settings: try settings(host, port),
                check: try checking(),
                printer: PagePrinter(browser: ProcessInfo.processInfo.environment["SENDSTAT_BROWSER"]),
                clock: { Date() }
            )
            let isQuiet = home.quiet
            let logger = log.logger("portal", isQuiet: isQuiet)
            let server = PortalServer(portal, host: host, port: port, logger: logger)
            let watched = try metrics.map(Self.place)
            try await withThrowingTaskGroup(of: Void.self) { group in
                if let watched {
                    let metrics = MetricsServer(portal, host: watched.0, port: watched.1, logger: logger)
                    group.addTask { try await metrics.run() }
                }
                group.addTask {
                    try await server.run { port in
                        if !isQuiet { Talk.say("Answering at http://\(host):\(port)/ – end with Ctrl-C.") }
                    }
                }
                // Whichever ends first, asked to or because its port was taken, ends both.
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    private func settings(_ host: String, _ port: Int) throws -> PortalSettings {
        let address = address ?? "http://\(host):\(port)"
        let key = SymmetricKey(data: try KeyFile.portal(from: home.folder))
        let spool = try Spool.own(in: home.folder)
        var settings = PortalSettings(address: address, spool: spool, key: key)
        settings.uploadLimit = uploadLimit << 20
        settings.help = help
        settings.assets = Installation.assets()
        if let provider = try Self.provider(address) {
            settings.openID = provider
            settings.openIDName = ProcessInfo.processInfo.environment["SENDSTAT_OIDC_NAME"] ?? settings.openIDName
        }
        return settings
    }

    /// Returns that are only to be checked are read in confined processes, like all others.
    private func checking() throws -> Portal.Check {
        let library = try Installation.library()
        let children = CheckingChildren(program: try CheckOne.program(reference: reference))
        return { files, name in
            let read = try files.map { file in
                CheckRequest.File(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
            }
            return try await children.check(CheckRequest(returnName: name, files: read), library: library)
        }
    }

    private static func provider(_ address: String) throws -> OpenIDSettings? {
        let environment = ProcessInfo.processInfo.environment
        guard let issuer = environment["SENDSTAT_OIDC_ISSUER"], !issuer.isEmpty else { return nil }
        guard let client = environment["SENDSTAT_OIDC_CLIENT_ID"], let file = environment["SENDSTAT_OIDC_SECRET_FILE"],
            let redirect = URL(string: address + Portal.providerReturnPath)
        else {
            throw ValidationError(
                "Set SENDSTAT_OIDC_CLIENT_ID and SENDSTAT_OIDC_SECRET_FILE beside SENDSTAT_OIDC_ISSUER."
            )
        }
        let secret = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return try OpenIDSettings(
            issuer: issuer,
            clientID: client,
            clientSecret: secret,
            redirect: redirect,
            vouchesForEmail: environment["SENDSTAT_OIDC_VOUCHES"] == "yes"
        )
    }

    private static func place(_ text: String) throws -> (String, Int) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 2, let port = parts.last.flatMap({ Int($0) }), (0...65_535).contains(port) else {
            throw ValidationError("Write where to listen as HOST:PORT, such as 127.0.0.1:8080.")
        }
        return (parts.dropLast().joined(separator: ":"), port)
    }
}

/// Where uploads of this process lie while they come in.
private enum Spool {
    /// Makes room, and removes what processes that are gone had half received.
    static func own(in home: URL) throws -> URL {
        let all = home.appendingPathComponent("spool", isDirectory: true)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: all.path)) ?? [] {
            guard let process = pid_t(name), kill(process, 0) != 0 || process == getpid() else { continue }
            try FileManager.default.removeItem(at: all.appendingPathComponent(name))
        }
        return all.appendingPathComponent(String(getpid()), isDirectory: true)
    }
}
