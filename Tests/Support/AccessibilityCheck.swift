public import Foundation

/// Opens pages in Chromium and asks axe about them.
public struct AccessibilityCheck {
    /// Why it could not be asked, in the words of a missing package.
    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    public struct Outcome: Sendable, Decodable {
        /// The page that was looked at, as it was given.
        public let page: String
        /// The window's width in pixels.
        public let width: Int
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
        axe = script
    }

    /// Looks at a page.
    ///
    /// - Parameters:
    ///   - page: The HTML file; what it links to is found beside it.
    ///   - width: The window's width in pixels.
    /// - Returns: What was found.
    /// - Throws: `Missing` without Chromium, or when the page told nothing.
    public func look(at page: URL, width: Int) throws -> Outcome {
        let outcomes = try look(
            at: [page.lastPathComponent],
            below: page.deletingLastPathComponent(),
            widths: [width]
        )
        guard let outcome = outcomes.first else { throw Missing(description: "chromium: nothing was told") }
        return outcome
    }

    /// Looks at many pages, a hundred in one browser, one after the other.
    ///
    /// - Parameters:
    ///   - pages: The pages' paths below the folder.
    ///   - folder: The folder; copies of the pages stand in it meanwhile.
    ///   - widths: The window's widths in pixels.
    ///   - asksAxe: Whether axe is asked, which takes most of a second for a page; otherwise only the width is measured.
    /// - Returns: What was found on each page at each width.
    /// - Throws: `Missing` without Chromium, or when a page told nothing.
    public func look(at pages: [String], below folder: URL, widths: [Int], asksAxe: Bool = true) throws -> [Outcome] {
        try stride(from: 0, to: pages.count, by: 100).flatMap { start in
            let some = Array(pages[start..<min(start + 100, pages.count)])
            return try lookAtOnce(at: some, below: folder, widths: widths, asksAxe: asksAxe)
        }
    }

    private func lookAtOnce(at pages: [String], below folder: URL, widths: [Int], asksAxe: Bool) throws -> [Outcome] {
        let frame = folder.appending(path: "axe-frame.html")
        let script = folder.appending(path: "axe-script.js")
        let copies = pages.map { folder.appending(path: $0 + ".axe.html") }
        defer { for file in [frame, script] + copies { try? FileManager.default.removeItem(at: file) } }
        try (asksAxe ? axe + Self.ask : Self.measure).write(to: script, atomically: true, encoding: .utf8)
        for (page, copy) in zip(pages, copies) {
            let text = try String(contentsOf: folder.appending(path: page), encoding: .utf8)
            let call = "<script src=\"\(script.absoluteString)\"></script></body>"
            try text.replacingOccurrences(of: "</body>", with: call).write(to: copy, atomically: true, encoding: .utf8)
        }
        let list = String(decoding: try JSONEncoder().encode(pages), as: UTF8.self)
        try "<iframe></iframe><pre id=\"found\"></pre><script>\(Self.walk(list, widths))</script>"
            .write(to: frame, atomically: true, encoding: .utf8)
        let outcomes = try outcomes(try dumped(frame, looks: pages.count * widths.count))
        guard outcomes.count == pages.count * widths.count else {
            throw Missing(description: "chromium: \(outcomes.count) of \(pages.count * widths.count) looks were told")
        }
        return outcomes
    }

    private func outcomes(_ dumped: String) throws -> [Outcome] {
        guard let match = dumped.firstMatch(of: /<pre id="found">([A-Za-z0-9+\/=]+)</),
            let data = Data(base64Encoded: String(match.1))
        else { throw Missing(description: "chromium: \(dumped.suffix(300))") }
        return try JSONDecoder().decode([Outcome].self, from: data)
    }

    private func dumped(_ frame: URL, looks: Int) throws -> String {
        let profile = try TemporaryFolder()
        // Virtual time passes only while nothing is being done.
        return try Tool.run([
            "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
            "--dump-dom", "--user-data-dir=\(profile.url.path)", "--window-size=1400,1000",
            "--virtual-time-budget=\(30_000 + looks * 1_000)", frame.absoluteString,
        ]).text
    }

    /// Opens each page at each width, and writes down what it tells.
    private static func walk(_ pages: String, _ widths: [Int]) -> String {
        """
        const looks = \(pages).flatMap(page => \(widths).map(width => ({page, width})));
        const frame = document.querySelector("iframe");
        const outcomes = [];
        frame.style.height = "900px";
        function next() {
          const look = looks[outcomes.length];
          if (!look) {
            const bytes = new TextEncoder().encode(JSON.stringify(outcomes));
            document.getElementById("found").textContent = btoa(Array.from(bytes, b => String.fromCharCode(b)).join(""));
            return;
          }
          frame.style.width = look.width + "px";
          frame.src = look.page + ".axe.html?" + look.width;
        }
        addEventListener("message", event => {
          outcomes.push({...looks[outcomes.length], ...event.data});
          next();
        });
        next();
        """
    }

    private static let measure = """
        const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
        addEventListener("load", () => parent.postMessage({violations: "", overflow: over()}, "*"));
        """

    private static let ask = """

        addEventListener("load", () => {
          axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(result => {
            const violations = result.violations.map(v => v.id + " " + v.nodes[0].target).join(", ");
            const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
            parent.postMessage({violations, overflow: over}, "*");
          });
        });
        """
}
