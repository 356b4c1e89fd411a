import Crypto
import Foundation
import PostgreSQL

/// What a person enters into an authenticator app; shown once.
public struct SecondFactorSetup: Sendable {
    /// The secret in Base32, to type.
    public let secret: Secret
    /// The same as an `otpauth` address, for a QR code.
    public let address: Secret
}

/// What became of a code.
public enum SecondFactorResult: Sendable {
    /// It was right. The session goes on under this secret; the one before has ended.
    case shown(Secret)
    case refused
    /// Too many wrong codes. Trying again works after fifteen minutes.
    case tooManyTries
}

extension Warehouse {
    /// Begins to set up a second factor; one that was begun before and not confirmed is forgotten.
    ///
    /// - Parameter account: Number of the account.
    /// - Returns: What the person enters into an app.
    /// - Throws: `AccessError.secondFactorPresent`, `accountUnknown`, `accountClosed`, or a `PostgreSQLError`.
    public func beginSecondFactor(of account: Int) async throws -> SecondFactorSetup {
        let bytes = Array(SymmetricKey(size: .bits256).storedBytes.prefix(20))
        let sealed = try seal(bytes, of: account)
        let person = try await transaction { session in
            let person = try Account.hold(account, session)
            let kept = try session.execute(
                """
                INSERT INTO access.second_factor (account_id, sealed_secret) VALUES ($1, $2)
                ON CONFLICT (account_id) DO UPDATE SET sealed_secret = $2
                WHERE second_factor.confirmed_at IS NULL
                """,
                [Parameter(account), .bytes(sealed)]
            )
            guard kept == 1 else { throw AccessError.secondFactorPresent }
            return person
        }
        return SecondFactorSetup(bytes, email: person.email)
    }

    /// Ends setting up a second factor with a first right code.
    ///
    /// - Parameters:
    ///   - account: Number of the account.
    ///   - code: The code the app shows.
    /// - Returns: Ten recovery codes, to be shown once; nil when the code is wrong or too many were.
    /// - Throws: `AccessError.secondFactorMissing`, `secondFactorPresent`, `secondFactorUnreadable`, or a
    ///   `PostgreSQLError`.
    public func confirmSecondFactor(of account: Int, code: String) async throws -> [Secret]? {
        guard let number = try await beginTry(account) else { return nil }
        return try await transaction { session in
            try Account.hold(account, session)
            let factor = try KeptFactor.find(account, session)
            guard !factor.isConfirmed else { throw AccessError.secondFactorPresent }
            guard try take(code, of: factor, session) else { return nil }
            try session.execute(
                "UPDATE access.second_factor SET confirmed_at = clock_timestamp() WHERE account_id = $1",
                [Parameter(account)]
            )
            try SignInTries.succeed(number, session)
            try Audit.record("second-factor-set-up", "account:\(account)", by: account, in: session)
            return try RecoveryCode.replace(of: account, session)
        }
    }

    /// Shows the second factor in a session: a code of the app, or a recovery code.
    ///
    /// - Parameters:
    ///   - token: The cookie's secret.
    ///   - code: What was typed.
    /// - Returns: The session's new secret when it was right.
    /// - Throws: `AccessError.sessionEnded`, `secondFactorMissing`, `secondFactorUnreadable`, or a `PostgreSQLError`.
    public func showSecondFactor(token: String, code: String) async throws -> SecondFactorResult {
        let live = try await transaction { session in try LiveSession.find(token, session)?.account }
        guard let account = live?.id else { throw AccessError.sessionEnded }
        guard let number = try await beginTry(account) else { return .tooManyTries }
        return try await transaction { session in
            try Account.hold(account, session)
            let factor = try KeptFactor.find(account, session)
            guard factor.isConfirmed else { throw AccessError.secondFactorMissing }
            let isCode = try take(code, of: factor, session)
            guard try isCode || RecoveryCode.use(code, of: account, session) else {
                try Audit.record("second-factor-refused", "account:\(account)", in: session)
                return .refused
            }
            try SignInTries.succeed(number, session)
            let way = ["way": isCode ? "code" : "recovery code"]
            try Audit.record("second-factor-shown", "account:\(account)", way, by: account, in: session)
            return .shown(try Self.renew(token, session))
        }
    }

