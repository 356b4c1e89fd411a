import Foundation
import Returns
import Testing

@Suite("A zip archive is read as what lies in it")
struct ArchiveTests {
    @Test("A zip of the message and a zip of the set give the same columns, each file under its own name")
    func zips() async throws {
        let whole = try await GeneratedReturn.one(2025)
        let reader = ReturnReader(schema: whole.schema)
        let message = TestZip([(name: whole.xml.name, content: whole.xml.bytes)])
        let xml = try reader.read([ReturnInput(name: "return.zip", bytes: message.bytes)])
        #expect(differences(try whole.readXML(), xml) == [])
        #expect(xml.sources == (try whole.readXML().sources) && xml.problems == [] && xml.notes == [])
        let set = TestZip(whole.csv.map { (name: "return/2025/" + $0.name, content: $0.bytes) })
        let csv = try reader.read([ReturnInput(name: "return.zip", bytes: set.bytes)])
        #expect(differences(try whole.readXML(), csv) == [])
        #expect(csv.sources.map(\.name) == whole.csv.map(\.name))
        #expect(try ReturnYear.find(in: [ReturnInput(name: "r.zip", bytes: set.bytes)]) == 2025)
        #expect(try ReturnYear.find(in: [ReturnInput(name: "r.zip", bytes: message.bytes)]) == 2025)
    }

    @Test("A zip from disk, and a folder that holds one")
    func paths() async throws {
        let whole = try await GeneratedReturn.one(2024)
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let set = TestZip(whole.csv.map { (name: $0.name, content: $0.bytes) })
        try Data(set.bytes).write(to: folder.appendingPathComponent("return.zip"))
        let inputs = try ReturnReader.inputs(at: folder)
        #expect(inputs.map(\.name) == ["return.zip"])
        #expect(try ReturnYear.find(in: inputs) == 2024)
        #expect(differences(try whole.readXML(), try ReturnReader(schema: whole.schema).read(inputs)) == [])
    }

    @Test("What macOS and Windows add is left out; other files are told of")
    func others() async throws {
        let whole = try await GeneratedReturn.one(2025)
        var zip = TestZip([
            (name: "__MACOSX/._\(whole.xml.name)", content: [0, 5, 22, 7]), (name: ".DS_Store", content: [0]),
            (name: "r/Thumbs.db", content: [1]), (name: whole.xml.name, content: whole.xml.bytes),
            (name: "read me.txt", content: [65]),
        ])
        zip.entries.append(.init(name: "leer/", content: [], attributes: 0o040_755 << 16))
        let tables = try ReturnReader(schema: whole.schema).read([ReturnInput(name: "r.zip", bytes: zip.bytes)])
        #expect(differences(try whole.readXML(), tables) == [])
        #expect(tables.notes.map(\.kind) == [.filePassedOver])
        #expect(tables.notes.map(\.place.file) == ["read me.txt"])
    }

    @Test("Names are UTF-8, whatever the locale", arguments: ["Größe_person.csv", "子供_person.csv"])
    func names(name: String) throws {
        let zip = TestZip([(name: "a/" + name, text: "persontableid,upn\n1,X\n")])
        let tables = try ReturnReader(schema: OneColumn.schema.get()).read([
            ReturnInput(name: "r.zip", bytes: zip.bytes)
        ])
        #expect(tables.sources.map(\.name) == [name])
        #expect(tables.table("person")?.rowCount == 1)
    }

    @Test("Findings about a broken file name the file in the archive")
    func places() throws {
        let zip = TestZip([(name: "x_person.csv", text: "persontableid,surname\n1,\"A\n")])
        let error = try Refusal.of("r.zip", zip.bytes)
        #expect(error.place.file == "x_person.csv" && error.place.line == 2)
    }

    @Test("A zip of a workbook is read as the workbook")
    func workbook() async throws {
        let whole = try await GeneratedReturn.one(2025)
        let book = whole.workbook().bytes
        let zip = TestZip([(name: "return.xlsx", content: book)])
        let tables = try ReturnReader(schema: whole.schema).read([ReturnInput(name: "r.zip", bytes: zip.bytes)])
        #expect(differences(try whole.readXML(), tables) == [])
        #expect(tables.sources.map(\.name) == ["return.xlsx"])
    }

    @Test("Deflated archives of other programs", .enabled(if: Python.isExpected, Python.reason))
    func deflated() async throws {
        let whole = try await GeneratedReturn.one(2025)
        let script = """
            import glob, zipfile
            with zipfile.ZipFile("r.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
                for name in sorted(glob.glob("*.csv")): z.write(name)
            """
        let bytes = try Python.file("r.zip", from: script, files: whole.csv)
        let tables = try ReturnReader(schema: whole.schema).read([ReturnInput(name: "r.zip", bytes: bytes)])
        #expect(bytes.count < whole.csv.reduce(0) { $0 + $1.bytes.count })
        #expect(differences(try whole.readXML(), tables) == [])
    }
}
