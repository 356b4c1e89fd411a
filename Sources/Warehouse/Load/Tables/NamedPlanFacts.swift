import PostgreSQL
import Returns

/// Plans as issued and as ended.
enum NamedPlanFacts {
    static func table(
        _ returned: ReturnTables,
        _ origin: FactOrigin,
        _ persons: PersonFacts,
        _ lineage: Lineage
    ) -> FactTable? {
        guard let source = SourceTable("namedplan", of: returned) else { return nil }
        return FactTable(
            name: "warehouse.named_plan",
            copy: """
                COPY warehouse.named_plan (
                    collection_year, submission_id, row_number, parent_row, person_row, la_code,
                    start_date, residential, work_based, personal_budget, organised_arrangements, direct_payments,
                    cease_date, cease_reason, age_on_start
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM warehouse.named_plan WHERE collection_year = $1 AND submission_id = $2",
            rowCount: source.count,
            columns: origin.key
                + origin.link(parents: lineage.parents(of: "namedplan"), persons: lineage.persons(of: "namedplan"))
                + [
                    source.date("startdate"), source.code("planres"), source.code("planwbp"), source.flag("pb"),
                    source.flag("oa"), source.code("dp"), source.date("ceasedate"), source.code("ceasereason"),
                    CopyColumn(
                        Ages.ages(
                            of: persons.births,
                            persons: lineage.persons(of: "namedplan"),
                            on: source.values("startdate")
                        )
                    ),
                ]
        )
    }
}
