import ArgumentParser
import Foundation
import Pipeline
import Returns
import Validation

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a return; needs no database and no network.",
        discussion: """
            Examples:
              sendstat validate return.xml
              sendstat validate export-folder --return sen2@2025 --format json
              sendstat validate return.xml --reference reference --format csv > findings.csv
              sendstat validate return.xml --format html --output findings.html
              sendstat validate return.xml --format xlsx     your own rows with their issues, in return-issues.xlsx
            """
    )

    @Argument(help: "The XML file, the files of a CSV set, a zip, a workbook, or a folder that holds one return.")
    var files: [String]

    @Option(
        name: .customLong("return"),
        help: "The return and its version; without a version, the header's year decides."
    )
    var returnName = "sen2"

    @Option(help: "A folder of reference data to check establishments against.")
    var reference: String?

    @Option(help: "Last year's return of the same sender, to compare with: a file or a folder.")
    var previous: String?

    @OptionGroup var output: FindingsOutput

    @Option(help: "The least severity that makes the exit code 1: error, query or warning.")
    var failOn = FailOn.error

    func run() throws {
        let line = Line(
            library: try Installation.library(),
            reference: try reference.map { try ReferenceData(directory: URL(fileURLWithPath: $0)) }
        )
        let inputs = try files.flatMap { try ReturnReader.inputs(at: URL(fileURLWithPath: $0)) }
        let schema = try line.schema(returnName, for: inputs)
        let last = try previous.map { path in
            try line.readPrevious(try ReturnReader.inputs(at: URL(fileURLWithPath: path)), before: schema)
        }
        let tables = try line.read(inputs, as: schema)
        let result = try line.check(tables, previous: last)
        try output.write(result, of: tables, from: files)
        let failing = Severity.allCases.filter { $0 >= failOn.severity }.reduce(0) { $0 + result.count(of: $1) }
        if failing > 0 { throw Failure.findings }
    }
}

/// The least severity that counts as failing.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, query, warning

    var severity: Severity {
        switch self {
        case .error: .error
        case .query: .query
        case .warning: .warning
        }
    }
}
