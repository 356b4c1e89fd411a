import PostgreSQL
import Returns

/// Assessments.
enum AssessmentFacts {
    static func table(
        _ returned: ReturnTables,
        _ origin: FactOrigin,
        _ persons: PersonFacts,
        _ lineage: Lineage
    ) -> FactTable? {
        guard let source = SourceTable("assessment", of: returned) else { return nil }
        return FactTable(
            name: "warehouse.assessment",
            copy: """
                COPY warehouse.assessment (
                    collection_year, submission_id, row_number, parent_row, person_row, la_code,
                    outcome, outcome_date, mediation, tribunal, other_mediation, other_tribunal, twenty_week_exception
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM warehouse.assessment WHERE collection_year = $1 AND submission_id = $2",
            rowCount: source.count,
            columns: origin.key
                + origin.link(parents: lineage.parents(of: "assessment"), persons: lineage.persons(of: "assessment"))
                + [
                    source.code("assessmentoutcome"), source.date("assessmentoutcomedate"),
                    source.flag("assessmentmediation"), source.flag("assessmenttribunal"),
                    source.flag("othermediation"), source.flag("othertribunal"), source.flag("week20"),
                ]
        )
    }
}
