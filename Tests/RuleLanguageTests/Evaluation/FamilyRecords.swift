import RuleLanguage

/// A small return to try expressions on: one header, three persons, their requests and a school for some.
enum Family {
    static let header = 0
    static let person = 1
    static let request = 2
    static let school = 3

    static let vocabulary = Vocabulary(
        records: [
            RecordDeclaration(
                name: "header",
                fields: [FieldDeclaration(name: "year", type: .integer, isRequired: true)],
                relations: [RelationDeclaration(name: "persons", record: person, reach: .many)]
            ),
            RecordDeclaration(
                name: "person",
                fields: [
                    FieldDeclaration(name: "name", type: .text, isRequired: true),
                    FieldDeclaration(name: "born", type: .date, isRequired: true),
                    FieldDeclaration(name: "left", type: .date, isRequired: false),
                    FieldDeclaration(name: "sex", type: .code(["F", "M", "X"]), isRequired: false),
                    FieldDeclaration(name: "places", type: .integer, isRequired: false),
                    FieldDeclaration(name: "boards", type: .bool, isRequired: false),
                    FieldDeclaration(name: "seen", type: .dateTime, isRequired: false),
                ],
                relations: [
                    RelationDeclaration(name: "header", record: header, reach: .one(isOptional: false)),
                    RelationDeclaration(name: "requests", record: request, reach: .many),
                    RelationDeclaration(name: "request", record: request, reach: .one(isOptional: true)),
                    RelationDeclaration(name: "school", record: school, reach: .one(isOptional: true)),
                ]
            ),
            RecordDeclaration(
                name: "request",
                fields: [
                    FieldDeclaration(name: "position", type: .integer, isRequired: true),
                    FieldDeclaration(name: "received", type: .date, isRequired: true),
                    FieldDeclaration(name: "closed", type: .date, isRequired: false),
                ],
                relations: [
                    RelationDeclaration(name: "person", record: person, reach: .one(isOptional: false)),
                    RelationDeclaration(name: "header", record: header, reach: .one(isOptional: false)),
                ]
            ),
            RecordDeclaration(
                name: "school",
                fields: [FieldDeclaration(name: "phase", type: .integer, isRequired: false)],
                relations: []
            ),
        ],
        constants: ["census_date": .date(20_104), "collection_year": .integer(2025)]
    )

    /// Zoe, Émile and Bo, whose fields are mostly blank or cannot be read; Zoe has two requests, Émile none.
    static let records = MemoryRecords(
        columns: [
            header: [.numbers([1], [2025])],
            person: [
                .texts(["Zoe", "Émile", "Bo"]),
                .numbers([1, 1, 1], [12_477, 14_610, 16_000]),
                .numbers([1, 0, 2], [12_400, 0, 0]),
                .numbers([1, 1, 0], [0, 2, 0]),
                .numbers([1, 1, 2], [3, -7, 0]),
                .numbers([1, 1, 0], [1, 0, 0]),
                .numbers([1, 0, 0], [86_399, 0, 0]),
            ],
            request: [
                .numbers([1, 1, 1], [1, 2, 1]),
                .numbers([1, 1, 1], [20_000, 20_010, 20_020]),
                .numbers([1, 0, 2], [20_005, 0, 0]),
            ],
            school: [.numbers([1, 0], [4, 0])],
        ],
        ones: [person: [0: [0, 0, 0], 2: [0, -1, 2], 3: [1, 0, -1]], request: [0: [0, 0, 2], 1: [0, 0, 0]]],
        many: [
            header: [0: RelatedRows(starts: [0, 3], rows: [0, 1, 2])],
            person: [1: RelatedRows(starts: [0, 2, 2, 3], rows: [0, 1, 2])],
        ],
        counts: [header: 1, person: 3, request: 3, school: 2]
    )

    static func expression(
        _ text: String,
        of record: Int = person,
        knowing guardian: Expression? = nil
    ) throws(ExpressionError) -> Expression {
        let origin = TextOrigin(file: "rules.yaml", line: 1, column: 1)
        return try Expression(text, at: origin, of: record, in: vocabulary, knowing: guardian)
    }

    /// Verdicts as letters: n, y and - for not applicable.
    static func verdicts(_ text: String, of record: Int = person) throws -> String {
        let verdicts = try expression(text, of: record).verdicts(records)
        return String(verdicts.map { ["n", "y", "-"][Int($0)] })
    }

    static func values(_ text: String, of record: Int = person) throws -> [ConstantValue?] {
        let rows = Array(0..<records.rowCount(of: record))
        return try expression(text, of: record).values(records, rows: rows)
    }
}
