import Foundation
import Support
import Testing
import Warehouse

/// Signing in as people do it: LA-1.2, LA-1.4.
@Suite struct SignInPagesTests {
    @Test func `a person signs in by name and password and goes on where they were`() async throws {
        try await PortalUnderTest.open { portal in
            _ = try await portal.account("Pat Preparer", [.preparer: "la:301"])
            let away = try await portal.get("/senders/la:301")
            #expect(away.status == 303 || away.status == 404)
            let fields = [
                ("email", "pat@example.org"), ("password", PortalUnderTest.password), ("next", "/collections"),
            ]
            let answer = try await portal.post("/sign-in", fields)
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == "/collections")
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.contains("HttpOnly") && cookie.contains("Secure") && cookie.contains("SameSite=Lax"))
            let token = try #require(answer.cookie("sendstat_session"))
            let known = try await portal.get("/collections", headers: ["Cookie": "sendstat_session=\(token)"])
            #expect(known.text.contains("Pat Preparer"))
        }
    }

    @Test func `a wrong name and a wrong password get the same page`() async throws {
        try await PortalUnderTest.open { portal in
            _ = try await portal.account("Pat Preparer", [.preparer: "la:301"])
            func refused(_ email: String, _ password: String) async throws -> PortalUnderTest.Answer {
                try await portal.post("/sign-in", [("email", email), ("password", password), ("next", "/home")])
            }
            let wrongPassword = try await refused("pat@example.org", "three wrong words")
            let wrongName = try await refused("tap@example.org", PortalUnderTest.password)
            #expect(wrongPassword.status == 422)
            #expect(wrongName.status == 422)
            #expect(
                wrongPassword.text.replacing("pat@example.org", with: "")
                    == wrongName.text.replacing("tap@example.org", with: "")
            )
        }
    }

    @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "", "/sign-out"])
    func `nobody is sent to another site after signing in`(_ next: String) async throws {
        try await PortalUnderTest.open { portal in
            _ = try await portal.account("Pat Preparer", [.preparer: "la:301"])
            let fields = [("email", "pat@example.org"), ("password", PortalUnderTest.password), ("next", next)]
            #expect(try await portal.post("/sign-in", fields).headers["location"] == "/home")
        }
    }

    @Test func `an approver shows a second factor before anything else`() async throws {
        try await PortalUnderTest.open { portal in
            let account = try await portal.account("Ann Approver", [.approver: "la:301"])
            let codes = try await portal.setUpSecondFactor(account)
            let fields = [("email", "ann@example.org"), ("password", PortalUnderTest.password), ("next", "/home")]
            let answer = try await portal.post("/sign-in", fields)
            #expect(answer.headers["location"]?.hasPrefix("/sign-in/code") == true)
            let token = try #require(answer.cookie("sendstat_session"))
            let half = PortalUnderTest.Person(account: account, token: token)
            let wrong = try await portal.post("/sign-in/code", [("code", "000000")], as: half, from: "/sign-in/code")
            #expect(wrong.status == 422)
            let right = try await portal.post("/sign-in/code", [("code", codes[1])], as: half, from: "/sign-in/code")
            #expect(right.status == 303)
            #expect(try await portal.warehouse.session(token: token) == nil)
            let renewed = try #require(right.cookie("sendstat_session"))
            #expect(try await portal.warehouse.session(token: renewed)?.isComplete == true)
        }
    }

    @Test func `signing out ends the session`() async throws {
        try await PortalUnderTest.open { portal in
            let person = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let answer = try await portal.post("/sign-out", [], as: person, from: "/collections")
            #expect(answer.status == 303)
            #expect(try await portal.warehouse.session(token: person.token) == nil)
        }
    }

    @Test func `a form without its token, and a form from another site, change nothing`() async throws {
        try await PortalUnderTest.open { portal in
            let person = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            #expect(try await portal.post("/sign-out", [("form_token", "made up")], as: person).status == 403)
            let abroad = ["Origin": "https://evil.example"]
            let answer = try await portal.post("/sign-out", [], as: person, from: "/collections", headers: abroad)
            #expect(answer.status == 403)
            #expect(try await portal.warehouse.session(token: person.token) != nil)
        }
    }
}
