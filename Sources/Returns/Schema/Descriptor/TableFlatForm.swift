/// Reads how a table stands in the flat form, and refuses what its reader could not follow.
struct TableFlatForm {
    /// The tables that stand before it.
    let earlier: [TableSchema]

    func role(
        _ mapping: DescriptorMapping,
        _ fields: [FieldSchema],
        _ parent: Int?
    ) throws(SchemaError) -> FlatRole? {
        guard let place = mapping["send:flat"] else {
            guard fields.allSatisfy({ $0.flat == .absent }) else {
                throw mapping.place.failure("A field has a flat column, so the table needs send:flat too.")
            }
            return nil
        }
        guard let role = FlatRole(rawValue: try place.text()) else {
            throw place.failure("group, row or repeated is expected here.")
        }
        try check(role, place, fields, parent)
        return role
    }

    private func check(
        _ role: FlatRole,
        _ place: DescriptorNode,
        _ fields: [FieldSchema],
        _ parent: Int?
    ) throws(SchemaError) {
        let above = parent.flatMap { earlier[$0].flat }
        switch role {
        case .group where parent != nil && above != .group:
            throw place.failure("A group hangs from a group, or is the header.")
        case .row where above != .group || earlier.contains { $0.flat == .row }:
            throw place.failure("One table is the row, and it hangs from a group.")
        case .repeated where above != .row:
            throw place.failure("Repeated records hang from the table that is the row.")
        default: break
        }
        let places = fields.compactMap { field -> Int? in
            if case .columns(let places) = field.flat { places.count } else { nil }
        }
        guard role == .repeated ? Set(places).count == 1 : places.allSatisfy({ $0 == 1 }) else {
            throw place.failure("Each field has a column for each record that a row holds.")
        }
        guard role == .repeated || !fields.contains(where: { $0.flat == .position }) else {
            throw place.failure("Only repeated records have a position.")
        }
    }
}
