import Foundation
import Support
import Testing
import Validation

@Suite("The page of findings")
struct PageTests {
    @Test("Every link inside the page leads somewhere, and no name stands twice")
    func anchors() throws {
        for made in [GoodReturn(), FaultyReturn.made, FaultyReturn.hard] {
            let page = try FindingsHTML().render(FaultyReturn.check(made).result)
            let names = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
            #expect(Set(names).count == names.count)
            for link in page.matches(of: /href="([^"]+)"/).map({ String($0.1) }) {
                #expect(link.hasPrefix("#") && names.contains(String(link.dropFirst())), "\(link)")
            }
        }
    }

    @Test("A finding has the anchor of its rule and row")
    func findingAnchor() throws {
        let page = try FindingsHTML().render(FaultyReturn.check(FaultyReturn.made).result)
        #expect(page.contains("<tr id=\"date-not-readable-4\">"))
        #expect(page.contains("<h3 id=\"date-not-readable\">Date cannot be read</h3>"))
        // The same rule found at two severities.
        #expect(page.contains("<h3 id=\"code-not-in-list\">") && page.contains("<h3 id=\"code-not-in-list-query\">"))
    }

    @Test("The page needs nothing beside it, runs nothing, and shows markup of a return as text")
    func selfContained() throws {
        let page = try FindingsHTML().render(FaultyReturn.check(FaultyReturn.hard).result)
        for word in ["<script", "src=", "@import", "url(", "http", "<link", "onclick", "\u{1B}"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("&lt;U+001B&gt;[31mred"))
    }

    @Test("What is left out of the page is said")
    func cut() throws {
        let result = try FaultyReturn.check(FaultyReturn.large(30)).result
        let page = FindingsHTML(placesPerRule: 10).render(result)
        #expect(page.contains("20 more are counted and not listed here"))
        #expect(!FindingsHTML().render(result).contains("not listed here"))
    }

    @Test("axe finds no violation, the Nu checker none, and no page is wider than a phone or a desk's window")
    func axe() throws {
        let folder = try TemporaryFolder()
        let made = [GoodReturn(), FaultyReturn.made, FaultyReturn.hard]
        let names = made.indices.map { "page-\($0).html" }
        for (name, made) in zip(names, made) {
            let page = try FindingsHTML().render(FaultyReturn.check(made).result)
            try Data(page.utf8).write(to: folder.url.appending(path: name))
        }
        do {
            let complaints = try MarkupCheck().complaints(about: folder.url)
            #expect(complaints.isEmpty, "\(complaints.prefix(2_000))")
            for outcome in try AccessibilityCheck().look(at: names, below: folder.url, widths: [1_160, 720, 320]) {
                let place = "\(outcome.page) at \(outcome.width)"
                #expect(outcome.violations.isEmpty, "\(place): \(outcome.violations)")
                #expect(outcome.overflow <= 0, "\(place) is \(outcome.overflow) pixels too wide")
            }
        } catch let missing as AccessibilityCheck.Missing { OutsideProgram.missing(missing.description) }
    }
}
