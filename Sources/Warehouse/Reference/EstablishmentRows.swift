import PostgreSQL

extension ReferenceRows {
    /// Establishments are dated: what changed ends now, and begins now as it is.
    static func loadEstablishments(_ file: ReferenceFile, _ session: Session) throws {
        try session.script(
            """
            CREATE TEMPORARY TABLE arriving_establishment (LIKE reference.establishment INCLUDING DEFAULTS)
            ON COMMIT DROP
            """
        )
        try session.execute(
            """
            INSERT INTO arriving_establishment (
                urn, name, type_code, la_code, ukprn, phase, open_date, close_date, section_41_approved, sen_unit,
                resourced_provision
            )
            SELECT urn::integer, name, type::integer, nullif(la, ''), nullif(ukprn, '')::integer, nullif(phase, ''),
                nullif(opened, '')::date, nullif(closed, '')::date, coalesce(nullif(approved, ''), 'false')::boolean,
                coalesce(nullif(unit, ''), 'false')::boolean, coalesce(nullif(resourced, ''), 'false')::boolean
            FROM unnest(
                $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::text[]
            ) AS e (urn, name, type, la, ukprn, phase, opened, closed, approved, unit, resourced)
            WHERE urn <> ''
            """,
            [
                Parameter(try file.column("urn")), Parameter(try file.column("name")),
                Parameter(try file.column("type_code")), Parameter(file.optional("la_code")),
                Parameter(file.optional("ukprn")), Parameter(file.optional("phase")),
                Parameter(file.optional("open_date")), Parameter(file.optional("close_date")),
                Parameter(file.optional("section_41_approved")), Parameter(file.optional("sen_unit")),
                Parameter(file.optional("resourced_provision")),
            ]
        )
        try session.script(replaceChanged)
    }

    private static let replaceChanged: SQL = """
        UPDATE reference.establishment e SET valid_to = now()
        FROM arriving_establishment a
        WHERE e.urn = a.urn AND e.valid_to IS NULL AND (
            e.name, e.type_code, e.la_code, e.ukprn, e.phase, e.open_date, e.close_date, e.section_41_approved,
            e.sen_unit, e.resourced_provision
        ) IS DISTINCT FROM (
            a.name, a.type_code, a.la_code, a.ukprn, a.phase, a.open_date, a.close_date, a.section_41_approved,
            a.sen_unit, a.resourced_provision
        );
        INSERT INTO reference.establishment
        SELECT a.* FROM arriving_establishment a
        WHERE NOT EXISTS (SELECT FROM reference.establishment e WHERE e.urn = a.urn AND e.valid_to IS NULL);
        """
}
