import Foundation
import RuleLanguage
import Support
import Testing
import Validation

@Suite("An extract of Get Information about Schools")
struct ReferenceExtractTests {
    private static let special = [
        "URN": "100004", "LA (code)": "301", "EstablishmentNumber": "7000", "EstablishmentName": "Café “Hill” – School",
        "TypeOfEstablishment (code)": "07", "EstablishmentTypeGroup (name)": "Special schools",
        "EstablishmentStatus (code)": "1", "OpenDate": "01-09-1990", "PhaseOfEducation (code)": "0",
        "StatutoryLowAge": "2", "StatutoryHighAge": "19", "Boarders (name)": "Boarding school", "UKPRN": "10000004",
        "Section41Approved (name)": "Not applicable",
    ]
    private static let mainstream = [
        "URN": "100002", "LA (code)": "301", "EstablishmentName": "A, \"B\"", "TypeOfEstablishment (code)": "34",
        "EstablishmentStatus (code)": "2", "CloseDate": "31-08-2024", "PhaseOfEducation (code)": "2",
        "Boarders (name)": "No boarders", "UKPRN": "10000004", "Section41Approved (name)": "Approved",
        "TypeOfResourcedProvision (name)": "Resourced provision and SEN unit", "ResourcedProvisionCapacity": "12",
        "SenUnitCapacity": "8",
    ]
    private static let rows = [special, mainstream]

    @Test("Columns are found by their headings, whatever their order, and typed")
    func columns() throws {
        for headings in [Register.headings, Register.headings.reversed()] {
            let data = try Register.read(
                ["edubasealldata20250401.csv": try Register.extract(Self.rows, headings: headings)],
                standards: Register.standards
            )
            let register = data.establishments
            func values(_ field: EstablishmentRegister.Field) -> [Int32?] { Register.values(field, of: register) }
            func texts(_ field: EstablishmentRegister.Field) -> [String?] { Register.texts(field, of: register) }
            #expect(register.urns == [100_002, 100_004] && data.notes.isEmpty)
            #expect(texts(.name) == ["A, \"B\"", "Café “Hill” – School"])
            #expect(values(.type) == [34, 7] && values(.authority) == [301, 301] && values(.number) == [nil, 7000])
            #expect(values(.status) == [2, 1] && values(.phase) == [2, 0])
            #expect(values(.openDate) == [nil, 7_548] && values(.closeDate) == [19_966, nil])
            #expect(values(.lowAge) == [nil, 2] && values(.highAge) == [nil, 19])
            #expect(values(.boarders) == [0, 1] && values(.section41) == [1, 0])
            #expect(values(.senUnit) == [1, nil] && values(.resourcedProvision) == [1, nil])
            #expect(values(.senUnitCapacity) == [8, nil] && values(.resourcedProvisionCapacity) == [12, nil])
            #expect(texts(.category) == ["mainstream_academy", "special_la_maintained"])
            #expect(texts(.typeGroup) == [nil, "Special schools"])
        }
    }

    @Test("A provider number leads to the establishment that is open, and one that nobody has leads nowhere")
    func providers() throws {
        let register = try Register.read(["edubasealldata.csv": try Register.extract(Self.rows)]).establishments
        #expect(register.index(ofUKPRN: 10_000_004).map { register.urns[$0] } == 100_004)
        #expect(register.index(ofUKPRN: 10_000_005) == nil)
        let ukprns = register.column(.ukprn)
        #expect(register.entries(of: ukprns, matching: .ukprn) == [1, 1])
        #expect(register.entries(of: register.column(.urn), matching: .urn) == [0, 1])
        #expect(register.entries(of: register.column(.lowAge), matching: .urn) == [-1, -1])
    }

