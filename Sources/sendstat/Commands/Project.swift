import ArgumentParser
import Crypto
import Foundation
import Projection
import Reporting
import Returns

struct ProjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "Project plans by authority, setting and age from published series, and say how sure it is.",
        discussion: """
            Examples:
              sendstat project --history data --origin 2023 --horizon 3 --out projection
              sendstat project backtest --history data

            The folder holds panels/ with units.csv, totals.csv and, where there are any, newplans.csv,
            requests.csv, pop0_17.csv, setting.csv and ageband.csv, as they are or under gzip.
            docs/projection.md tells the method, formula by formula.
            """,
        subcommands: [Make.self, BackTestCommand.self],
        defaultSubcommand: Make.self
    )

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make",
            abstract: "Make a projection (the default)."
        )

        @OptionGroup var history: HistoryOption

        @Option(help: "The January whose figures are the last that are used; without it, the last there is.")
        var origin: Int?

        @Option(help: "Years ahead, 1 to 10.")
        var horizon = 3

        @Option(help: "The folder to write to.")
        var out: String

        @Option(
            help: "An authority to draw as well as England and its regions, by its code; may be given more than once."
        )
        var chart: [String] = []

        @OptionGroup var chance: ChanceOptions

        func run() async throws {
            let (panels, hashes) = try history.read()
            if let other = chart.first(where: { code in !panels.areas.contains { $0.code == code } }) {
                throw ValidationError("units.csv has no authority \(other). Name one by its code in the column hla.")
            }
            var request = ProjectionRequest(origin: origin ?? panels.lastYear, horizon: horizon)
            (request.simulations, request.seed) = (chance.simulations, chance.seed)
            request.threads = chance.threads
            let projection = try await DemandProjection.make(panels, request)
            let folder = URL(fileURLWithPath: out, isDirectory: true)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Self.write(projection.csv, to: folder.appendingPathComponent("projection.csv"))
            try Self.write(projection.meansCSV, to: folder.appendingPathComponent("means.csv"))
            let run = try JSONResult.encode(RunDocument(projection, request, hashes))
            try Self.write(run + "\n", to: folder.appendingPathComponent("run.json"))
            let charts = try await draw(panels, projection, request, in: folder.appendingPathComponent("charts"))
            Self.tell(projection, request)
            Talk.say("Written to \(out): projection.csv, means.csv, run.json, and \(charts) charts in charts/")
        }

        /// Fan charts of England, its regions and the authorities that were asked for, with their data beside them.
        private func draw(
            _ panels: PublishedPanels,
            _ projection: DemandProjection,
            _ request: ProjectionRequest,
            in folder: URL
        ) async throws -> Int {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            var lastYears = request
            lastYears.origin -= 1
            let earlier = try? await DemandProjection.make(panels, lastYears)
            var count = 0
            for area in panels.areas where area.code.count == 9 || chart.contains(area.code) {
                guard
                    let fan = FanChart(
                        area.code,
                        name: area.name,
                        panels,
                        projection,
                        earlier: earlier,
                        origin: request.origin
                    )
                else { continue }
                try Self.write(fan.svg(), to: folder.appendingPathComponent("\(area.code).svg"))
                try Self.write(fan.csv, to: folder.appendingPathComponent("\(area.code).csv"))
                count += 1
            }
            return count
        }

        private static func write(_ text: String, to file: URL) throws {
            try Data(text.utf8).write(to: file, options: .atomic)
        }

        private static func tell(_ projection: DemandProjection, _ request: ProjectionRequest) {
            for row in projection.rows where row.key.area == DemandProjection.england {
                guard row.key.setting == "total", row.key.ageBand == "total" else { continue }
                let values = row.values.map { Int($0.rounded()) }
                Talk.print(
                    "England, January \(row.key.year): \(values[3]) plans, with 80 % between \(values[1]) and \(values[5])"
                )
            }
            for year in projection.notes.uncalibratedYears {
                Talk.say("The bands of \(year) are not calibrated: too few past projections reach so far.")
            }
            let guarded = projection.notes.guarded.count
            if guarded > 0 {
                Talk.say("\(guarded) authorities keep their share of England; run.json says which and why.")
            }
        }
    }

    struct BackTestCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backtest",
            abstract: "Hold projections from past years against what came, beside simple methods."
        )

        @OptionGroup var history: HistoryOption

        @Option(name: .customLong("origin"), help: "A January to project from; may be given more than once.")
        var origins: [Int] = []

        @OptionGroup var chance: ChanceOptions

        @Option(help: "text or json.")
        var format = OutputFormat.text

        func run() async throws {
            let (panels, _) = try history.read()
            let last = panels.lastYear
            let test = try await BackTest.run(
                panels,
                origins: origins.isEmpty ? Array((last - 4)..<last) : origins.sorted(),
                simulations: chance.simulations,
                seed: chance.seed,
                threads: chance.threads
            )
            guard format == .text else { return Talk.print(try JSONResult.encode(BackTestDocument(test))) }
            for line in BackTestText(test).lines { Talk.print(line) }
        }
    }
}

struct HistoryOption: ParsableArguments {
    @Option(help: "The folder that holds panels/ with the published series.")
    var history: String

