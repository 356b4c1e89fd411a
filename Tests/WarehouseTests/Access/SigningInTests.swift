import Crypto
import PostgreSQL
import Testing
import Warehouse

@Suite struct SigningInTests {
    @Test func `the right password is recognised, and a wrong one is refused like a wrong name`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let ruth = try await People.make(warehouse, "ruth@example.org")
            _ = try await People.make(warehouse, "nopassword@example.org")
            try await warehouse.setPassword(People.password, of: ruth.id)
            func attempt(_ email: String, _ password: String) async throws -> SignInResult {
                try await warehouse.authenticate(email: email, password: password)
            }
            guard case .recognised(let person) = try await attempt("RUTH@example.org ", People.password) else {
                Issue.record("not recognised")
                return
            }
            #expect(person.account == ruth)
            #expect(try await attempt("ruth@example.org", "kettle harbour purple") == .refused)
            #expect(try await attempt("ruth@example.org", "") == .refused)
            #expect(try await attempt("nobody@example.org", People.password) == .refused)
            #expect(try await attempt("nopassword@example.org", People.password) == .refused)
            #expect(try await attempt("' OR true --\0", People.password) == .refused)
            try await warehouse.closeAccount(ruth.id)
            #expect(try await attempt("ruth@example.org", People.password) == .refused)
            await #expect(throws: AccessError.accountClosed) { try await warehouse.openSession(for: person) }
            try await holdsNoSecret(settings)
        }
    }

    @Test func `a wrong name takes as long as a wrong password: that of hashing`() async throws {
        try await MigratedWarehouse.open(passwordCost: .current) { warehouse, _ in
            let ruth = try await People.make(warehouse, "ruth@example.org")
            try await warehouse.setPassword(People.password, of: ruth.id)
            func shortest(_ body: () async throws -> Void) async throws -> Duration {
                let clock = ContinuousClock()
                var shortest = Duration.seconds(60)
                for _ in 0..<3 { shortest = min(shortest, try await clock.measure(body)) }
                return shortest
            }
            let hashing = try await shortest {
                _ = try PasswordHash.scrypt([1], salt: [2], cost: .current, count: 32)
            }
            for email in ["ruth@example.org", "nobody@example.org"] {
                let time = try await shortest {
                    _ = try await warehouse.authenticate(email: email, password: "kettle harbour purple")
                }
                // Without hashing the answer would come a hundred times sooner.
                #expect(time > hashing / 5, "\(email)")
            }
            #expect(hashing > .milliseconds(20))
        }
    }

    @Test(arguments: ["ruth@example.org", "nobody@example.org"])
    func `eight wrong tries lock a name for a quarter of an hour, known or not`(_ email: String) async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let ruth = try await People.make(warehouse, "ruth@example.org")
            try await warehouse.setPassword(People.password, of: ruth.id)
            let results = try await withThrowingTaskGroup(of: SignInResult.self) { group in
                for _ in 0..<12 {
                    group.addTask { try await warehouse.authenticate(email: email, password: "wrong wrong wrong") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            // Also when they come all at once.
            #expect(results.count { $0 == .refused } == 8)
            #expect(results.count { $0 == .tooManyTries } == 4)
            #expect(try await warehouse.authenticate(email: email, password: People.password) == .tooManyTries)
            _ = try await query(settings, "UPDATE access.sign_in_try SET at = at - interval '14 minutes'")
            #expect(try await warehouse.authenticate(email: email, password: People.password) == .tooManyTries)
            _ = try await query(settings, "UPDATE access.sign_in_try SET at = at - interval '2 minutes'")
            #expect(try await warehouse.authenticate(email: email, password: People.password) != .tooManyTries)
        }
    }

    @Test func `a right password forgives the wrong ones before it`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let ruth = try await People.make(warehouse, "ruth@example.org")
            try await warehouse.setPassword(People.password, of: ruth.id)
            for round in 0..<3 {
                for _ in 0..<4 {
                    let wrong = try await warehouse.authenticate(email: ruth.email, password: "wrong wrong wrong")
                    #expect(wrong == .refused, "\(round)")
                }
                _ = try await People.signIn(warehouse, again: ruth.email)
            }
        }
    }

    @Test func `a hash of weaker parameters is made again at the next sign-in`() async throws {
        try await MigratedWarehouse.open(passwordCost: .current) { warehouse, settings in
            let ruth = try await People.make(warehouse, "ruth@example.org")
            let salt = [UInt8](repeating: 3, count: 16)
            let weak = ScryptCost(rounds: 1024, blockSize: 8, parallelism: 1)
            let key = try PasswordHash.scrypt(Array(People.password.utf8), salt: salt, cost: weak, count: 32)
            _ = try await query(
                settings,
                """
                INSERT INTO access.password (account_id, hash, salt, rounds, block_size, parallelism)
                VALUES ($1, $2, $3, 1024, 8, 1)
                """,
                [Parameter(ruth.id), .bytes(key.withUnsafeBytes { Array($0) }), .bytes(salt)]
            )
            _ = try await People.signIn(warehouse, again: ruth.email)
            let rounds = try await query(settings, "SELECT rounds FROM access.password")
            #expect(try rounds[0].get("rounds", as: Int.self) == ScryptCost.current.rounds)
            _ = try await People.signIn(warehouse, again: ruth.email)
        }
    }

    @Test func `a link to choose a password works once, in its time, and only the newest`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let ruth = try await People.make(warehouse, "ruth@example.org")
            let replaced = try await warehouse.makePasswordLink(of: ruth.id)
            let link = try await warehouse.makePasswordLink(of: ruth.id)
            await #expect(throws: AccessError.linkSpent) {
                try await warehouse.choosePassword(People.password, link: replaced.text)
            }
            await #expect(throws: AccessError.passwordRefused(.common)) {
                try await warehouse.choosePassword("password1", link: link.text)
            }
            try await warehouse.choosePassword(People.password, link: link.text)
            _ = try await People.signIn(warehouse, again: ruth.email)
            await #expect(throws: AccessError.linkSpent) {
                try await warehouse.choosePassword(People.password, link: link.text)
            }
            let late = try await warehouse.makePasswordLink(of: ruth.id)
            _ = try await query(settings, "UPDATE access.password_reset SET expires_at = now() WHERE used_at IS NULL")
            await #expect(throws: AccessError.linkSpent) {
                try await warehouse.choosePassword(People.password, link: late.text)
            }
            #expect("\(link)" == "(secret)" && String(reflecting: link) == "(secret)")
            var dumped = ""
            dump(link, to: &dumped)
            #expect(!dumped.contains(link.text))
        }
    }

    /// No table of the database holds what people typed.
    private func holdsNoSecret(_ settings: ConnectionSettings) async throws {
        let dumped = try await query(
            settings,
            """
            SELECT query_to_xml('SELECT * FROM access.sign_in_try', true, false, '')::text
                || query_to_xml('SELECT * FROM access.password', true, false, '')::text
                || query_to_xml('SELECT * FROM intake.audit', true, false, '')::text AS text
            """
        )
        let text: String = try dumped[0].get("text")
        #expect(text.contains("sign-in-refused"))
        for word in ["kettle", "nobody@", "OR true"] { #expect(!text.contains(word), "\(word)") }
    }
}