    /// Takes a second factor away, for a person whose device and codes are lost; the person's sessions end.
    ///
    /// - Parameters:
    ///   - account: Number of the account.
    ///   - author: Number of the account that does it; nil for the command line.
    /// - Throws: `AccessError.secondFactorMissing`, `accountUnknown`, `accountClosed`, or a `PostgreSQLError`.
    public func removeSecondFactor(of account: Int, by author: Int? = nil) async throws {
        try await transaction { session in
            try Account.hold(account, session)
            let removed = try session.execute(
                "DELETE FROM access.second_factor WHERE account_id = $1",
                [Parameter(account)]
            )
            guard removed == 1 else { throw AccessError.secondFactorMissing }
            try RecoveryCode.spendAll(of: account, session)
            try Self.endSessions(of: account, session)
            try Audit.record("second-factor-removed", "account:\(account)", by: author, in: session)
        }
    }

    private func beginTry(_ account: Int) async throws -> Int64? {
        try await transaction { session in try SignInTries.begin(.secondFactor, String(account), session) }
    }

    private func take(_ code: String, of factor: KeptFactor, _ session: Session) throws -> Bool {
        let secret = try open(factor.sealed, of: factor.account)
        let seconds: Int64 = try session.row("SELECT floor(extract(epoch FROM clock_timestamp()))::bigint AS s").get(0)
        guard let step = OneTimeCode.step(of: code, secret: secret, at: seconds, after: factor.lastStep) else {
            return false
        }
        try session.execute(
            "UPDATE access.second_factor SET last_step = $2 WHERE account_id = $1",
            [Parameter(factor.account), Parameter(step)]
        )
        return true
    }

    /// Whoever held the secret before the second factor was shown holds nothing after.
    private static func renew(_ token: String, _ session: Session) throws -> Secret {
        let secret = Secret()
        let renewed = try session.execute(
            """
            WITH ended AS (
                UPDATE access.session SET ended_at = clock_timestamp()
                WHERE token_hash = $1 AND ended_at IS NULL RETURNING account_id, opened_at
            )
            INSERT INTO access.session (token_hash, account_id, opened_at, second_factor_at)
            SELECT $2, account_id, opened_at, clock_timestamp() FROM ended
            """,
            [.bytes(Secret.hash(token)), .bytes(secret.hash)]
        )
        guard renewed == 1 else { throw AccessError.sessionEnded }
        return secret
    }

    /// The key of the secrets is made from the one that is kept outside the database, so a stolen copy gives no codes.
    private var secondFactorKey: SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: pseudonymKey,
            info: Array("sendstat second factor".utf8),
            outputByteCount: 32
        )
    }

    private func seal(_ secret: [UInt8], of account: Int) throws -> [UInt8] {
        let owner = Array("account:\(account)".utf8)
        guard let box = try AES.GCM.seal(secret, using: secondFactorKey, authenticating: owner).combined else {
            throw AccessError.secondFactorUnreadable
        }
        return Array(box)
    }

    private func open(_ sealed: [UInt8], of account: Int) throws -> [UInt8] {
        let owner = Array("account:\(account)".utf8)
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let secret = try? AES.GCM.open(box, using: secondFactorKey, authenticating: owner)
        else { throw AccessError.secondFactorUnreadable }
        return Array(secret)
    }
}

extension SecondFactorSetup {
    init(_ bytes: [UInt8], email: String) {
        let text = Base32.text(bytes)
        let label = email.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        secret = Secret(known: text)
        address = Secret(
            known: "otpauth://totp/sendstat:\(label)?secret=\(text)&issuer=sendstat&algorithm=SHA1&digits=6&period=30"
        )
    }
}

private struct KeptFactor {
    let account: Int
    let sealed: [UInt8]
    let isConfirmed: Bool
    let lastStep: Int64

    static func find(_ account: Int, _ session: Session) throws -> KeptFactor {
        let rows = try session.query(
            """
            SELECT sealed_secret, confirmed_at IS NOT NULL AS confirmed, last_step
            FROM access.second_factor WHERE account_id = $1 FOR UPDATE
            """,
            [Parameter(account)]
        )
        guard let row = rows.first else { throw AccessError.secondFactorMissing }
        return KeptFactor(
            account: account,
            sealed: try row.get("sealed_secret"),
            isConfirmed: try row.get("confirmed"),
            lastStep: try row.get("last_step")
        )
    }
}
