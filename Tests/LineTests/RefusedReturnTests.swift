import Foundation
import Pipeline
import Support
import Synthesis
import Testing
import Warehouse

@Suite("A run that meets a spoilt return")
struct RefusedReturnTests {
    @Test("It stops before the cut, names the return, and goes on when the return was mended")
    func stopsAndGoesOn() async throws {
        try await SmallNation.with(scale: 0.02, authorities: [301, 420]) { nation in
            try await TestDatabase.withDatabase { settings in
                let message = nation.folder.appendingPathComponent("nation/2025/301/sen2-2025-301.xml")
                let good = try String(contentsOf: message, encoding: .utf8)
                let place = try #require(good.range(of: "<PersonBirthDate>"))
                try good.replacingCharacters(in: place, with: "<PersonBirthDate>not a day ")
                    .write(to: message, atomically: true, encoding: .utf8)
                let error = try await #require(throws: PipelineError.self) { try await nation.run(on: settings) }
                #expect(error.description.contains("301") && !error.description.contains("not a day"))
                let cuts = try await SmallNation.withWarehouse(settings) { try await $0.cuts() }
                #expect(cuts.isEmpty)

                try good.write(to: message, atomically: true, encoding: .utf8)
                try await nation.run(on: settings)
                let status = try await SmallNation.withWarehouse(settings) { try await $0.status() }
                #expect(status.submissions == ["accepted": 4, "has_errors": 1])
                let report = nation.folder.appendingPathComponent("report/index.html")
                #expect(FileManager.default.fileExists(atPath: report.path))
            }
        }
    }
}
