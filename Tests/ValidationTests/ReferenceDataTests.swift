import Foundation
import Testing
import Validation

@Suite("Reference data")
struct ReferenceDataTests {
    private static let heading =
        "urn,ukprn,name,type_code,la_code,phase,statutory_low_age,statutory_high_age,open_date,close_date,"
        + "section_41_approved,sen_unit,resourced_provision"

    @Test("Rows come sorted by URN and are found by it, whatever their order and that of the columns")
    func lookup() throws {
        let data = try read(
            Self.heading.uppercased() + "\r\n"
                + "100003,,\"Hollow, The \"\"Old\"\"\",1,301,Primary,4,11,,2024-08-31,,,\r\n"
                + "100001,10000001,Brook,7,302,,,,1990-09-01,,true,1,0\r\n"
        )
        let register = data.establishments
        func values(_ field: EstablishmentRegister.Field) -> [Int32?] { Register.values(field, of: register) }
        #expect(register.urns == [100_001, 100_003])
        #expect(register.index(ofURN: 100_002) == nil)
        #expect(register.index(ofURN: 999_999) == nil)
        let place = try #require(register.index(ofURN: 100_003))
        #expect(register.name(at: place) == "Hollow, The \"Old\"")
        #expect(register.closeDays == [.max, 19_966])
        #expect(values(.closeDate) == [nil, 19_966] && values(.ukprn) == [10_000_001, nil])
        #expect(values(.lowAge) == [nil, 4] && values(.phase) == [nil, 2] && values(.status) == [nil, nil])
        #expect(values(.section41) == [1, 0] && values(.senUnit) == [1, 0] && values(.boarders) == [nil, nil])
    }

    @Test("The hash is the SHA-256 of the file")
    func hash() throws {
        let data = try read(Self.heading + "\n")
        #expect(data.establishments.count == 0)
        #expect(data.hash.count == 64)
        #expect(try read(Self.heading + "\n").hash == data.hash)
        #expect(try read(Self.heading + "\n100001,,A,,,,,,,,,,\n").hash != data.hash)
    }

    @Test(
        "A file that cannot be read says where",
        arguments: [
            ("", "empty", 0), ("urn,name\n", "missing-column", 1),
            (heading + "\n1,2\n", "ragged-row", 2), (heading + "\nx,,A,,,,,,,,,,\n", "unreadable-cell", 2),
            (heading + "\n\n100001,,\"A\nB\",,,,,,,2024-02-30,,,\n", "unreadable-cell", 3),
            (heading + "\n100001,,A,,,,,,,,,,\n100001,,B,,,,,,,,,,\n", "repeated-key", 3),
            (heading + "\n100001,,\"A,,,,,,,,,,\n", "broken-quote", 2),
            (heading + "\n100001,,\"A\"B,,,,,,,,,,\n", "broken-quote", 2),
            (heading + ",urn\n", "repeated-column", 1), (heading + "\n100001,,A\0,,,,,,,,,,\n", "encoding", 0),
        ]
    )
    func faults(_ text: String, _ code: String, _ line: Int) {
        let error = #expect(throws: ReferenceError.self) { try read(text) }
        #expect(error?.code.rawValue == code)
        #expect(error?.line == line)
    }

    @Test("A directory without the file is an error that names the file")
    func missing() {
        let nowhere = URL(fileURLWithPath: "/nowhere/at/all")
        let error = #expect(throws: ReferenceError.self) { try ReferenceData(directory: nowhere) }
        #expect(error?.file == "all" && error?.code == .unreadable)
    }

    private func read(_ text: String) throws -> ReferenceData {
        try Register.read(["establishments.csv": Data(text.utf8)])
    }
}
