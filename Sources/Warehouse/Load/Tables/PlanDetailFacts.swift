import PostgreSQL
import Returns

/// Settings that plans name.
enum PlanDetailFacts {
    static func table(
        _ returned: ReturnTables,
        _ origin: FactOrigin,
        _ persons: PersonFacts,
        _ lineage: Lineage
    ) -> FactTable? {
        guard let source = SourceTable("plandetail", of: returned) else { return nil }
        return FactTable(
            name: "warehouse.plan_detail",
            copy: """
                COPY warehouse.plan_detail (
                    collection_year, submission_id, row_number, parent_row, person_row, la_code,
                    urn, ukprn, sen_setting, placement_rank, sen_unit, resourced_provision
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM warehouse.plan_detail WHERE collection_year = $1 AND submission_id = $2",
            rowCount: source.count,
            columns: origin.key
                + origin.link(parents: lineage.parents(of: "plandetail"), persons: lineage.persons(of: "plandetail"))
                + [
                    source.integer("urn"), source.integer("ukprn"), source.code("sensetting"),
                    source.code("placementrank"), source.flag("senunitindicator"),
                    source.flag("resourcedprovisionindicator"),
                ]
        )
    }
}
