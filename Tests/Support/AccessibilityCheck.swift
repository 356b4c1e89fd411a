public import Foundation

/// Opens pages in Chromium and asks axe about them.
public struct AccessibilityCheck {
    /// Why it could not be asked, in the words of a missing package.
    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    public struct Outcome: Sendable {
        /// What axe found, by rule and element; empty when there is nothing.
        public let violations: String
        /// How many pixels the page is wider than the window.
        public let overflow: Int
    }

    private let axe: String

    /// Finds axe among Python's packages.
    ///
    /// - Throws: `Missing` when it is not installed.
    public init() throws {
        let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? "python3"
        let find =
            "import importlib.util as u; s = u.find_spec('axe_playwright_python'); print(s.submodule_search_locations[0] if s else '')"
        let place = try Tool.run([python, "-c", find]).text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !place.isEmpty, let script = try? String(contentsOfFile: "\(place)/axe.min.js", encoding: .utf8) else {
            throw Missing(description: "axe-playwright-python (pip)")
        }
        axe = script.replacingOccurrences(of: "</script", with: "<\\/script")
    }

    /// Looks at a page.
    ///
    /// - Parameters:
    ///   - page: The HTML file; what it links to is found beside it.
    ///   - width: The window's width in pixels.
    /// - Returns: What was found.
    /// - Throws: `Missing` without Chromium, or when the page told nothing.
    public func look(at page: URL, width: Int) throws -> Outcome {
        let folder = page.deletingLastPathComponent()
        let copy = folder.appending(path: "axe-copy.html")
        let frame = folder.appending(path: "axe-frame.html")
        defer { for file in [copy, frame] { try? FileManager.default.removeItem(at: file) } }
        let text = try String(contentsOf: page, encoding: .utf8)
        let scripts = "<script>\(axe)</script><script>\(Self.call)</script></body>"
        try text.replacingOccurrences(of: "</body>", with: scripts).write(to: copy, atomically: true, encoding: .utf8)
        try "<iframe src=\"axe-copy.html\" style=\"width:\(width)px;height:900px\"></iframe>\(Self.collect)"
            .write(to: frame, atomically: true, encoding: .utf8)
        return try outcome(try dumped(frame))
    }

    private func outcome(_ dumped: String) throws -> Outcome {
        guard let match = dumped.firstMatch(of: /<pre id="found">violations:(\d+);overflow:(-?\d+);([^<]*)/),
            let overflow = Int(match.2)
        else { throw Missing(description: "chromium: \(dumped.suffix(300))") }
        return Outcome(violations: String(match.3), overflow: overflow)
    }

    private func dumped(_ frame: URL) throws -> String {
        let profile = try TemporaryFolder()
        return try Tool.run([
            "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
            "--dump-dom", "--user-data-dir=\(profile.url.path)", "--window-size=1400,1000",
            "--virtual-time-budget=30000", frame.absoluteString,
        ]).text
    }

    private static let collect = """
        <pre id="found"></pre><script>
        addEventListener("message", event => { document.getElementById("found").textContent = event.data; });
        </script>
        """

    private static let call = """
        axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(result => {
          const names = result.violations.map(v => v.id + " " + v.nodes[0].target).join(", ");
          const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          parent.postMessage(`violations:${result.violations.length};overflow:${over};${names}`, "*");
        });
        """
}
