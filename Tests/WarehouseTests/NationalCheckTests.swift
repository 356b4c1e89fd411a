import PostgreSQL
import Testing
import Warehouse

/// Signed returns beside last year, region and England: ST-1.4.
@Suite struct NationalCheckTests {
    private static let groups = ["mainstream", "specialist_state", "specialist_independent", "other"]
    /// Plans of an authority by group, as ordinary ones have them: a little more each year.
    private static func ordinary(_ number: Int, _ year: Int) -> [Int] {
        let size = 400 + 10 * number + (year - 2_024) * 20
        return [size / 2 + number % 5, size / 3, size / 10, size / 20]
    }

    @Test func `what stands out from last year or from England is named, and nothing else`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            var counts: [Int: [Int: [Int]]] = [:]
            for year in [2_024, 2_025] {
                for number in 0..<25 { counts[year, default: [:]][301 + number] = Self.ordinary(number, year) }
            }
            // 305 doubles; 307 moves a tenth of its plans to independent schools; 309 has always been far from others.
            counts[2_025]?[305] = Self.ordinary(4, 2_024).map { $0 * 2 }
            counts[2_025]?[307] = zip(Self.ordinary(6, 2_025), [-45, 0, 45, 0]).map(+)
            for year in [2_024, 2_025] { counts[year]?[309] = [60, 400, 20, 10] }
            // Too few plans for shares to say much.
            counts[2_024]?[311] = [5, 5, 0, 0]
            counts[2_025]?[311] = [10, 1, 0, 0]
            for (year, authorities) in counts {
                for (code, plans) in authorities { try await Self.sign(code, year, plans, settings) }
            }
            let checks = try await warehouse.nationalChecks(year: 2_025)
            let found = checks.filter { $0.outlier != nil }
                .map { "\($0.sender) \($0.measure.rawValue) \($0.outlier?.rawValue ?? "")" }
            #expect(
                Set(found) == [
                    "la:305 plans last_year", "la:305 growth england", "la:307 share_mainstream last_year",
                    "la:307 share_specialist_independent last_year", "la:309 share_mainstream england",
                    "la:309 share_specialist_state england", "la:309 share_specialist_independent england",
                ]
            )
            try Self.expectSums(checks, counts)
        }
    }

    /// England's shares and growth, worked out here from the counts.
    private static func expectSums(_ checks: [NationalCheck], _ counts: [Int: [Int: [Int]]]) throws {
        let now = try #require(counts[2_025]).values
        let all = now.joined().reduce(0, +)
        let before = try #require(counts[2_024]).values.joined().reduce(0, +)
        for check in checks {
            switch check.measure {
            case .plans: #expect(check.england == nil)
            case .growth:
                let growth = 100 * (Double(all) / Double(before) - 1)
                #expect(abs(try #require(check.england) - growth) < 0.001)
            default:
                let group = try #require(groups.firstIndex { "share_\($0)" == check.measure.rawValue })
                let share = 100 * Double(now.map { $0[group] }.reduce(0, +)) / Double(all)
                #expect(abs(try #require(check.england) - share) < 0.001)
            }
        }
    }

    @Test func `a first year has nothing to be held against`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            try await Self.sign(301, 2_025, [300, 200, 0, 0], settings)
            let checks = try await warehouse.nationalChecks(year: 2_025)
            #expect(checks.map(\.measure) == [.plans, .mainstream, .specialistState, .specialistIndependent, .other])
            #expect(checks.allSatisfy { $0.lastYear == nil && $0.outlier == nil })
            #expect(checks.map(\.value) == [500, 60, 40, 0, 0])
        }
    }

    @Test func `signing counts the plans of the return that is signed`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let id = try await Office.sign(SampleReturn(localAuthority: 301, year: 2_025), warehouse)
            let row = try #require(
                try await query(
                    settings,
                    """
                    SELECT (SELECT sum(plans) FROM warehouse.signed_count WHERE submission_id = $1)::bigint AS kept,
                        (SELECT count(*) FROM warehouse.counted_plan WHERE upload = $1) AS counted
                    """,
                    [Parameter(id)]
                ).first
            )
            let (kept, counted): (Int, Int) = (try row.get("kept"), try row.get("counted"))
            #expect(kept == counted && kept > 0)
        }
    }

    private static func sign(_ code: Int, _ year: Int, _ plans: [Int], _ settings: ConnectionSettings) async throws {
        _ = try await query(
            settings,
            """
            WITH one AS (
                INSERT INTO intake.submission (
                    sender, la_code, return_name, schema_version, collection_year, state, valid_from, schema_hash
                )
                VALUES ('la:' || $1, $1, 'sen2', $2::text, $2::integer, 'signed', now(), 'none') RETURNING id
            )
            INSERT INTO warehouse.signed_count (submission_id, placement_group, plans)
            SELECT one.id, g, p FROM one, unnest($3::text[], $4::bigint[]) AS found(g, p) WHERE p > 0
            """,
            [
                .text("\(code)"), Parameter(year), Parameter(groups), Parameter(plans.map { Int64($0) }),
            ]
        )
    }
}
