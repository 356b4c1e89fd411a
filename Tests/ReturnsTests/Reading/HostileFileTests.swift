import Foundation
import Returns
import Testing

@Suite("A file that cannot be read says so in one sentence, and where")
struct HostileFileTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let what: String
        let name: String
        let bytes: [UInt8]
        let code: ReadingError.Code
        var line: Int?

        init(_ what: String, _ name: String, _ bytes: [UInt8], _ code: ReadingError.Code, line: Int? = nil) {
            self.what = what
            self.name = name
            self.bytes = bytes
            self.code = code
            self.line = line
        }

        init(_ what: String, _ name: String, _ text: String, _ code: ReadingError.Code, line: Int? = nil) {
            self.init(what, name, [UInt8](text.utf8), code, line: line)
        }

        var testDescription: String { what }
    }

    static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message>\n<Persons>\n"
    static let heading = "persontableid,sen2tableid,surname\r\n"

    static let cases: [Case] = [
        Case("nothing", "a.xml", "", .empty),
        Case("blanks", "a.csv", " \r\n\t\r\n", .empty),
        Case("UTF-16 with its mark", "a.xml", [0xFF, 0xFE] + [UInt8]("<\u{0}".utf8), .encoding),
        Case("UTF-16 without a mark", "a.csv", [0x61, 0x00, 0x2C, 0x00], .unknownForm),
        Case("a zip", "a.csv", [0x50, 0x4B, 0x03, 0x04, 0x14], .unknownForm),
        Case("a PDF", "a.xml", "%PDF-1.7", .unknownForm),
        Case("a program", "a.csv", [0x7F, 0x45, 0x4C, 0x46, 0x02], .unknownForm),
        Case("CSV named xml", "a.xml", heading + "1,1,A\r\n", .mislabelled),
        Case("XML named csv", "a_person.csv", head, .mislabelled),
        Case("another message", "a.xml", "<?xml version=\"1.0\"?>\n<Nothing/>", .noReturn, line: 2),
        Case("cut off", "a.xml", head + "<Person><Surname>A", .truncated, line: 4),
        Case("an element not closed", "a.xml", head + "<Person><Surname>A</Person>", .notWellFormed, line: 4),
        Case("two roots", "a.xml", "<Message></Message>\n<Message></Message>", .notWellFormed, line: 2),
        Case("a character that no text has", "a.xml", head + "<Person>\u{1}</Person>", .encoding, line: 4),
        Case(
            "Windows-1252, declared",
            "a.xml",
            [UInt8]("<?xml version=\"1.0\" encoding=\"windows-1252\"?><Message/>".utf8),
            .encoding
        ),
        Case(
            "Latin-1, declared",
            "a.xml",
            [UInt8]("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Message/>".utf8),
            .encoding
        ),
        Case(
            "Windows-1252, not declared",
            "a.xml",
            [UInt8](head.utf8) + [UInt8]("<Person><Surname>Ren".utf8) + [0xE9]
                + [UInt8](" of Somewhere</Surname></Person></Persons></Message>".utf8),
            .encoding,
            line: 4
        ),
        Case("DOCTYPE", "a.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE Message>\n<Message/>", .documentType, line: 2),
        Case(
            "an external entity",
            "a.xml",
            "<!DOCTYPE m [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Message>&e;</Message>",
            .documentType,
            line: 1
        ),
        Case(
            "entities in entities",
            "a.xml",
            "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><Message>&b;</Message>",
            .documentType,
            line: 1
        ),
        Case(
            "an entity without declaration",
            "a.xml",
            head + "<Person><Surname>&e;</Surname>",
            .notWellFormed,
            line: 4
        ),
        Case("deep", "a.xml", "<Message>" + String(repeating: "<a>", count: 100_000), .tooDeep, line: 1),
        Case(
            "Windows-1252 in CSV",
            "x_person.csv",
            [UInt8]((heading + "1,1,A\r\n2,1,Ren").utf8) + [0xE9, 0x0D, 0x0A],
            .encoding,
            line: 3
        ),
        Case(
            "half a surrogate",
            "x_person.csv",
            [UInt8]((heading + "1,1,").utf8) + [0xED, 0xA0, 0x80],
            .encoding,
            line: 2
        ),
        Case(
            "a longer form than needed",
            "x_person.csv",
            [UInt8]((heading + "1,1,").utf8) + [0xC0, 0xAF],
            .encoding,
            line: 2
        ),
        Case(
            "a NUL far in",
            "x_person.csv",
            [UInt8]((heading + String(repeating: "1,1,A\r\n", count: 2_000)).utf8) + [0],
            .encoding,
            line: 2_002
        ),
        Case(
            "a quote not closed",
            "x_person.csv",
            heading + "1,1,A\r\n2,1,\"B\r\n3,1,C\r\n4,1,D\r\n",
            .unclosedQuote,
            line: 3
        ),
        Case("text after a quote", "x_person.csv", heading + "1,1,\"A\"B\r\n", .notWellFormed, line: 2),
        Case("semicolons", "x.csv", "persontableid;surname\r\n1;A\r\n", .notWellFormed, line: 1),
        Case("no table of the return", "x.csv", "colour,size\r\nred,1\r\n", .noReturn, line: 1),
        Case(
            "a cell without an end",
            "x_person.csv",
            heading + "1,1," + String(repeating: "A", count: 200_000),
            .tooLarge,
            line: 2
        ),
        Case(
            "a value without an end",
            "a.xml",
            head + "<Person><Surname>" + String(repeating: "A", count: 200_000),
            .tooLarge,
            line: 4
        ),
    ]

    @Test("Each kind", arguments: cases)
    func refused(example: Case) throws {
        let schema = try SchemaLibrary(directory: Repository.schemas).resolve("sen2@2025")
        let error = try #require(throws: ReadingError.self) {
            try ReturnReader(schema: schema).read([ReturnInput(name: example.name, bytes: example.bytes)])
        }
        #expect(error.code == example.code, "\(error)")
        #expect(error.place.file == example.name)
        if let line = example.line { #expect(error.place.line == line, "\(error)") }
        #expect(error.sentence.hasSuffix(".") && error.sentence.count < 160)
        for word in ["invalid", "illegal", "please", "sorry", "AAAA"] { #expect(!error.sentence.contains(word)) }
    }

    @Test("A message cut off anywhere is refused, wherever the pieces end", arguments: [1, 5, 4_096])
    func truncated(pieceSize: Int) async throws {
        let whole = try await GeneratedReturn.one(2025)
        let bytes = whole.xml.bytes
        var limits = ReadingLimits()
        limits.pieceSize = pieceSize
        let reader = ReturnReader(schema: whole.schema, limits: limits)
        let end = bytes.count - 12
        for step in 0..<60 {
            let cut = 60 + (end - 60) * step / 60
            let error = try #require(throws: ReadingError.self) {
                try reader.read([ReturnInput(name: "a.xml", bytes: Array(bytes[..<cut]))])
            }
            #expect([.truncated, .notWellFormed, .noReturn].contains(error.code), "\(cut): \(error)")
            #expect(error.place.line > 0)
        }
    }

    @Test("A million unknown names are counted, and a bounded number listed")
    func manyNames() throws {
        var text = Self.head + "<Person>"
        for number in 0..<100_000 { text += "<n\(number)/>" }
        text += "</Person></Persons></Message>"
        let schema = try SchemaLibrary(directory: Repository.schemas).resolve("sen2@2025")
        let tables = try ReturnReader(schema: schema).read([ReturnInput(name: "a.xml", bytes: [UInt8](text.utf8))])
        let unknown = tables.problems.filter { $0.kind == .unknownName }
        #expect(unknown.count <= ReadingLimits().problemsListed)
        #expect(unknown.reduce(0) { $0 + 1 + $1.repeats } == 100_000)
    }

    @Test("A file over the limit is refused before it is held")
    func oversized() throws {
        var limits = ReadingLimits()
        limits.fileSize = 1_000
        let schema = try SchemaLibrary(directory: Repository.schemas).resolve("sen2@2025")
        for name in ["a.xml", "x_person.csv"] {
            let text = name.hasSuffix("xml") ? Self.head : Self.heading
            let bytes = [UInt8](text.utf8) + [UInt8](repeating: UInt8(ascii: "A"), count: 2_000)
            let error = try #require(throws: ReadingError.self) {
                try ReturnReader(schema: schema, limits: limits).read([ReturnInput(name: name, bytes: bytes)])
            }
            #expect(error.code == .tooLarge)
        }
    }

    @Test("Forms are not mixed, and no table comes twice")
    func sets() throws {
        let schema = try SchemaLibrary(directory: Repository.schemas).resolve("sen2@2025")
        let person = [UInt8]((Self.heading + "1,1,A\r\n").utf8)
        let reader = ReturnReader(schema: schema)
        let mixed = try #require(throws: ReadingError.self) {
            try reader.read([
                ReturnInput(name: "a.xml", bytes: [UInt8](Self.head.utf8)),
                ReturnInput(name: "x_person.csv", bytes: person),
            ])
        }
        #expect(mixed.code == .mixedForms)
        let twice = try #require(throws: ReadingError.self) {
            try reader.read([
                ReturnInput(name: "x_person.csv", bytes: person), ReturnInput(name: "y_person.csv", bytes: person),
            ])
        }
        #expect(twice.code == .repeatedTable)
        #expect(throws: ReadingError.self) { try reader.read([]) }
    }
}
