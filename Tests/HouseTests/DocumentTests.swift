import Foundation
import Support
import Testing

@Suite("What the documents say is there")
struct DocumentTests {
    @Test(
        "Every path in the README and the architecture page exists",
        arguments: ["README.md", "docs/architecture.md"]
    )
    func paths(document: String) throws {
        let text = try Tree.text(document)
        let quoted = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
        let starts = ["Sources/", "Schemas/", "Pipelines/", "Tests/", "ops/", "docs/"]
        let paths = quoted.filter { name in starts.contains { name.hasPrefix($0) } && !name.contains(" ") }
        #expect(paths.count >= 2)
        for path in paths {
            #expect(
                FileManager.default.fileExists(atPath: Repository.root.appendingPathComponent(path).path),
                "\(path)"
            )
        }
    }

    @Test("Pictures and links in the README lead somewhere")
    func links() throws {
        let text = try Tree.text("README.md")
        let targets = text.matches(of: /\]\(([^)]+)\)/).map { String($0.output.1) }.filter { !$0.hasPrefix("http") }
        #expect(targets.contains("docs/report.png"))
        for target in targets {
            #expect(
                FileManager.default.fileExists(atPath: Repository.root.appendingPathComponent(target).path),
                "\(target)"
            )
        }
    }

    @Test("The README names no command that the program does not have")
    func commands() throws {
        let text = try Tree.text("README.md")
        let named = Set(text.matches(of: /(?m)^ +sendstat ([a-z]+)/).map { String($0.output.1) })
        let sources = try Tree.swift(in: "Sources/sendstat").map(\.text).joined()
        #expect(named.count >= 8)
        for command in named {
            let type = command.prefix(1).uppercased() + command.dropFirst()
            #expect(sources.contains("struct \(type)") || sources.contains("commandName: \"\(command)\""), "\(command)")
        }
    }
}
