extension PostgreSQLError {
    /// What went wrong and what to do, in plain English, without a value from the database.
    public var sentence: String {
        if isUnavailable { return Self.unavailable(place) }
        switch code {
        case .unavailable: return Self.unavailable(place)
        case .refused:
            return "PostgreSQL\(at) does not let us in. Check the database, the user and the password it was given."
        case .settings:
            return "The address of the PostgreSQL server cannot be read. "
                + "Write it as postgresql://user@host:5432/database."
        case .sqlState: return "PostgreSQL stopped: \(Self.meaning(of: sqlState)) (\(details))."
        case .copy: return "Rows could not be sent to PostgreSQL\(details.isEmpty ? "" : " (\(details))")."
        case .decoding: return "A cell from PostgreSQL is not of the type expected (\(details))."
        case .parameter: return "Text with a NUL character cannot be sent to PostgreSQL."
        case .closed: return "The connection to PostgreSQL was closed."
        case .busy: return "The connection to PostgreSQL is still reading the rows of another statement."
        case .cluster: return place ?? "The private PostgreSQL server could not be used."
        }
    }

    private var at: String { place.map { " at \($0)" } ?? "" }

    private static func unavailable(_ place: String?) -> String {
        "PostgreSQL\(place.map { " at \($0)" } ?? "") does not answer. Check that the server runs and that its address "
            + "is right, then try again."
    }

    private var details: String {
        var parts: [String] = []
        if !sqlState.isEmpty { parts.append("SQLSTATE \(sqlState)") }
        if let table { parts.append("table \(table)") }
        if let column { parts.append("column \(column)") }
        if let constraint { parts.append("constraint \(constraint)") }
        if let line { parts.append("line \(line)") }
        return parts.joined(separator: ", ")
    }

    /// Classes and codes of SQLSTATE: PostgreSQL's manual, appendix A.
    private static func meaning(of sqlState: String) -> String {
        switch sqlState {
        case "23502": return "a value that must be there is missing"
        case "23503": return "a record is named that is not there"
        case "23505": return "a record with the same key is there already"
        case "23514": return "a value breaks a rule of the table"
        case "25006": return "the database may only be read"
        case "42501": return "the user has no right to do this"
        case "42P01", "3F000": return "a table is not there; the database may need to be migrated"
        case "53100": return "the disk is full"
        case "53300": return "too many connections are open"
        case "55P03": return "something is locked by another"
        case "57014": return "the statement was cancelled or took too long"
        default: break
        }
        switch sqlState.prefix(2) {
        case "22": return "a value does not fit its type"
        case "23": return "a record breaks a rule of the table"
        case "25", "2D": return "the transaction is not in a state to go on"
        case "28": return "the user is not let in"
        case "3D": return "the database is not there"
        case "40": return "another transaction got in the way; try again"
        case "42": return "the statement cannot be run"
        case "53": return "the server is out of resources"
        case "54": return "a limit of the server was passed"
        case "55": return "what is needed is in use or not ready"
        case "57": return "an operator stepped in"
        case "58": return "the server's operating system failed it"
        default: return "the server reported a failure"
        }
    }
}
