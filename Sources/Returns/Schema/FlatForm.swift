/// How a table stands in the flat form: one CSV file whose rows each hold one pupil and all that hangs from them.
public enum FlatRole: String, Sendable, Hashable, CaseIterable {
    /// Rows with the same values in the table's columns are about one record: the school, named on each row.
    case group
    /// Each row is one record.
    case row
    /// Each row holds several records side by side, in columns of their own.
    case repeated
}

/// Which columns of the flat form hold an item.
public enum FlatItem: Sendable, Hashable {
    /// The form does not carry it.
    case absent
    /// For each record that a row holds, the headings it may stand under; the first is the usual one.
    case columns([[String]])
    /// No column holds it: it is the record's place among those of its row, from 1.
    case position

    /// All headings, in lower case.
    public var names: [String] {
        guard case .columns(let places) = self else { return [] }
        return places.joined().map { $0.lowercased() }
    }
}

extension ResolvedSchema {
    /// The index of the table whose records are the rows of the flat form; nil when the return has no such form.
    public var flatRowTable: Int? { tables.firstIndex { $0.flat == .row } }
}
