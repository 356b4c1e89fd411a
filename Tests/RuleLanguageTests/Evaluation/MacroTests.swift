import RuleLanguage
import Testing

@Suite("Macros over records")
struct MacroTests {
    /// Zoe has requests received 20,000 and 20,010, the first closed, the second not; Émile none; Bo's one cannot be read.
    @Test(
        "Related records are looked through for each record",
        arguments: [
            ("size(requests) == 2", "ynn"), ("requests.exists(r, r.position == 2)", "ynn"),
            ("requests.all(r, r.position == 1)", "nyy"), ("requests.exists_one(r, r.position == 1)", "yny"),
            ("requests.exists(r, has(r.closed))", "yn-"),
            ("requests.all(r, !has(r.closed) || r.closed > r.received)", "yy-"),
            ("requests.exists(r, r.position == 1 && has(r.closed))", "yn-"),
            ("requests.exists(r, r.position == 1 || has(r.closed))", "yny"),
            ("requests.exists_one(r, has(r.closed))", "yn-"), ("size(requests.filter(r, has(r.closed))) == 1", "yn-"),
            ("requests.filter(r, has(r.closed)).all(r, r.closed > r.received)", "yy-"),
            ("requests.map(r, r.position) == [1, 2]", "ynn"), ("requests.map(r, r.position)[0] == 1", "y-y"),
            ("requests[0].position == 1", "y-y"), ("requests[1].received > requests[0].received", "y--"),
            ("has(requests[0].closed)", "y--"), ("2 in requests.map(r, r.position)", "ynn"),
            ("requests.map(r, r.position > 1, r.received).exists(d, d > census_date)", "nnn"),
            ("requests.all(r, r.received > born)", "yyy"), ("requests.exists(r, r.person.name == name)", "yny"),
            ("requests.exists(r, r.person.requests.exists(s, s.position != r.position))", "ynn"),
            ("requests.all(r, requests.exists(s, s.position == 1 && s.received <= r.received))", "yyy"),
            ("requests.exists(r, 1 / (r.position - 1) == 1)", "yn-"), ("requests.all(r, census_date < born)", "nyn"),
        ]
    )
    func persons(text: String, verdicts: String) throws {
        #expect(try Family.verdicts(text) == verdicts)
    }

    @Test(
        "Macros are nested down and reach up",
        arguments: [
            ("persons.exists(p, p.requests.exists(r, r.position == 2 && r.received > p.born))", "y"),
            ("persons.all(p, p.requests.all(r, r.received > p.born && year == 2025))", "y"),
            ("persons.all(p, size(p.requests) > 0)", "n"), ("persons.exists_one(p, size(p.requests) == 0)", "y"),
            ("persons.filter(p, size(p.requests) > 0).map(p, p.name) == ['Zoe', 'Bo']", "y"),
            ("persons.map(p, p.requests.map(r, r.position)) == [[1, 2], [], [1]]", "y"),
            ("persons.exists(p, p.requests.exists(r, has(r.closed) && r.closed < p.born))", "-"),
            ("persons.exists(p, has(p.places) && p.places < 0)", "y"), ("persons.all(p, has(p.places))", "-"),
        ]
    )
    func header(text: String, verdict: String) throws {
        #expect(try Family.verdicts(text, of: Family.header) == verdict)
    }

    @Test(
        "Relations to one record lead up and across",
        arguments: [
            ("person.name == 'Zoe'", "yyn"), ("person.header.year == header.year", "yyy"),
            ("person.requests.exists(r, r.position > position)", "ynn"), ("size(person.name) == 3", "yyn"),
            ("has(person.school.phase)", "nnn"), ("has(person.left) && person.left < received", "yy-"),
        ]
    )
    func requests(text: String, verdicts: String) throws {
        #expect(try Family.verdicts(text, of: Family.request) == verdicts)
    }

    @Test("Batches, stretches and single rows agree, whatever the order that children lie in")
    func batches() throws {
        let records = Many(parents: 2_600)
        for text in [
            "size(children) > 1", "children.exists(c, c.number % 7 == 0)", "children.all(c, c.number > number)",
        ] {
            let expression = try Many.expression(text)
            let whole = expression.verdicts(records)
            let parts =
                expression.verdicts(records, rows: 0..<1_100) + expression.verdicts(records, rows: 1_100..<2_600)
            let single = expression.values(records, rows: Array(0..<2_600)).map {
                $0 == .bool(true) ? Verdict.yes : Verdict.no
            }
            #expect(whole == parts)
            #expect(whole == single)
            #expect(whole == expression.verdicts(records.shuffled))
            #expect(Set(whole) == [Verdict.no, Verdict.yes])
        }
    }
}

/// Parents with none to three children each, which lie in order or in the opposite order.
private struct Many: RecordSource {
    let parents: Int
    var isReversed = false

    var shuffled: Many { Many(parents: parents, isReversed: true) }
    private var owners: [Int32] { (0..<Int32(parents)).flatMap { [Int32](repeating: $0, count: Int($0 % 4)) } }

    static func expression(_ text: String) throws -> Expression {
        let number = FieldDeclaration(name: "number", type: .integer, isRequired: true)
        let children = RelationDeclaration(name: "children", record: 1, reach: .many)
        let up = RelationDeclaration(name: "parent", record: 0, reach: .one(isOptional: false))
        let top = RelationDeclaration(name: "top", record: 2, reach: .one(isOptional: false))
        let vocabulary = Vocabulary(
            records: [
                RecordDeclaration(name: "parent", fields: [number], relations: [children, top]),
                RecordDeclaration(name: "child", fields: [number], relations: [up]),
                RecordDeclaration(name: "top", fields: [], relations: []),
            ],
            constants: [:]
        )
        return try Expression(text, at: TextOrigin(file: "test", line: 1, column: 1), of: 0, in: vocabulary)
    }

    func rowCount(of record: Int) -> Int { record == 0 ? parents : owners.count }

    func column(_ field: Int, of record: Int) -> FieldColumn {
        let count = rowCount(of: record)
        var values = (0..<Int32(count)).map { record == 0 ? $0 : $0 * 37 % 4_001 }
        if isReversed, record == 1 { values.reverse() }
        return .numbers([UInt8](repeating: 1, count: count), values)
    }

    func one(_ relation: Int, of record: Int) -> [Int32] {
        record == 1 ? owners : [Int32](repeating: 0, count: parents)
    }

    func many(_ relation: Int, of record: Int) -> RelatedRows {
        var starts: [Int32] = [0]
        for parent in 0..<Int32(parents) { starts.append((starts.last ?? 0) + parent % 4) }
        let rows = Array(0..<Int32(owners.count))
        return RelatedRows(starts: starts, rows: isReversed ? rows.reversed() : rows)
    }
}
