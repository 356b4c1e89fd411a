/// Who sends returns: a local authority, written `la:301`.
public struct Sender: Sendable, Hashable, CustomStringConvertible {
    /// Three-digit code of the local authority.
    public let localAuthority: String

    /// Reads a sender.
    ///
    /// - Parameter text: `la:` and three digits.
    /// - Throws: `WarehouseError.senderUnknown` for anything else.
    public init(_ text: String) throws(WarehouseError) {
        let code = text.dropFirst(3)
        guard text.hasPrefix("la:"), code.utf8.count == 3,
            code.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw .senderUnknown(text) }
        localAuthority = String(code)
    }

    public var description: String { "la:\(localAuthority)" }
}
