import Returns

/// The table that lists persons, and the fields by which a person of last year is known again.
struct PersonKeys {
    let table: Int
    let upn: Int?
    let uln: Int?
    /// Surname, forename and birth date, where the table has all three.
    let names: [Int]

    /// Finds the table below the header that has one of these; `table` is -1 when there is none.
    init(_ schema: ResolvedSchema) {
        let root = schema.tables.firstIndex { $0.parent == nil }
        for (index, candidate) in schema.tables.enumerated() where candidate.parent == root && root != nil {
            let upn = candidate.fields.firstIndex { $0.type == .identifier(.upn) && !$0.name.hasPrefix("former") }
            let uln = candidate.fields.firstIndex { $0.type == .identifier(.uln) }
            let names = ["surname", "forename", "birth_date"].compactMap { candidate.index(of: $0) }
            guard upn != nil || uln != nil || names.count == 3 else { continue }
            (table, self.upn, self.uln, self.names) = (index, upn, uln, names.count == 3 ? names : [])
            return
        }
        (table, upn, uln, names) = (-1, nil, nil, [])
    }
}
