import Foundation
import Support
import Testing

@Suite("The rules of the house")
struct RoomTests {
    /// What each room may import of ours: the table of docs/architecture.md, closed over.
    static let allowed: [String: Set<String>] = [
        "CLibPQ": [], "CLibXML2": [], "CArchive": [], "CXLSXWriter": [], "CSeccomp": [],
        "PostgreSQL": ["CLibPQ"],
        "Returns": ["CLibXML2", "CArchive"],
        "RuleLanguage": [],
        "Synthesis": ["Returns"],
        "Validation": ["Returns", "RuleLanguage", "CXLSXWriter"],
        "Warehouse": ["PostgreSQL", "Validation", "Returns"],
        "Disclosure": [], "Projection": [],
        "Reporting": ["Warehouse", "Disclosure", "Projection", "Validation", "Returns", "PostgreSQL"],
        "Portal": ["Reporting", "Warehouse", "Validation", "Returns"],
        "Pipeline": ["Reporting", "Warehouse", "Disclosure", "Validation", "Returns", "PostgreSQL", "CSeccomp"],
        "Rehearsal": ["Synthesis", "Warehouse", "Returns", "PostgreSQL"],
        "sendstat": [
            "Rehearsal", "Portal", "Pipeline", "Reporting", "Warehouse", "Disclosure", "Projection", "Validation",
            "Synthesis",
            "Returns",
            "PostgreSQL",
        ],
    ]

    @Test("Every room is known, and imports only the rooms before it")
    func imports() throws {
        let rooms = try Tree.rooms
        #expect(Set(rooms) == Set(Self.allowed.keys))
        for room in rooms {
            let allowed = try #require(Self.allowed[room])
            for file in try Tree.swift(in: "Sources/\(room)") {
                for line in file.lines {
                    let words = line.split(separator: " ")
                    guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count else {
                        continue
                    }
                    let name = String(words[place + 1])
                    #expect(!rooms.contains(name) || allowed.contains(name), "\(file.path) imports \(name)")
                }
            }
        }
    }

    @Test("Nothing below the command line asks for the time, the place or chance")
    func ambient() throws {
        let ambient = [
            "Date()", "Date.now", ".now)", "Clock.now", "Locale.current", "TimeZone.current", "Calendar.current",
            "SystemRandomNumberGenerator", ".random(in:", "UUID()",
        ]
        for room in try Tree.rooms where room != "sendstat" {
            for file in try Tree.swift(in: "Sources/\(room)") {
                for word in ambient where file.text.contains(word) {
                    // A deadline for a server to start is the machine's business, and touches no result.
                    let isAllowed = room == "PostgreSQL" && word.contains("now")
                    #expect(isAllowed, "\(file.path) uses \(word)")
                }
            }
        }
    }

    @Test("No work left as a note, no path of a machine, no swallowed check")
    func leftovers() throws {
        for room in try Tree.rooms {
            for file in try Tree.swift(in: "Sources/\(room)") {
                for word in ["TODO", "FIXME", "XXX", "/work/", "/root/", "fatalError(", "@unchecked Sendable"] {
                    let isAllowed = word == "@unchecked Sendable" && room == "PostgreSQL"
                    #expect(isAllowed || !file.text.contains(word), "\(file.path) holds \(word)")
                }
            }
        }
    }

    @Test("Files stay short: none over 400 lines, half of them under 150")
    func sizes() throws {
        var sizes: [Int] = []
        for room in try Tree.rooms {
            for file in try Tree.swift(in: "Sources/\(room)") {
                sizes.append(file.lines.count)
                #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
            }
        }
        #expect(sizes.sorted()[sizes.count / 2] < 150)
    }
}
