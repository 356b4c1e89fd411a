import Foundation
import Returns
import Support
import Testing
import Validation

// One after the other: copies of pages stand in the folder while a browser looks at them.
@Suite("The documentation site of the standards", .serialized)
struct StandardSiteTests {
    private static let files: [String: [UInt8]] = {
        let library = SchemaLibrary(directory: Standard.schemas)
        let versions = try! library.versions().map { name in
            let schema = try library.resolve(name)
            return (schema: schema, book: try RuleBook.load(library, schema))
        }
        let files = try! StandardSite(versions).files()
        return Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
    }()

    private static let pages = files.filter { $0.key.hasSuffix(".html") }.mapValues {
        String(decoding: $0, as: UTF8.self)
    }

    /// The site as a folder, for programs that read it.
    private static let folder: TemporaryFolder = {
        let folder = try! TemporaryFolder()
        for (path, bytes) in files {
            let file = folder.url.appending(path: path)
            try! FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try! Data(bytes).write(to: file)
        }
        return folder
    }()

    private static func text(_ path: String) throws -> String {
        String(decoding: try #require(files[path], "\(path) is missing"), as: UTF8.self)
    }

    @Test("Every link of every page leads to a page or a file of the site")
    func links() throws {
        var count = 0
        for (path, bytes) in Self.files where path.hasSuffix(".html") {
            let folder = URL(filePath: "/\(path)").deletingLastPathComponent()
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /(?:href|src)="([^"#]+)/) {
                let target = URL(filePath: String(match.1), relativeTo: folder).standardizedFileURL.path
                #expect(Self.files[String(target.dropFirst())] != nil, "\(path) links to \(match.1)")
                count += 1
            }
        }
        #expect(count > 1_000)
    }

