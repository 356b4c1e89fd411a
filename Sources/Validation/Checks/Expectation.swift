import Returns

/// Says in words what a cell should hold.
struct Expectation {
    private let schema: ResolvedSchema

    init(_ schema: ResolvedSchema) {
        self.schema = schema
    }

    func words(for type: FieldType) -> String {
        switch type {
        case .text(let length): length.map { $0 == 1 ? "one character" : "text of at most \($0) characters" } ?? "text"
        case .integer(let minimum, let maximum): Self.range(minimum, maximum)
        case .boolean: "1 or 0, or true or false"
        case .date: "a date such as \(schema.collection.censusDate)"
        case .dateTime: "a date and time such as \(schema.collection.censusDate)T09:30:00"
        case .code(let list): codes(list)
        case .identifier(let kind): Self.identifier(kind)
        }
    }

    /// The same for a cell of a state: of a number with the right form, what is wrong about it.
    func words(for type: FieldType, in state: UInt8) -> String {
        switch (type, state) {
        case (.identifier(.upn), CellState.checkFailed): "a first letter that follows from the other twelve characters"
        case (.identifier(.upn), CellState.outOfBounds):
            "the number of an authority, now or in the past, from the second character to the fourth"
        case (.identifier(.uln), CellState.checkFailed): "a last digit that follows from the other nine"
        default: words(for: type)
        }
    }

    private static func range(_ minimum: Int32?, _ maximum: Int32?) -> String {
        switch (minimum, maximum) {
        case (let low?, let high?): "a whole number from \(low) to \(high)"
        case (let low?, nil): "a whole number, \(low) or more"
        case (nil, let high?): "a whole number, \(high) or less"
        case (nil, nil): "a whole number"
        }
    }

    private func codes(_ name: String) -> String {
        let codes = schema.codeLists[name]?.codes.map(\.code) ?? []
        guard codes.count > 20 else { return "one of \(codes.joined(separator: ", "))" }
        return "one of \(codes.count) codes such as \(codes.prefix(5).joined(separator: ", "))"
    }

    private static func identifier(_ kind: IdentifierKind) -> String {
        switch kind {
        case .upn: "13 characters: a check letter, 11 digits, and a digit or letter"
        case .uln: "10 digits with a check digit, the first not 0"
        case .urn: "6 digits"
        case .ukprn: "8 digits, the first 1"
        case .postcode: "a postcode such as SW1A 1AA"
        case .localAuthority: "3 digits, the number of a local authority"
        }
    }
}
