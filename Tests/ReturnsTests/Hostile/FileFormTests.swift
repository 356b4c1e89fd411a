import Foundation
import Returns
import Support
import Testing

@Suite("A file of no readable form is refused with one sentence")
struct FileFormTests {
    @Test("Nothing, or nothing but blanks", arguments: ["r.xml", "person.csv", "r"])
    func empty(name: String) throws {
        for text in ["", " ", "\r\n\r\n\t ", "\u{FEFF}", "\u{FEFF} \n"] {
            let error = try Refusal.of(name, text)
            #expect(error.code == .empty)
            #expect(error.place.file == name)
        }
        #expect(try Refusal.of([]).code == .empty)
    }

    static let heads: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04, 0x14, 0, 6, 0], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], [0x1F, 0x8B, 8, 0],
        Array("%PDF-1.7\n%".utf8), [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], [0x4D, 0x5A, 0x90, 0],
    ]

    @Test("Archives, workbooks, documents and programs under another name", arguments: heads)
    func otherForms(head: [UInt8]) throws {
        var random = Seeded(5)
        let body = head + (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for name in ["r.xml", "person.csv"] {
            for length in [head.count, 100, body.count] {
                #expect(try Refusal.of(name, body.prefix(length)).code == .unknownForm)
            }
        }
    }

    @Test("A name that promises another form")
    func mislabelled() throws {
        #expect(try Refusal.of("r.xml", "persontableid,upn\n1,\n").code == .mislabelled)
        #expect(try Refusal.of("person.csv", "<Message/>").code == .mislabelled)
    }

    @Test("UTF-16 with and without a mark", arguments: ["<Message></Message>", "persontableid,upn\r\n1,\r\n"])
    func utf16(text: String) throws {
        for isLittle in [true, false] {
            let bytes = text.utf16.flatMap { unit in
                isLittle ? [UInt8(unit & 255), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 255)]
            }
            #expect(try Refusal.of("return", (isLittle ? [0xFF, 0xFE] : [0xFE, 0xFF]) + bytes).code == .encoding)
            #expect(try Refusal.of("return", bytes).code == .unknownForm)
        }
    }

    @Test(
        "Bytes that are not UTF-8, located",
        arguments: [
            [0xE9], [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
        ] as [[UInt8]]
    )
    func encodings(fault: [UInt8]) throws {
        let csv = Array("persontableid,surname\r\n1,A\r\n2,B".utf8) + fault
        for ending in ["", "x\r\n3,C"] {
            let error = try Refusal.of("person.csv", csv + Array(ending.utf8))
            #expect(error.code == .encoding)
            #expect(error.place.line == 3)
        }
        let xml = Array("<Message>\n<Persons>\n<Person><Surname>B".utf8) + fault
        let error = try Refusal.of("r.xml", xml + Array("x</Surname></Person></Persons></Message>".utf8))
        #expect(error.code == .encoding)
        #expect(error.place.line == 3)
    }

    @Test("A byte of nothing far into the text, located")
    func zeroByte() throws {
        let rows = String(repeating: "1,A\n", count: 2_000)
        let error = try Refusal.of("person.csv", Array("persontableid,surname\n\(rows)".utf8) + [0x32, 0x2C, 0])
        #expect(error.code == .encoding)
        #expect(error.place.line == 2_002)
        let persons = String(repeating: "<Person/>\n", count: 2_000)
        let xml = Array("<Message><Persons>\(persons)<Person><Surname>".utf8) + [0]
        let other = try Refusal.of("r.xml", xml + Array("</Surname></Person></Persons></Message>".utf8))
        #expect(other.code == .encoding)
        #expect(other.place.line == 2_001)
    }

    @Test(
        "Another encoding that the message declares",
        arguments: ["windows-1252", "ISO-8859-1", "UTF-16", "none-such"]
    )
    func declared(name: String) throws {
        for surname in [[0x41], [0xE9]] as [[UInt8]] {
            let head = Array("<?xml version=\"1.0\" encoding=\"\(name)\"?>\n<Message><Persons><Person><Surname>".utf8)
            let tail = Array("</Surname></Person></Persons></Message>".utf8)
            #expect(try Refusal.of("r.xml", head + surname + tail).code == .encoding)
        }
    }

    @Test("A file larger than the limit, and one that is not there")
    func sizes() throws {
        var limits = ReadingLimits()
        limits.fileSize = 100
        #expect(
            try Refusal.of("r.xml", "<Message>" + String(repeating: " ", count: 100), limits: limits).code == .tooLarge
        )
        let missing = URL(fileURLWithPath: "/nowhere/to/be/found.xml")
        #expect(try Refusal.of([ReturnInput(path: missing)]).code == .unreadable)
        #expect(throws: ReadingError.self) { try ReturnReader.inputs(at: missing) }
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Refusal.of([ReturnInput(path: folder)]).code == .unreadable)
        let error = try #require(throws: ReadingError.self) { try ReturnReader.inputs(at: folder) }
        #expect(error.code == .empty)
    }

    @Test("XML and CSV together, or two messages")
    func mixed() throws {
        let xml = ReturnInput(name: "r.xml", bytes: Array("<Message/>".utf8))
        let csv = ReturnInput(name: "person.csv", bytes: Array("persontableid\n1\n".utf8))
        #expect(try Refusal.of([xml, csv]).code == .mixedForms)
        #expect(try Refusal.of([csv, xml]).code == .mixedForms)
        #expect(try Refusal.of([xml, xml]).code == .mixedForms)
    }
}
