import ArgumentParser
import Validation

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what a rule means and how to mend what it finds.")

    @Argument(help: "The rule's code, such as upn-check-letter-wrong; without one, all rules are listed.")
    var rule: String?

    func run() throws {
        guard let rule else {
            for rule in RuleCatalogue.rules { Talk.print("\(rule.code)  (\(rule.severity.rawValue))  \(rule.title)") }
            return
        }
        guard let found = RuleCatalogue.rule(rule) else {
            throw ValidationError("There is no rule \(rule). `sendstat explain` lists all.")
        }
        Talk.print(
            """
            \(found.code) (\(found.severity.rawValue))
            \(found.title)

            \(found.meaning)

            How to mend it: \(found.fix)
            """
        )
    }
}
