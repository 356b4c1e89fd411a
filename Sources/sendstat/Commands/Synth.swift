import ArgumentParser
import Foundation
import Returns
import Synthesis

struct Synth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a synthetic nation: made-up returns in the real forms, calibrated on published figures.",
        discussion: """
            Examples:
              sendstat synth --year 2025 --scale 0.05 --out nation
              sendstat synth --return school-census --year 2026 --la 301 --form flat --out schools
              sendstat synth --return school-census --year 2026 --pupils 1000000 --form flat --out bench
            """
    )

    @Option(name: .customLong("return"), help: "sen2 or school-census.")
    var returnName = SyntheticReturn.sen2

    @Option(help: "A collection year, from 2024 to 2025 (school-census: 2026); may be given more than once.")
    var year: [Int]

    @Option(help: "The size, where 1 is the whole nation.")
    var scale = 1.0

    @Option(help: "The seed: the same seed gives the same bytes.")
    var seed: UInt64 = 1

    @Option(help: "The folder to write to.")
    var out: String

    @Option(help: "Only these local authorities, by three-digit code; all when left out.")
    var la: [Int] = []

    @Option(help: "school-census: exactly so many pupils of schools all over the nation, in place of --scale.")
    var pupils: Int?

    @Option(help: "xml, csv or both; school-census: flat or all too.")
    var form = SyntheticForm.xml

    @Option(help: "Faults to plant for each person or pupil, such as 0.001; an answer key says where they are.")
    var errors = 0.0

    @Option(help: "How many authorities are written at once.")
    var concurrency = 2

    @Flag(help: "Say nothing beside the result.")
    var quiet = false

    func run() async throws {
        switch returnName {
        case .sen2: try await writeNation()
        case .schoolCensus: try writeSchools()
        }
    }

    func validate() throws {
        guard returnName == .sen2 else { return }
        guard pupils == nil, let _ = form.forms else {
            throw ValidationError("--pupils, --form flat and --form all are for --return school-census.")
        }
    }

    private func writeNation() async throws {
        let library = try Installation.library()
        let recipe = NationRecipe(
            years: year.sorted(),
            scale: scale,
            seed: seed,
            localAuthorities: la.isEmpty ? nil : la,
            forms: form.forms ?? .xml,
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

    private func writeSchools() throws {
        let recipe = CensusRecipe(
            years: year.sorted(),
            scale: scale,
            pupils: pupils,
            seed: seed,
            localAuthorities: la.isEmpty ? nil : la,
            forms: form.censusForms,
            errorRate: errors
        )
        let schools = try SyntheticSchools(
            recipe: recipe,
            library: Installation.library(),
            reference: Installation.schemas().appendingPathComponent("reference")
        )
        let line = ProgressLine("authorities written", of: schools.localAuthorities.count, isQuiet: quiet)
        let written = try schools.write(to: URL(fileURLWithPath: out)) { line.step() }
        for year in Set(written.map(\.year)).sorted() {
            let batches = written.filter { $0.year == year }
            let pupils = batches.reduce(0) { $0 + $1.pupils }
            Talk.print("\(year)  \(pupils) pupils at \(batches.reduce(0) { $0 + $1.schools }) schools")
        }
        if errors > 0 { Talk.print("\(written.reduce(0) { $0 + $1.faults }) faults planted") }
    }
}

enum SyntheticReturn: String, ExpressibleByArgument, CaseIterable {
    case sen2
    case schoolCensus = "school-census"
}

enum SyntheticForm: String, ExpressibleByArgument, CaseIterable {
    case xml, csv, both, flat, all

    /// The forms of a SEN2 return; nil where it has none of the name.
    var forms: NationRecipe.Forms? {
        switch self {
        case .xml: .xml
        case .csv: .csv
        case .both: .both
        case .flat, .all: nil
        }
    }

    var censusForms: Set<CensusRecipe.Form> {
        switch self {
        case .xml: [.xml]
        case .csv: [.csv]
        case .both: [.xml, .csv]
        case .flat: [.flat]
        case .all: [.xml, .csv, .flat]
        }
    }
}
