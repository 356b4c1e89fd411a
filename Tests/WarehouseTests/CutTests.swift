import Foundation
import PostgreSQL
import Synchronization
import Testing
import Warehouse

@Suite struct CutTests {
    @Test func `a cut holds what was current and stays as it was`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            _ = try await load(SampleReturn(persons: 40), into: warehouse)
            let cut = try await warehouse.createCut("march-2025")
            #expect(cut.years == [2025])
            #expect(cut.returns == 1)
            let before = try await cube(warehouse, "march-2025")
            let correction = SampleReturn(persons: 30, variant: 1)
            _ = try await load(correction, into: warehouse)
            let changed = SampleReference(firstType: 2)
            _ = try await changed.withFolders { try await warehouse.loadReference(directories: $0) }
            #expect(try await cube(warehouse, "march-2025") == before)
            try await warehouse.createCut("april-2025")
            #expect(try await cube(warehouse, "april-2025").reduce(0) { $0 + $1.count } == 30)
            let statements: [SQL] = [
                "DELETE FROM warehouse.cut_submission", "UPDATE warehouse.cut SET as_of = now()",
                "INSERT INTO warehouse.cut_submission SELECT 'march-2025', max(id) FROM intake.submission",
            ]
            for statement in statements {
                let error = await #expect(throws: PostgreSQLError.self) { try await query(settings, statement) }
                #expect(error?.sqlState == "23001")
            }
        }
    }

    @Test func `every plan stands in the cube once, under the placement that the slow way finds`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            _ = try await load(SampleReturn(persons: 80), into: warehouse)
            _ = try await load(SampleReturn(year: 2024, persons: 60), into: warehouse)
            try await warehouse.createCut("c")
            let cells = try await cube(warehouse, "c")
            #expect(plans(cells) { $0.collectionYear == 2025 } == 80)
            #expect(plans(cells) { $0.collectionYear == 2024 } == 60)
            #expect(Set(cells.map(\.ageBand)).isSubset(of: ["a00_04", "a05_10", "a11_15", "a16_19", "a20_25"]))
            let slow = try await query(settings, Self.slowly)
            let placements = try slow.map { try $0.get("placement", as: String.self) }
            let counts = try slow.map { try $0.get("count", as: Int.self) }
            #expect(placements.map { placement in plans(cells) { $0.placement == placement } } == counts)
            #expect(counts.reduce(0, +) == 140)
            #expect(placements.count == 6)
        }
    }

    private func plans(_ cells: [PlacementCount], where wanted: (PlacementCount) -> Bool) -> Int {
        cells.filter(wanted).reduce(0) { $0 + $1.count }
    }

    @Test func `names of cuts are checked, and an empty warehouse cannot be cut`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            await #expect(throws: WarehouseError.nothingToCut) { try await warehouse.createCut("c") }
            _ = try await load(SampleReturn(), into: warehouse)
            try await warehouse.createCut("c")
            await #expect(throws: WarehouseError.cutExists(name: "c")) { try await warehouse.createCut("c") }
            await #expect(throws: WarehouseError.cutMisnamed(name: "c d")) { try await warehouse.createCut("c d") }
            await #expect(throws: WarehouseError.cutUnknown(name: "d")) {
                try await warehouse.placementCube(of: .cut("d")) { _ in }
            }
            #expect(try await warehouse.cuts().map(\.name) == ["c"])
        }
    }

    private func cube(_ warehouse: Warehouse, _ cut: String) async throws -> [PlacementCount] {
        let cells = Cells()
        try await warehouse.placementCube(of: .cut(cut)) { cells.add($0) }
        return cells.all
    }

    private final class Cells: Sendable {
        private let cells = Mutex<[PlacementCount]>([])
        var all: [PlacementCount] { cells.withLock { $0 } }
        func add(_ cell: PlacementCount) { cells.withLock { $0.append(cell) } }
    }

    /// From the placements themselves, not from what the loader noted on the plan.
    private static let slowly: SQL = """
        SELECT placement, count(*) AS count
        FROM (
            SELECT DISTINCT ON (p.collection_year, p.submission_id, p.row_number)
                CASE
                    WHEN d.row_number IS NULL THEN 'not_recorded'
                    WHEN e.type_code = 2 THEN 'special'
                    WHEN d.urn IS NOT NULL AND d.sen_unit THEN 'mainstream_sen_unit'
                    WHEN d.urn IS NOT NULL THEN 'mainstream'
                    WHEN d.ukprn IS NOT NULL THEN 'further_education_other_provider'
                    WHEN d.sen_setting = 'NIEO' AND w.academic_age BETWEEN 5 AND 15
                        THEN 'not_in_education_compulsory_age'
                    WHEN d.sen_setting = 'NIEO' THEN 'not_in_education_other'
                    ELSE 'not_recorded'
                END AS placement
            FROM warehouse.active_plan p
            JOIN warehouse.request r ON r.submission_id = p.submission_id AND r.row_number = p.parent_row
            JOIN warehouse.person w ON w.submission_id = r.submission_id AND w.row_number = r.parent_row
            LEFT JOIN warehouse.placement_detail d
                ON d.submission_id = p.submission_id AND d.parent_row = p.row_number AND d.placement_rank = '1'
                AND d.entry_date <= make_date(p.collection_year, 1, 16)
                AND coalesce(d.leaving_date, 'infinity') >= make_date(p.collection_year, 1, 16)
            LEFT JOIN reference.establishment e ON e.urn = d.urn
            ORDER BY p.collection_year, p.submission_id, p.row_number, d.row_number
        ) AS placed
        GROUP BY placement
        """
}
