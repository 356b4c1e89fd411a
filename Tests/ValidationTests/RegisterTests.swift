import Foundation
import Returns
import Testing
import Validation

@Suite("Schools in the register")
struct RegisterTests {
    @Test("A school that is in the register and open gives no finding")
    func known() throws {
        #expect(try find(GoodReturn(), closed: "") == [])
        #expect(try find(GoodReturn(), closed: "2025-01-16") == [])
    }

    @Test("A URN that the register does not have is an error wherever it stands")
    func unknown() throws {
        var changed = GoodReturn()
        changed.set("placementdetail", "urn", "999999")
        let findings = try find(changed, closed: "")
        #expect(findings.map(\.rule) == ["urn-not-in-register"])
        #expect(findings.first?.found == "999999" && findings.first?.column == "urn")
    }

    @Test("A school that had closed is a query for those who attend it on census day alone")
    func closed() throws {
        let findings = try find(GoodReturn(), closed: "2024-08-31")
        #expect(findings.map(\.rule) == ["urn-closed-on-census-day"])
        #expect(findings.first?.severity == .query && findings.first?.table == "placement_detail")
        #expect(findings.first?.expected.contains("2024-08-31") == true)
        var left = GoodReturn()
        left.set("placementdetail", "leavingdate", "2024-07-19")
        #expect(try find(left, closed: "2024-08-31") == [])
        var later = GoodReturn()
        later.set("placementdetail", "entrydate", "2025-02-03")
        #expect(try find(later, closed: "2024-08-31") == [])
    }

    private func find(_ changed: GoodReturn, closed: String) throws -> [Finding] {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let text = """
            urn,ukprn,name,type_code,la_code,phase,statutory_low_age,statutory_high_age,open_date,close_date,\
            section_41_approved,sen_unit,resourced_provision
            100001,,Made-up school,1,301,Secondary,11,18,1990-09-01,\(closed),,0,0

            """
        try Data(text.utf8).write(to: directory.appendingPathComponent("establishments.csv"))
        let reference = try ReferenceData(directory: directory)
        return try Checker(schema: Standard.schema, reference: reference).check(Standard.read(changed.csv)).findings
    }
}
