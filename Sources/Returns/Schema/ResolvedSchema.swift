/// One version of one return, with everything it inherits folded in and a hash over the whole.
///
/// Only the resolver makes it, so whoever holds one holds a schema that was read, checked and flattened.
public struct ResolvedSchema: Sendable {
    /// The return, as written before the `@`: `sen2`.
    public let name: String
    /// The version, as written after the `@`: `2025` or `2025.1`.
    public let version: String
    public let title: String
    /// What the return is, in a sentence or two; no part of the hash.
    public let description: String
    /// What is collected, when, and for which period.
    public let collection: Collection
    /// Tables in order: a parent always stands before its children.
    public let tables: [TableSchema]
    /// Code lists by name, holding only codes valid on the census date.
    public let codeLists: [String: CodeList]
    /// The version this one extends, such as `sen2@2024`; nil for a first version.
    public let extends: String?
    /// The rows of the change list from the version this one extends; empty for a first version.
    public let changes: [SchemaChange]
    /// What real files carry and this version does not take; no part of the hash, as it asks nothing of a return.
    public let notTaken: NotTaken
    /// SHA-256 over the resolved descriptor and the codes valid on its census day, in lower-case hexadecimal.
    public let hash: String

    /// The identifier that commands take: `sen2@2025`.
    public var identifier: String { "\(name)@\(version)" }

    init(
        name: String,
        version: String,
        title: String,
        description: String,
        collection: Collection,
        tables: [TableSchema],
        codeLists: [String: CodeList],
        extends: String?,
        changes: [SchemaChange],
        notTaken: NotTaken,
        hash: String
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.description = description
        self.collection = collection
        self.tables = tables
        self.codeLists = codeLists
        self.extends = extends
        self.changes = changes
        self.notTaken = notTaken
        self.hash = hash
    }

    /// The index of a table by our name for it, such as `named_plan`.
    ///
    /// - Parameter table: The table's name.
    /// - Returns: The index into `tables`, or nil when this version has no such table.
    public func index(of table: String) -> Int? {
        tables.firstIndex { $0.name == table }
    }

    /// This version as if it had been asked on the dates of another, so that a return of the other can be held to it.
    ///
    /// - Parameter other: The version whose dates are taken.
    /// - Returns: The version with those dates, and a hash of its own, as it is not the version that was released.
    public func asked(onDatesOf other: ResolvedSchema) -> ResolvedSchema {
        ResolvedSchema(
            name: name,
            version: version,
            title: title,
            description: description,
            collection: other.collection,
            tables: tables,
            codeLists: codeLists,
            extends: extends,
            changes: changes,
            notTaken: notTaken,
            hash: "\(hash) on the dates of \(other.hash)"
        )
    }

    /// The dates of a collection.
    public struct Collection: Sendable, Hashable {
        /// The year a return of this version carries in its header.
        public let year: Int
        public let censusDate: CalendarDate
        /// Last day on which a return is taken; nil where no source states it.
        public let deadline: CalendarDate?
        /// First day of the period whose activity is returned.
        public let activityFrom: CalendarDate
        /// Last day of the period whose activity is returned.
        public let activityTo: CalendarDate

        init(
            year: Int,
            censusDate: CalendarDate,
            deadline: CalendarDate?,
            activityFrom: CalendarDate,
            activityTo: CalendarDate
        ) {
            self.year = year
            self.censusDate = censusDate
            self.deadline = deadline
            self.activityFrom = activityFrom
            self.activityTo = activityTo
        }
    }
}

/// One typed operation by which a version differs from the version it extends, with its reason.
public struct SchemaChange: Sendable, Hashable {
    public enum Operation: String, Sendable {
        case add, change, remove, rename
    }

    public let operation: Operation
    /// What it applies to, as `table` or `table.field` or `codes/list`.
    public let target: String
    public let reason: String
    /// Where the change is stated.
    public let source: String

    init(operation: Operation, target: String, reason: String, source: String) {
        self.operation = operation
        self.target = target
        self.reason = reason
        self.source = source
    }
}
