import Foundation
import PostgreSQL
import Testing
import Warehouse

@Suite struct ReferenceTests {
    @Test func `loading the same files again changes nothing`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            try await SampleReference().withFolders { folders in
                let loaded = try await warehouse.loadReference(directories: folders)
                #expect(
                    loaded == [
                        "region.csv", "local_authority.csv", "placement_category.csv", "establishment_type.csv",
                        "sen_setting_category.csv", "establishments.csv", "codes/sex.csv",
                    ]
                )
                let digest = try await warehouse.digest()
                #expect(try await warehouse.loadReference(directories: folders) == [])
                #expect(try await warehouse.digest() == digest)
            }
            let names = try await query(settings, "SELECT name FROM reference.establishment WHERE urn = 100007")
            #expect(try names.map { try $0.get("name", as: String.self) } == ["School, 7"])
        }
    }

    @Test func `an establishment that changed is dated, and the others stay as they are`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            let changed = SampleReference(firstType: 2)
            _ = try await changed.withFolders { try await warehouse.loadReference(directories: $0) }
            let rows = try await query(
                settings,
                """
                SELECT urn, type_code, valid_to IS NULL AS current FROM reference.establishment
                WHERE urn < 100002 ORDER BY urn, valid_from
                """
            )
            #expect(try rows.map { try $0.get("type_code", as: Int.self) } == [1, 2, 2])
            #expect(try rows.map { try $0.get("current", as: Bool.self) } == [false, true, true])
        }
    }

    @Test(arguments: [
        "100000,Twice,1,301,,,,,,,\n", "x,Name,1,,,,,,,,\n", "100900,Name,77,,,,,,,,\n", "100901,Short\n",
    ])
    func `a row that cannot be taken is named and nothing of the folder is kept`(row: String) async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let faulty = SampleReference(extraEstablishment: row)
            let error = await #expect(throws: WarehouseError.self) {
                try await faulty.withFolders { try await warehouse.loadReference(directories: $0) }
            }
            guard case .referenceUnreadable(let file, _, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(file == "establishments.csv")
            let regions = try await query(settings, "SELECT FROM reference.region")
            #expect(regions.isEmpty)
        }
    }
}
