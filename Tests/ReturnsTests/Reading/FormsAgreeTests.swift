import Foundation
import Returns
import Testing

@Suite("A return gives the same columns in whatever form it comes")
struct FormsAgreeTests {
    @Test("XML and CSV agree for several authorities and both years")
    func xmlIsCSV() async throws {
        let all = try await GeneratedReturn.all.value
        #expect(all.count == 6)
        for whole in all {
            let xml = try whole.readXML()
            let csv = try whole.readCSV()
            #expect(differences(xml, csv) == [], "\(whole)")
            #expect(xml.problems == [] && csv.problems == [])
            #expect(xml.tables.allSatisfy { $0.rowCount > 0 })
        }
    }

    @Test("The CSV set written in another way", arguments: CSVVariation.allCases, [2024, 2025])
    func csvVariations(variation: CSVVariation, year: Int) async throws {
        let whole = try await GeneratedReturn.one(year)
        let files = variation.apply(to: whole)
        let tables = try ReturnReader(schema: whole.schema).read(files.map(\.input))
        #expect(differences(try whole.readXML(), tables) == [])
        #expect(tables.problems == [])
    }

    @Test("The message written in another way", arguments: XMLVariation.allCases, [2024, 2025])
    func xmlVariations(variation: XMLVariation, year: Int) async throws {
        let whole = try await GeneratedReturn.one(year)
        var other = whole
        other.xml.bytes = variation.apply(to: whole.xml.bytes)
        if variation != .asWritten { #expect(other.xml.bytes != whole.xml.bytes) }
        let tables = try other.readXML()
        #expect(differences(try whole.readCSV(), tables) == [])
        #expect(tables.problems == [])
    }

    @Test(
        "The files handed over in pieces of a few bytes",
        arguments: [1, 2, 3, 7, 64],
        [XMLVariation.asWritten, .characterData, .blanksAround, .byteOrderMark]
    )
    func pieces(size: Int, variation: XMLVariation) async throws {
        var whole = try await GeneratedReturn.one(2025)
        whole.xml.bytes = variation.apply(to: whole.xml.bytes)
        var limits = ReadingLimits()
        limits.pieceSize = size
        let xml = try whole.readXML(limits: limits)
        let csv = try whole.readCSV(limits: limits)
        #expect(differences(xml, csv) == [])
        #expect(xml.problems == [])
        #expect(xml.sources == (try whole.readXML().sources))
        #expect(xml.tables.map(\.lines) == (try whole.readXML().tables.map(\.lines)))
    }

    @Test("A file on disk is read as its bytes are, in pieces that a file gives")
    func paths() async throws {
        let whole = try await GeneratedReturn.one(2025)
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in whole.csv {
            try Data(file.bytes).write(to: folder.appendingPathComponent(file.name))
        }
        var limits = ReadingLimits()
        limits.pieceSize = 1_000
        let tables = try ReturnReader(schema: whole.schema, limits: limits).read(try ReturnReader.inputs(at: folder))
        #expect(differences(try whole.readXML(), tables) == [])
        #expect(tables.sources.map(\.byteCount) == whole.csv.map(\.bytes.count))
    }

    @Test("The year is found in every form before the schema is known", arguments: [2024, 2025])
    func year(year: Int) async throws {
        let whole = try await GeneratedReturn.one(year)
        #expect(try ReturnYear.find(in: [whole.xml.input]) == year)
        for variation in CSVVariation.allCases {
            #expect(try ReturnYear.find(in: variation.apply(to: whole).map(\.input)) == year, "\(variation)")
        }
    }

    @Test("Elements of another name are found, and the names that are meant say they are missing nothing else")
    func otherNames() async throws {
        var whole = try await GeneratedReturn.one(2025)
        let text = String(decoding: whole.xml.bytes, as: UTF8.self).replacing("SENtype>", with: "SENkind>")
        whole.xml.bytes = [UInt8](text.utf8)
        let problems = try whole.readXML().problems
        let written = text.matches(of: /<SENkind>/).count
        #expect(Set(problems.map(\.kind)) == [.unknownName])
        #expect(written > 10 && Set(problems.map(\.found)) == ["SENkind"])
        #expect(problems.reduce(0) { $0 + 1 + $1.repeats } == written)
    }
}
