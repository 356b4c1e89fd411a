/// A field by its table's name and its own.
struct FieldName: Hashable, Comparable {
    let table: String
    let field: String

    var text: String { "\(table).\(field)" }

    static func < (left: FieldName, right: FieldName) -> Bool {
        (left.table, left.field) < (right.table, right.field)
    }
}
