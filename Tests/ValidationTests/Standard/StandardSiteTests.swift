import Foundation
import Returns
import Support
import Testing
import Validation

@Suite("The documentation site of the standards")
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

    private static func text(_ path: String) throws -> String {
        String(decoding: try #require(files[path], "\(path) is missing"), as: UTF8.self)
    }

    @Test("Every link of every page leads to a page or a file of the site")
    func links() throws {
        var count = 0
        for (path, bytes) in Self.files where path.hasSuffix(".html") {
            let folder = URL(filePath: "/\(path)").deletingLastPathComponent()
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /(?:href|src)="([^"#]+)"/) {
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

    @Test("axe finds nothing on a page of each kind, and at 320 pixels nothing is wider than the page")
    func axe() throws {
        let folder = try TemporaryFolder()
        for (path, bytes) in Self.files {
            let file = folder.url.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
        }
        do {
            let check = try AccessibilityCheck()
            let rule = try #require(Self.files.keys.sorted().first { $0.hasPrefix("sen2/rules/") })
            for path in [
                "index.html", "search.html", "sen2/index.html", "sen2/2025/index.html", "sen2/tables/named_plan.html",
                "sen2/fields/placement_detail.sen_setting.html", "codes/sen-setting.html", rule,
            ] {
                for width in [1_160, 320] {
                    let outcome = try check.look(at: folder.url.appending(path: path), width: width)
                    #expect(outcome.violations.isEmpty, "\(path) at \(width): \(outcome.violations)")
                    #expect(outcome.overflow <= 0, "\(path) at \(width) is \(outcome.overflow) pixels too wide")
                }
            }
        } catch let missing as AccessibilityCheck.Missing {
            if ProcessInfo.processInfo.environment["CI"] == "true" { throw missing }
            print("Not looked at in a browser: \(missing) is missing.")
        }
    }
}
