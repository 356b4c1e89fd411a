import Crypto
public import PostgreSQL

/// Everything that is kept: what was sent, the queue of work, the facts, the reference data and the cuts.
///
/// Each subject has a folder of its own; each function runs its statements in one transaction unless it says otherwise.
/// Times are the database's.
public struct Warehouse: Sendable {
    let pool: Pool
    let pseudonymKey: SymmetricKey
    let passwordCost: ScryptCost

    /// Opens the warehouse on connections that are already set up.
    ///
    /// - Parameters:
    ///   - pool: Connections to the database.
    ///   - pseudonymKey: The key of the persons' pseudonyms, at least 32 bytes, kept outside the database. With
    ///     another key the same child gets another pseudonym, so it must stay the same from year to year.
    ///   - passwordCost: How dear it is to guess a local account's password; a lower one is for tests alone.
    /// - Throws: `WarehouseError.pseudonymKeyTooShort`.
    public init(
        pool: Pool,
        pseudonymKey: [UInt8],
        passwordCost: ScryptCost = .current
    ) throws(WarehouseError) {
        guard pseudonymKey.count >= 32 else { throw .pseudonymKeyTooShort }
        self.pool = pool
        self.pseudonymKey = SymmetricKey(data: pseudonymKey)
        self.passwordCost = passwordCost
    }
}
