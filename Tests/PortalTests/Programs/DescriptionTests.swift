import Foundation
import Support
import Testing
import Warehouse

@testable import Portal

/// The description of the API is valid, complete and true.
@Suite struct DescriptionTests {
    private static let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? "python3"

    private static let settings = Repository.root.appending(path: "Tests/PortalTests/Programs/schemathesis.toml").path

    @Test func `every address for programs is described, and nothing else is`() throws {
        let described = try OpenAPIDocument().operations.map { "\($0.method) \($0.path)" }
        let answered = ProgramRoutes.all.flatMap { route in
            route.answers.map { "\($0.method) " + route.path.replacing(/:([a-z]+)/) { "{\($0.output.1)}" } }
        }
        #expect(Set(described) == Set(answered))
    }

    @Test func `the description is OpenAPI 3.1`() async throws {
        try await PortalUnderTest.open { portal in
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "openapi.json")
            let answer = try await portal.get("/api/openapi.json")
            #expect((answer.object["servers"] as? [[String: String]])?.first?["url"] == portal.base.absoluteString)
            try answer.body.write(to: file)
            let outcome = try await onThread {
                try Tool.run([Self.python, "-m", "openapi_spec_validator", "--schema", "3.1.0", file.path])
            }
            #expect(outcome.status == 0, "\(outcome.text)")
        }
    }

    /// Five hundred generated requests, right and wrong ones, with a seed.
    @Test func `schemathesis finds no answer that the description does not tell`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open(adjust: { settings, _ in settings.requestsPerMinute = .max }) { portal in
            let system = try await portal.system("Case system", of: "la:301")
            let place = "/api/v1/collections/sen2-2025/uploads"
            let sent = try await system.send(files.good, to: place, key: "first-return")
            #expect(sent.status == 202)
            try await portal.work()
            let address = portal.base.absoluteString
            let outcome = try await onThread {
                try Tool.run([
                    Self.python, "-c",
                    "from schemathesis.cli import schemathesis as run; run()", "--config-file", Self.settings, "run",
                    "\(address)/api/openapi.json", "--seed", "1",
                    "--max-examples", "60", "--header", "Authorization: Bearer \(system.token)", "--no-color",
                    "--generation-database", "none", "--request-timeout", "60", "--warnings", "off",
                ])
            }
            #expect(outcome.status == 0, "\(outcome.text.suffix(16_000))")
            #expect(outcome.text.contains("generated"))
        }
    }
}
