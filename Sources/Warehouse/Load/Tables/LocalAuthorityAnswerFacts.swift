import PostgreSQL
import Returns

/// What the authority answers about itself.
enum LocalAuthorityAnswerFacts {
    static func table(
        _ returned: ReturnTables,
        _ origin: FactOrigin,
        _ persons: PersonFacts,
        _ lineage: Lineage
    ) -> FactTable? {
        guard let source = SourceTable("sen2", of: returned) else { return nil }
        return FactTable(
            name: "warehouse.local_authority_answer",
            copy: """
                COPY warehouse.local_authority_answer (
                    collection_year, submission_id, row_number, la_code, designated_medical_officer,
                    designated_clinical_officer, designated_social_care_officer
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: """
                SELECT count(*) FROM warehouse.local_authority_answer
                WHERE collection_year = $1 AND submission_id = $2
                """,
            rowCount: source.count,
            columns: origin.key + [
                .constantText(origin.localAuthority), source.code("dmo"), source.code("dco"), source.code("dsco"),
            ]
        )
    }
}
