import RuleLanguage

/// Records of every type and kind of relation, for expressions made at random.
enum SampleVocabulary {
    static let header = 0
    static let person = 1
    static let plan = 2
    static let school = 3

    static let kinds = ["A", "B", "c c", "É"]
    static let needs = ["ASD", "SEMH", "OTH"]

    static let vocabulary = Vocabulary(
        records: [
            RecordDeclaration(
                name: "header",
                fields: [
                    FieldDeclaration(name: "year", type: .integer, isRequired: true),
                    FieldDeclaration(name: "note", type: .text, isRequired: false),
                ],
                relations: [RelationDeclaration(name: "persons", record: person, reach: .many)]
            ),
            RecordDeclaration(
                name: "person",
                fields: [
                    FieldDeclaration(name: "upn", type: .text, isRequired: true),
                    FieldDeclaration(name: "surname", type: .text, isRequired: false),
                    FieldDeclaration(name: "born", type: .date, isRequired: true),
                    FieldDeclaration(name: "left", type: .date, isRequired: false),
                    FieldDeclaration(name: "count", type: .integer, isRequired: true),
                    FieldDeclaration(name: "score", type: .integer, isRequired: false),
                    FieldDeclaration(name: "active", type: .bool, isRequired: true),
                    FieldDeclaration(name: "flag", type: .bool, isRequired: false),
                    FieldDeclaration(name: "kind", type: .code(kinds), isRequired: true),
                    FieldDeclaration(name: "need", type: .code(needs), isRequired: false),
                    FieldDeclaration(name: "seen", type: .dateTime, isRequired: false),
                ],
                relations: [
                    RelationDeclaration(name: "header", record: header, reach: .one(isOptional: false)),
                    RelationDeclaration(name: "plans", record: plan, reach: .many),
                    RelationDeclaration(name: "latest_plan", record: plan, reach: .one(isOptional: true)),
                    RelationDeclaration(name: "school", record: school, reach: .one(isOptional: true)),
                ]
            ),
            RecordDeclaration(
                name: "plan",
                fields: [
                    FieldDeclaration(name: "starts", type: .date, isRequired: true),
                    FieldDeclaration(name: "ends", type: .date, isRequired: false),
                    FieldDeclaration(name: "amount", type: .integer, isRequired: false),
                    FieldDeclaration(name: "title", type: .text, isRequired: false),
                    FieldDeclaration(name: "main", type: .bool, isRequired: true),
                    FieldDeclaration(name: "kind", type: .code(kinds), isRequired: false),
                    FieldDeclaration(name: "position", type: .integer, isRequired: true),
                ],
                relations: [
                    RelationDeclaration(name: "person", record: person, reach: .one(isOptional: false)),
                    RelationDeclaration(name: "school", record: school, reach: .one(isOptional: true)),
                ]
            ),
            RecordDeclaration(
                name: "school",
                fields: [
                    FieldDeclaration(name: "name", type: .text, isRequired: true),
                    FieldDeclaration(name: "number", type: .integer, isRequired: false),
                    FieldDeclaration(name: "opened", type: .date, isRequired: false),
                ],
                relations: []
            ),
        ],
        constants: [
            "census_date": .date(20_104),
            "collection_year": .integer(2025),
        ]
    )
}

extension ColumnType {
    /// The word for the type of values that expressions see.
    var word: String {
        switch self {
        case .bool: "bool"
        case .integer: "int"
        case .date: "date"
        case .dateTime: "dateTime"
        case .text, .code: "string"
        }
    }
}
