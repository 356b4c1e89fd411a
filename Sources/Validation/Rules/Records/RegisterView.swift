import RuleLanguage

/// The register as rules look at it: found by URN or UKPRN, read column by column.
struct RegisterView: Sendable {
    let count: Int
    /// A column by its place in the register's declaration.
    let column: @Sendable (Int) -> FieldColumn
    let indexOfURN: @Sendable (Int32) -> Int?
    /// Of several with one provider number, one that has not closed goes before.
    let indexOfUKPRN: @Sendable (Int32) -> Int?

    static let declaration = EstablishmentRegister.declaration(named: "establishment")

    init(_ register: EstablishmentRegister) {
        count = register.count
        column = { register.column(EstablishmentRegister.Field.allCases[$0]) }
        indexOfURN = { register.index(ofURN: $0) }
        indexOfUKPRN = { register.index(ofUKPRN: $0) }
    }

    /// A register of examples.
    ///
    /// - Parameter rows: The establishments, each as texts by field; a URN is among them.
    init(rows: [[String: String]]) {
        count = rows.count
        column = { place in
            let field = Self.declaration.fields[place]
            return TextColumn(field.type).column(rows.map { $0[field.name] })
        }
        func index(_ field: String) -> [Int32: Int] {
            let numbers = rows.map { $0[field].flatMap { Int32($0) } }
            return Dictionary(numbers.enumerated().compactMap { row, number in number.map { ($0, row) } }) { first, _ in
                first
            }
        }
        let (byURN, byUKPRN) = (index("urn"), index("ukprn"))
        indexOfURN = { byURN[$0] }
        indexOfUKPRN = { byUKPRN[$0] }
    }
}

extension FieldColumn {
    /// A column with nothing in it, which serves for every type.
    static func blank(_ count: Int) -> FieldColumn {
        FieldColumn(
            states: [UInt8](repeating: 0, count: count),
            values: [Int32](repeating: 0, count: count),
            spans: [UInt32](repeating: 0, count: count * 2)
        )
    }
}
