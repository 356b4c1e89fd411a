import PostgreSQL

/// The statements that put each kind of reference data into its table.
enum ReferenceRows {
    static func loadLocalAuthorities(_ file: ReferenceFile, _ session: Session) throws {
        let regions = Parameter(try file.column("region_code"))
        try session.execute(
            """
            INSERT INTO reference.region (region_code, name)
            SELECT DISTINCT * FROM unnest($1::text[], $2::text[])
            ON CONFLICT (region_code) DO UPDATE SET name = excluded.name
            """,
            [regions, Parameter(try file.column("region_name"))]
        )
        try session.execute(
            """
            INSERT INTO reference.local_authority (la_code, ons_code, name, region_code)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
            ON CONFLICT (la_code) DO UPDATE
            SET ons_code = excluded.ons_code, name = excluded.name, region_code = excluded.region_code
            """,
            [
                Parameter(try file.column("la_code", "code")), Parameter(try file.column("ons_code")),
                Parameter(try file.column("la_name", "name")), regions,
            ]
        )
    }

    static func loadPlacementCategories(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.placement_category (placement, label, by_school_type, by_provision, position)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
            ON CONFLICT (placement) DO UPDATE
            SET label = excluded.label, position = excluded.position,
                by_school_type = excluded.by_school_type, by_provision = excluded.by_provision
            """,
            [
                Parameter(try file.column("placement", "code")), Parameter(try file.column("label", "name")),
                Parameter(try file.column("by_school_type")), Parameter(try file.column("by_provision")),
            ]
        )
    }

    /// A unit and resourced provision have leaves of their own where the tree has them: those named after the type's.
    static func loadEstablishmentTypes(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.establishment_type (
                type_code, name, placement, placement_in_sen_unit, placement_in_resourced_provision
            )
            SELECT t.code::integer, t.name, t.placement,
                coalesce(nullif(t.unit, ''), u.placement, t.placement),
                coalesce(nullif(t.resourced, ''), r.placement, t.placement)
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                AS t (code, name, placement, unit, resourced)
            LEFT JOIN reference.placement_category u ON u.placement = t.placement || '_sen_unit'
            LEFT JOIN reference.placement_category r ON r.placement = t.placement || '_resourced_provision'
            ON CONFLICT (type_code) DO UPDATE
            SET name = excluded.name, placement = excluded.placement,
                placement_in_sen_unit = excluded.placement_in_sen_unit,
                placement_in_resourced_provision = excluded.placement_in_resourced_provision
            """,
            [
                Parameter(try file.column("type_code", "code")),
                Parameter(try file.column("name", "type_name", "label")),
                Parameter(try file.column("placement", "placement_category")),
                Parameter(file.optional("placement_in_sen_unit")),
                Parameter(file.optional("placement_in_resourced_provision")),
            ]
        )
    }

    static func loadSENSettingCategories(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.sen_setting_category (sen_setting, label, placement, placement_at_compulsory_age)
            SELECT s.code, s.label, s.placement, coalesce(nullif(s.compulsory, ''), s.placement)
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS s (code, label, placement, compulsory)
            ON CONFLICT (sen_setting) DO UPDATE
            SET label = excluded.label, placement = excluded.placement,
                placement_at_compulsory_age = excluded.placement_at_compulsory_age
            """,
            [
                Parameter(try file.column("sen_setting", "code")), Parameter(try file.column("label", "name")),
                Parameter(try file.column("placement", "placement_category")),
                Parameter(file.optional("placement_at_compulsory_age")),
            ]
        )
    }

    static func loadCodes(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.code (list_name, code, label, reporting_group, valid_from, valid_to)
            SELECT $1, c.code, c.label, nullif(c.reporting_group, ''), nullif(c.valid_from, '')::date,
                nullif(c.valid_to, '')::date
            FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                AS c (code, label, reporting_group, valid_from, valid_to)
            ON CONFLICT (list_name, code, coalesce(valid_from, '-infinity')) DO UPDATE
            SET label = excluded.label, reporting_group = excluded.reporting_group, valid_to = excluded.valid_to
            """,
            [
                .text(String(file.name.dropLast(4))), Parameter(try file.column("code")),
                Parameter(try file.column("label", "name")), Parameter(file.optional("group", "reporting_group")),
                Parameter(file.optional("valid_from")), Parameter(file.optional("valid_to")),
            ]
        )
    }
}
