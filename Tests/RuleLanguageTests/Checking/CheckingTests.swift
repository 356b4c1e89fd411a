import RuleLanguage
import Testing

@Suite("Checking types and guards")
struct CheckingTests {
    @Test(
        "An error names its kind and its place",
        arguments: [
            ("born > 3", .type, 5, "Only values of one type can be compared; left is a date, right is a whole number."),
            ("left > born", .unguarded, 0, "left may be blank: ask has(left) first."),
            ("born < left", .unguarded, 7, "left may be blank: ask has(left) first."),
            ("has(left) || left > born", .unguarded, 13, "left may be blank: ask has(left) first."),
            ("left > born && has(left)", .unguarded, 0, "left may be blank: ask has(left) first."),
            ("!has(left) && left > born", .unguarded, 14, "left may be blank: ask has(left) first."),
            ("has(left) ? true : left > born", .unguarded, 19, "left may be blank: ask has(left) first."),
            ("has(places) && left > born", .unguarded, 15, "left may be blank: ask has(left) first."),
            ("school.phase == 4", .unguarded, 0, "There may be no school: ask has(school) first."),
            (
                "has(school) && school.phase == 4", .unguarded, 22,
                "school.phase may be blank: ask has(school.phase) first."
            ),
            ("requests.all(r, r.closed > born)", .unguarded, 18, "r.closed may be blank: ask has(r.closed) first."),
            ("requests.exists(r, has(r.closed)) && requests.all(r, r.closed > born)", .unguarded, 55, nil),
            ("brn > census_date", .unknownName, 0, "Nothing here is called brn. Is born meant?"),
            ("header.yaer == 1", .unknownName, 7, "header has no yaer. Is year meant?"),
            ("sum(1)", .unknownName, 0, "There is no function called sum."),
            ("name.year == 1", .type, 5, "Only a record has fields; this is a text."),
            ("requests.received == born", .type, 9, nil), ("has(requests)", .type, 4, nil),
            ("this == this", .type, 5, nil), ("this", .type, 0, nil), ("requests.filter(r, true)", .type, 9, nil),
            ("born - census_date == 3", .type, 5, nil), ("name && true", .type, 0, nil), ("!name", .type, 1, nil),
            ("-name == 'a'", .type, 1, nil), ("size(born) == 1", .type, 0, nil), ("age_on(born) > 1", .type, 0, nil),
            ("date('2025-02-29') > born", .type, 5, nil), ("name.lower() == 'a'", .type, 5, nil),
            ("startsWith(name, 'a')", .type, 0, nil), ("name.matches('(')", .syntax, 13, nil),
            ("name in 'abc'", .type, 5, nil), ("1 < 2 ? 'a' : 1", .type, 6, nil), ("1.0 % 2.0 == 0.0", .type, 4, nil),
            ("[1] < [2]", .type, 4, nil), ("requests[0].received == 1 ", .notSupported, 21, nil),
        ] as [(String, ExpressionError.Kind, Int, String?)]
    )
    func refused(text: String, kind: ExpressionError.Kind, offset: Int, sentence: String?) throws {
        let error = #expect(throws: ExpressionError.self) { try Family.expression(text) }
        #expect(error?.kind == kind, "\(error?.sentence ?? "")")
        #expect(error?.offset == offset, "\(error?.sentence ?? "")")
        if let sentence { #expect(error?.sentence == sentence) }
    }

    @Test(
        "A guard reaches as far as its condition does",
        arguments: [
            "has(left) && left > born", "!has(left) || left > born", "has(left) ? left > born : true",
            "!has(left) ? true : left > born", "has(left) && (born > census_date || left > born)",
            "has(left) && has(places) && (places > 1 ? left > born : left < born)",
            "!(has(left) && has(places)) || (left > born && places > 1)",
            "!(!has(left) || !has(places)) && left > born",
            "(has(left) && has(places) || has(left)) && left > born", "has(this.left) && left > this.born",
            "has(left) ? requests.all(r, r.received < left) : true", "has(school.phase) && school.phase == 4",
            "requests.all(r, !has(r.closed) || r.closed > r.received)",
            "requests.filter(r, has(r.closed)).all(r, r.closed > r.received)",
            "requests.filter(r, has(r.closed)).filter(s, s.position > 1).all(r, r.closed > r.received)",
            "requests.filter(r, has(r.closed)).map(s, s.closed).exists(d, d > born)",
            "has(requests[0].closed) && requests[0].closed > born", "has(request.closed) && request.closed > born",
            "requests.exists(r, r.person.requests.exists(s, s.position != r.position && s.received == r.received))",
        ]
    )
    func guarded(text: String) throws {
        #expect(try Family.expression(text).type == .bool)
    }

    @Test("A rule's condition guards what it asserts")
    func guardian() throws {
        let guardian = try Family.expression("has(left) && has(school)")
        let expression = try Family.expression("left > born && has(school.phase)", knowing: guardian)
        let third = try Family.expression("left > born && has(school.phase)", knowing: expression)
        #expect(third.type == .bool)
        #expect(throws: ExpressionError.self) { try Family.expression("places > 1", knowing: guardian) }
    }

    @Test("Reads are the fields with the way to them, in the order of first mention")
    func reads() throws {
        let text = "has(left) && header.year == 2025 && requests.exists(r, r.received > left && r.position > 1)"
        let expression = try Family.expression(text)
        let header = FieldPath.Step(record: Family.person, relation: 0)
        let requests = FieldPath.Step(record: Family.person, relation: 1)
        #expect(
            expression.reads == [
                FieldPath(steps: [], record: Family.person, field: 2),
                FieldPath(steps: [header], record: Family.header, field: 0),
                FieldPath(steps: [requests], record: Family.request, field: 1),
                FieldPath(steps: [requests], record: Family.request, field: 0),
            ]
        )
        #expect(expression.follows == [header, requests])
        #expect(try Family.expression("has(school)").follows == [FieldPath.Step(record: Family.person, relation: 3)])
    }

    @Test(
        "What would look at the whole return for each record is refused",
        arguments: [
            ("header.persons.exists(p, p.name == name)", Family.person), ("size(header.persons) > 1", Family.request),
            ("persons.exists(p, persons.exists(q, q.name == p.name))", Family.header),
            ("persons.exists(p, size(p.header.persons) > 1)", Family.header),
            ("persons.exists(p, p.requests.all(r, size(r.header.persons) > 1))", Family.header),
        ]
    )
    func quadratic(text: String, record: Int) throws {
        let error = #expect(throws: ExpressionError.self) { try Family.expression(text, of: record) }
        #expect(error?.kind == .notSupported)
        #expect(error?.sentence == "This looks at the whole return for each of its records: write it as a set rule.")
    }

    @Test("Macros are nested four deep and no deeper")
    func nesting() throws {
        let nested = { (depth: Int) in
            String(repeating: "[1].all(x, ", count: depth) + "true" + String(repeating: ")", count: depth)
        }
        #expect(try Alone.value(nested(4)) == .bool(true))
        #expect(Alone.kind(nested(5)) == .notSupported)
    }

    @Test("An error in a text of several lines shows the line with the place")
    func lines() throws {
        let error = #expect(throws: ExpressionError.self) { try Family.expression("has(left) &&\n  é > 1") }
        #expect(error?.description.hasPrefix("rules.yaml:2:3: ") == true)
        #expect(error?.description.hasSuffix("\n      é > 1\n      ^") == true)
    }
}
