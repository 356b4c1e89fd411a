/// Who sends returns: a local authority, written `la:301`, or a school, written `school:100001`.
public struct Sender: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case localAuthority = "la"
        case school

        /// How many digits the code has.
        var digits: Int { self == .localAuthority ? 3 : 6 }
    }

    public let kind: Kind
    /// Three digits of an authority, or the six of a school's unique reference number.
    public let code: String

    /// Reads a sender.
    ///
    /// - Parameter text: `la:` and three digits, or `school:` and six.
    /// - Throws: `WarehouseError.senderUnknown` for anything else.
    public init(_ text: String) throws(WarehouseError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), parts[1].utf8.count == kind.digits,
            parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw .senderUnknown(text) }
        self.kind = kind
        code = String(parts[1])
    }

    /// Code of the authority, when the sender is one; that of a school is in the reference data.
    public var localAuthority: String? { kind == .localAuthority ? code : nil }

    public var description: String { "\(kind.rawValue):\(code)" }
}