    @Test("A column that is not there is said once and is blank; without the needed ones the file is refused")
    func missingColumns() throws {
        let fewer = Register.headings.filter { $0 != "SenUnitCapacity" && $0 != "PhaseOfEducation (code)" }
        let rows = [Self.mainstream.merging(["PhaseOfEducation (name)": "Primary"]) { $1 }]
        let data = try Register.read(["edubasealldata.csv": try Register.extract(rows, headings: fewer)])
        #expect(data.notes.map(\.sentence).filter { $0.contains("senunitcapacity") }.count == 1)
        #expect(data.notes.count == 1)
        #expect(Register.values(.senUnitCapacity, of: data.establishments) == [nil])
        #expect(Register.values(.phase, of: data.establishments) == [2])
        let none = Register.headings.filter { $0 != "URN" }
        let error = #expect(throws: ReferenceError.self) {
            try Register.read(["edubasealldata.csv": try Register.extract(rows, headings: none)])
        }
        #expect(error?.code == .missingColumn)
    }

    @Test("A cell that cannot be read is unknown and counted, not a reason to refuse the register")
    func unreadableCells() throws {
        var odd = Self.special
        odd["OpenDate"] = "31-02-1990"
        odd["StatutoryLowAge"] = "two"
        odd["CloseDate"] = "2024-08-31"
        let data = try Register.read(["edubasealldata.csv": try Register.extract([odd, Self.mainstream])])
        #expect(data.notes.map(\.sentence).map { $0.prefix(18) } == ["1 cell of opendate", "1 cell of statutor"])
        #expect(Register.values(.closeDate, of: data.establishments) == [19_966, 19_966])
        #expect(data.establishments.column(.openDate).states == [0, 2])
    }

    @Test("UTF-8 with and without its mark reads the same as Windows-1252; UTF-16 is refused with a word")
    func encodings() throws {
        let data = try Register.extract(Self.rows)
        let text = try #require(String(data: data, encoding: .windowsCP1252))
        for bytes in [Data(text.utf8), Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)] {
            let register = try Register.read(["edubasealldata.csv": bytes]).establishments
            #expect(register.name(at: 1) == "Café “Hill” – School")
        }
        let wide = try #require(text.data(using: .utf16))
        let error = #expect(throws: ReferenceError.self) { try Register.read(["edubasealldata.csv": wide]) }
        #expect(error?.code == .encoding)
    }

    @Test("A row cut short, a URN twice and a quote never closed stop the reading at their line")
    func damage() throws {
        let whole = try #require(String(data: try Register.extract(Self.rows), encoding: .windowsCP1252))
        let lines = whole.split(separator: "\r\n").map(String.init)
        let faults: [(String, ReferenceError.Code, Int)] = [
            (lines[0] + "\r\n" + lines[1].dropLast(3), .raggedRow, 2),
            (lines[0] + "\r\n" + lines[1].dropLast(1), .brokenQuote, 2),
            ((lines + [lines[2]]).joined(separator: "\r\n"), .repeatedKey, 4),
            (lines[0] + "\r\n" + lines[1].replacing("100004", with: "x"), .unreadableCell, 2),
            (lines[0] + "\r\n" + lines[1].replacing("100004", with: ""), .unreadableCell, 2),
        ]
        for (text, code, line) in faults {
            let data = try #require(text.data(using: .windowsCP1252))
            let error = #expect(throws: ReferenceError.self) { try Register.read(["edubasealldata.csv": data]) }
            #expect(error?.code == code && error?.line == line, "\(String(describing: error))")
        }
    }

    @Test("Any byte put anywhere gives a register or an error, never a crash")
    func anyByte() throws {
        let whole = [UInt8](try Register.extract(Self.rows))
        var generator = Seeded(7)
        for _ in 0..<400 {
            var bytes = whole
            bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
            bytes.removeLast(Int(generator.next() % 40))
            do {
                let data = try Register.read(["edubasealldata.csv": Data(bytes)])
                #expect(data.establishments.count <= 2)
            } catch let error as ReferenceError {
                #expect(!error.sentence.isEmpty)
            }
        }
    }
}
