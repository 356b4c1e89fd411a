import PostgreSQL

/// A table in the digest, and the statement that reads it in the order of its natural key.
struct DigestedTable {
    let name: String
    let copy: SQL

    static var all: [DigestedTable] { facts + reference + cuts }
}
