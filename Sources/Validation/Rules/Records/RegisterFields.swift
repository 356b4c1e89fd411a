import RuleLanguage

/// The register of establishments as a kind of record that rules may read.
enum RegisterFields {
    static let declaration = RecordDeclaration(
        name: "establishment",
        fields: fields.map { FieldDeclaration(name: $0.name, type: $0.type, isRequired: $0.name == "urn") },
        relations: []
    )

    static let fields: [(name: String, type: ColumnType)] = [
        ("urn", .integer), ("ukprn", .integer), ("name", .text), ("la", .integer), ("number", .integer),
        ("type", .integer), ("type_group", .text), ("status", .integer), ("phase", .integer), ("open_date", .date),
        ("close_date", .date), ("low_age", .integer), ("high_age", .integer), ("section_41", .bool),
        ("boarders", .bool), ("sen_unit", .bool), ("resourced_provision", .bool), ("sen_unit_capacity", .integer),
        ("resourced_provision_capacity", .integer), ("category", .text),
    ]
}

extension EstablishmentRegister {
    /// A column by the name that rules know it by; all blank where this register does not hold it.
    func column(named name: String) -> FieldColumn {
        switch name {
        case "urn": Self.column(urns) { _ in true }
        case "ukprn": Self.column(ukprns) { $0 != 0 }
        case "name": Self.column(names)
        case "la": Self.column(authorityCodes) { $0 != 0 }
        case "type": Self.column(typeCodes) { $0 != 0 }
        case "open_date": Self.column(openDays) { $0 != .min }
        case "close_date": Self.column(closeDays) { $0 != .max }
        case "low_age": Self.column(lowAges) { $0 >= 0 }
        case "high_age": Self.column(highAges) { $0 >= 0 }
        case "section_41": Self.column(isSection41Approved.map { $0 ? 1 : 0 }) { _ in true }
        case "sen_unit": Self.column(hasSENUnit.map { $0 ? 1 : 0 }) { _ in true }
        case "resourced_provision": Self.column(hasResourcedProvision.map { $0 ? 1 : 0 }) { _ in true }
        default: FieldColumn.blank(count)
        }
    }

    private static func column(_ values: [Int32], isThere: (Int32) -> Bool) -> FieldColumn {
        FieldColumn(states: values.map { isThere($0) ? 1 : 0 }, values: values)
    }

    private static func column(_ texts: [String]) -> FieldColumn {
        var bytes: [UInt8] = []
        var spans: [UInt32] = []
        for text in texts {
            spans.append(UInt32(truncatingIfNeeded: bytes.count))
            bytes.append(contentsOf: text.utf8)
            spans.append(UInt32(truncatingIfNeeded: bytes.count))
        }
        return FieldColumn(states: texts.map { $0.isEmpty ? 0 : 1 }, values: [], bytes: bytes, spans: spans)
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
