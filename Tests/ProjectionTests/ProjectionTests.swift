import Foundation
import Projection
import Support
import Testing

/// What must hold of every projection.
@Suite struct ProjectionTests {
    private func make(
        _ files: [String: [UInt8]],
        origin: Int = 2021,
        horizon: Int = 3,
        threads: Int = 2,
        seed: UInt64 = 1
    ) async throws -> DemandProjection {
        var request = ProjectionRequest(origin: origin, horizon: horizon)
        (request.simulations, request.threads, request.seed) = (400, threads, seed)
        return try await DemandProjection.make(PublishedPanels(files: files), request)
    }

    @Test func `nothing after the origin is looked at`() async throws {
        let history = MadeUpHistory()
        var changed = history
        changed.growth = { unit, year in year > 2021 ? 0.5 : history.growth(unit, year) }
        let (before, after) = (try await make(history.files), try await make(changed.files))
        #expect(before.csv == after.csv && before.meansCSV == after.meansCSV)
        #expect(history.files != changed.files)
        // What is before it is.
        changed.growth = { unit, year in year == 2021 ? 0.2 : history.growth(unit, year) }
        #expect(try await make(changed.files).csv != before.csv)
    }

    @Test(.enabled(if: SharedData.isExpected, "the published tables are not beside the repository"))
    func `nothing after the origin is looked at in the real series either`() async throws {
        var files = try PublishedHistory.files()
        let before = try await make(files, origin: 2020)
        for (name, years) in [
            ("totals.csv", 2021...2023), ("newplans.csv", 2020...2022), ("requests.csv", 2020...2022),
            ("setting.csv", 2021...2023), ("ageband.csv", 2021...2023), ("pop0_17.csv", 2020...2023),
        ] {
            let lines = String(decoding: try #require(files[name]), as: UTF8.self).split(separator: "\n")
            files[name] = Array(
                lines.map { line in
                    let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                    guard let year = Int(cells[1]), years.contains(year) else { return String(line) }
                    return (cells.dropLast() + ["7"]).joined(separator: ",")
                }.joined(separator: "\n").utf8
            )
        }
        #expect(try await make(files, origin: 2020).csv == before.csv)
    }

    @Test func `one task and three give the same bytes, another seed others`() async throws {
        let files = MadeUpHistory().files
        let one = try await make(files, threads: 1)
        #expect(try await make(files, threads: 3).csv == one.csv)
        #expect(try await make(files, threads: 1, seed: 2).csv != one.csv)
    }

    @Test func `parts make the whole: authorities, regions, settings, ages`() async throws {
        let projection = try await make(MadeUpHistory().files)
        let means = Dictionary(projection.rows.map { ($0.key, $0.mean) }) { first, _ in first }
        func mean(_ area: String, _ year: Int, _ setting: String = "total", _ band: String = "total") -> Double {
            means.first {
                $0.key.area == area && $0.key.year == year && $0.key.setting == setting && $0.key.ageBand == band
            }?
            .value ?? .nan
        }
        for year in 2022...2024 {
            let units = (300..<340).map { mean("\($0)", year) }
            let england = mean(DemandProjection.england, year)
            #expect(abs(units.reduce(0, +) - england) < 1e-6 * england)
            #expect(abs(mean("E12000007", year) + mean("E12000009", year) - england) < 1e-6 * england)
            for area in ["301", "E12000007", DemandProjection.england] {
                let whole = mean(area, year)
                let settings = mean(area, year, "mainstream") + mean(area, year, "special_state")
                let bands = mean(area, year, "total", "a05_10") + mean(area, year, "total", "a11_15")
                #expect(abs(settings - whole) < 1e-6 * whole && abs(bands - whole) < 1e-6 * whole)
            }
        }
    }

    @Test func `quantiles rise, and bands widen with the horizon`() async throws {
        let projection = try await make(MadeUpHistory().files, horizon: 5)
        for row in projection.rows { #expect(zip(row.values, row.values.dropFirst()).allSatisfy { $0 <= $1 }) }
        let widths = (2022...2026).map { year -> Double in
            let row = projection.rows.first { $0.key.area == DemandProjection.england && $0.key.year == year }
            return row.map { ($0.values[5] - $0.values[1]) / $0.values[3] } ?? 0
        }
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 })
        #expect(projection.notes.uncalibratedYears.contains(2026))
    }

    @Test func `growth that never changes is carried on`() async throws {
        let projection = try await make(MadeUpHistory(growth: { _, _ in 0.1 }).files, horizon: 1)
        let row = try #require(projection.rows.first { $0.key.area == "310" })
        let expected = Double(MadeUpHistory(growth: { _, _ in 0.1 }).stock(10, 2022))
        #expect(abs(row.values[3] / expected - 1) < 0.03)
    }

    @Test func `small authorities and those whose last year jumps keep their share, and it is said why`() async throws {
        var history = MadeUpHistory(tiny: [0])
        let plain = history.growth
        history.growth = { unit, year in unit == 5 && year == 2021 ? 0.9 : unit == 0 ? 0.01 : plain(unit, year) }
        let notes = try await make(history.files).notes
        #expect(notes.guarded["300"]?.contains("60") == true)
        #expect(notes.guarded["305"]?.contains("quarter") == true)
        #expect(notes.guarded["310"] == nil)
    }

    @Test func `what cannot be read is told with its place and what to do`() throws {
        func error(_ change: (inout [String: [UInt8]]) -> Void) -> String {
            var files = MadeUpHistory().files
            change(&files)
            do {
                _ = try PublishedPanels(files: files)
                return "no error"
            } catch { return "\(error)" }
        }
        func replace(_ old: String, _ new: String) -> String {
            error { files in
                let text = String(decoding: files["totals.csv"] ?? [], as: UTF8.self)
                files["totals.csv"] = Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
            }
        }
        #expect(error { $0["totals.csv"] = nil }.contains("--history"))
        #expect(error { $0["totals.csv"] = [] }.contains("nothing in it"))
        #expect(replace("ehcp", "plans").contains("has no column ehcp"))
        #expect(replace("300,2010,500", "300,2010,many").contains("line 2: The figure cannot be read"))
        #expect(replace("300,2010,500", "300,20100,500").contains("The year cannot be read"))
        #expect(replace("300,2010,500", "300,2010").contains("2 cells"))
        #expect(replace("300,2010,500", "300,2010,x") == "no error")
        #expect(
            error { $0["units.csv"] = Array("hla,name,region,dfe_codes\n1,A,London,1\n1,B,London,1\n".utf8) }.contains(
                "twice"
            )
        )
    }

    @Test func `an origin without a past and a horizon too long are refused`() async throws {
        let files = MadeUpHistory().files
        await #expect(throws: ProjectionError.self) { _ = try await make(files, origin: 2012) }
        await #expect(throws: ProjectionError.self) { _ = try await make(files, origin: 2040) }
        await #expect(throws: ProjectionError.horizonUnfit(11)) { _ = try await make(files, horizon: 11) }
    }
}
