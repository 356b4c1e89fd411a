import PostgreSQL

/// The statements that put each kind of reference data into its table.
enum ReferenceRows {
    static func loadRegions(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.region (region_code, name)
            SELECT * FROM unnest($1::text[], $2::text[])
            ON CONFLICT (region_code) DO UPDATE SET name = excluded.name
            """,
            [Parameter(try file.column("code")), Parameter(try file.column("name"))]
        )
    }

    /// An authority's current entry may give way to a later one in the same file, so they go in by age.
    static func loadLocalAuthorities(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.local_authority (
                la_code, ons_code, name, region_code, valid_from, valid_to, successor_la_codes
            )
            SELECT a.code, a.ons_code, a.name, a.region_code, nullif(a.valid_from, '')::date,
                nullif(a.valid_to, '')::date, nullif(a.successors, '')
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                AS a (code, ons_code, name, region_code, valid_from, valid_to, successors)
            ORDER BY nullif(a.valid_to, '')::date NULLS LAST
            ON CONFLICT (la_code, ons_code) DO UPDATE
            SET name = excluded.name, region_code = excluded.region_code, valid_from = excluded.valid_from,
                valid_to = excluded.valid_to, successor_la_codes = excluded.successor_la_codes
            """,
            [
                Parameter(try file.column("code")), Parameter(try file.column("ons_code")),
                Parameter(try file.column("name")), Parameter(try file.column("region_code")),
                Parameter(file.optional("valid_from")), Parameter(file.optional("valid_to")),
                Parameter(file.optional("successor_code")),
            ]
        )
    }

    static func loadPlacementCategories(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.placement_category (
                placement, label, by_school_type, by_provision, branch, sector, position
            )
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                WITH ORDINALITY
            ON CONFLICT (placement) DO UPDATE
            SET label = excluded.label, position = excluded.position,
                by_school_type = excluded.by_school_type, by_provision = excluded.by_provision,
                branch = excluded.branch, sector = excluded.sector
            """,
            [
                Parameter(try file.column("code")), Parameter(try file.column("label")),
                Parameter(try file.column("by_school_type")), Parameter(try file.column("by_provision")),
                Parameter(try file.column("school_type_branch")), Parameter(try file.column("sector")),
            ]
        )
    }

    static func loadEstablishmentTypes(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.establishment_type (
                type_code, name, placement, placement_in_sen_unit, placement_in_resourced_provision
            )
            SELECT t.code::integer, t.name, t.placement, t.unit, t.resourced
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                AS t (code, name, placement, unit, resourced)
            ON CONFLICT (type_code) DO UPDATE
            SET name = excluded.name, placement = excluded.placement,
                placement_in_sen_unit = excluded.placement_in_sen_unit,
                placement_in_resourced_provision = excluded.placement_in_resourced_provision
            """,
            [
                Parameter(try file.column("code")),
                Parameter(try file.column("name")),
                Parameter(try file.column("placement_category")),
                Parameter(try file.column("placement_category_in_sen_unit")),
                Parameter(try file.column("placement_category_in_resourced_provision")),
            ]
        )
    }

    static func loadSENSettingCategories(_ file: ReferenceFile, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO reference.sen_setting_category (sen_setting, label, placement, placement_at_compulsory_age)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
            ON CONFLICT (sen_setting) DO UPDATE
            SET label = excluded.label, placement = excluded.placement,
                placement_at_compulsory_age = excluded.placement_at_compulsory_age
            """,
            [
                Parameter(try file.column("code")), Parameter(try file.column("label")),
                Parameter(try file.column("placement_category")),
                Parameter(try file.column("placement_category_at_compulsory_age")),
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
                Parameter(try file.column("label")), Parameter(file.optional("group")),
                Parameter(file.optional("valid_from")), Parameter(file.optional("valid_to")),
            ]
        )
    }
}
