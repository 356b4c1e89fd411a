public import Crypto
public import Foundation

/// What whoever runs a portal decides.
public struct PortalSettings: Sendable {
    /// The address people reach it by, such as `https://send.example.gov.uk`, without a slash at the end.
    public var address: String
    /// Where the stylesheet is; nil leaves pages plain.
    public var assets: URL?
    /// Where uploads lie while they come in; each has a folder of its own that is removed with it.
    public var spool: URL
    /// What forms and cookies are sealed with; the same for all portals of one service.
    public var key: SymmetricKey
    /// The provider people sign in by; nil when there are only local accounts.
    public var openID: OpenIDSettings?
    /// The name of the provider on its button.
    public var openIDName = "your organisation's account"
    /// Bytes of one upload at most.
    public var uploadLimit = 512 << 20
    /// Uploads that may come in at once; others are asked to try again.
    public var uploadsAtOnce = 16
    /// Requests of one token in a minute.
    public var requestsPerMinute = 120
    /// Where people get help, in words.
    public var help = "your collection's service desk"

    /// Takes what has no default.
    ///
    /// - Parameters:
    ///   - address: The address people reach it by.
    ///   - spool: Where uploads lie while they come in.
    ///   - key: What forms and cookies are sealed with.
    public init(address: String, spool: URL, key: SymmetricKey) {
        self.address = address
        self.spool = spool
        self.key = key
    }
}
