import Foundation
import Support
import Testing
import Warehouse

/// What anybody may see without an account: LA-1.1.
@Suite struct PublicPagesTests {
    @Test(arguments: ["/", "/rules", "/samples", "/collections", "/standards/", "/rules/sen2/2026", "/sign-in", "/api"])
    func `a visitor reads it without a session`(_ path: String) async throws {
        try await PortalUnderTest.open { portal in
            let answer = try await portal.get(path)
            #expect([200, 303].contains(answer.status))
            guard answer.status == 303, let place = answer.headers["location"] else { return }
            #expect(try await portal.get(place).status == 200)
        }
    }

    @Test func `every response tells browsers to be careful, and errors do too`() async throws {
        try await PortalUnderTest.open { portal in
            for path in ["/", "/nowhere", "/assets/portal.css", "/standards/", "/access", "/password/made-up"] {
                let headers = try await portal.get(path).headers
                for name in [
                    "content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options",
                    "strict-transport-security", "cache-control",
                ] { #expect(headers[name] != nil, "\(path) has no \(name)") }
            }
        }
    }

    @Test func `addresses that people type are not logged`() async throws {
        try await PortalUnderTest.open { portal in
            _ = try await portal.get("/password/a-secret-link?upn=A123456789012")
            #expect(!portal.log.lines.isEmpty)
            #expect(portal.log.lines.allSatisfy { !$0.contains("a-secret-link") && !$0.contains("A123456789012") })
        }
    }

    @Test func `visitors and people find their way in the browser`() async throws {
        try await PortalUnderTest.open { portal in
            let approver = try await portal.person("Ann Approver", [.approver: "la:301"])
            _ = try await portal.account("Pat Preparer", [.preparer: "la:301"])
            let newcomer = try await portal.person("Nick Newcomer")
            let link = try await portal.owner.makePasswordLink(of: newcomer.account.id)
            let browser = try Browser()
            let outcomes = try await browser.walk(
                [
                    Browser.Journey(
                        "public",
                        steps: [
                            .open("/"), .heading("Send your SEND data"), .follow("what is collected and when"),
                            .heading("What is collected and when"), .open("/rules"), .open("/samples"), .open("/api"),
                            .heading("For suppliers' systems"),
                            .open("/nowhere"), .heading("Page not found"),
                        ]
                    ),
                    Browser.Journey(
                        "sign-in",
                        steps: [
                            .open("/account"), .heading("Sign in"), .type("pat@example.org", in: "Email address"),
                            .type("wrong words here", in: "Password"), .press("Sign in"), .text("There is a problem"),
                            .type(PortalUnderTest.password, in: "Password"), .press("Sign in"),
                            .heading("Your account"), .tick("A school"), .press("Ask for access"),
                            .text("Enter the three digits"), .type("100001", in: "Its number"),
                            .tick("Look at returns"), .press("Ask for access"), .text("Your request was sent to"),
                        ]
                    ),
                    Browser.Journey(
                        "second-factor",
                        cookies: approver.cookies,
                        steps: [.open("/account/second-factor"), .text("A second factor is set up")]
                    ),
                    Browser.Journey(
                        "second-factor-new",
                        cookies: newcomer.cookies,
                        steps: [
                            .open("/account/second-factor"), .press("Set up an app"), .type("000000", in: "Code"),
                            .press("Continue"), .text("There is a problem"),
                        ]
                    ),
                    Browser.Journey(
                        "password",
                        steps: [
                            .open("/password/\(link.text)"), .type("short", in: "New password"),
                            .type("short", in: "The same again"), .press("Save"), .text("There is a problem"),
                            .type("four other random words", in: "New password"),
                            .type("four other random words", in: "The same again"), .press("Save"),
                            .text("Your password is chosen"),
                        ]
                    ),
                ],
                whileServingAt: portal.base
            )
            for outcome in outcomes { #expect(outcome.faults == [], "\(outcome.journey)") }
            let complaints = try await onThread { try MarkupCheck().complaints(about: browser.pages) }
            #expect(complaints == "")
        }
    }
}
