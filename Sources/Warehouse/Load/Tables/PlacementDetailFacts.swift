import PostgreSQL
import Returns

/// Placements, each with whether it is open on census day.
enum PlacementDetailFacts {
    static func table(
        _ returned: ReturnTables,
        _ origin: FactOrigin,
        _ persons: PersonFacts,
        _ lineage: Lineage
    ) -> FactTable? {
        guard let source = SourceTable("placementdetail", of: returned) else { return nil }
        let open = CensusDay.openPlacements(source, on: returned.schema.collection.censusDate)
        return FactTable(
            name: "warehouse.placement_detail",
            copy: """
                COPY warehouse.placement_detail (
                    collection_year, submission_id, row_number, parent_row, person_row, la_code,
                    urn, ukprn, sen_setting, placement_rank, entry_date, leaving_date, sen_unit, resourced_provision,
                    residential, work_based, open_on_census_day
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM warehouse.placement_detail WHERE collection_year = $1 AND submission_id = $2",
            rowCount: source.count,
            columns: origin.key
                + origin.link(
                    parents: lineage.parents(of: "placementdetail"),
                    persons: lineage.persons(of: "placementdetail")
                )
                + [
                    source.integer("urn"), source.integer("ukprn"), source.code("sensetting"),
                    source.code("placementrank"), source.date("entrydate"), source.date("leavingdate"),
                    source.flag("senunitindicator"), source.flag("resourcedprovisionindicator"),
                    source.code("res"), source.code("wbp"), .boolean(values: open.map { $0 ? 1 : 0 }),
                ]
        )
    }
}
