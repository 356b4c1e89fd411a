/// A table of a return: what it is called in each form, what it hangs from, and its fields.
public struct TableSchema: Sendable, Hashable {
    /// Our name, in snake case and the singular: `named_plan`.
    public let name: String
    public let title: String
    public let description: String
    /// The XML element that holds one record: `NamedPlan`.
    public let xmlElement: String
    /// The elements around its records, outermost first: inside the parent's record, or inside the message for a table
    /// that hangs from the header.
    public let xmlPath: [String]
    /// Whether the path is written in the descriptor, and not the usual one.
    let declaresXMLPath: Bool
    /// The field of the parent after which its records stand in a message; empty when they follow all fields.
    public let xmlAfter: String
    /// The file of the CSV set, and the stem of its link columns: `namedplan`.
    public let csvName: String
    /// Index of the parent table in the schema; nil for the header.
    public let parent: Int?
    /// How many records one parent record may have.
    public let perParent: Multiplicity
    public let fields: [FieldSchema]
    /// Sets of fields whose values together may stand only once in a return.
    public let uniqueKeys: [UniqueKey]
    /// How many of its records one row of the flat form makes; nil when the form does not carry the table.
    public let flat: FlatRole?
    /// Whether one return may hold several headers, as an export of many schools does.
    public let mayRepeat: Bool
    /// The field of codes each of which has one record in every return; nil for tables of any other kind.
    public let oneForEach: Int?

    init(
        name: String,
        title: String,
        description: String,
        xmlElement: String,
        xmlPath: [String],
        declaresXMLPath: Bool,
        xmlAfter: String,
        csvName: String,
        parent: Int?,
        perParent: Multiplicity,
        fields: [FieldSchema],
        uniqueKeys: [UniqueKey],
        flat: FlatRole?,
        mayRepeat: Bool,
        oneForEach: Int?
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.xmlElement = xmlElement
        self.xmlPath = xmlPath
        self.declaresXMLPath = declaresXMLPath
        self.xmlAfter = xmlAfter
        self.csvName = csvName
        self.parent = parent
        self.perParent = perParent
        self.fields = fields
        self.uniqueKeys = uniqueKeys
        self.flat = flat
        self.mayRepeat = mayRepeat
        self.oneForEach = oneForEach
    }

    /// The CSV column that numbers a record of this table: `namedplantableid`.
    public var csvKeyColumn: String { csvName + "tableid" }

    /// The index of a field by our name for it, such as `start_date`.
    ///
    /// - Parameter field: The field's name.
    /// - Returns: The index into `fields`, or nil when this version has no such field.
    public func index(of field: String) -> Int? {
        fields.firstIndex { $0.name == field }
    }
}

/// How many child records one parent record may have.
public struct Multiplicity: Sendable, Hashable {
    public let minimum: Int
    /// Nil when there is no upper bound.
    public let maximum: Int?
    /// Whether too few is a question for the sender rather than a fault.
    public let belowMinimumIsQuery: Bool

    init(minimum: Int, maximum: Int?, belowMinimumIsQuery: Bool) {
        self.minimum = minimum
        self.maximum = maximum
        self.belowMinimumIsQuery = belowMinimumIsQuery
    }
}

/// Fields that together may not repeat.
public struct UniqueKey: Sendable, Hashable {
    public enum Scope: String, Sendable {
        /// Among all records of the table in the return.
        case wholeReturn = "return"
        /// Among the records of one parent.
        case parent
    }

    /// Names of the fields, in order; a record that leaves one of them blank is not compared.
    public let fields: [String]
    public let scope: Scope

    init(fields: [String], scope: Scope) {
        self.fields = fields
        self.scope = scope
    }
}
