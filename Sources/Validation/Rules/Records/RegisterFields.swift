import RuleLanguage

/// The register of establishments as a kind of record that rules may read.
enum RegisterFields {
    static let declaration = EstablishmentRegister.declaration(named: "establishment")

    static let fields = EstablishmentRegister.Field.allCases.map { (name: $0.rawValue, type: $0.columnType) }
}

extension EstablishmentRegister {
    /// UK provider reference numbers; 0 where there is none.
    var ukprns: [Int32] {
        let column = column(.ukprn)
        return zip(column.states, column.values).map { $0 == 1 ? $1 : 0 }
    }

    /// A column by the name that rules know it by; all blank for a name that is none of the register's.
    func column(named name: String) -> FieldColumn {
        Field(rawValue: name).map { column($0) } ?? .blank(count)
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
