import PostgreSQL
import Testing
import Warehouse

@Suite struct TokenTests {
    @Test func `a token speaks for one organisation until it runs out or is taken back`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let la = try Organisation("la:301")
            let secret = try await warehouse.createToken("Case system", for: la, days: 30)
            #expect(secret.text.hasPrefix("sendstat_"))
            let holder = try #require(try await warehouse.tokenHolder(token: secret.text))
            #expect(holder.organisation == la)
            #expect(holder.name == "Case system")
            #expect(holder.lastUsedAt == nil)
            #expect(try await warehouse.tokenHolder(token: secret.text)?.lastUsedAt != nil)
            #expect(try await warehouse.tokenHolder(token: secret.text + "x") == nil)
            let listed = try await warehouse.tokens(of: la)
            #expect(listed.count == 1)
            #expect(try await warehouse.tokens(of: Organisation("la:302")).isEmpty)
            let rows = try await query(settings, "SELECT t::text AS text FROM access.token t")
            #expect(try !rows[0].get("text", as: String.self).contains(secret.text.dropFirst(9)))
            try await warehouse.revokeToken(holder.id)
            #expect(try await warehouse.tokenHolder(token: secret.text) == nil)
            await #expect(throws: AccessError.tokenUnknown) { try await warehouse.revokeToken(holder.id) }
            let late = try await warehouse.createToken("Old", for: la, days: 1)
            _ = try await query(
                settings,
                "UPDATE access.token SET created_at = created_at - interval '2 days', expires_at = now() WHERE id > $1",
                [Parameter(holder.id)]
            )
            #expect(try await warehouse.tokenHolder(token: late.text) == nil)
            #expect(try await warehouse.tokens().last?.isExpired == true)
        }
    }

    @Test func `no token speaks for the nation, without a name or for ever`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            await #expect(throws: AccessError.roleElsewhere) { try await warehouse.createToken("x", for: .national) }
            let la = try Organisation("la:301")
            await #expect(throws: AccessError.nameMissing) { try await warehouse.createToken("", for: la) }
            for days in [0, 367, -1] {
                await #expect(throws: AccessError.tokenLifeUnfit) {
                    try await warehouse.createToken("x", for: la, days: days)
                }
            }
        }
    }
}
