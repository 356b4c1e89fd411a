import Foundation
import Returns
import Support
import Testing

@Suite("A hostile archive is refused with one sentence, and nothing of it is written")
struct HostileArchiveTests {
    static let person = [UInt8]("persontableid,surname\n1,A\n".utf8)

    @Test(
        "Names that lead out of the archive",
        arguments: [
            "../x.csv", "a/../../x.csv", "/etc/x.csv", "\\x.csv", "..\\x.csv", "a\\..\\..\\x.csv", "C:x.csv",
            "a/\u{1}.csv", String(repeating: "a", count: 2_000) + ".csv",
        ]
    )
    func names(name: String) throws {
        for files in [[(name: name, content: Self.person)], [("person.csv", Self.person), (name, Self.person)]] {
            #expect(try Refusal.of("r.zip", TestZip(files).bytes).code == .unsafeName)
        }
    }

    @Test("A link in place of a file")
    func links() throws {
        var zip = TestZip([(name: "person.csv", text: "/etc/passwd")])
        zip.entries[0].attributes = 0o120_777 << 16
        #expect(try Refusal.of("r.zip", zip.bytes).code == .unsafeName)
    }

    @Test("An archive inside an archive, whatever it is called")
    func nested() throws {
        let inner = TestZip([(name: "person.csv", content: Self.person)]).bytes
        for name in ["inner.zip", "person.csv", "r.xml", "r.xlsx", "person.7z", "person.CSV.GZ"] {
            #expect(try Refusal.of("r.zip", TestZip([(name: name, content: inner)]).bytes).code == .nestedArchive)
        }
    }

    @Test("A password")
    func encrypted() throws {
        var zip = TestZip([(name: "person.csv", content: Self.person), (name: "b.csv", content: Self.person)])
        zip.entries[1].flags |= 1
        let error = try Refusal.of("r.zip", zip.bytes)
        #expect(error.code == .passwordProtected)
        #expect(error.sentence.contains("password-protected"))
    }

    @Test(
        "Other ways of packing: deflate64, bzip2, LZMA, xz, PPMd, unknown ones",
        arguments: [1, 6, 9, 12, 14, 95, 98, 77]
    )
    func methods(method: UInt16) throws {
        var zip = TestZip([(name: "person.csv", content: Self.person)])
        zip.entries[0].method = method
        #expect(try Refusal.of("r.zip", zip.bytes).code == .unknownForm)
    }

