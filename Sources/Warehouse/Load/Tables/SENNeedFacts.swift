import PostgreSQL
import Returns

/// Needs.
enum SENNeedFacts {
    static func table(
        _ returned: ReturnTables,
        _ origin: FactOrigin,
        _ persons: PersonFacts,
        _ lineage: Lineage
    ) -> FactTable? {
        guard let source = SourceTable("senneed", of: returned) else { return nil }
        return FactTable(
            name: "warehouse.sen_need",
            copy: """
                COPY warehouse.sen_need (
                    collection_year, submission_id, row_number, parent_row, person_row, la_code,
                    sen_type, sen_type_rank
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM warehouse.sen_need WHERE collection_year = $1 AND submission_id = $2",
            rowCount: source.count,
            columns: origin.key
                + origin.link(parents: lineage.parents(of: "senneed"), persons: lineage.persons(of: "senneed"))
                + [
                    source.code("sentype"), source.code("sentyperank"),
                ]
        )
    }
}
