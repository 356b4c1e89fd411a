import Foundation
import RuleLanguage
import Support
import Testing

@Suite("What the page on the rule language says")
struct DocumentTests {
    @Test("Every example has the value that stands beside it")
    func examples() throws {
        let rows = try Self.tables.filter { $0.first == ["expression", "value"] }.flatMap { $0.dropFirst(2) }
        #expect(rows.count >= 60)
        for row in rows {
            #expect(Self.value(row[0].unquoted, PageRecords()) == row[1].unquoted, "\(row[0])")
        }
    }

    @Test("The truth table of && and || is true")
    func truths() throws {
        let table = try #require(try Self.tables.first { $0.first?.first == "a" })
        #expect(table.count == 11)
        for row in table.dropFirst(2) {
            let sides = row.prefix(2).map { $0.unquoted == "error" ? "1 / (count - 3) == 1" : $0.unquoted }
            #expect(Self.value("\(sides[0]) && \(sides[1])", PageRecords()) == row[2].unquoted)
            #expect(Self.value("\(sides[0]) || \(sides[1])", PageRecords()) == row[3].unquoted)
        }
    }

    @Test("The canonical texts are those that rules have")
    func canonical() throws {
        let table = try #require(try Self.tables.first { $0.first?.last == "canonical text" })
        for row in table.dropFirst(2) {
            let parts = row[0].components(separatedBy: "` in `when: ")
            let guardian = parts.count > 1 ? try Self.expression(parts[1].unquoted) : nil
            #expect(try Self.expression(parts[0].unquoted, guardian).canonicalText == row[1].unquoted)
        }
    }

    /// The page's tables: rows of cells, the first of each its heading.
    private static var tables: [[[String]]] {
        get throws {
            let page = Repository.root.appending(path: "docs/rule-language.md")
            let lines = try String(contentsOf: page, encoding: .utf8).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            return lines.split { !$0.hasPrefix("|") }.map { $0.map { cells(String($0)) } }
        }
    }

    private static func cells(_ line: String) -> [String] {
        line.replacingOccurrences(of: "\\|", with: "\u{1}").split(separator: "|")
            .map { $0.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "\u{1}", with: "|") }
    }

    private static func expression(
        _ text: String,
        _ guardian: RuleLanguage.Expression? = nil
    ) throws -> RuleLanguage.Expression {
        let origin = TextOrigin(file: "rule-language.md", line: 1, column: 1)
        return try RuleLanguage.Expression(text, at: origin, of: 0, in: PageRecords.vocabulary, knowing: guardian)
    }

    private static func value(_ text: String, _ records: PageRecords) -> String {
        guard let expression = try? expression(text) else { return "does not load" }
        return expression.values(records, rows: [0])[0]?.shown ?? "error"
    }
}

extension String {
    fileprivate var unquoted: String { trimmingCharacters(in: ["`"]) }
}

extension ConstantValue {
    /// The value as a reader of the page would write it.
    fileprivate var shown: String {
        switch self {
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .date(let days): CalendarText.day(Int(days))
        case .dateTime(let seconds): CalendarText.moment(Int(seconds))
        case .list(let values): "[" + values.map(\.shown).joined(separator: ", ") + "]"
        }
    }
}

/// The record that the page's examples are about.
private struct PageRecords: RecordSource {
    static let vocabulary = Vocabulary(
        records: [
            RecordDeclaration(
                name: "person",
                fields: [
                    FieldDeclaration(name: "upn", type: .code(["A123"]), isRequired: true),
                    FieldDeclaration(name: "born", type: .date, isRequired: true),
                    FieldDeclaration(name: "count", type: .integer, isRequired: true),
                    FieldDeclaration(name: "surname", type: .code(["Smith"]), isRequired: false),
                    FieldDeclaration(name: "left", type: .date, isRequired: false),
                ],
                relations: [
                    RelationDeclaration(name: "school", record: 1, reach: .one(isOptional: true)),
                    RelationDeclaration(name: "plans", record: 2, reach: .many),
                ]
            ),
            RecordDeclaration(
                name: "school",
                fields: [FieldDeclaration(name: "name", type: .code(["x"]), isRequired: true)],
                relations: []
            ),
            RecordDeclaration(
                name: "plan",
                fields: [
                    FieldDeclaration(name: "starts", type: .date, isRequired: true),
                    FieldDeclaration(name: "amount", type: .integer, isRequired: false),
                    FieldDeclaration(name: "position", type: .integer, isRequired: true),
                ],
                relations: [RelationDeclaration(name: "person", record: 0, reach: .one(isOptional: false))]
            ),
        ],
        constants: ["census_date": .date(20_104), "collection_year": .integer(2025)]
    )

    /// By record and field: the values, nil for blank.
    private static let columns: [[[Int32?]]] = [
        [[0], [14_668], [3], [0], [nil]], [[]], [[18_262, 18_871], [5, nil], [1, 2]],
    ]

    func rowCount(of record: Int) -> Int { [1, 0, 2][record] }

    func column(_ field: Int, of record: Int) -> FieldColumn {
        let cells = Self.columns[record][field]
        return FieldColumn(states: cells.map { $0 == nil ? 0 : 1 }, values: cells.map { $0 ?? 0 })
    }

    func one(_ relation: Int, of record: Int) -> [Int32] { record == 0 ? [-1] : [0, 0] }

    func many(_ relation: Int, of record: Int) -> RelatedRows { RelatedRows(starts: [0, 2], rows: [0, 1]) }
}
