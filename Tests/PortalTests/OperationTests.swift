import Foundation
import FoundationNetworking
import Portal
import PostgreSQL
import Support
import Testing
import Warehouse

/// What an operator sees of the portal: OP-2.5, OP-2.6.
@Suite struct OperationTests {
    @Test func `while the database is away pages say so and when to come back, and it heals by itself`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let system = try await portal.system("Case system", of: "la:301")
            #expect(try await portal.get("/healthz/ready").text == "ready\n")
            try await portal.letIn(false)
            let answers = try await [
                portal.get("/healthz/ready"), portal.get("/senders/la:301", as: preparer),
                system.get("/api/v1/uploads"),
                system.send(files.good, to: "/api/v1/collections/sen2-2025/uploads", key: "while-away"),
            ]
            for answer in answers {
                #expect(answer.status == 503 && answer.headers["retry-after"] == "30")
            }
            #expect(try await portal.get("/healthz/live").status == 200)
            try await portal.letIn(true)
            #expect(try await portal.get("/healthz/ready").status == 200)
            #expect(try await portal.get("/senders/la:301", as: preparer).status == 200)
            #expect(try await portal.owner.submissions(of: "la:301").isEmpty)
        }
    }

    @Test func `figures for a watching program can be read by one and tell what is there`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            _ = try await portal.handIn(files.good, by: preparer)
            try await portal.work()
            _ = try await portal.handIn(files.spoilt, by: preparer)
            try await portal.owner.recordSuccess(of: "backup", every: 86_400)
            _ = try await portal.get("/healthz/live")
            let text = try await portal.metrics()
            for line in [
                "send_returns{state=\"received\"} 1", "send_checks_queued 1", "send_check_seconds_count 1",
                "send_check_seconds_bucket{le=\"+Inf\"} 1", "send_access_requests_late 0", "send_outbox_waiting 0",
                "send_job_period_seconds{job_name=\"backup\"} 86400",
            ] { #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)") }
            #expect(text.contains("send_http_requests_total{status=\"200\"}"))
            #expect(!text.contains("301") && !text.contains("Pat"))
            let promtool = ProcessInfo.processInfo.environment["SENDSTAT_PROMTOOL"] ?? ""
            guard !promtool.isEmpty || ProcessInfo.processInfo.environment["CI"] == "true" else { return }
            let folder = try TemporaryFolder()
            try Data(text.utf8).write(to: folder.url.appending(path: "metrics"))
            let check = try await onThread {
                try Tool.run(["sh", "-c", "\"$0\" check metrics < metrics", promtool], in: folder.url)
            }
            #expect(check.status == 0, "\(check.text)")
        }
    }

    @Test func `one number follows a request from its header through the log to the database`() async throws {
        try await PortalUnderTest.open { portal in
            _ = try await portal.account("Pat Preparer", [.preparer: "la:301"])
            try await portal.noteNamesOfSessions()
            let number = "trace-0123456789"
            let form = [("email", "pat@example.org"), ("password", PortalUnderTest.password)]
            let answer = try await portal.post("/sign-in", form, headers: ["X-Request-Id": number])
            #expect(answer.status == 303 && answer.headers["x-request-id"] == number)
            let line = portal.log.lines.first { $0.contains("request=\(number)") }
            #expect(line?.contains("route=/sign-in") == true)
            #expect(try await portal.namesOfSessions() == ["portal request=\(number)"])
            // What is no plain number gets one of ours, and stands nowhere.
            let odd = try await portal.get("/", headers: ["X-Request-Id": "Jo Smith's child <b>"])
            #expect(odd.headers["x-request-id"]?.count == 32)
            #expect(!portal.log.lines.contains { $0.contains("Smith") })
        }
    }

    @Test func `a request for access is late after a working day, and a weekend is none`() async throws {
        try await PortalUnderTest.open { portal in
            let newcomer = try await portal.person("Nick Newcomer")
            let wish = try Membership(Organisation("la:301"), .viewer)
            _ = try await portal.warehouse.requestAccess(wish, account: newcomer.account.id)
            #expect(try await portal.warehouse.operationFigures().requestsLate == 0)
            try await portal.age(days: 4)
            #expect(try await portal.warehouse.operationFigures().requestsLate == 1)
        }
    }
}

extension PortalUnderTest {
    /// Keeps under which name the database saw whoever opened a session.
    fileprivate func noteNamesOfSessions() async throws {
        try await look { session in
            try session.script(
                """
                CREATE TABLE public.seen (name text);
                GRANT INSERT ON public.seen TO PUBLIC;
                GRANT USAGE ON SCHEMA public TO PUBLIC;
                CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO public.seen VALUES (current_setting(''application_name'')); RETURN NEW; END';
                CREATE TRIGGER seen AFTER INSERT ON access.session FOR EACH ROW EXECUTE FUNCTION public.see();
                """
            )
        }
    }

    fileprivate func namesOfSessions() async throws -> [String] {
        try await query(settings, "SELECT name FROM public.seen").map { try $0.get("name") }
    }

    /// Ends the connections of the portal's role and lets it open no others, or lets it again.
    fileprivate func letIn(_ isOpen: Bool) async throws {
        let role = "portal_of_\(settings.database)"
        let open: SQL = "ALTER ROLE {role} LOGIN"
        let shut: SQL = "ALTER ROLE {role} NOLOGIN"
        try await look { session in
            try session.script((isOpen ? open : shut).naming("{role}", role))
            guard !isOpen else { return }
            _ = try session.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1",
                [.text(role)]
            )
        }
    }

    /// Makes all requests for access so many days older.
    fileprivate func age(days: Int) async throws {
        try await look { session in
            _ = try session.execute(
                "UPDATE access.request SET asked_at = asked_at - make_interval(days => $1::integer)",
                [Parameter(days)]
            )
        }
    }

    private func look(_ body: @Sendable (Session) throws -> Void) async throws {
        let connection = try await Connection.open(settings)
        try await connection.perform(body)
        await connection.close()
    }

    /// What a watching program reads.
    fileprivate func metrics() async throws -> String {
        let server = MetricsServer(portal, host: "127.0.0.1", port: 0, logger: log.logger)
        let (ready, isReady) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await server.run { isReady.yield($0) } }
        defer { running.cancel() }
        let port = try #require(await ready.first { $0 > 0 })
        let address = try #require(URL(string: "http://127.0.0.1:\(port)/metrics"))
        let (data, _) = try await URLSession.shared.data(from: address)
        return String(decoding: data, as: UTF8.self)
    }
}
