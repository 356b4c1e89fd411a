import Foundation
import Support
import Testing

@Suite("The browser that walks through pages", .serialized)
struct BrowserTests {
    private static let pages = Repository.root.appending(path: "Tests/HouseTests/Pages")
    private static let own = Repository.root.appending(path: "Sources/Portal/Assets")
    private static let installed = Repository.root.appending(path: ".assets")

    private func walk(_ journeys: [Browser.Journey], assets: [URL] = [own, installed]) throws -> [Browser.Outcome] {
        let server = try StaticServer(Self.pages, assets: assets)
        return try withExtendedLifetime(server) { try Browser().walk(journeys, at: server.base) }
    }

    @Test func `a page with all parts has no fault, is valid, and its form can be filled in without a script`() throws {
        let server = try StaticServer(Self.pages, assets: [Self.own, Self.installed])
        let browser = try Browser()
        let steps: [Browser.Step] = [
            .open("/good.html"), .heading("Every part of a page"), .type("Ann", in: "Your name"),
            .file(Self.pages.appending(path: "good.html"), in: "Your return"), .tick("Yes"), .tick("Dates"),
            .select("Children moved into the area", in: "Reason"), .press("Save and continue"),
            .text("errors in 42 records"), .follow("Read the rules"),
        ]
        let outcome = try #require(try browser.walk([.init("all parts", steps: steps)], at: server.base).first)
        #expect(outcome.faults == [])
        #expect(outcome.pages.count == 3)
        #expect(outcome.pages[1].address.contains("name=Ann&file=good.html&reason=move&text=&once=yes&about=dates"))
        #expect(try MarkupCheck().complaints(about: browser.pages) == "")
    }

    @Test func `the stylesheet of GOV.UK Frontend is the one that was asked for`() throws {
        let style = try String(contentsOf: Self.installed.appending(path: "govuk-frontend.css"), encoding: .utf8)
        #expect(style.contains(#"--govuk-frontend-version: "6.4.0""#))
        #expect(!style.contains("@font-face"))
    }

    @Test func `the same page has no fault without GOV.UK Frontend`() throws {
        let outcomes = try walk([.init("plain", steps: [.open("/good.html")])], assets: [Self.own])
        #expect(outcomes.flatMap(\.faults) == [])
        #expect(outcomes.first?.pages.count == 1)
    }

    @Test func `each planted fault is found`() throws {
        let outcome = try #require(try walk([.init("faulty", steps: [.open("/faulty.html")])]).first)
        let page = try #require(outcome.pages.first)
        #expect(page.violations == ["color-contrast .pale", "label input"])
        #expect(page.overflow == 88)
        #expect(page.foreign == ["http://elsewhere.example/dot.png"])
        #expect(page.unreached == ["a Out of reach"])
        #expect(page.unseenFocus == ["a Unseen"])
        #expect(page.disorder == ["a Jumps ahead then input nameless"])
        #expect(page.faults.count == 7)
    }

    @Test func `a step that is not possible is told, and the next journey goes on without its cookies`() throws {
        let cookie = Browser.Cookie(name: "session", value: "abc")
        let outcomes = try walk([
            .init(
                "stopped",
                cookies: [cookie],
                steps: [.open("/cookie.html"), .press("No such"), .open("/good.html")]
            ),
            .init("known", cookies: [cookie], steps: [.open("/cookie.html"), .heading("session=abc")]),
            .init("unknown", steps: [.open("/cookie.html"), .heading("None")]),
        ])
        #expect(outcomes.map { $0.failure == nil } == [false, true, true])
        #expect(outcomes.first?.failure?.contains("\"No such\"") == true)
        #expect(outcomes.first?.pages.count == 1)
    }

    @Test func `scripts run only where they are wanted`() throws {
        let outcomes = try walk([
            .init("off", steps: [.open("/scripted.html"), .heading("As it was sent")]),
            .init("on", usesJavaScript: true, steps: [.open("/scripted.html"), .heading("As the script left it")]),
        ])
        #expect(outcomes.compactMap(\.failure) == [])
        #expect(outcomes.count == 2)
    }
}
