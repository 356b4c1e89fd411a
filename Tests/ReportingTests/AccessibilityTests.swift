import Foundation
import Reporting
import Testing

@Suite("The page in a browser")
struct AccessibilityTests {
    @Test("axe finds no violation, and at 320 pixels nothing but scroll regions is wider than the page")
    func axe() throws {
        let find =
            "import importlib.util as u; s = u.find_spec('axe_playwright_python'); print(s.submodule_search_locations[0] if s else '')"
        guard
            let place = try run("python3", ["-c", find], in: .temporaryDirectory)?.output
                .trimmingCharacters(in: .whitespacesAndNewlines), !place.isEmpty
        else { return missing("axe-playwright-python (pip)") }
        let script = try String(contentsOfFile: "\(place)/axe.min.js", encoding: .utf8)
        try withFolder("axe") { folder in
            let copy = folder.appending(path: "page.html")
            try Data(instrumented(WrittenRelease.text("index.html"), script).utf8).write(to: copy)
            for width in [1_160, 320] {
                let frame = folder.appending(path: "frame-\(width).html")
                try Data(
                    "<iframe id=\"page\" src=\"page.html\" style=\"width:\(width)px;height:900px\"></iframe>\(collect)"
                        .utf8
                )
                .write(to: frame)
                guard let found = try dumped(frame, in: folder) else { return missing("chromium") }
                #expect(found.contains("violations:0;"), "\(width): \(found.suffix(2_000))")
                #expect(found.contains("overflow:0;"), "\(width): \(found.suffix(200))")
            }
        }
    }

    private let collect = """
        <pre id="found"></pre><script>
        addEventListener("message", event => { document.getElementById("found").textContent = event.data; });
        </script>
        """

    private func instrumented(_ page: String, _ axe: String) -> String {
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

    /// The text that the frame collected, after the browser ran it.
    private func dumped(_ frame: URL, in folder: URL) throws -> String? {
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--dump-dom",
            "--user-data-dir=\(folder.path)/profile", "--window-size=1400,1000", "--virtual-time-budget=30000",
            frame.absoluteString,
        ]
        let output = try run("chromium", arguments, in: folder)?.output
        return output.map { text in
            text.firstMatch(of: /<pre id="found">([^<]*)/).map { String($0.1) } ?? text
        }
    }
}
