public import Crypto
import CryptoExtras
import Dispatch
import Foundation

/// What makes guessing dear: the cost parameters of scrypt (RFC 7914).
public struct ScryptCost: Sendable, Hashable {
    /// N, a power of two: memory is 128 × N × r bytes.
    public let rounds: Int
    /// r.
    public let blockSize: Int
    /// p.
    public let parallelism: Int

    public init(rounds: Int, blockSize: Int, parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 64 MiB and about 0.3 s: one of the settings of equal strength that OWASP recommends.
    public static let current = ScryptCost(rounds: 1 << 16, blockSize: 8, parallelism: 2)
}

/// A password as it is kept: what scrypt makes of it, with the salt and the cost it was made by.
public struct PasswordHash: Sendable, Hashable {
    public let hash: [UInt8]
    public let salt: [UInt8]
    public let cost: ScryptCost

    init(hash: [UInt8], salt: [UInt8], cost: ScryptCost) {
        self.hash = hash
        self.salt = salt
        self.cost = cost
    }

    /// Hashes a password, one at a time in the process and on a thread that serves nobody else.
    ///
    /// - Parameters:
    ///   - password: The password, as it was typed.
    ///   - cost: How dear it is to guess.
    /// - Returns: The hash, under a salt of its own.
    /// - Throws: An error of CryptoExtras when there is no memory for it.
    public static func make(of password: String, cost: ScryptCost = .current) async throws -> PasswordHash {
        let salt = SymmetricKey(size: .bits128).storedBytes
        let hash = try await derived(from: password, salt: salt, cost: cost)
        return PasswordHash(hash: hash.storedBytes, salt: salt, cost: cost)
    }

    /// Says whether a password is this one, in a time that does not depend on where they differ.
    ///
    /// - Parameter password: The password, as it was typed.
    /// - Returns: Whether it is.
    /// - Throws: An error of CryptoExtras when there is no memory for it.
    public func matches(_ password: String) async throws -> Bool {
        // Keys compare in constant time.
        try await Self.derived(from: password, salt: salt, cost: cost) == SymmetricKey(data: hash)
    }

    /// What a password is compared with where there is none, so that it takes as long and never fits.
    static func ofNobody(_ cost: ScryptCost) -> PasswordHash {
        PasswordHash(hash: [UInt8](repeating: 0, count: 32), salt: [UInt8](repeating: 0, count: 16), cost: cost)
    }

    // One at a time, so that a rush of sign-ins needs no more memory than one.
    private static let thread = DispatchQueue(label: "sendstat.password")

    private static func derived(from password: String, salt: [UInt8], cost: ScryptCost) async throws -> SymmetricKey {
        try await withCheckedThrowingContinuation { continuation in
            thread.async {
                continuation.resume(with: Swift.Result { try derive(from: password, salt: salt, cost: cost) })
            }
        }
    }

    /// Keyboards compose accents differently, so the password is first brought to one form (NFKC).
    private static func derive(from password: String, salt: [UInt8], cost: ScryptCost) throws -> SymmetricKey {
        try scrypt(
            Array(password.precomposedStringWithCompatibilityMapping.utf8),
            salt: salt,
            cost: cost,
            count: 32
        )
    }

    /// The function of RFC 7914.
    ///
    /// - Parameters:
    ///   - password: The password's bytes.
    ///   - salt: The salt's bytes.
    ///   - cost: The cost.
    ///   - count: How many bytes to make.
    /// - Returns: A key of that many bytes.
    /// - Throws: An error of CryptoExtras when the cost is not one or there is no memory for it.
    public static func scrypt(
        _ password: [UInt8],
        salt: [UInt8],
        cost: ScryptCost,
        count: Int
    ) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: password,
            salt: salt,
            outputByteCount: count,
            rounds: cost.rounds,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
    }
}
