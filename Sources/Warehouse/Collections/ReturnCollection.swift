import PostgreSQL
public import Returns

/// What is collected and when: a return is taken in only while its collection is open.
public struct ReturnCollection: Sendable, Hashable {
    public enum SignOff: String, Sendable, CaseIterable {
        /// One person prepares a return and another one signs it.
        case twoPeople = "two_people"
        /// A return without errors counts at once: for rehearsals, demonstrations and benches.
        case nobody = "none"
    }

    public let returnName: String
    public let year: Int
    /// Version of the standard, such as `2025`.
    public let schemaVersion: String
    /// Who sends it.
    public let senders: Sender.Kind
    public let opensAt: LondonTime
    /// The last second in time.
    public let dueAt: LondonTime
    /// From when nothing is taken in any more; nil while nobody has closed it.
    public let closesAt: LondonTime?
    public let signOff: SignOff
    /// Whether returns were taken in at the moment of asking.
    public let isOpen: Bool

    /// As `sen2 2025`.
    public var name: String { "\(returnName) \(year)" }

    init(row: Row) throws {
        guard let senders = Sender.Kind(rawValue: try row.get("senders")),
            let signOff = SignOff(rawValue: try row.get("sign_off"))
        else { throw WarehouseError.noAnswer }
        self.senders = senders
        self.signOff = signOff
        returnName = try row.get("return_name")
        year = try row.get("collection_year")
        schemaVersion = try row.get("schema_version")
        opensAt = LondonTime(seconds: try row.get("opens"))
        dueAt = LondonTime(seconds: try row.get("due"))
        closesAt = try row.get("closes", as: Int?.self).map { LondonTime(seconds: $0) }
        isOpen = try row.get("is_open")
    }
}

/// How a collection is to be opened.
public struct CollectionOpening: Sendable, Hashable {
    /// The version that is collected, as `sen2@2025`.
    public let standard: StandardName
    public var senders: Sender.Kind
    /// From when; nil from now on.
    public var opensAt: LondonTime?
    /// The last day in time, in London.
    public var dueOn: CalendarDate
    /// From when nothing is taken in any more; nil until somebody closes it.
    public var closesAt: LondonTime?
    public var signOff: ReturnCollection.SignOff

    /// Describes a collection.
    ///
    /// - Parameters:
    ///   - version: The version that is collected, as `sen2@2025`.
    ///   - dueOn: The last day in time, in London.
    ///   - senders: Who sends it; nil for those who send this return.
    ///   - opensAt: From when; nil from now on.
    ///   - closesAt: From when nothing is taken in any more; nil until somebody closes it.
    ///   - signOff: Whether two people are needed.
    /// - Throws: `WarehouseError.collectionMisnamed` when no version is named.
    public init(
        _ version: String,
        dueOn: CalendarDate,
        senders: Sender.Kind? = nil,
        opensAt: LondonTime? = nil,
        closesAt: LondonTime? = nil,
        signOff: ReturnCollection.SignOff = .twoPeople
    ) throws(WarehouseError) {
        standard = StandardName(version)
        guard standard.year != nil else { throw .collectionMisnamed(version) }
        self.senders = senders ?? (Self.schoolReturns.contains(standard.returnName) ? .school : .localAuthority)
        self.opensAt = opensAt
        self.dueOn = dueOn
        self.closesAt = closesAt
        self.signOff = signOff
    }

    private static let schoolReturns: Set = ["school-census", "provision"]
}

/// The name of a return with, where it is known, its version: `sen2@2025`.
public struct StandardName: Sendable, Hashable {
    public let returnName: String
    public let version: String?

    /// Takes a name apart.
    ///
    /// - Parameter text: As `sen2` or `sen2@2025.1`.
    public init(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        returnName = parts.first ?? ""
        version = parts.count == 2 ? parts[1] : nil
    }

    /// Year of the collection: a correction such as `2025.1` belongs to that of 2025.
    public var year: Int? { version.flatMap { Int($0.prefix { $0 != "." }) } }
}
