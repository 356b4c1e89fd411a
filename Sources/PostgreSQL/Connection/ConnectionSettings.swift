import CLibPQ
import Glibc

/// Where a server is and as whom to reach it.
public struct ConnectionSettings: Sendable, Hashable {
    /// libpq's connection keywords and their values.
    private(set) var keywords: [String: String]

    private init(keywords: [String: String]) {
        self.keywords = keywords
    }

    /// Reads an address.
    ///
    /// - Parameter url: `postgresql://user:password@host:port/database?…`, or libpq's `keyword=value` form.
    /// - Throws: `settings` when it cannot be read; the error does not repeat it, as it may hold a password.
    public init(url: String) throws(PostgreSQLError) {
        guard let options = PQconninfoParse(url, nil) else { throw PostgreSQLError(.settings) }
        defer { PQconninfoFree(options) }
        var keywords: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { keywords[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.init(keywords: keywords)
    }

    /// Takes the server that `DATABASE_URL` or, without it, the `PG*` variables name.
    ///
    /// Nil when none of them names a server, database or user; a lone `PGPASSWORD` does not.
    ///
    /// - Parameter environment: The environment's variables.
    /// - Throws: `settings` when `DATABASE_URL` cannot be read.
    public init?(environment: [String: String]) throws(PostgreSQLError) {
        if let url = environment["DATABASE_URL"], !url.isEmpty {
            try self.init(url: url)
            return
        }
        let naming = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGDATABASE", "PGUSER"]
        guard naming.contains(where: { environment[$0]?.isEmpty == false }) else { return nil }
        var keywords: [String: String] = [:]
        for (variable, keyword) in Self.variables {
            if let value = environment[variable], !value.isEmpty { keywords[keyword] = value }
        }
        self.init(keywords: keywords)
    }

    /// Names a server that listens on a Unix socket.
    ///
    /// - Parameters:
    ///   - socketDirectory: The folder that holds the socket.
    ///   - port: The port in the socket's name.
    ///   - user: The role to log in as.
    ///   - database: The database.
    public init(socketDirectory: String, port: Int, user: String, database: String) {
        self.init(keywords: ["host": socketDirectory, "port": String(port), "user": user, "dbname": database])
    }

    /// The database's name; the user's when none was given, as libpq has it.
    public var database: String {
        get { keywords["dbname"] ?? keywords["user"] ?? "" }
        set { keywords["dbname"] = newValue }
    }

    /// The role to log in as; empty when libpq is to take the operating system's user.
    public var user: String {
        get { keywords["user"] ?? "" }
        set { keywords["user"] = newValue }
    }

    /// The name under which the server's own views show this program.
    public var applicationName: String {
        get { keywords["application_name"] ?? "" }
        set { keywords["application_name"] = newValue }
    }

    /// The same server with another database.
    ///
    /// - Parameter database: The database's name.
    /// - Returns: The settings.
    public func named(database: String) -> ConnectionSettings {
        var settings = self
        settings.database = database
        return settings
    }

    private static let variables = [
        "PGHOST": "host", "PGHOSTADDR": "hostaddr", "PGPORT": "port", "PGDATABASE": "dbname", "PGUSER": "user",
        "PGPASSWORD": "password", "PGPASSFILE": "passfile", "PGSERVICE": "service", "PGOPTIONS": "options",
        "PGAPPNAME": "application_name", "PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert",
        "PGSSLCERT": "sslcert", "PGSSLKEY": "sslkey", "PGCONNECT_TIMEOUT": "connect_timeout",
        "PGTARGETSESSIONATTRS": "target_session_attrs",
    ]
}

/// Told without the password.
extension ConnectionSettings: CustomStringConvertible, CustomReflectable {
    /// Host, port and database.
    public var description: String {
        let host = keywords["host"] ?? keywords["hostaddr"] ?? keywords["service"] ?? "the default socket"
        return host + (keywords["port"].map { ":\($0)" } ?? "") + (keywords["dbname"].map { "/\($0)" } ?? "")
    }

    public var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}

extension ConnectionSettings {
    /// Gives libpq's two parallel lists of C strings, each closed by nil.
    func withKeywords<R>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> R
    ) -> R {
        var all = ["connect_timeout": "10", "tcp_user_timeout": "60000", "client_encoding": "UTF8"]
        all.merge(keywords) { $1 }
        let pairs = all.sorted { $0.key < $1.key }
        let names = pairs.map { UnsafePointer(strdup($0.key)) } + [nil]
        let values = pairs.map { UnsafePointer(strdup($0.value)) } + [nil]
        defer { (names + values).forEach { free(UnsafeMutableRawPointer(mutating: $0)) } }
        return body(names, values)
    }
}
