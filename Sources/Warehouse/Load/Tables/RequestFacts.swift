import PostgreSQL
import Returns

/// Requests for an assessment.
enum RequestFacts {
    static func table(
        _ returned: ReturnTables,
        _ origin: FactOrigin,
        _ persons: PersonFacts,
        _ lineage: Lineage
    ) -> FactTable? {
        guard let source = SourceTable("requests", of: returned) else { return nil }
        return FactTable(
            name: "warehouse.request",
            copy: """
                COPY warehouse.request (
                    collection_year, submission_id, row_number, parent_row, person_row, la_code,
                    received_date, request_source, relevant_youth_accommodation, outcome_date, outcome, mediation, tribunal,
                    exported, age_on_received
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM warehouse.request WHERE collection_year = $1 AND submission_id = $2",
            rowCount: source.count,
            columns: origin.key
                + origin.link(parents: lineage.parents(of: "requests"), persons: lineage.persons(of: "requests"))
                + [
                    source.date("receiveddate"), source.code("requestsource"), source.flag("rya"),
                    source.date("requestoutcomedate"), source.code("requestoutcome"),
                    source.flag("requestmediation"), source.flag("requesttribunal"), source.code("exported"),
                    CopyColumn(
                        Ages.ages(
                            of: persons.births,
                            persons: lineage.persons(of: "requests"),
                            on: source.values("receiveddate")
                        )
                    ),
                ]
        )
    }
}
