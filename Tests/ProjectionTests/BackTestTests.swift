import Projection
import Support
import Testing

/// The marks that the projection must reach on the real series.
@Suite struct BackTestTests {
    @Test(.enabled(if: SharedData.isExpected, "the published tables are not beside the repository"))
    func `on the real series it beats the share anchor at one, two and three years, and its bands hold`() async throws {
        let panels = try PublishedPanels(files: PublishedHistory.files())
        let test = try await BackTest.run(panels, origins: Array(2019...2022), simulations: 500)
        for horizon in 1...3 {
            let scores = test.scores.filter { $0.horizon == horizon }
            let own = try #require(scores.first { $0.method == "sendstat" })
            for other in scores where other.method != "sendstat" {
                #expect(
                    own.meanAbsolutePercentageError < other.meanAbsolutePercentageError,
                    "\(other.method) \(horizon)"
                )
                #expect(own.weightedAbsolutePercentageError < other.weightedAbsolutePercentageError)
            }
            let bands = try #require(own.bands)
            #expect((0.75...0.93).contains(bands.coverage80), "\(horizon)")
            #expect((0.92...1).contains(bands.coverage95), "\(horizon)")
            let special = try #require(test.settings.first { $0.setting == "special_state" && $0.horizon == horizon })
            #expect(special.model < special.constantShare)
        }
    }

    @Test func `the scores of methods whose errors are known are right`() async throws {
        // Growth is the same everywhere and always, so only the naive method errs: by 1 - exp(-0.1 h).
        let history = MadeUpHistory(growth: { _, _ in 0.1 })
        let test = try await BackTest.run(
            PublishedPanels(files: history.files),
            origins: [2020, 2021],
            simulations: 200
        )
        let naive = try #require(test.scores.first { $0.method == "naive" && $0.horizon == 2 })
        #expect(abs(naive.meanAbsolutePercentageError - 18.13) < 0.1)
        #expect(abs(naive.bias + 18.13) < 0.1)
        #expect(abs(naive.meanAbsoluteScaledError - 1) < 1e-9)
        let own = try #require(test.scores.first { $0.method == "sendstat" && $0.horizon == 2 })
        #expect(own.meanAbsolutePercentageError < 2)
    }
}
