extension Session {
    /// Makes a database; not possible inside a transaction.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - template: The database to copy, to which nobody may be connected; nil for the server's own.
    /// - Throws: `sqlState`: 42P04 when it is there already, 55006 when someone is connected to the template.
    public func createDatabase(_ name: String, template: String? = nil) throws(PostgreSQLError) {
        guard let template else {
            let create: SQL = "CREATE DATABASE {name}"
            return try script(create.naming("{name}", name))
        }
        // Copying files is several times faster for small databases than the log, the default from version 15.
        let create: SQL = "CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"
        try script(create.naming("{template}", template).naming("{name}", name))
    }

    /// Drops a database with all in it, sending away who is connected; does nothing when it is not there.
    ///
    /// - Parameter name: Its name.
    /// - Throws: `sqlState`.
    public func dropDatabase(_ name: String) throws(PostgreSQLError) {
        let drop: SQL = "DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        try script(drop.naming("{name}", name))
    }
}
