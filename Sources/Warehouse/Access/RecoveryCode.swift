import Crypto
import PostgreSQL

/// Codes that stand in for a lost device: 80 random bits each, written in groups of four.
enum RecoveryCode {
    static let count = 10

    /// Draws new codes; the older ones stop working.
    static func replace(of account: Int, _ session: Session) throws -> [Secret] {
        try spendAll(of: account, session)
        let codes = (0..<count).map { _ in draw() }
        for code in codes {
            try session.execute(
                "INSERT INTO access.recovery_code (code_hash, account_id) VALUES ($1, $2)",
                [.bytes(hash(code.text, of: account)), Parameter(account)]
            )
        }
        return codes
    }

    /// Uses a code up.
    static func use(_ typed: String, of account: Int, _ session: Session) throws -> Bool {
        try session.execute(
            """
            UPDATE access.recovery_code SET used_at = clock_timestamp()
            WHERE code_hash = $1 AND account_id = $2 AND used_at IS NULL
            """,
            [.bytes(hash(typed, of: account)), Parameter(account)]
        ) == 1
    }

    static func spendAll(of account: Int, _ session: Session) throws {
        try session.execute(
            "UPDATE access.recovery_code SET used_at = clock_timestamp() WHERE account_id = $1 AND used_at IS NULL",
            [Parameter(account)]
        )
    }

    private static func draw() -> Secret {
        let letters = Array(Base32.text(Array(SymmetricKey(size: .bits128).storedBytes.prefix(10))))
        let groups = stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
        return Secret(known: groups.joined(separator: "-"))
    }

    /// Letters' case and what stands between the groups do not matter.
    private static func hash(_ typed: String, of account: Int) -> [UInt8] {
        let letters = typed.uppercased().filter { $0.isLetter || $0.isNumber }
        return Array(SHA256.hash(data: Array("\(account) \(letters)".utf8)))
    }
}
