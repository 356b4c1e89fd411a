import Foundation
import Synthesis
import Testing

struct SameBytesTests {
    private let recipe = NationRecipe(
        scale: 0.02,
        seed: 11,
        localAuthorities: [201, 301, 420],
        forms: .both,
        errorRate: 0.01
    )

    @Test func `The same recipe gives the same bytes, however many tasks write`() async throws {
        let first = try await SampleNation(recipe, concurrency: 1)
        let second = try await SampleNation(recipe, concurrency: 3)
        let contents = try first.contents()
        #expect(contents.count > 60)
        #expect(try contents == second.contents())
    }

    @Test func `An authority written alone is the same as among others`() async throws {
        var alone = recipe
        alone.localAuthorities = [301]
        let one = try await SampleNation(alone)
        let all = try await SampleNation(recipe)
        for year in [2024, 2025] {
            let own = try one.contents(below: "\(year)/301")
            #expect(own.count == 11)
            #expect(try own == all.contents(below: "\(year)/301"))
        }
    }

    @Test func `A year written alone is the same as beside another`() async throws {
        var late = recipe
        late.years = [2025]
        let one = try await SampleNation(late)
        let both = try await SampleNation(recipe)
        #expect(try one.contents(below: "2025") == both.contents(below: "2025"))
    }

    @Test func `Another seed gives other bytes`() async throws {
        var other = recipe
        other.seed = 12
        let first = try await SampleNation(recipe)
        let second = try await SampleNation(other)
        let files = zip(first.summary.returns, second.summary.returns)
        #expect(files.allSatisfy { $0.files.map(\.sha256) != $1.files.map(\.sha256) })
    }
}
