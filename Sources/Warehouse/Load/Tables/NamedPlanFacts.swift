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
        guard let source = SourceTable("named_plan", of: returned) else { return nil }
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
                + origin.link(parents: lineage.parents(of: "named_plan"), persons: lineage.persons(of: "named_plan"))
                + [
                    source.date("start_date"), source.code("plan_res"), source.code("plan_wbp"), source.flag("pb"),
                    source.flag("oa"), source.code("dp"), source.date("cease_date"), source.code("cease_reason"),
                    CopyColumn(
                        Ages.ages(
                            of: persons.births,
                            persons: lineage.persons(of: "named_plan"),
                            on: source.values("start_date")
                        )
                    ),
                ]
        )
    }
}
