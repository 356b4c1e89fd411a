import Foundation
import Returns
import Support
import Testing

@Suite("A broken or hostile message costs a sentence and nothing more")
struct HostileXMLTests {
    @Test("Cut off at any byte, it is said to end too early or to break off")
    func truncated() async throws {
        let whole = try await GeneratedReturn.one(2025)
        var random = Seeded(3)
        let codes: Set<ReadingError.Code> = [.truncated, .notWellFormed]
        for _ in 0..<200 {
            let length = Int.random(in: 1..<whole.xml.bytes.count - 11, using: &random)
            let error = try Refusal.of("r.xml", whole.xml.bytes.prefix(length))
            #expect(codes.contains(error.code))
        }
        let middle = try Refusal.of("r.xml", "<Message>\n<Persons>\n<Person>\n")
        #expect(middle.code == .truncated)
        #expect(middle.place.line >= 3)
    }

    @Test("Any byte replaced, the process lives")
    func mutated() async throws {
        let whole = try await GeneratedReturn.one(2025)
        let reader = ReturnReader(schema: whole.schema)
        var random = Seeded(4)
        for _ in 0..<300 {
            var bytes = whole.xml.bytes
            for _ in 0..<3 {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(ReadingError) {
                _ = try reader.read([ReturnInput(name: "r.xml", bytes: bytes)])
            } catch {
                #expect(error.place.line > 0 || error.code == .unknownForm)
            }
        }
    }

    static let documentTypes = [
        "<!DOCTYPE Message>",
        "<!DOCTYPE Message [<!ENTITY a \"b\">]>",
        "<!DOCTYPE Message SYSTEM \"http://127.0.0.1:9/x.dtd\">",
        "<!DOCTYPE Message [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE Message [<!ENTITY % a SYSTEM \"http://127.0.0.1:9/x\"> %a;]>",
        "<!DOCTYPE Message [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>",
    ]

    @Test("A DOCTYPE is refused before anything in it is read", arguments: documentTypes)
    func documentType(_ text: String) throws {
        let message =
            "<?xml version=\"1.0\"?>\n\(text)\n<Message><Persons><Person><Surname>&a;&c;</Surname></Person></Persons></Message>"
        var limits = ReadingLimits()
        for size in [1, 5, 1 << 18] {
            limits.pieceSize = size
            let error = try Refusal.of("r.xml", message, limits: limits)
            #expect(error.code == .documentType)
            #expect(error.place.line == 2)
        }
    }

    @Test("An entity that only a DOCTYPE could give is refused")
    func entity() throws {
        let error = try Refusal.of(
            "r.xml",
            "<Message>\n<Persons><Person><Surname>&name;</Surname></Person></Persons></Message>"
        )
        #expect(error.code == .notWellFormed)
        #expect(error.place.line == 2)
    }

    @Test(
        "Elements in elements without end, in known, unknown and value elements",
        arguments: [
            "<Message>", "<Message><Header>", "<Message><Persons><Person><Surname>",
            "<Message><Persons><Person><Other>",
        ]
    )
    func depth(start: String) throws {
        for name in ["a", "Person", "Surname", "Header", "Persons"] {
            let error = try Refusal.of("r.xml", start + String(repeating: "<\(name)>", count: 100_000))
            #expect(error.code == .tooDeep)
        }
    }

    @Test("A value without end stops at its limit, long before the file's end")
    func endlessCell() throws {
        let text = "<Message>\n<Persons><Person>\n<Surname>" + String(repeating: "a", count: 1 << 20)
        let error = try Refusal.of("r.xml", text)
        #expect(error.code == .tooLarge)
        #expect(error.place.line == 3)
    }

    @Test("A megabyte of attributes is one problem, or refused")
    func attributes() throws {
        let attributes = (0..<100_000).map { " a\($0)='1'" }.joined()
        let problems = try Refusal.problems([("r.xml", "<Message><Persons><Person\(attributes)/></Persons></Message>")])
        #expect(problems.map(\.found) == ["attribute"])
    }

    @Test("Unknown names without end are counted, and listed up to a limit")
    func unknownNames() throws {
        var limits = ReadingLimits()
        limits.problemsListed = 10
        let names = (0..<50_000).map { "<n\($0)/>" }.joined() + "<n49999/><n3/>"
        let problems = try Refusal.problems(
            [("r.xml", "<Message><Persons>\(names)</Persons></Message>")],
            limits: limits
        )
        #expect(problems.count == 10)
        #expect(problems.reduce(0) { $0 + 1 + $1.repeats } == 50_002)
        #expect(problems[3].repeats == 1)
    }

    @Test(
        "What is no return of this kind",
        arguments: [
            "<Envelope/>", "<html><body/></html>", "<Children><Child/></Children>",
        ]
    )
    func otherCollection(text: String) throws {
        #expect(try Refusal.of("r.xml", text).code == .noReturn)
    }

    @Test(
        "Two roots, crossed tags, a repeated attribute, blanks before the declaration",
        arguments: [
            "<Message>\n</Message><Message/>", "<Message>\n<Persons></Message></Persons>",
            "<Message>\n<Persons a='1' a='2'/></Message>",
            "\n <?xml version=\"1.0\"?><Message/>",
            "<Message>\n<1/></Message>",
            "<Message>\n]]></Message>", "<Message>\n</Message>text", "<Message>\n<a:Persons/></Message>",
        ]
    )
    func notWellFormed(text: String) throws {
        let error = try Refusal.of("r.xml", text)
        #expect(error.code == .notWellFormed)
        #expect(error.place.line == 2)
    }

    @Test(
        "What stands in the wrong place or twice is a located problem",
        arguments: [
            ("<Message>\n<Person/>\n</Message>", ReadingProblem.Kind.unknownName, "Person", 2),
            ("<Message><Header/>\n<Header/></Message>", .repeatedName, "Header", 2),
            ("<Message><Persons><Person><UPN/>\n<UPN>1</UPN></Person></Persons></Message>", .repeatedName, "UPN", 2),
            ("<Message><Persons><Person>\n<Need/></Person></Persons></Message>", .unknownName, "Need", 2),
            ("<Message><Persons><Person>\n<UPN><B>1</B></UPN></Person></Persons></Message>", .unknownName, "B", 2),
            ("<Message><Persons>text<Person/></Persons></Message>", .strayText, "text", 1),
            ("<Message><Persons><SENneed/></Persons></Message>", .unknownName, "SENneed", 1),
        ]
    )
    func problems(text: String, kind: ReadingProblem.Kind, found: String, line: Int) throws {
        let problems = try Refusal.problems([("r.xml", text)])
        #expect(problems.map(\.kind) == [kind])
        #expect(problems.map(\.found) == [found])
        #expect(problems.map(\.place.line) == [line])
    }
}
