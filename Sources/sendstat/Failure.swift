import ArgumentParser
import Glibc
import Pipeline
import PostgreSQL
import Rehearsal
import Returns
import Synthesis
import Validation
import Warehouse

/// How the program ends when something was in the way: one sentence on stderr and a code that says what kind it is.
enum Failure {
    static let findings = ExitCode(1)
    static let couldNot = ExitCode(2)
    static let serviceAway = ExitCode(69)
    static let tryAgain = ExitCode(75)
    static let notAllowed = ExitCode(77)

    /// Ends the program.
    ///
    /// - Parameter error: What was thrown.
    static func end(with error: any Error) -> Never {
        guard let code = code(of: error) else { Sendstat.exit(withError: error) }
        Talk.say("sendstat: \(error)")
        Glibc.exit(code.rawValue)
    }

    /// The code of an error of ours; nil for those of the argument parser, which prints them with the usage.
    private static func code(of error: any Error) -> ExitCode? {
        switch error {
        case let error as PostgreSQLError where error.isUnavailable: serviceAway
        case let error as PostgreSQLError where error.isSerialisationFailure: tryAgain
        case WarehouseError.leaseLost, WarehouseError.jobRuns: tryAgain
        case let error as SignOffError: error.isAboutPerson ? notAllowed : couldNot
        case is PostgreSQLError, is WarehouseError, is ReadingError, is SchemaError, is ReferenceError,
            is PipelineError, is CheckingError, is RehearsalError,
            is InstallationError, is SynthesisError, is WorkbookError, is FileError, is AccessError,
            is SecretMissing, is CheckpointUnreadable:
            couldNot
        default: nil
        }
    }
}
