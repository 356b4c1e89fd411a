import PostgreSQL

extension Warehouse {
    /// Opens a collection, or changes its dates.
    ///
    /// Doing it again with the same dates changes nothing. Whether two people sign does not change once it is open.
    ///
    /// - Parameters:
    ///   - opening: What is collected, and when.
    ///   - officer: Who opens it.
    /// - Returns: The collection.
    /// - Throws: `SignOffError.notNationalTeam`, `WarehouseError.collectionDiffers`, or a `PostgreSQLError`.
    @discardableResult
    public func openCollection(_ opening: CollectionOpening, by officer: Officer) async throws -> ReturnCollection {
        guard let year = opening.standard.year else { throw WarehouseError.noAnswer }
        let name = opening.standard.returnName
        return try await transaction { session in
            try officer.requireNationalTeam(in: session)
            let changed = try session.execute(
                """
                INSERT INTO intake.collection AS c (
                    return_name, collection_year, schema_version, senders, opens_at, due_at, closes_at, sign_off
                )
                VALUES ($1, $2, $3, $4, coalesce(to_timestamp($5::bigint), clock_timestamp()),
                    to_timestamp($6::bigint), to_timestamp($7::bigint), $8)
                ON CONFLICT (return_name, collection_year) DO UPDATE
                SET schema_version = excluded.schema_version,
                    opens_at = CASE WHEN $5::bigint IS NULL THEN least(c.opens_at, excluded.opens_at)
                        ELSE excluded.opens_at END,
                    due_at = excluded.due_at, closes_at = excluded.closes_at
                WHERE (c.schema_version, c.due_at) IS DISTINCT FROM (excluded.schema_version, excluded.due_at)
                    OR c.closes_at IS DISTINCT FROM excluded.closes_at
                    OR ($5::bigint IS NOT NULL AND c.opens_at <> excluded.opens_at)
                """,
                [
                    .text(name), Parameter(year), Parameter(opening.standard.version),
                    .text(opening.senders.rawValue), Parameter(opening.opensAt?.seconds),
                    Parameter(LondonTime.end(of: opening.dueOn).seconds), Parameter(opening.closesAt?.seconds),
                    .text(opening.signOff.rawValue),
                ]
            )
            guard let made = try Self.collection(name, year, session), made.signOff == opening.signOff,
                made.senders == opening.senders
            else { throw WarehouseError.collectionDiffers(name: "\(name) \(year)") }
            if changed > 0 {
                let dates = ["due": made.dueAt.universalText, "sign_off": made.signOff.rawValue]
                try Audit.record("collection-opened", "collection:\(name) \(year)", dates, in: session)
            }
            return made
        }
    }

    /// All collections, the newest year first.
    ///
    /// - Returns: The collections, open or not.
    /// - Throws: A `PostgreSQLError`.
    public func collections() async throws -> [ReturnCollection] {
        try await transaction { session in
            try session.query(
                """
                SELECT *, extract(epoch FROM opens_at)::bigint AS opens, extract(epoch FROM due_at)::bigint AS due,
                    extract(epoch FROM closes_at)::bigint AS closes,
                    opens_at <= clock_timestamp() AND coalesce(closes_at, 'infinity') > clock_timestamp() AS is_open
                FROM intake.collection
                ORDER BY collection_year DESC, return_name
                """
            ).map(ReturnCollection.init)
        }
    }

    /// One collection.
    ///
    /// - Parameters:
    ///   - name: The return.
    ///   - year: Its year.
    /// - Returns: The collection, or nil when it was never opened.
    /// - Throws: A `PostgreSQLError`.
    public func collection(return name: String, year: Int) async throws -> ReturnCollection? {
        try await transaction { session in try Self.collection(name, year, session) }
    }

    /// Closes a collection: from now on nothing is taken in, signed or withdrawn.
    ///
    /// - Parameters:
    ///   - name: The return.
    ///   - year: Its year.
    ///   - officer: Who closes it.
    /// - Throws: `SignOffError.notNationalTeam`, `WarehouseError.collectionUnknown`, or a `PostgreSQLError`.
    public func closeCollection(return name: String, year: Int, by officer: Officer) async throws {
        try await transaction { session in
            try officer.requireNationalTeam(in: session)
            let changed = try session.execute(
                """
                UPDATE intake.collection SET closes_at = greatest(opens_at, clock_timestamp())
                WHERE return_name = $1 AND collection_year = $2 AND coalesce(closes_at, 'infinity') > clock_timestamp()
                """,
                [.text(name), Parameter(year)]
            )
            guard try Self.collection(name, year, session) != nil else {
                throw WarehouseError.collectionUnknown(name: "\(name) \(year)")
            }
            if changed > 0 { try Audit.record("collection-closed", "collection:\(name) \(year)", in: session) }
        }
    }

    static func collection(_ name: String, _ year: Int, _ session: Session) throws -> ReturnCollection? {
        try session.query(
            """
            SELECT *, extract(epoch FROM opens_at)::bigint AS opens, extract(epoch FROM due_at)::bigint AS due,
                extract(epoch FROM closes_at)::bigint AS closes,
                opens_at <= clock_timestamp() AND coalesce(closes_at, 'infinity') > clock_timestamp() AS is_open
            FROM intake.collection
            WHERE return_name = $1 AND collection_year = $2
            """,
            [.text(name), Parameter(year)]
        ).first.map(ReturnCollection.init)
    }
}

extension Officer {
    func requireNationalTeam(in session: Session) throws {
        guard try has(.nationalTeam, for: "", of: nil, in: session) else { throw SignOffError.notNationalTeam }
    }
}
