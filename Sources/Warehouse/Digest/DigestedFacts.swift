import PostgreSQL

extension DigestedTable {
    /// The facts of current submissions.
    static var facts: [DigestedTable] {
        [
            DigestedTable(
                name: "identity.person",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.person_key, f.surname,
                        f.forename, f.birth_date, f.upn, f.uln, f.postcode
                        FROM identity.person f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.local_authority_answer",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.designated_medical_officer,
                        f.designated_clinical_officer, f.designated_social_care_officer
                        FROM warehouse.local_authority_answer f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.person",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.person_key, f.sex, f.ethnicity,
                        f.academic_age, f.number_missing_reason
                        FROM warehouse.person f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.request",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.parent_row, f.person_row,
                        f.received_date, f.request_source, f.relevant_youth_accommodation, f.outcome_date,
                        f.outcome, f.mediation, f.tribunal, f.exported, f.age_on_received
                        FROM warehouse.request f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.assessment",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.parent_row, f.person_row,
                        f.outcome, f.outcome_date, f.mediation, f.tribunal, f.other_mediation, f.other_tribunal,
                        f.twenty_week_exception
                        FROM warehouse.assessment f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.named_plan",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.parent_row, f.person_row,
                        f.start_date, f.residential, f.work_based, f.personal_budget, f.organised_arrangements,
                        f.direct_payments, f.cease_date, f.cease_reason, f.age_on_start
                        FROM warehouse.named_plan f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.plan_detail",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.parent_row, f.person_row,
                        f.urn, f.ukprn, f.sen_setting, f.placement_rank, f.sen_unit, f.resourced_provision
                        FROM warehouse.plan_detail f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.active_plan",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.parent_row, f.person_row,
                        f.transfer_la_code, f.review_meeting_date, f.review_outcome, f.review_draft_date,
                        f.phase_transfer_due_date, f.phase_transfer_final_date, f.last_review_date, f.person_key,
                        f.sex, f.ethnicity, f.academic_age, f.primary_need, f.placement_row, f.urn, f.ukprn,
                        f.sen_setting, f.sen_unit, f.resourced_provision
                        FROM warehouse.active_plan f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.placement_detail",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.parent_row, f.person_row,
                        f.urn, f.ukprn, f.sen_setting, f.placement_rank, f.entry_date, f.leaving_date, f.sen_unit,
                        f.resourced_provision, f.residential, f.work_based, f.open_on_census_day
                        FROM warehouse.placement_detail f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
            DigestedTable(
                name: "warehouse.sen_need",
                copy: """
                    COPY (
                        SELECT s.return_name, f.la_code, f.collection_year, f.row_number, f.parent_row, f.person_row,
                        f.sen_type, f.sen_type_rank
                        FROM warehouse.sen_need f
                        JOIN intake.submission s ON s.id = f.submission_id AND s.state IN ('signed', 'accepted')
                        ORDER BY s.return_name, f.la_code, f.collection_year, f.row_number
                    ) TO STDOUT
                    """
            ),
        ]
    }
}
