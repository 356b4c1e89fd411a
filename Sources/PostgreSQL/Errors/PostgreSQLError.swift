/// What went wrong at the database, told without any value that stands in it.
///
/// libpq's message, detail, hint and context repeat cell values, so none of them is kept.
public struct PostgreSQLError: Error, Sendable, Hashable {
    /// What kind of failure it was.
    public enum Code: String, Sendable, Hashable {
        /// No server answered, or the connection to it was lost.
        case unavailable
        /// A server answered and did not let us in: the database, user or password is not right.
        case refused
        /// The address of the server cannot be read.
        case settings
        /// The server reported `sqlState`.
        case sqlState
        /// COPY was given something that cannot be sent, or fewer rows arrived than were sent.
        case copy
        /// A cell did not read as the type asked for.
        case decoding
        /// A parameter cannot be sent: text with a NUL character.
        case parameter
        /// The connection or pool was closed.
        case closed
        /// A statement was given while rows of another were still streaming on the connection.
        case busy
        /// The private server could not be made, started or stopped.
        case cluster
    }

    public let code: Code
    /// The five characters of SQLSTATE; empty when the server sent none.
    public let sqlState: String
    /// The table the server names, without its schema.
    public let table: String?
    public let column: String?
    public let constraint: String?
    /// The line of the COPY data, or of the statement, at which the server stopped; the first is 1.
    public let line: Int?
    /// Where the server is, or what of the private server failed, in words of ours.
    public let place: String?

    init(
        _ code: Code,
        sqlState: String = "",
        table: String? = nil,
        column: String? = nil,
        constraint: String? = nil,
        line: Int? = nil,
        place: String? = nil
    ) {
        self.code = code
        self.sqlState = sqlState
        self.table = table
        self.column = column
        self.constraint = constraint
        self.line = line
        self.place = place
    }

    /// Whether there is no server to talk to: it is away, is starting or stopping, or the connection broke.
    public var isUnavailable: Bool {
        code == .unavailable || sqlState.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(sqlState)
    }

    /// Whether the server takes no more for now: too many connections, or no memory or disk.
    public var isOutOfResources: Bool { sqlState.hasPrefix("53") }

    /// Whether the transaction lost against another and may be run again as it is.
    public var isSerialisationFailure: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// Whether a key that must be unique was there already.
    public var isUniqueViolation: Bool { sqlState == "23505" }

    /// Whether the statement was cancelled, by us, by an operator or by a timeout.
    public var isCancelled: Bool { sqlState == "57014" }
}

extension PostgreSQLError: CustomStringConvertible {
    public var description: String { sentence }
}
