import PostgreSQL

extension ReferenceRows {
    /// Establishments are dated: what changed ends now, and begins now as it is.
    static func loadEstablishments(_ file: ReferenceFile, _ session: Session) throws {
        try session.script(
            """
            CREATE TEMPORARY TABLE arriving_establishment (
                urn integer PRIMARY KEY, name text NOT NULL, type_code integer NOT NULL, la_code text, ukprn integer
            ) ON COMMIT DROP
            """
        )
        try session.execute(
            """
            INSERT INTO arriving_establishment
            SELECT urn::integer, name, type::integer, nullif(la, ''), nullif(ukprn, '')::integer
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS e (urn, name, type, la, ukprn)
            WHERE urn <> ''
            """,
            [
                Parameter(try file.column("urn")), Parameter(try file.column("name")),
                Parameter(try file.column("type_code")), Parameter(file.optional("la_code")),
                Parameter(file.optional("ukprn")),
            ]
        )
        try session.script(
            """
            UPDATE reference.establishment e SET valid_to = now()
            FROM arriving_establishment a
            WHERE e.urn = a.urn AND e.valid_to IS NULL
                AND (e.name, e.type_code, e.la_code, e.ukprn) IS DISTINCT FROM (a.name, a.type_code, a.la_code, a.ukprn);
            INSERT INTO reference.establishment (urn, name, type_code, la_code, ukprn)
            SELECT a.urn, a.name, a.type_code, a.la_code, a.ukprn
            FROM arriving_establishment a
            WHERE NOT EXISTS (SELECT FROM reference.establishment e WHERE e.urn = a.urn AND e.valid_to IS NULL);
            """
        )
    }
}
