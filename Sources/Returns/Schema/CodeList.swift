/// A list of codes as it stands on one date.
public struct CodeList: Sendable, Hashable {
    public let name: String
    /// Codes valid on the date, in the list's own order: the index is what columns store.
    public let codes: [Code]
    /// Codes of the list that are not valid on the date, so that a finding can say when they were.
    public let otherCodes: [Code]
    /// Whether the list is only believed to be complete: an unknown code is then a question, not a fault.
    public let isUnconfirmed: Bool

    init(name: String, codes: [Code], otherCodes: [Code], isUnconfirmed: Bool) {
        self.name = name
        self.codes = codes
        self.otherCodes = otherCodes
        self.isUnconfirmed = isUnconfirmed
    }

    public struct Code: Sendable, Hashable {
        /// The code as it travels, in upper case.
        public let code: String
        public let label: String
        /// The group it is reported under; empty when it has none.
        public let group: String
        public let validFrom: CalendarDate?
        /// Last day on which it is valid.
        public let validTo: CalendarDate?

        init(code: String, label: String, group: String, validFrom: CalendarDate?, validTo: CalendarDate?) {
            self.code = code
            self.label = label
            self.group = group
            self.validFrom = validFrom
            self.validTo = validTo
        }
    }
}
