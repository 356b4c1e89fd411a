import PostgreSQL

extension DigestedTable {
    /// The reference data as it is now.
    static var reference: [DigestedTable] {
        [
            DigestedTable(
                name: "reference.region",
                copy: """
                    COPY (SELECT region_code, name FROM reference.region ORDER BY region_code) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "reference.local_authority",
                copy: """
                    COPY (SELECT * FROM reference.local_authority ORDER BY la_code, ons_code) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "reference.placement_category",
                copy: """
                    COPY (SELECT * FROM reference.placement_category ORDER BY placement) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "reference.establishment_type",
                copy: """
                    COPY (SELECT * FROM reference.establishment_type ORDER BY type_code) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "reference.sen_setting_category",
                copy: """
                    COPY (SELECT * FROM reference.sen_setting_category ORDER BY sen_setting) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "reference.establishment",
                copy: """
                    COPY (SELECT urn, name, type_code, la_code, ukprn, phase, open_date, close_date, section_41_approved,
                            sen_unit, resourced_provision
                        FROM reference.establishment WHERE valid_to IS NULL ORDER BY urn) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "reference.code",
                copy: """
                    COPY (SELECT list_name, code, label, reporting_group, valid_from, valid_to FROM reference.code ORDER BY list_name, code, valid_from) TO STDOUT
                    """
            ),
        ]
    }

    /// The cuts, each with the returns it holds.
    static var cuts: [DigestedTable] {
        [
            DigestedTable(
                name: "warehouse.cut",
                copy: """
                    COPY (
                        SELECT m.cut, s.return_name, s.collection_year, s.la_code
                        FROM warehouse.cut_submission m
                        JOIN intake.submission s ON s.id = m.submission_id
                        ORDER BY m.cut, s.return_name, s.collection_year, s.la_code
                    ) TO STDOUT
                    """
            )
        ]
    }
}
