import Foundation
import Testing

@Suite("Reference tables and code lists as files")
struct ReferenceTableTests {
    /// The rows of a file by column name.
    private func rows(_ file: String, in folder: URL = Repository.schemas) throws -> [[String: String]] {
        let table = SlowCSV([UInt8](try Data(contentsOf: folder.appendingPathComponent(file))))
        try #require(table.fault == nil, "\(file)")
        let records = table.records.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } }
        let headings = try #require(records.first)
        return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(headings, $0)) }
    }

    private func cells(_ column: String, of file: String) throws -> [String] {
        try rows(file).map { try #require($0[column], "\(file) \(column)") }
    }

    @Test("Every row names its source, and its dates are dates in order")
    func sourced() throws {
        for folder in ["codes", "reference"] {
            let place = Repository.schemas.appendingPathComponent(folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: place.path) where name.hasSuffix(".csv") {
                for row in try rows("\(folder)/\(name)") {
                    #expect(row["source"]?.isEmpty == false, "\(name) \(row)")
                    let dates = ["valid_from", "valid_to"].compactMap { row[$0] }.filter { !$0.isEmpty }
                    #expect(
                        dates.allSatisfy { $0.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil } && dates == dates.sorted()
                    )
                }
            }
        }
    }

    @Test("153 authorities stand today, each in one of nine regions, and every successor exists")
    func authorities() throws {
        let all = try rows("reference/local_authority.csv")
        let today = all.filter { $0["valid_to"] == "" }
        #expect(Set(today.map { $0["code"] }).count == 153 && Set(today.map { $0["ons_code"] }).count == 153)
        #expect(today.count == 153)
        #expect(Set(today.map { $0["region_code"] ?? "" }) == Set(try cells("code", of: "reference/region.csv")))
        #expect(Set(today.map { $0["region_code"] }).count == 9)
        let codes = Set(today.map { $0["code"] ?? "" })
        for row in all where row["valid_to"] != "" {
            let successors = (row["successor_code"] ?? "").split(separator: " ").map(String.init)
            #expect(!successors.isEmpty && codes.isSuperset(of: successors), "\(row)")
        }
        let pupilNumbers = Set(try cells("code", of: "codes/upn-local-authority.csv"))
        #expect(pupilNumbers.isSuperset(of: all.map { $0["code"] ?? "" }))
    }

    @Test("Every type and setting leads to a leaf of the placement tree, and every leaf but two has a way to it")
    func placements() throws {
        let leaves = try cells("code", of: "reference/placement_category.csv")
        #expect(leaves.count == 35 && Set(leaves).count == 35)
        let types = "reference/establishment_type.csv"
        #expect(try cells("code", of: types).count == 39 && Set(cells("code", of: types)).count == 39)
        var reached: Set<String> = []
        for column in ["", "_in_sen_unit", "_in_resourced_provision"] {
            reached.formUnion(try cells("placement_category" + column, of: types))
        }
        let settings = "reference/sen_setting_category.csv"
        for column in ["", "_at_compulsory_age"] {
            reached.formUnion(try cells("placement_category" + column, of: settings))
        }
        // A UKPRN without a URN, and no placement at all, are told by what is blank.
        #expect(Set(leaves).subtracting(reached) == ["further_education_other_provider", "not_recorded"])
        #expect(reached.isSubset(of: leaves))
        let current = try rows("codes/sen-setting.csv").filter { $0["valid_to"] == "" }.compactMap { $0["code"] }
        #expect(try cells("code", of: settings).sorted() == current.sorted())
    }

    @Test("Units and resourced provision change side between the two definitions, and nothing else in schools does")
    func definitions() throws {
        for row in try rows("reference/placement_category.csv") {
            let code = try #require(row["code"])
            let moves = row["by_school_type"] != row["by_provision"]
            let isUnit = code.hasSuffix("_sen_unit") || code.hasSuffix("_resourced_provision")
            #expect(moves == (isUnit || code == "further_education_specialist_post_16"), "\(code)")
            if isUnit {
                let side = code.contains("independent") ? "specialist_independent" : "specialist_state"
                #expect(row["by_school_type"] == "mainstream" && row["by_provision"] == side)
            }
        }
    }

    @Test("Twenty main ethnic groups, and every extended code within one of them")
    func ethnicity() throws {
        let all = try rows("codes/ethnicity.csv")
        let main = Set(all.filter { $0["code"] == $0["group"] }.compactMap { $0["code"] })
        #expect(main.count == 20 && all.count == 108)
        #expect(all.allSatisfy { main.contains($0["group"] ?? "") })
    }
}
