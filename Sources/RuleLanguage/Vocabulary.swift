/// The records, fields and constants that expressions may speak of: everything this room knows of a return.
public struct Vocabulary: Sendable {
    /// Kinds of records; relations name them by their index here.
    public let records: [RecordDeclaration]
    /// Names that stand for one value everywhere, such as `census_date`.
    public let constants: [String: ConstantValue]

    public init(records: [RecordDeclaration], constants: [String: ConstantValue]) {
        self.records = records
        self.constants = constants
    }
}

/// A kind of record: its fields, and the records that can be reached from it.
public struct RecordDeclaration: Sendable, Hashable {
    public let name: String
    public let fields: [FieldDeclaration]
    public let relations: [RelationDeclaration]

    public init(name: String, fields: [FieldDeclaration], relations: [RelationDeclaration]) {
        self.name = name
        self.fields = fields
        self.relations = relations
    }
}

/// A field of a record.
public struct FieldDeclaration: Sendable, Hashable {
    public let name: String
    public let type: ColumnType
    /// Whether every record carries a value, so that an expression may read it without asking `has` first.
    public let isRequired: Bool

    public init(name: String, type: ColumnType, isRequired: Bool) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
    }
}

/// How a column keeps its values.
public enum ColumnType: Sendable, Hashable {
    /// `values` holds 0 or 1.
    case bool
    /// `values` holds the number.
    case integer
    /// `values` holds days since 1 January 1970.
    case date
    /// `values` holds seconds since 1 January 2000 00:00:00.
    case dateTime
    /// `text` holds bytes of UTF-8.
    case text
    /// `values` holds an index into these codes; expressions see the code as a string.
    case code([String])
}

/// A way from one record to others.
public struct RelationDeclaration: Sendable, Hashable {
    public enum Reach: Sendable, Hashable {
        /// One record, such as the parent; an optional one must be asked for by `has` before it is read.
        case one(isOptional: Bool)
        /// A list of records, such as the children, in the order of their rows.
        case many
    }

    public let name: String
    /// Index of the records it leads to in `Vocabulary.records`.
    public let record: Int
    public let reach: Reach

    public init(name: String, record: Int, reach: Reach) {
        self.name = name
        self.record = record
        self.reach = reach
    }
}

/// A value that stands by itself.
public indirect enum ConstantValue: Sendable, Hashable {
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    /// Days since 1 January 1970.
    case date(Int32)
    /// Seconds since 1 January 2000 00:00:00.
    case dateTime(Int32)
    /// Values of one type.
    case list([ConstantValue])
}
