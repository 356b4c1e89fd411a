import ArgumentParser
import Foundation
import Glibc
import Pipeline
import Validation

/// What `sendstat work` starts to check returns in; nobody calls it by hand but to see that it is confined.
struct CheckOne: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-one",
        abstract: "Check returns that come on the input, each in a confined process.",
        shouldDisplay: false
    )

    @Option(help: "A folder of reference data to check establishments against.")
    var reference: String?

    @Option(help: "Try to get out: reach, memory, processor or wall.")
    var trial: String?

    @Option(help: "With --trial reach: a file of the program's user.")
    var file = "/proc/self/exe"

    @Option(help: "With --trial reach: a socket that somebody listens on.")
    var socket = ""

    @Flag(help: "With --trial reach: without being confined, to see that it can be done.")
    var free = false

    func run() throws {
        if let trial { return try self.trial(trial) }
        let line = Line(
            library: try Installation.library(),
            reference: try reference.map { try Installation.referenceData(in: $0) }
        )
        let code = CheckingNursery(line: line).run()
        if code != 0 { throw ExitCode(code) }
    }

    private func trial(_ name: String) throws {
        guard name == "reach" else { return print(ConfinementTrial.exhaust(name)) }
        guard ConfinementTrial.reach(file: file, socket: socket, isConfined: !free) else { throw Failure.couldNot }
    }
}

extension CheckOne {
    /// Where this program lies.
    static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    /// How to start this program so that it checks: with the standards' place and nothing else of the environment.
    ///
    /// - Parameter reference: The folder of reference data, where there is one.
    /// - Returns: The program.
    /// - Throws: `InstallationError`.
    static func program(reference: String?) throws -> CheckingProgram {
        let folder = reference.map { ["--reference", URL(fileURLWithPath: $0).path] } ?? []
        return CheckingProgram(
            executable: URL(fileURLWithPath: ownPath),
            arguments: ["check-one"] + folder,
            environment: ["LC_ALL": "C.UTF-8", "SENDSTAT_SCHEMAS": try Installation.schemas().path]
        )
    }
}
