import Foundation
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

    @Test("axe finds no violation, and at 320 pixels nothing but scroll regions is wider than the page")
    func axe() throws {
        let find = """
            import importlib.util as u
            s = u.find_spec('axe_playwright_python')
            print(s.submodule_search_locations[0], end='')
            """
        guard let place = try OutsideProgram.python(find, needing: ["axe_playwright_python"], []) else { return }
        let script = try String(contentsOfFile: "\(place)/axe.min.js", encoding: .utf8)
        try OutsideProgram.withFolder { folder in
            for (number, made) in [GoodReturn(), FaultyReturn.made, FaultyReturn.hard].enumerated() {
                let page = try FindingsHTML().render(FaultyReturn.check(made).result)
                let copy = folder.appendingPathComponent("page.html")
                try Data(Self.instrumented(page, script).utf8).write(to: copy)
                for width in [1_160, 320] {
                    guard let found = try Self.found(width, in: folder) else { return }
                    #expect(found.contains("violations:0;"), "page \(number) at \(width): \(found.suffix(1_000))")
                    #expect(found.contains("overflow:0;"), "page \(number) at \(width): \(found.suffix(200))")
                }
            }
        }
    }

    private static func instrumented(_ page: String, _ axe: String) -> String {
        let call = """
            axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(result => {
              const names = result.violations.map(v => v.id + " " + v.nodes[0].target).join(", ");
              const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
              parent.postMessage(`violations:${result.violations.length};overflow:${over};${names}`, "*");
            });
            """
        let safe = axe.replacingOccurrences(of: "</script", with: "<\\/script")
        return page.replacingOccurrences(of: "</body>", with: "<script>\(safe)</script><script>\(call)</script></body>")
    }

    /// What axe says of the page in a frame of a width.
    private static func found(_ width: Int, in folder: URL) throws -> String? {
        let frame = folder.appendingPathComponent("frame-\(width).html")
        let text = """
            <iframe id="page" src="page.html" style="width:\(width)px;height:900px"></iframe>
            <pre id="found"></pre><script>
            addEventListener("message", event => { document.getElementById("found").textContent = event.data; });
            </script>
            """
        try Data(text.utf8).write(to: frame)
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--dump-dom",
            "--user-data-dir=\(folder.path)/profile", "--window-size=1400,1000", "--virtual-time-budget=30000",
            frame.absoluteString,
        ]
        let result = try OutsideProgram.run("chromium", arguments)
        guard result.status != 127 else {
            OutsideProgram.missing("chromium")
            return nil
        }
        return result.output.firstMatch(of: /<pre id="found">([^<]*)/).map { String($0.1) } ?? result.output
    }
}