    /// Reads the panels, and the hash of each file.
    func read() throws -> (PublishedPanels, [String: String]) {
        let folder = URL(fileURLWithPath: history, isDirectory: true).appendingPathComponent("panels")
        var (files, hashes): ([String: [UInt8]], [String: String]) = ([:], [:])
        for name in PublishedPanels.fileNames {
            let places = [name, "\(name).gz"].map { folder.appendingPathComponent($0) }
            guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else { continue }
            let bytes = try CompressedFile.bytes(of: place)
            files[name] = bytes
            hashes[name] = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        return (try PublishedPanels(files: files), hashes)
    }
}

struct ChanceOptions: ParsableArguments {
    @Option(help: "Joint simulations of all authorities.")
    var simulations = 2_000

    @Option(help: "The seed: the same seed gives the same bytes.")
    var seed: UInt64 = 1

    @Option(help: "Tasks at once; the figures do not depend on it.")
    var threads = 2

    func validate() throws {
        guard (100...100_000).contains(simulations) else {
            throw ValidationError("Make between 100 and 100000 simulations.")
        }
        guard (1...256).contains(threads) else { throw ValidationError("Use between 1 and 256 threads.") }
    }
}

private struct RunDocument: Encodable {
    let schema = "sendstat-projection-run"
    let version = 1
    let method = "equal mean of three departures from England over a national figure of two; see docs/projection.md"
    let origin, horizon, simulations: Int
    let seed: UInt64
    let scenario = "baseline"
    let inputs: [String: String]
    let guarded: [String: String]
    let missing: [String]
    let notCalibrated: [Int]
    let errors: [Errors]

    struct Errors: Encodable {
        let year, pastOrigins: Int
        let nationalDeviation, regionalDeviation, ownVarianceFloor, ownVariancePerPlan, calibration: Double
    }

    init(_ projection: DemandProjection, _ request: ProjectionRequest, _ hashes: [String: String]) {
        (origin, horizon, simulations) = (request.origin, request.horizon, request.simulations)
        seed = request.seed
        inputs = hashes
        guarded = projection.notes.guarded
        missing = projection.notes.missing
        notCalibrated = projection.notes.uncalibratedYears
        errors = projection.notes.errors.map {
            Errors(
                year: $0.year,
                pastOrigins: $0.origins,
                nationalDeviation: $0.national,
                regionalDeviation: $0.regional,
                ownVarianceFloor: $0.ownFloor,
                ownVariancePerPlan: $0.ownPerPlan,
                calibration: $0.calibration
            )
        }
    }
}

private struct BackTestDocument: Encodable {
    struct Score: Encodable {
        let method: String
        let horizon: Int
        let mape, mase, wape, bias: Double
        let coverage50, coverage80, coverage95, width80, intervalScore80, crps: Double?
    }

    struct Setting: Encodable {
        let setting: String
        let horizon: Int
        let wape, wapeOfConstantShare: Double
    }

    let schema = "sendstat-projection-backtest"
    let version = 1
    let origins: [Int]
    let scores: [Score]
    let settings: [Setting]

    init(_ test: BackTest) {
        origins = test.origins
        scores = test.scores.map { score in
            Score(
                method: score.method,
                horizon: score.horizon,
                mape: score.meanAbsolutePercentageError,
                mase: score.meanAbsoluteScaledError,
                wape: score.weightedAbsolutePercentageError,
                bias: score.bias,
                coverage50: score.bands?.coverage50,
                coverage80: score.bands?.coverage80,
                coverage95: score.bands?.coverage95,
                width80: score.bands?.width80,
                intervalScore80: score.bands?.intervalScore80,
                crps: score.bands?.rankedProbabilityScore
            )
        }
        settings = test.settings.map {
            Setting(setting: $0.setting, horizon: $0.horizon, wape: $0.model, wapeOfConstantShare: $0.constantShare)
        }
    }
}

/// The back-test as tables of text.
private struct BackTestText {
    let test: BackTest

    init(_ test: BackTest) {
        self.test = test
    }

    var lines: [String] {
        let origins = test.origins.map(String.init).joined(separator: ", ")
        return ["Projections from January \(origins), held against what came; errors in per cent.", ""] + scores + [""]
            + bands + [""] + settings
    }

    private var scores: [String] {
        let head = Self.row("method", ["years", "MAPE", "WAPE", "MASE", "bias"])
        return [head]
            + test.scores.map {
                Self.row(
                    $0.method,
                    [
                        String($0.horizon), Self.text($0.meanAbsolutePercentageError),
                        Self.text($0.weightedAbsolutePercentageError),
                        Self.text($0.meanAbsoluteScaledError, 3), Self.text($0.bias),
                    ]
                )
            }
    }

    private var bands: [String] {
        let head = Self.row("bands of sendstat", ["years", "50 %", "80 %", "95 %", "width80", "score80", "CRPS"])
        return [head]
            + test.scores.compactMap { score in
                score.bands.map {
                    Self.row(
                        "share inside",
                        [
                            String(score.horizon), Self.text($0.coverage50 * 100), Self.text($0.coverage80 * 100),
                            Self.text($0.coverage95 * 100), Self.text($0.width80), Self.text($0.intervalScore80),
                            Self.text($0.rankedProbabilityScore),
                        ]
                    )
                }
            }
    }

    private var settings: [String] {
        let head = Self.row("WAPE by setting", ["years", "sendstat", "constant"])
        return [head]
            + test.settings.map {
                Self.row($0.setting, [String($0.horizon), Self.text($0.model), Self.text($0.constantShare)])
            }
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        let start = name + String(repeating: " ", count: max(1, 34 - name.count))
        return start + cells.map { String(repeating: " ", count: max(1, 9 - $0.count)) + $0 }.joined()
    }

    private static func text(_ value: Double, _ decimals: Int = 1) -> String {
        String(format: "%.\(decimals)f", value)
    }
}
