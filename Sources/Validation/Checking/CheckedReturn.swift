public import Returns

/// A return that was checked and has no error left: the only thing the warehouse loads.
///
/// Its initialiser is internal to this room, so nothing unchecked can be loaded.
public struct CheckedReturn: Sendable {
    public let tables: ReturnTables
    /// The local authority that the header names.
    public let localAuthority: Int32
    public let receipt: CheckReceipt

    init(tables: ReturnTables, localAuthority: Int32, receipt: CheckReceipt) {
        self.tables = tables
        self.localAuthority = localAuthority
        self.receipt = receipt
    }
}

/// The hashes that a result is a function of: same receipt, same findings.
public struct CheckReceipt: Sendable, Hashable {
    /// `sen2@2025`.
    public let schema: String
    public let schemaHash: String
    /// SHA-256 over the rules that were asked: `RuleBook.hash`.
    public let rulesHash: String
    /// SHA-256 of the reference data used, or empty when there was none.
    public let referenceHash: String
    public let censusDate: CalendarDate
    /// Each file's name and SHA-256, in the order of the names.
    public let files: [SourceFile]
    /// The files of last year's return that was compared with, in the order of the names; none when there was none.
    public let previousFiles: [SourceFile]

    init(
        schema: String,
        schemaHash: String,
        rulesHash: String,
        referenceHash: String,
        censusDate: CalendarDate,
        files: [SourceFile],
        previousFiles: [SourceFile] = []
    ) {
        self.schema = schema
        self.schemaHash = schemaHash
        self.rulesHash = rulesHash
        self.referenceHash = referenceHash
        self.censusDate = censusDate
        self.files = files
        self.previousFiles = previousFiles
    }
}
