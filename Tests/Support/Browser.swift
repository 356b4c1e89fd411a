public import Foundation

/// Walks journeys through served pages in one Chromium, and looks at each page on the way.
public struct Browser: Sendable {
    /// One thing a person does or expects.
    public struct Step: Sendable, Encodable {
        let does: String
        let at: String
        let with: String

        private init(_ does: String, _ at: String, _ with: String = "") {
            (self.does, self.at, self.with) = (does, at, with)
        }

        /// Opens an address below the base.
        public static func open(_ path: String) -> Step { Step("open", path) }
        /// Presses the button with these words.
        public static func press(_ words: String) -> Step { Step("press", words) }
        /// Follows the link with these words.
        public static func follow(_ words: String) -> Step { Step("follow", words) }
        /// Types into the field with this label, in place of what stands there.
        public static func type(_ text: String, in label: String) -> Step { Step("type", label, text) }
        /// Chooses a file in the field with this label.
        public static func file(_ file: URL, in label: String) -> Step { Step("file", label, file.path) }
        /// Ticks the box, or chooses the radio, with this label.
        public static func tick(_ label: String) -> Step { Step("tick", label) }
        /// Selects an option by its words.
        public static func select(_ option: String, in label: String) -> Step { Step("select", label, option) }
        /// Expects a first-level heading with exactly these words.
        public static func heading(_ words: String) -> Step { Step("heading", words) }
        /// Expects these words to be seen on the page.
        public static func text(_ words: String) -> Step { Step("text", words) }
    }

    public struct Cookie: Sendable, Encodable {
        let name: String
        let value: String

        public init(name: String, value: String) {
            (self.name, self.value) = (name, value)
        }
    }

    public struct Journey: Sendable, Encodable {
        let name: String
        let steps: [Step]
        let cookies: [Cookie]
        let width: Int
        let usesJavaScript: Bool

        /// - Parameters:
        ///   - name: What files of it are named after; differs from the others'.
        ///   - cookies: What the browser brings along; it has no others at the start.
        ///   - width: The window's width in pixels.
        ///   - usesJavaScript: Whether the pages' scripts run.
        ///   - steps: What is done, until one is not possible.
        public init(
            _ name: String,
            cookies: [Cookie] = [],
            width: Int = 1_280,
            usesJavaScript: Bool = false,
            steps: [Step]
        ) {
            (self.name, self.cookies, self.width) = (name, cookies, width)
            (self.usesJavaScript, self.steps) = (usesJavaScript, steps)
        }
    }

    /// A page as it was when a journey came to it.
    public struct Page: Sendable, Decodable {
        public let address: String
        public let title: String
        /// The file with the HTML as it was sent.
        public let html: String
        /// What axe found, each as rule and element.
        public let violations: [String]
        /// How many pixels the page is wider than a window of 320.
        public let overflow: Int
        /// Addresses at other origins that were asked for.
        public let foreign: [String]
        /// What the Tab key does not come to.
        public let unreached: [String]
        /// What looks the same with the focus as without it.
        public let unseenFocus: [String]
        /// Where the Tab key goes back up the page.
        public let disorder: [String]

        /// All that is wrong, in lines; empty for a good page.
        public var faults: [String] {
            violations.map { "axe: \($0)" } + (overflow > 0 ? ["\(overflow) px too wide at 320"] : [])
                + foreign.map { "from elsewhere: \($0)" } + unreached.map { "not reached by Tab: \($0)" }
                + unseenFocus.map { "focus not seen: \($0)" } + disorder.map { "out of order: \($0)" }
        }
    }

    public struct Outcome: Sendable, Decodable {
        public let journey: String
        /// The step that was not possible, and why; nil when all were.
        public let failure: String?
        public let pages: [Page]

        /// The failure and the faults of all pages, with their addresses.
        public var faults: [String] {
            (failure.map { [$0] } ?? []) + pages.flatMap { page in page.faults.map { "\(page.address) \($0)" } }
        }
    }

    private struct Wanted: Encodable {
        let axe: String
        let base: String
        let folder: String
        let screenshots: String?
        let journeys: [Journey]
    }

    private let python: String
    private let axe: String
    private let folder: TemporaryFolder

    /// The folder with the HTML of all pages, for `MarkupCheck`; it goes with the browser's last copy.
    public var pages: URL { folder.url }

    /// Finds what a walk needs.
    ///
    /// - Throws: `AccessibilityCheck.Missing` when something is not installed.
    public init() throws {
        python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? "python3"
        let find = "import selenium, importlib.util as u; print(u.find_spec('axe_playwright_python').origin)"
        let found = try Tool.run([python, "-c", find])
        guard found.status == 0, FileManager.default.fileExists(atPath: "/usr/bin/chromedriver") else {
            throw AccessibilityCheck.Missing(description: "chromium-driver, selenium or axe (ops/install test)")
        }
        let origin = URL(filePath: found.text.trimmingCharacters(in: .whitespacesAndNewlines))
        axe = origin.deletingLastPathComponent().appending(path: "axe.min.js").path
        folder = try TemporaryFolder()
    }

    /// Walks the journeys, one after the other.
    ///
    /// - Parameters:
    ///   - journeys: The journeys; pictures are kept in the folder named by `SENDSTAT_SCREENSHOTS`.
    ///   - base: Where the pages are served, without a path.
    /// - Returns: What was found, in the journeys' order.
    /// - Throws: `AccessibilityCheck.Missing` with the browser's words when it does not run.
    public func walk(_ journeys: [Journey], at base: URL) throws -> [Outcome] {
        let work = try TemporaryFolder()
        let (wanted, found) = (work.url.appending(path: "wanted.json"), work.url.appending(path: "found.json"))
        let all = Wanted(
            axe: axe,
            base: base.absoluteString,
            folder: folder.url.path,
            screenshots: ProcessInfo.processInfo.environment["SENDSTAT_SCREENSHOTS"],
            journeys: journeys
        )
        try JSONEncoder().encode(all).write(to: wanted)
        let script = Repository.root.appending(path: "Tests/Support/browser.py").path
        let run = try Tool.run([python, script, wanted.path, found.path])
        guard run.status == 0 else { throw AccessibilityCheck.Missing(description: "a walk: \(run.text.suffix(600))") }
        return try JSONDecoder().decode([Outcome].self, from: try Data(contentsOf: found))
    }

    /// The same for a test whose own process serves the pages: it waits on a thread of its own, so that serving goes on.
    ///
    /// - Parameters:
    ///   - journeys: The journeys.
    ///   - base: Where the pages are served, without a path.
    /// - Returns: What was found, in the journeys' order.
    /// - Throws: `AccessibilityCheck.Missing` with the browser's words when it does not run.
    public func walk(_ journeys: [Journey], whileServingAt base: URL) async throws -> [Outcome] {
        try await onThread { try walk(journeys, at: base) }
    }
}
