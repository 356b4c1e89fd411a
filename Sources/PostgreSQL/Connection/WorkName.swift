/// The name under which the server shows what a task does there, in `pg_stat_activity` and in its own log.
public enum WorkName {
    /// What the task works for, such as `portal request=4f1c`; what is no letter, digit, space or one of `-._=` is left
    /// out, and of 63 characters what comes after.
    @TaskLocal public static var current: String?

    /// What begins a transaction of the task, in one message to the server.
    static func begin(_ isolation: Isolation) -> SQL {
        guard let current else { return isolation.begin }
        let kept = current.unicodeScalars.filter { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || " -._=".unicodeScalars.contains(scalar)
        }
        let name = String(String.UnicodeScalarView(kept)).prefix(63)
        return SQL(fileContents: "\(isolation.begin.text); SET LOCAL application_name = '\(name)'")
    }
}
