-- Every table of facts begins with the same five columns and is keyed alike; links between them were checked before
-- the load, so no foreign key repeats that row by row.
CREATE TABLE identity.person (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    person_key bytea NOT NULL,
    surname text COLLATE "C",
    forename text COLLATE "C",
    birth_date date,
    upn text COLLATE "C",
    uln text COLLATE "C",
    postcode text COLLATE "C",
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE identity.person IS 'Who a person record is about. Only the loader and those who link years may read it.';
COMMENT ON COLUMN identity.person.surname IS 'Surname as sent.';
COMMENT ON COLUMN identity.person.forename IS 'Forename as sent.';
COMMENT ON COLUMN identity.person.birth_date IS 'Date of birth.';
COMMENT ON COLUMN identity.person.upn IS 'Unique pupil number.';
COMMENT ON COLUMN identity.person.uln IS 'Unique learner number.';
COMMENT ON COLUMN identity.person.postcode IS 'Postcode of the home.';

CREATE TABLE warehouse.local_authority_answer (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    designated_medical_officer text COLLATE "C",
    designated_clinical_officer text COLLATE "C",
    designated_social_care_officer text COLLATE "C",
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.local_authority_answer IS 'What the authority answers about itself, in the head of its return.';
COMMENT ON COLUMN warehouse.local_authority_answer.designated_medical_officer IS 'Whether it has a designated medical officer.';
COMMENT ON COLUMN warehouse.local_authority_answer.designated_clinical_officer IS 'Whether it has a designated clinical officer.';
COMMENT ON COLUMN warehouse.local_authority_answer.designated_social_care_officer IS
    'Whether it has a designated social care officer (from 2025).';

CREATE TABLE warehouse.person (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    person_key bytea NOT NULL,
    sex text COLLATE "C",
    ethnicity text COLLATE "C",
    academic_age integer,
    number_missing_reason text COLLATE "C",
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.person IS 'A child or young person in a return, under a pseudonym.';
COMMENT ON COLUMN warehouse.person.sex IS 'Sex: M or F.';
COMMENT ON COLUMN warehouse.person.ethnicity IS 'Ethnicity code.';
COMMENT ON COLUMN warehouse.person.academic_age IS
    'Age in years on the 31 August before census day, so the age that decides the school year.';
COMMENT ON COLUMN warehouse.person.number_missing_reason IS 'Why there is neither a pupil nor a learner number.';

CREATE TABLE warehouse.request (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    parent_row integer NOT NULL,
    person_row integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    received_date date,
    request_source text COLLATE "C",
    relevant_youth_accommodation boolean,
    outcome_date date,
    outcome text COLLATE "C",
    mediation boolean,
    tribunal boolean,
    exported text COLLATE "C",
    age_on_received integer,
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.request IS 'A request for an assessment of education, health and care needs.';
COMMENT ON COLUMN warehouse.request.received_date IS 'Day it was received; the 20 weeks run from it.';
COMMENT ON COLUMN warehouse.request.request_source IS 'Who asked (from 2025).';
COMMENT ON COLUMN warehouse.request.relevant_youth_accommodation IS 'Whether the person was detained in youth accommodation.';
COMMENT ON COLUMN warehouse.request.outcome_date IS 'Day the requester was told the outcome.';
COMMENT ON COLUMN warehouse.request.outcome IS 'Outcome code: Y, N, A, W or H.';
COMMENT ON COLUMN warehouse.request.mediation IS 'Whether a refusal to assess went to mediation.';
COMMENT ON COLUMN warehouse.request.tribunal IS 'Whether a refusal to assess went to the tribunal.';
COMMENT ON COLUMN warehouse.request.exported IS 'Whether the person moved to another authority before the assessment ended.';
COMMENT ON COLUMN warehouse.request.age_on_received IS 'Age in years on the day it was received.';

CREATE TABLE warehouse.assessment (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    parent_row integer NOT NULL,
    person_row integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    outcome text COLLATE "C",
    outcome_date date,
    mediation boolean,
    tribunal boolean,
    other_mediation boolean,
    other_tribunal boolean,
    twenty_week_exception boolean,
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.assessment IS 'The assessment that a request led to.';
COMMENT ON COLUMN warehouse.assessment.outcome IS 'Outcome code: Y, N, A, W or H.';
COMMENT ON COLUMN warehouse.assessment.outcome_date IS 'Day the plan was issued, or the person told there is none.';
COMMENT ON COLUMN warehouse.assessment.mediation IS 'Whether a refusal to issue a plan went to mediation.';
COMMENT ON COLUMN warehouse.assessment.tribunal IS 'Whether a refusal to issue a plan went to the tribunal.';
COMMENT ON COLUMN warehouse.assessment.other_mediation IS 'Whether anything else went to mediation.';
COMMENT ON COLUMN warehouse.assessment.other_tribunal IS 'Whether anything else went to the tribunal.';
COMMENT ON COLUMN warehouse.assessment.twenty_week_exception IS 'Whether a lawful exception to the 20 weeks applies.';

CREATE TABLE warehouse.named_plan (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    parent_row integer NOT NULL,
    person_row integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    start_date date,
    residential text COLLATE "C",
    work_based text COLLATE "C",
    personal_budget boolean,
    organised_arrangements boolean,
    direct_payments text COLLATE "C",
    cease_date date,
    cease_reason text COLLATE "C",
    age_on_start integer,
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.named_plan IS 'The plan that an assessment led to, as issued and, where it ended, as ended.';
COMMENT ON COLUMN warehouse.named_plan.start_date IS 'Day the current plan starts.';
COMMENT ON COLUMN warehouse.named_plan.residential IS 'Code of a residential setting named in the plan; none when not residential.';
COMMENT ON COLUMN warehouse.named_plan.work_based IS 'Code of work-based learning named in the plan.';
COMMENT ON COLUMN warehouse.named_plan.personal_budget IS 'Whether a personal budget was taken up.';
COMMENT ON COLUMN warehouse.named_plan.organised_arrangements IS 'Whether the budget is held as organised arrangements.';
COMMENT ON COLUMN warehouse.named_plan.direct_payments IS 'Code of what direct payments are for.';
COMMENT ON COLUMN warehouse.named_plan.cease_date IS 'Day the plan ended or moved.';
COMMENT ON COLUMN warehouse.named_plan.cease_reason IS 'Code of the reason it ended.';
COMMENT ON COLUMN warehouse.named_plan.age_on_start IS 'Age in years on the day the plan starts.';

CREATE TABLE warehouse.plan_detail (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    parent_row integer NOT NULL,
    person_row integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    urn integer,
    ukprn integer,
    sen_setting text COLLATE "C",
    placement_rank text COLLATE "C",
    sen_unit boolean,
    resourced_provision boolean,
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.plan_detail IS 'A setting that section I of a plan names.';
COMMENT ON COLUMN warehouse.plan_detail.urn IS 'Unique reference number of the establishment.';
COMMENT ON COLUMN warehouse.plan_detail.ukprn IS 'UK provider reference number, where there is no URN.';
COMMENT ON COLUMN warehouse.plan_detail.sen_setting IS 'Code of the setting, where there is neither number.';
COMMENT ON COLUMN warehouse.plan_detail.placement_rank IS '1 primary, 2 secondary.';
COMMENT ON COLUMN warehouse.plan_detail.sen_unit IS 'Whether in a SEN unit.';
COMMENT ON COLUMN warehouse.plan_detail.resourced_provision IS 'Whether in resourced provision.';

CREATE TABLE warehouse.active_plan (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    parent_row integer NOT NULL,
    person_row integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    transfer_la_code text COLLATE "C",
    review_meeting_date date,
    review_outcome text COLLATE "C",
    review_draft_date date,
    phase_transfer_due_date date,
    phase_transfer_final_date date,
    last_review_date date,
    person_key bytea NOT NULL,
    sex text COLLATE "C",
    ethnicity text COLLATE "C",
    academic_age integer,
    primary_need text COLLATE "C",
    placement_row integer,
    urn integer,
    ukprn integer,
    sen_setting text COLLATE "C",
    sen_unit boolean,
    resourced_provision boolean,
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.active_plan IS
    'A plan maintained on census day. The columns from person_key on repeat, for speed, what its person, its first need and its placement on census day say; the loader fills them.';
COMMENT ON COLUMN warehouse.active_plan.transfer_la_code IS 'The authority it came from, when it moved in during the year.';
COMMENT ON COLUMN warehouse.active_plan.review_meeting_date IS 'Day of the annual review meeting.';
COMMENT ON COLUMN warehouse.active_plan.review_outcome IS 'Code of the annual review''s decision.';
COMMENT ON COLUMN warehouse.active_plan.review_draft_date IS 'Day the draft amended plan was sent (from 2025).';
COMMENT ON COLUMN warehouse.active_plan.phase_transfer_due_date IS 'Day an amended plan is due before a change of phase (from 2025).';
COMMENT ON COLUMN warehouse.active_plan.phase_transfer_final_date IS 'Day of the final plan before a change of phase (from 2025).';
COMMENT ON COLUMN warehouse.active_plan.last_review_date IS 'Day the authority wrote with its decision to keep, end or amend the plan.';
COMMENT ON COLUMN warehouse.active_plan.sex IS 'Sex of the person.';
COMMENT ON COLUMN warehouse.active_plan.ethnicity IS 'Ethnicity of the person.';
COMMENT ON COLUMN warehouse.active_plan.academic_age IS 'Age of the person on the 31 August before census day.';
COMMENT ON COLUMN warehouse.active_plan.primary_need IS 'Need of rank 1; the earliest where several say so.';
COMMENT ON COLUMN warehouse.active_plan.placement_row IS
    'The placement of rank 1 that is open on census day, the earliest where several are; none when there is none.';
COMMENT ON COLUMN warehouse.active_plan.urn IS 'URN of that placement.';
COMMENT ON COLUMN warehouse.active_plan.ukprn IS 'UKPRN of that placement.';
COMMENT ON COLUMN warehouse.active_plan.sen_setting IS 'Setting code of that placement.';
COMMENT ON COLUMN warehouse.active_plan.sen_unit IS 'Whether that placement is in a SEN unit.';
COMMENT ON COLUMN warehouse.active_plan.resourced_provision IS 'Whether that placement is in resourced provision.';

CREATE TABLE warehouse.placement_detail (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    parent_row integer NOT NULL,
    person_row integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    urn integer,
    ukprn integer,
    sen_setting text COLLATE "C",
    placement_rank text COLLATE "C",
    entry_date date,
    leaving_date date,
    sen_unit boolean,
    resourced_provision boolean,
    residential text COLLATE "C",
    work_based text COLLATE "C",
    open_on_census_day boolean NOT NULL,
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.placement_detail IS 'Where a child or young person with a plan attends or attended.';
COMMENT ON COLUMN warehouse.placement_detail.urn IS 'Unique reference number of the establishment.';
COMMENT ON COLUMN warehouse.placement_detail.ukprn IS 'UK provider reference number, where there is no URN.';
COMMENT ON COLUMN warehouse.placement_detail.sen_setting IS 'Code of the setting, where there is neither number.';
COMMENT ON COLUMN warehouse.placement_detail.placement_rank IS '1 primary, 2 secondary.';
COMMENT ON COLUMN warehouse.placement_detail.entry_date IS 'First day.';
COMMENT ON COLUMN warehouse.placement_detail.leaving_date IS 'Last day; none while it goes on.';
COMMENT ON COLUMN warehouse.placement_detail.sen_unit IS 'Whether in a SEN unit.';
COMMENT ON COLUMN warehouse.placement_detail.resourced_provision IS 'Whether in resourced provision.';
COMMENT ON COLUMN warehouse.placement_detail.residential IS 'Code of the residential placement; none when not residential.';
COMMENT ON COLUMN warehouse.placement_detail.work_based IS 'Code of work-based learning.';
COMMENT ON COLUMN warehouse.placement_detail.open_on_census_day IS
    'Whether it began on or before census day and ended on or after it, if at all.';

CREATE TABLE warehouse.sen_need (
    collection_year integer NOT NULL,
    submission_id integer NOT NULL,
    row_number integer NOT NULL,
    parent_row integer NOT NULL,
    person_row integer NOT NULL,
    la_code text COLLATE "C" NOT NULL,
    sen_type text COLLATE "C",
    sen_type_rank text COLLATE "C",
    PRIMARY KEY (collection_year, submission_id, row_number)
) PARTITION BY LIST (collection_year);
COMMENT ON TABLE warehouse.sen_need IS 'A need of a child or young person with a plan.';
COMMENT ON COLUMN warehouse.sen_need.sen_type IS 'Code of the need.';
COMMENT ON COLUMN warehouse.sen_need.sen_type_rank IS '1 primary, 2 secondary.';

-- The columns that all share are explained once.
DO $$
DECLARE
    shared record;
BEGIN
    FOR shared IN
        SELECT format('%I.%I.%I', n.nspname, c.relname, a.attname) AS place, s.explanation
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid
        JOIN (VALUES
            ('collection_year', 'Year of the collection.'),
            ('submission_id', 'The submission that brought it: intake.submission.'),
            ('row_number', 'Place of the record among its kind in the return, from 1.'),
            ('parent_row', 'The row_number of the record it hangs from.'),
            ('person_row', 'The row_number of its person.'),
            ('la_code', 'Three-digit code of the local authority that sent it.'),
            ('person_key', 'Pseudonym of the person: HMAC-SHA-256 under a key kept outside the database.')
        ) AS s (column_name, explanation) ON s.column_name = a.attname
        WHERE c.relkind = 'p' AND n.nspname IN ('identity', 'warehouse')
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s IS %L', shared.place, shared.explanation);
    END LOOP;
END
$$;

-- Runs as its owner, so that a loader that may not make tables can open a new year.
CREATE FUNCTION warehouse.open_year(year integer) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog
AS $$
DECLARE
    parent record;
    partition_name text;
BEGIN
    IF year NOT BETWEEN 2000 AND 2100 THEN
        RAISE EXCEPTION 'there is no collection year %', year USING ERRCODE = 'check_violation';
    END IF;
    IF to_regclass(format('warehouse.sen_need_%s', year)) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('warehouse.open_year', 0));
    FOR parent IN
        SELECT n.nspname, c.relname
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'p' AND n.nspname IN ('identity', 'warehouse')
        ORDER BY c.oid
    LOOP
        partition_name := format('%s_%s', parent.relname, year);
        CONTINUE WHEN to_regclass(format('%I.%I', parent.nspname, partition_name)) IS NOT NULL;
        -- Made apart and attached: readers of other years wait for neither.
        EXECUTE format('CREATE TABLE %I.%I (LIKE %I.%I INCLUDING ALL)',
            parent.nspname, partition_name, parent.nspname, parent.relname);
        EXECUTE format('COMMENT ON TABLE %I.%I IS %L',
            parent.nspname, partition_name, format('The year %s of %s.%s.', year, parent.nspname, parent.relname));
        EXECUTE format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I FOR VALUES IN (%s)',
            parent.nspname, parent.relname, parent.nspname, partition_name, year);
    END LOOP;
END
$$;
COMMENT ON FUNCTION warehouse.open_year(integer) IS 'Makes the partitions of a collection year where they are missing.';
REVOKE ALL ON FUNCTION warehouse.open_year(integer) FROM PUBLIC;
SELECT warehouse.grant_to('sendstat_loader', 'GRANT EXECUTE ON FUNCTION warehouse.open_year(integer) TO %I');

SELECT warehouse.open_year(year) FROM generate_series(2024, 2026) AS year;

SELECT warehouse.grant_to('sendstat_loader', format('GRANT SELECT, INSERT ON %I.%I TO %%I', n.nspname, c.relname))
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'p' AND n.nspname IN ('identity', 'warehouse');
SELECT warehouse.grant_to('sendstat_publisher', format('GRANT SELECT ON %I.%I TO %%I', n.nspname, c.relname))
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'p' AND n.nspname = 'warehouse';