    @Test("Each version, table, field, code list and rule has a page that the search knows")
    func pages() throws {
        let library = SchemaLibrary(directory: Standard.schemas)
        let index = try Self.text("search-index.js")
        func expect(_ path: String) { #expect(Self.files[path] != nil && index.contains("\"\(path)\""), "\(path)") }
        for name in try library.versions() {
            let schema = try library.resolve(name)
            expect("\(schema.name)/\(schema.version)/index.html")
            for table in schema.tables {
                expect("\(schema.name)/tables/\(table.name).html")
                for field in table.fields { expect("\(schema.name)/fields/\(table.name).\(field.name).html") }
            }
            for list in schema.codeLists.keys { expect("codes/\(list).html") }
            for rule in try RuleBook.load(library, schema).rules { expect("\(schema.name)/rules/\(rule.code).html") }
        }
    }

    @Test("Pages are whole, have one first heading, load nothing from elsewhere, and hold no template marks")
    func structure() throws {
        for (path, bytes) in Self.files where path.hasSuffix(".html") {
            let page = String(decoding: bytes, as: UTF8.self)
            #expect(page.contains("<html lang=\"en-GB\">") && page.hasSuffix("</html>\n"), "\(path)")
            #expect(page.ranges(of: "<h1>").count == 1, "\(path)")
            #expect(!page.contains("{{") && !page.contains("http"), "\(path)")
        }
    }

    @Test("The site is the same each time")
    func repeatable() throws {
        let library = SchemaLibrary(directory: Standard.schemas)
        let schema = try library.resolve("sen2@2025")
        let book = try RuleBook.load(library, schema)
        let once = try StandardSite([(schema, book)]).files()
        let again = try StandardSite([(schema, book)]).files()
        #expect(once.map(\.path) == again.map(\.path))
        #expect(zip(once, again).allSatisfy { $0.bytes == $1.bytes })
    }

    @Test("No part of a page is empty, no name stands twice, and every anchor that is linked is there")
    func parts() throws {
        var anchors: [String: Set<String>] = [:]
        for (path, page) in Self.pages {
            let names = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
            anchors[path] = Set(names)
            #expect(Set(names).count == names.count, "\(path)")
            let empty = page.firstMatch(of: /<\/h[23]>\s*(<h2|<\/main>)|<(dd|p|ul|tbody|caption)[^>]*>\s*<\/\2>/)
            let isResults = path == "search.html"
            #expect(empty == nil || isResults, "\(path) \(empty.map { String($0.0) } ?? "")")
        }
        var count = 0
        for (path, page) in Self.pages {
            let folder = URL(filePath: "/\(path)").deletingLastPathComponent()
            for match in page.matches(of: /href="([^"#]*)#([^"]+)"/) {
                let other = URL(filePath: String(match.1), relativeTo: folder).standardizedFileURL.path.dropFirst()
                let target = match.1.isEmpty ? path : String(other)
                #expect(anchors[target]?.contains(String(match.2)) == true, "\(path) links to \(match.0)")
                count += 1
            }
        }
        #expect(count > 1_000)
    }

    @Test("No two pages have the same title")
    func titles() throws {
        var paths: [String: String] = [:]
        for (path, page) in Self.pages {
            let title = String(try #require(page.firstMatch(of: /<title>([^<]+)<\/title>/)).1)
            #expect(paths[title] == nil, "\(path) and \(paths[title] ?? "") are both called \(title)")
            paths[title] = path
        }
    }

    @Test("A rule links to each field it reads, the field links back, and a field links to its codes and they back")
    func bothWays() throws {
        func links(_ path: String, _ kind: String) throws -> Set<String> {
            let page = try Self.text(path)
            let part = kind == "rules" ? page[...] : page.components(separatedBy: "<h2 id=\"examples\"")[0][...]
            let folder = URL(filePath: "/\(path)").deletingLastPathComponent()
            return Set(
                part.matches(of: /href="([^"#]+)/).map { match in
                    String(URL(filePath: String(match.1), relativeTo: folder).standardizedFileURL.path.dropFirst())
                }.filter { $0.contains("\(kind)/") }
            )
        }
        var count = 0
        for path in Self.pages.keys where path.contains("/rules/") {
            for field in try links(path, "fields") {
                #expect(try links(field, "rules").contains(path), "\(path) reads \(field)")
                count += 1
            }
        }
        #expect(count > 400)
        for path in Self.pages.keys where path.contains("/fields/") {
            for list in try links(path, "codes") { #expect(try links(list, "fields").contains(path), "\(path)") }
        }
    }

    @Test(
        "The search of the folder finds a rule by words, says so when nothing is found, and is an index without a script"
    )
    func search() throws {
        guard (try? Tool.run(["chromium", "--version"]))?.status == 0 else { return OutsideProgram.missing("chromium") }
        func dumped(_ words: String) throws -> String {
            let profile = try TemporaryFolder()
            let page = Self.folder.url.appending(path: "search.html").absoluteString + "?words=" + words
            return try Tool.run([
                "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom",
                "--user-data-dir=\(profile.url.path)", "--virtual-time-budget=5000", page,
            ]).text
        }
        let found = try dumped("plan+ends+before+it+starts")
        let first = found.firstMatch(of: /<ul id="results"[^>]*><li><a href="([^"]+)">([^<]+)</)
        #expect(first?.1 == "sen2/rules/plan-ends-before-start.html" && first?.2 == "Plan ends before it starts")
        let nothing = try dumped("zebra")
        #expect(nothing.contains("No page holds all these words.") && !nothing.contains("<li><a href=\"zebra"))
        let index = try Self.text("search.html")
        for path in Self.pages.keys where path.contains("/") { #expect(index.contains("href=\"\(path)\""), "\(path)") }
    }

    @Test("The Nu checker finds every page valid")
    func markup() throws {
        do {
            let complaints = try MarkupCheck().complaints(about: Self.folder.url)
            #expect(complaints.isEmpty, "\(complaints.prefix(2_000))")
        } catch let missing as AccessibilityCheck.Missing { OutsideProgram.missing(missing.description) }
    }

    @Test("axe finds nothing on a page of each kind, and no page is wider than a phone, a tablet or a desk's window")
    func axe() throws {
        // All pages take minutes.
        let isAll = ProcessInfo.processInfo.environment["SENDSTAT_TEST_ALL"] == "1"
        let some = [
            "index.html", "search.html", "sen2/index.html", "sen2/2025/index.html", "sen2/2025/changes.html",
            "sen2/tables/named_plan.html", "sen2/fields/placement_detail.sen_setting.html", "codes/sen-setting.html",
            "sen2/rules/plan-ends-before-start.html", "sen2/rules/no-work-based-learning.html",
        ]
        do {
            let check = try AccessibilityCheck()
            let folder = Self.folder.url
            let all = Self.pages.keys.sorted()
            var outcomes = try check.look(at: isAll ? all : some, below: folder, widths: [1_160, 320])
            let wide = isAll ? all : all.enumerated().filter { $0.offset % 20 == 0 }.map(\.element)
            outcomes += try check.look(at: wide, below: folder, widths: [1_280, 720, 320], asksAxe: false)
            for outcome in outcomes {
                let place = "\(outcome.page) at \(outcome.width)"
                #expect(outcome.violations.isEmpty, "\(place): \(outcome.violations)")
                #expect(outcome.overflow <= 0, "\(place) is \(outcome.overflow) pixels too wide")
            }
        } catch let missing as AccessibilityCheck.Missing { OutsideProgram.missing(missing.description) }
    }
}
