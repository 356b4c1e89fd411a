import Foundation
import RuleLanguage
import Testing
import Validation

@Suite("A folder of reference data")
struct ReferenceFolderTests {
    private func register(_ urn: Int) throws -> Data {
        try Register.extract([["URN": "\(urn)", "EstablishmentName": "A", "TypeOfEstablishment (code)": "1"]])
    }

    private static let own = Data(
        ("urn,ukprn,name,type_code,la_code,phase,statutory_low_age,statutory_high_age,open_date,close_date,"
            + "section_41_approved,sen_unit,resourced_provision\n100009,,Own,1,301,,,,,,,,\n").utf8
    )

    @Test("The register is known by its name, or by its headings, and of several the latest day counts")
    func names() throws {
        let renamed = try Register.read(["schools.csv": try register(100_001), "other.csv": Data("a,b\n".utf8)])
        #expect(renamed.establishments.urns == [100_001])
        let two = try Register.read([
            "edubasealldata20250401.csv": try register(100_001), "edubasealldata20241231.csv": try register(100_002),
        ])
        #expect(two.establishments.urns == [100_001])
        #expect(two.notes.map(\.file) == ["edubasealldata20241231.csv"])
    }

    @Test("Our own form goes before an extract, with a word about the one left aside")
    func precedence() throws {
        let data = try Register.read([
            "establishments.csv": Self.own, "edubasealldata20250401.csv": try register(100_001),
        ])
        #expect(data.establishments.urns == [100_009])
        #expect(data.notes.map(\.file) == ["edubasealldata20250401.csv"])
    }

    @Test("A folder without a register says what to put there")
    func nothing() {
        let error = #expect(throws: ReferenceError.self) { try Register.read(["a.csv": Data("a,b\n".utf8)]) }
        #expect(error?.code == .unreadable && error?.sentence.contains("establishments.csv") == true)
    }

    @Test("The hash changes with any file that is read, and with no other")
    func hash() throws {
        let links = Data("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n100001,100002,B,Successor,\n".utf8)
        let files = ["edubasealldata.csv": try register(100_001), "links_edubasealldata.csv": links]
        let hash = try Register.read(files).hash
        #expect(try Register.read(files).hash == hash)
        #expect(try Register.read(files.merging(["a.csv": Data("a\n".utf8)]) { $1 }).hash == hash)
        #expect(try Register.read(files.filter { $0.key.hasPrefix("edu") }).hash != hash)
        #expect(try Register.read(files.merging(["edubasealldata.csv": register(100_002)]) { $1 }).hash != hash)
        #expect(try Register.read(files, standards: Register.standards).hash != hash)
    }

    @Test("What is written in our own form reads back as the same columns")
    func roundTrip() throws {
        let rows = [
            [
                "URN": "100001", "EstablishmentName": "Müller, \"The\"\nHill", "TypeOfEstablishment (code)": "10",
                "LA (code)": "301", "UKPRN": "10000001", "PhaseOfEducation (code)": "7", "OpenDate": "01-09-1990",
                "CloseDate": "31-08-2024", "Section41Approved (name)": "Approved", "Boarders (name)": "No boarders",
                "TypeOfResourcedProvision (name)": "SEN unit", "SenUnitCapacity": "8",
                "EstablishmentTypeGroup (name)": "Special schools", "EstablishmentStatus (code)": "2",
            ]
        ]
        let first = try Register.read(["edubasealldata.csv": try Register.extract(rows)], standards: Register.standards)
        let again = try Register.read(
            ["establishments.csv": Data(first.establishments.csv)],
            standards: Register.standards
        )
        for field in EstablishmentRegister.Field.allCases {
            if field.columnType == .text {
                let texts = Register.texts(field, of: first.establishments)
                #expect(Register.texts(field, of: again.establishments) == texts, "\(field)")
            } else {
                let values = Register.values(field, of: first.establishments)
                #expect(Register.values(field, of: again.establishments) == values, "\(field)")
            }
        }
        #expect(first.establishments.countsByCategory.map(\.category) == ["special_independent"])
    }

    @Test("What rules may read of an establishment has one column for each field, the URN alone always there")
    func declaration() throws {
        let declaration = EstablishmentRegister.declaration(named: "establishment")
        #expect(declaration.fields.map(\.name) == EstablishmentRegister.Field.allCases.map(\.rawValue))
        #expect(declaration.fields.filter(\.isRequired).map(\.name) == ["urn"])
        let register = try Register.read(["establishments.csv": Self.own]).establishments
        for field in EstablishmentRegister.Field.allCases {
            let column = register.column(field)
            #expect(column.states.count == 1, "\(field)")
            #expect(column.values.count == (field.columnType == .text ? 0 : 1), "\(field)")
            #expect(column.spans.count == (field.columnType == .text ? 2 : 0), "\(field)")
        }
    }
}
