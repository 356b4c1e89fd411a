/// What a person may do for an organisation.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Looks, and changes nothing.
    case viewer
    /// Sends returns and explains queries.
    case preparer
    /// Signs what another person prepared.
    case approver
    /// Runs the collections; of `national` alone.
    case nationalTeam = "national_team"
    /// Keeps the service running and its accounts; of `national` alone.
    case `operator`

    /// Whether the role belongs to the nation and not to an authority or a school.
    public var isNational: Bool { self == .nationalTeam || self == .operator }

    /// Whether who holds it must show a second factor: a stolen password alone signs nothing.
    public var needsSecondFactor: Bool { self != .viewer && self != .preparer }
}

/// Whom a role is held for: `la:301`, `school:100001` or `national`.
public struct Organisation: Sendable, Hashable, CustomStringConvertible {
    /// What kind of organisation it is.
    public enum Kind: String, Sendable, Hashable {
        case localAuthority = "la"
        case school
        case national
    }

    public let kind: Kind
    /// Three digits of an authority, six of a school; empty for the nation.
    public let code: String

    public static let national = Organisation(kind: .national, code: "")

    private init(kind: Kind, code: String) {
        self.kind = kind
        self.code = code
    }

    /// Reads an organisation.
    ///
    /// - Parameter text: `la:` and three digits, `school:` and six, or `national`.
    /// - Throws: `AccessError.organisationUnknown` for anything else.
    public init(_ text: String) throws(AccessError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let code = parts.count == 2 ? parts[1] : ""
        let isNumber = code.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        switch (Kind(rawValue: parts[0]), parts.count, code.utf8.count) {
        case (.localAuthority, 2, 3) where isNumber: self.init(kind: .localAuthority, code: code)
        case (.school, 2, 6) where isNumber: self.init(kind: .school, code: code)
        case (.national, 1, _): self = .national
        default: throw .organisationUnknown
        }
    }

    public var description: String { kind == .national ? "national" : "\(kind.rawValue):\(code)" }
}

/// A role that a person holds.
public struct Membership: Sendable, Hashable {
    public let organisation: Organisation
    public let role: Role

    /// Pairs a role with an organisation that has it.
    ///
    /// - Parameters:
    ///   - organisation: The organisation.
    ///   - role: The role.
    /// - Throws: `AccessError.roleElsewhere` for a national role of an authority or a school, and the other way round.
    public init(_ organisation: Organisation, _ role: Role) throws(AccessError) {
        guard role.isNational == (organisation.kind == .national) else { throw .roleElsewhere }
        self.organisation = organisation
        self.role = role
    }
}
