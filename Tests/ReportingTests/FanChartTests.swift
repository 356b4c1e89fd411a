import Foundation
import Projection
import Reporting
import Support
import Testing

/// A projection as people look at it.
@Suite struct FanChartTests {
    /// Published plans of made-up authorities, which grow by a tenth a year.
    private static func panels() throws -> PublishedPanels {
        let units = (0..<12).map { "\(201 + $0),Place & \($0),\($0 < 6 ? "London" : "South West")" }
        let totals = (0..<12).flatMap { unit in
            (2_010...2_023).map { year in
                "\(201 + unit),\(year),\(Int(400 * pow(1.1, Double(year - 2_010))) + unit * 30 + (year * unit) % 7)"
            }
        }
        return try PublishedPanels(files: [
            "units.csv": Array((["hla,name,region"] + units).joined(separator: "\n").utf8),
            "totals.csv": Array((["hla,year,ehcp"] + totals).joined(separator: "\n").utf8),
        ])
    }

    private static func chart(_ code: String, origin: Int) async throws -> (FanChart?, DemandProjection) {
        let panels = try panels()
        var request = ProjectionRequest(origin: origin, horizon: 3)
        request.simulations = 200
        let projection = try await DemandProjection.make(panels, request)
        request.origin -= 1
        let earlier = try await DemandProjection.make(panels, request)
        let chart = FanChart(code, name: "Place & time", panels, projection, earlier: earlier, origin: origin)
        return (chart, projection)
    }

    @Test func `a chart is whole in itself, the same each time, and its table holds what it shows`() async throws {
        let (made, projection) = try await Self.chart("E12000007", origin: 2_020)
        let chart = try #require(made)
        let svg = chart.svg()
        #expect(try await Self.chart("E12000007", origin: 2_020).0?.svg() == svg)
        let folder = try TemporaryFolder()
        try Data(svg.utf8).write(to: folder.url.appending(path: "fan.svg"))
        #expect(try Tool.run(["xmllint", "--noout", "fan.svg"], in: folder.url).status == 0)
        for part in ["<title", "<desc", "as projected from January 2019", "what then came", "Place &amp; time"] {
            #expect(svg.contains(part), "\(part)")
        }
        let rows = chart.csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(rows.first?.count == 11 && rows.count == 1 + 14)
        for row in projection.rows
        where row.key.area == "E12000007" && row.key.setting == "total" && row.key.ageBand == "total" {
            let cells = try #require(rows.first { $0[1] == String(row.key.year) })
            #expect(cells[3...9].map { String($0) } == row.values.map { String(Int($0.rounded())) })
            let ordered = row.values.sorted() == row.values
            #expect(ordered)
        }
    }

    @Test func `an area that is not projected has no chart`() async throws {
        #expect(try await Self.chart("999", origin: 2_020).0 == nil)
        #expect(try await Self.chart("E92000001", origin: 2_023).0?.svg().contains("what then came") == false)
    }
}
