import ArgumentParser
import Foundation
import Returns
import Synthesis

struct Synth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a synthetic nation: made-up returns in the real forms, calibrated on published figures."
    )

    @Option(help: "A collection year, 2024 or 2025; may be given twice.")
    var year: [Int]

    @Option(help: "The size, where 1 is the whole nation.")
    var scale = 1.0

    @Option(help: "The seed: the same seed gives the same bytes.")
    var seed: UInt64 = 1

    @Option(help: "The folder to write to.")
    var out: String

    @Option(help: "Only these local authorities, by three-digit code; all when left out.")
    var la: [Int] = []

    @Option(help: "xml, csv or both.")
    var form = SyntheticForm.xml

    @Option(help: "Faults to plant for each person, such as 0.001; an answer key says where they are.")
    var errors = 0.0

    @Option(help: "How many authorities are written at once.")
    var concurrency = 2

    @Flag(help: "Say nothing beside the result.")
    var quiet = false

    func run() async throws {
        let library = try Installation.library()
        let recipe = NationRecipe(
            years: year.sorted(),
            scale: scale,
            seed: seed,
            localAuthorities: la.isEmpty ? nil : la,
            forms: form.forms,
            errorRate: errors
        )
        let nation = try SyntheticNation(
            recipe: recipe,
            library: library,
            reference: Installation.schemas().appendingPathComponent("reference")
        )
        let line = ProgressLine("authorities written", of: nation.localAuthorities.count, isQuiet: quiet)
        let summary = try await nation.write(to: URL(fileURLWithPath: out), concurrency: concurrency) { _ in line.step()
        }
        let plans = summary.returns.reduce(into: [Int: Int]()) { $0[$1.year, default: 0] += $1.margins.plans }
        for (year, count) in plans.sorted(by: { $0.key < $1.key }) { Talk.print("\(year)  \(count) plans") }
        if errors > 0 { Talk.print("\(summary.returns.reduce(0) { $0 + $1.faults }) faults planted") }
    }
}

enum SyntheticForm: String, ExpressibleByArgument, CaseIterable {
    case xml, csv, both

    var forms: NationRecipe.Forms {
        switch self {
        case .xml: .xml
        case .csv: .csv
        case .both: .both
        }
    }
}
