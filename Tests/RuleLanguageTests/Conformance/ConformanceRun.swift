import RuleLanguage

/// Runs a conformance case through the language.
struct ConformanceRun {
    enum Outcome {
        case passed
        case outside(OutsideReason)
        case wrong(String)
    }

    static func outcome(_ test: ConformanceCase) -> Outcome {
        // A name with dots is found through the container or the longest prefix; the language has no such names.
        if test.bindings.contains(where: { $0.name.contains(".") }) { return .outside(.name) }
        var constants: [String: ConstantValue] = [:]
        for binding in test.bindings { constants[binding.name] = ConstantValue(binding.value) }
        let own = RecordDeclaration(name: "test", fields: [], relations: [])
        do throws(ExpressionError) {
            let expression = try Expression(
                test.expression,
                at: TextOrigin(file: test.file, line: 1, column: 1),
                of: 0,
                in: Vocabulary(records: [own], constants: constants)
            )
            return outcome(test, expression)
        } catch {
            return outcome(test, refusal: error)
        }
    }

    private static func outcome(_ test: ConformanceCase, _ expression: Expression) -> Outcome {
        let value = expression.values(NoFields(), rows: [0])[0]
        switch (test.expectation, value) {
        case (.type, _): return type(test, expression) ?? .passed
        case (.error, nil): return .passed
        case (.error, let value?): return .wrong("an error is expected, the value is \(value)")
        case (.value(let message), let value):
            guard let expected = ConstantValue(message) else { return .wrong("accepted; it expects \(message.fields)") }
            guard let value, expected.isSame(as: value) else {
                return .wrong("\(expected) is expected, not \(value.map { "\($0)" } ?? "an error")")
            }
            return verdict(value, expression) ?? type(test, expression) ?? .passed
        }
    }

    /// The loop that decides rules and the one that fills in messages must agree.
    private static func verdict(_ value: ConstantValue, _ expression: Expression) -> Outcome? {
        guard case .bool(let isTrue) = value else { return nil }
        let verdicts = expression.verdicts(NoFields())
        return verdicts == [isTrue ? Verdict.yes : Verdict.no] ? nil : .wrong("its verdict is \(verdicts)")
    }

    private static func type(_ test: ConformanceCase, _ expression: Expression) -> Outcome? {
        guard let deduced = test.deducedType, let expected = ValueType(deduced), expected != expression.type else {
            return nil
        }
        return .wrong("\(expected) is the type, not \(expression.type)")
    }

    private static func outcome(_ test: ConformanceCase, refusal: ExpressionError) -> Outcome {
        if case .error = test.expectation, refusal.kind != .notSupported { return .passed }
        if let reason = OutsideReason(test, refusal: refusal) { return .outside(reason) }
        return .wrong("refused (\(refusal.kind)): \(refusal.sentence)")
    }
}

extension ValueType {
    /// A type of the conformance cases; nil where the language has no such type.
    init?(_ message: TextMessage) {
        if let list = message.message("list_type")?.message("elem_type") {
            guard let element = ValueType(list) else { return nil }
            self = .list(element)
            return
        }
        switch message.word("primitive") {
        case "BOOL": self = .bool
        case "INT64": self = .integer
        case "DOUBLE": self = .double
        case "STRING": self = .string
        default: return nil
        }
    }
}

/// One row of a record that has no fields.
struct NoFields: RecordSource {
    func rowCount(of record: Int) -> Int { 1 }
    func column(_ field: Int, of record: Int) -> FieldColumn { FieldColumn(states: [], values: []) }
    func one(_ relation: Int, of record: Int) -> [Int32] { [] }
    func many(_ relation: Int, of record: Int) -> RelatedRows { RelatedRows(starts: [0, 0], rows: []) }
}
