import Returns

/// What a cell of a field must be, said for each fault that reading its type can find.
struct CellRequirement {
    private let schema: ResolvedSchema
    private let field: FieldSchema

    init(_ schema: ResolvedSchema, _ field: FieldSchema) {
        self.schema = schema
        self.field = field
    }

    /// In the order in which a person would ask: there at all, of its form, within its bounds.
    var named: [(state: UInt8, words: String)] {
        let holds = "holds \(Expectation(schema).words(for: field.type))"
        return [
            (CellState.blank, "is filled in"), (CellState.notOfType, form(holds)),
            (CellState.checkFailed, check), (CellState.outOfBounds, bounds(holds)),
        ]
    }

    private func form(_ usual: String) -> String {
        switch field.type {
        case .code(let list): "holds a code of the list \(list)"
        case .text: "can be read as text"
        case .integer: "holds a whole number"
        case .identifier(.localAuthority): "holds three digits"
        case .boolean, .date, .dateTime, .identifier: usual
        }
    }

    private var check: String {
        field.type == .identifier(.uln)
            ? "ends with the check digit that follows from its other digits"
            : "begins with the check letter that follows from its other characters"
    }

    private func bounds(_ usual: String) -> String {
        switch field.type {
        case .code: "holds a code that is in use on census day"
        case .identifier(.localAuthority): "is the number of an authority that there was on census day"
        case .identifier: "names an authority that has given such numbers"
        case .text, .integer, .boolean, .date, .dateTime: usual
        }
    }
}
