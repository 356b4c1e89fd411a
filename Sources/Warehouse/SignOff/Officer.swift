/// A person who acts on a submission, and the way by which they came.
///
/// What they may do is looked up in the database at the moment they do it, never taken from here.
public struct Officer: Sendable, Hashable {
    public enum Way: String, Sendable {
        case portal, api
        /// Whoever may run this program on this database may do everything; the acts say that it was done so.
        case commandLine = "command_line"
    }

    /// Number of the account; nil on the command line alone.
    public let account: Int?
    /// Name of the officer, as receipts show it.
    public let name: String
    public let way: Way
    /// The one organisation that a supplier's system speaks for; nil for people.
    let organisation: String?

    /// Names an officer with an account.
    ///
    /// - Parameters:
    ///   - account: Number of the account.
    ///   - name: Name, as receipts show it.
    ///   - way: By which way the officer came.
    public init(account: Int, name: String, way: Way) {
        self.account = account
        self.name = name
        self.way = way
        organisation = nil
    }

    /// Names an officer who has no account: the one who runs this program.
    ///
    /// - Parameter name: Name, as receipts show it.
    public init(commandLine name: String) {
        account = nil
        self.name = name
        way = .commandLine
        organisation = nil
    }

    /// Names the system that holds a token: it may prepare for the token's organisation, and nothing else.
    ///
    /// - Parameter token: The token, as it was found when it was shown.
    public init(token: AccessToken) {
        account = nil
        name = "\(token.name) (system)"
        way = .api
        organisation = token.organisation.description
    }

    /// Whether both are the same person: by account, otherwise by name without regard to case and spaces.
    ///
    /// - Parameters:
    ///   - other: Account of the other; nil when they had none.
    ///   - otherName: Name of the other.
    /// - Returns: True when they are, or seem to be, one.
    func isSame(account other: Int?, name otherName: String) -> Bool {
        if let account, let other { return account == other }
        func plain(_ text: String) -> [Substring] { text.lowercased().split { $0.isWhitespace } }
        return plain(name) == plain(otherName)
    }
}
