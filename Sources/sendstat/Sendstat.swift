import ArgumentParser
import Glibc

@main
struct Sendstat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sendstat",
        abstract: "The national SEND data pipeline: check, load, cut and report.",
        discussion: """
            Examples:
              sendstat validate return.xml                      check a return; needs no database, no network
              sendstat submit return.xml --from la:301          hand it in
              sendstat work --once                              check and load what was handed in
              sendstat sign 12 --by "Ann Approver"              sign what is ready, so that it counts
              sendstat report --cut annual-2025 --out release   build the annual report

            Exit codes: 0 done; 1 findings at or above --fail-on; 2 could not do it; 64 wrong usage; 69 a needed
            service is away; 75 try again later; 77 not allowed.
            """,
        subcommands: [
            Validate.self, CollectionCommand.self, Submit.self, Status.self, Findings.self, Explain.self,
            ExplainQuery.self, Explanations.self, AskBack.self, Sign.self, Accept.self, Withdraw.self,
            Reinstate.self, ReceiptCommand.self, Work.self, CutCommand.self,
            Report.self, PipelineCommand.self, SchemaCommand.self, Database.self, ReferenceCommand.self, Synth.self,
            AccountCommand.self, TokenCommand.self, AuditCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.end(with: error)
        }
    }
}
