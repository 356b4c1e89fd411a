import ArgumentParser
import Foundation
import Returns
import Validation

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a rule means and how to mend what it finds.",
        discussion: """
            Examples:
              sendstat explain upn-check-letter-wrong
              sendstat explain plan-ends-before-start --return sen2@2025
            """
    )

    @Argument(help: "The rule's code, such as upn-check-letter-wrong; without one, all rules are listed.")
    var rule: String?

    @Option(
        name: .customLong("return"),
        help: "The return, or one version of it; without a version, the latest is meant."
    )
    var returnName = "sen2"

    func run() throws {
        let library = try Installation.library()
        let name = returnName.prefix { $0 != "@" }
        let versions = try library.versions().filter { $0.hasPrefix(name + "@") }
        guard versions.contains(where: { $0 == returnName || name == returnName }) else {
            throw ValidationError("There is no return \(returnName). `sendstat schema list` names those there are.")
        }
        let books = try versions.map { try RuleBook.load(library, library.resolve($0)) }
        let wanted = books.filter { $0.version == returnName || name == returnName }
        guard let rule else {
            for rule in wanted.last?.rules ?? [] {
                Talk.print("\(rule.code)  (\(rule.severity.rawValue))  \(rule.title)")
            }
            return
        }
        guard let book = wanted.last(where: { $0.rule(rule) != nil }), let found = book.rule(rule) else {
            throw ValidationError("There is no rule \(rule) in \(returnName). `sendstat explain` lists all.")
        }
        Talk.print(RuleText(width: Talk.width).render(found, in: books))
    }
}
