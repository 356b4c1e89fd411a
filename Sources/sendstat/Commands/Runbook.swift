import ArgumentParser
import Foundation

struct Runbook: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what an alert means, what to look at, and what to do.",
        discussion: """
            Examples:
              sendstat runbook                lists them
              sendstat runbook queue-age

            The alerts are in ops/alerts/sendstat.rules.yml.
            """
    )

    @Argument(help: "Name of the runbook; without it, all are listed.")
    var name: String?

    func run() throws {
        let folder = try Installation.runbooks()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
        guard let name else {
            for name in names {
                let text = try String(contentsOf: folder.appendingPathComponent("\(name).md"), encoding: .utf8)
                let heading = text.prefix { $0 != "\n" }.drop { $0 == "#" || $0 == " " }
                Talk.print("\(name.padding(toLength: 20, withPad: " ", startingAt: 0))  \(heading)")
            }
            return
        }
        guard names.contains(name) else {
            throw ValidationError("There is no runbook \(name). There are: \(names.joined(separator: ", ")).")
        }
        Talk.print(try String(contentsOf: folder.appendingPathComponent("\(name).md"), encoding: .utf8))
    }
}