    @Test("Too many files, and files of one name")
    func counts() throws {
        let many = (0...1_000).map { (name: "\($0)_person.csv", content: Self.person) }
        #expect(try Refusal.of("r.zip", TestZip(many).bytes).code == .tooLarge)
        let twice = [(name: "person.csv", content: Self.person), (name: "person.csv", content: Self.person)]
        #expect(try Refusal.of("r.zip", TestZip(twice).bytes).code == .repeatedTable)
        #expect(
            try Refusal.of("r.zip", TestZip([(name: "a/person.csv", content: Self.person), twice[0]]).bytes).code
                == .repeatedTable
        )
    }

    @Test("Nothing to read")
    func empty() throws {
        let nothing = [(name: String, content: [UInt8])]()
        #expect(try Refusal.of("r.zip", TestZip(nothing).bytes).code == .empty)
        #expect(try Refusal.of("r.zip", TestZip([(name: "notes.txt", text: "x")]).bytes).code == .empty)
        #expect(try Refusal.of("r.zip", TestZip([(name: "person.csv", text: "")]).bytes).code == .empty)
        #expect(try Refusal.of("r.zip", TestZip([(name: "book.xls", text: "x")]).bytes).code == .unknownForm)
    }

    @Test(
        "A program under another name, alone and in an archive",
        arguments: ["r.xlsx", "r.zip", "r.csv", "person.csv"]
    )
    func programs(name: String) throws {
        for head in [[0x4D, 0x5A, 0x90, 0], [0x7F, 0x45, 0x4C, 0x46]] as [[UInt8]] {
            let program = head + [UInt8](repeating: 7, count: 500)
            #expect(try Refusal.of(name, program).code == .unknownForm)
            #expect(
                try Refusal.of("r.zip", TestZip([(name: "person.csv", content: program)]).bytes).code == .unknownForm
            )
        }
    }

    @Test("Text under the name of an archive or a workbook", arguments: ["zip", "xlsx", "xlsm", "xls", "ods"])
    func mislabelled(label: String) throws {
        #expect(try Refusal.of("r." + label, Self.person).code == .mislabelled)
        #expect(try Refusal.of("r." + label, "<html/>").code == .mislabelled)
    }

    @Test("Cut short at every fiftieth of its length")
    func truncated() async throws {
        let whole = try await GeneratedReturn.one(2025)
        let zip = TestZip(whole.csv.map { (name: $0.name, content: $0.bytes) }).bytes
        for part in 1..<50 {
            let error = try Refusal.of("r.zip", zip.prefix(zip.count * part / 50))
            #expect(error.code == .damagedArchive, "\(part)/50: \(error)")
        }
    }

    @Test("Any bit turned over gives the same tables, a refusal, or problems; never a crash", arguments: 1...4)
    func flips(seed: UInt64) throws {
        var random = Seeded(seed)
        let zip = TestZip([
            (name: "x_person.csv", text: "persontableid,surname\r\n1,Ada\r\n2,Bob\r\n"),
            (name: "x_requests.csv", text: "requeststableid,persontableid,rya\r\n1,1,1\r\n"),
        ]).bytes
        let reader = ReturnReader(schema: try OneColumn.schema.get())
        let good = try reader.read([ReturnInput(name: "r.zip", bytes: zip)])
        var refused = 0
        for _ in 0..<500 {
            var other = zip
            let place = Int.random(in: 0..<zip.count, using: &random)
            other[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            do {
                let tables = try reader.read([ReturnInput(name: "r.zip", bytes: other)])
                // Dates, versions and the like may change; what is in the files may not.
                let isTold = tables.problems.map(\.kind) != good.problems.map(\.kind)
                #expect(differences(good, tables) == [] || isTold)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 100)
    }

    @Test(
        "A bomb of one file, of overlapping files, and of zeros that claim to be few",
        .enabled(if: Python.isExpected, Python.reason)
    )
    func bombs() throws {
        for kind in ["plain", "many", "overlapping"] {
            let bomb = try Python.file("bomb.zip", from: Self.bombs, arguments: [kind])
            #expect(bomb.count < 5 << 20)
            let error = try Refusal.of("bomb.zip", bomb)
            #expect(error.code == .tooLarge, "\(kind): \(error)")
        }
    }

    /// Four thousand million zeros in 4 MB, a thousand megabytes in a hundred files, and files that share one body.
    static let bombs = """
        import struct, sys, zipfile, zlib
        kind = sys.argv[1]
        if kind == "plain":
            with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
                with z.open("person.csv", "w", force_zip64=True) as f:
                    block = bytes(1 << 20)
                    for _ in range(4096): f.write(block)
        elif kind == "many":
            with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
                for n in range(100): z.writestr(f"{n}_person.csv", b"a" * (10 << 20))
        else:
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            plain = b"1,a" * (32 << 20)
            body = packer.compress(plain) + packer.flush()
            check, out, central = zlib.crc32(plain), b"", b""
            name = b"0_person.csv"
            common = struct.pack("<HHHHIIIHH", 0, 8, 0, 0x5A21, check, len(body), len(plain), len(name), 0)
            out = b"PK\\x03\\x04" + struct.pack("<H", 20) + common + name + body
            for n in range(900):
                other = (f"{n}_person.csv").encode()
                fields = struct.pack("<HHHHIIIHH", 0, 8, 0, 0x5A21, check, len(body), len(plain), len(other), 0)
                central += b"PK\\x01\\x02" + struct.pack("<HH", 20, 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + other
            end = b"PK\\x05\\x06" + struct.pack("<HHHHIIH", 0, 0, 900, 900, len(central), len(out), 0)
            open("bomb.zip", "wb").write(out + central + end)
        """
}
