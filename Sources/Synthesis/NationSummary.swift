/// What was written: the content of `nation.json`.
public struct NationSummary: Sendable, Hashable, Codable {
    /// Name and version of this document's form.
    public let schema: String
    public let version: Int
    public let seed: UInt64
    public let scale: Double
    public let years: [Int]
    public let errorRate: Double
    /// By year, then by authority, in rising order.
    public let returns: [Return]
    public let reference: [WrittenFile]

    public struct Return: Sendable, Hashable, Codable {
        public let year: Int
        public let localAuthority: Int
        public let persons: Int
        /// What the return shows, for comparison with a report made from it.
        public let margins: CaseloadMargins
        public let faults: Int
        public let files: [WrittenFile]
    }
}

/// How far the writing has come.
public struct NationProgress: Sendable, Hashable {
    public let localAuthority: Int
    /// Authorities written, this one included.
    public let finished: Int
    public let total: Int
    /// Bytes written so far.
    public let byteCount: Int
}
