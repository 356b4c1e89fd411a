import RuleLanguage

/// Records that a test writes out.
struct MemoryRecords: RecordSource {
    var columns: [Int: [FieldColumn]] = [:]
    var ones: [Int: [Int: [Int32]]] = [:]
    var many: [Int: [Int: RelatedRows]] = [:]
    var counts: [Int: Int] = [:]

    func rowCount(of record: Int) -> Int { counts[record] ?? 0 }
    func column(_ field: Int, of record: Int) -> FieldColumn { columns[record]?[field] ?? .numbers([], []) }
    func one(_ relation: Int, of record: Int) -> [Int32] { ones[record]?[relation] ?? [] }

    func many(_ relation: Int, of record: Int) -> RelatedRows {
        many[record]?[relation] ?? RelatedRows(starts: [0], rows: [])
    }
}

extension FieldColumn {
    static func numbers(_ states: [UInt8], _ values: [Int32]) -> FieldColumn {
        FieldColumn(states: states, values: values)
    }

    /// Texts one after another, an empty one as blank, among spans of a second, unused column.
    static func texts(_ texts: [String]) -> FieldColumn {
        var bytes: [UInt8] = []
        var spans: [UInt32] = []
        for text in texts {
            spans += [0, 0, UInt32(bytes.count)]
            bytes += text.utf8
            spans += [UInt32(bytes.count)]
        }
        let states: [UInt8] = texts.map { $0.isEmpty ? 0 : 1 }
        return FieldColumn(states: states, values: [], bytes: bytes, spans: spans, stride: 4, offset: 2)
    }
}

/// Expressions that stand by themselves: a record without fields, one row, and names for values.
enum Alone {
    static func expression(
        _ text: String,
        _ names: [String: ConstantValue] = [:]
    ) throws(ExpressionError) -> Expression {
        let nothing = RecordDeclaration(name: "nothing", fields: [], relations: [])
        let vocabulary = Vocabulary(records: [nothing], constants: names)
        return try Expression(text, at: TextOrigin(file: "test", line: 1, column: 1), of: 0, in: vocabulary)
    }

    static func value(_ text: String, _ names: [String: ConstantValue] = [:]) throws -> ConstantValue? {
        try expression(text, names).values(MemoryRecords(counts: [0: 1]), rows: [0])[0]
    }

    static func kind(_ text: String) -> ExpressionError.Kind? {
        do {
            _ = try expression(text)
            return nil
        } catch {
            return error.kind
        }
    }
}
