import ArgumentParser
import Glibc

@main
struct Sendstat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sendstat",
        abstract: "The national SEND data pipeline: check, load, cut and report.",
        discussion: """
            Examples:
              sendstat validate return.xml                 check a return, offline
              sendstat collection open sen2@2026           take returns in
              sendstat submit return.xml --from la:301 --by "Pat Preparer"
              sendstat work --once                         check and load them
              sendstat status 12                           and what to do next
              sendstat sign 12 --by "Ann Approver"         so that it counts
              sendstat report --cut annual-2025 --out release

            Exit codes: 0 done; 1 findings at or above --fail-on; 2 could not do it;
            64 wrong usage; 69 a needed service is away; 75 try again later;
            77 not allowed.
            """,
        subcommands: [
            Validate.self, CollectionCommand.self, CycleCommand.self, Submit.self, Status.self, Findings.self,
            Explain.self,
            ExplainQuery.self, Explanations.self, AskBack.self, Sign.self, Accept.self, Withdraw.self,
            Reinstate.self, ReceiptCommand.self, Work.self, Serve.self, CutCommand.self,
            Report.self, ProjectCommand.self, PipelineCommand.self, SchemaCommand.self, Database.self,
            ReferenceCommand.self, Synth.self,
            CheckOne.self,
            AccountCommand.self, TokenCommand.self, AuditCommand.self,
            AnalystCommand.self, JobCommand.self, Runbook.self, Rehearse.self,
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
