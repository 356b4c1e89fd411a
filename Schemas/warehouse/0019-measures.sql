-- The measures of the nation, each with what it divides by what, and one view that works all of them out.
CREATE TABLE warehouse.measure (
    measure text COLLATE "C" PRIMARY KEY CHECK (measure ~ '^[a-z0-9_]+$'),
    title text NOT NULL,
    unit text COLLATE "C" NOT NULL CHECK (unit IN ('plans', 'requests', 'per cent')),
    numerator text NOT NULL,
    denominator text,
    exclusions text,
    first_year integer NOT NULL,
    breaks text,
    source_items text NOT NULL,
    position integer NOT NULL UNIQUE,
    CHECK ((denominator IS NOT NULL) = (unit = 'per cent'))
);
COMMENT ON TABLE warehouse.measure IS 'The catalogue of measures.';
COMMENT ON COLUMN warehouse.measure.measure IS 'Code of the measure.';
COMMENT ON COLUMN warehouse.measure.title IS 'What it measures.';
COMMENT ON COLUMN warehouse.measure.unit IS 'plans, requests or per cent.';
COMMENT ON COLUMN warehouse.measure.numerator IS 'What is counted.';
COMMENT ON COLUMN warehouse.measure.denominator IS 'What it is divided by; none for a plain count.';
COMMENT ON COLUMN warehouse.measure.exclusions IS 'What is left out of both.';
COMMENT ON COLUMN warehouse.measure.first_year IS 'First collection year for which it can be worked out.';
COMMENT ON COLUMN warehouse.measure.breaks IS 'Years that cannot be held against those before, and why.';
COMMENT ON COLUMN warehouse.measure.source_items IS 'Items of the return that it comes from.';
COMMENT ON COLUMN warehouse.measure.position IS 'Place in the catalogue.';

INSERT INTO warehouse.measure (
    position, measure, title, unit, numerator, denominator, exclusions, first_year, breaks, source_items
)
VALUES
    (1, 'plans', 'Education, health and care plans', 'plans', 'Plans maintained on census day', NULL, NULL, 2023,
        'Before 2023 authorities returned sums, not persons.', 'active_plan'),
    (2, 'share_mainstream', 'In mainstream schools, by provision', 'per cent', 'Plans placed in mainstream schools outside units and resourced provision',
        'Plans', NULL, 2023, NULL, 'placement_detail: urn, sen_unit, resourced_provision; the register''s type'),
    (3, 'share_specialist_state', 'In specialist state provision, by provision', 'per cent', 'Plans placed in state special schools, units, resourced provision and specialist state post-16 provision',
        'Plans', NULL, 2023, NULL, 'placement_detail: urn, sen_unit, resourced_provision; the register''s type'),
    (4, 'share_specialist_independent', 'In specialist independent provision, by provision', 'per cent', 'Plans placed in independent and non-maintained special schools and independent specialist post-16 provision',
        'Plans', NULL, 2023, NULL, 'placement_detail: urn; the register''s type'),
    (5, 'share_special_by_school_type', 'In special schools, by school type', 'per cent', 'Plans placed in special schools, state and independent; units and resourced provision are mainstream',
        'Plans', NULL, 2023, NULL, 'placement_detail: urn; the register''s type'),
    (6, 'share_not_recorded', 'Without a placement told', 'per cent', 'Plans without a placement open on census day', 'Plans', NULL, 2023, NULL, 'placement_detail'),
    (7, 'share_out_of_area', 'Placed in another authority', 'per cent', 'Plans whose establishment lies in another authority', 'Plans placed in an establishment with a URN',
        'Plans in settings without a URN', 2023, NULL, 'placement_detail: urn; the register''s authority'),
    (8, 'share_second_need', 'With a second need told', 'per cent', 'Plans with a need of rank 2', 'Plans with a need', 'Plans without any need', 2023, NULL, 'sen_need: sen_type_rank'),
    (9, 'requests', 'Requests for an assessment', 'requests', 'Requests received in the calendar year before census day', NULL, NULL, 2023, NULL, 'request: received_date'),
    (10, 'refusal_rate', 'Requests refused', 'per cent', 'Requests refused in the year', 'Requests received in the year',
        'A refusal may answer a request of the year before', 2023, NULL, 'request: received_date, request_outcome'),
    (11, 'refusal_tribunal_rate', 'Refusals that went to the tribunal', 'per cent', 'Refusals to assess that went to the tribunal', 'Refusals to assess', NULL, 2023, NULL, 'request: request_outcome, tribunal'),
    (12, 'refusal_mediation_rate', 'Refusals that went to mediation', 'per cent', 'Refusals to assess that went to mediation', 'Refusals to assess', NULL, 2023, NULL, 'request: request_outcome, mediation'),
    (13, 'without_plan_rate', 'Assessments without a plan', 'per cent', 'Assessments that ended without a plan', 'Assessments that ended in the year', NULL, 2023, NULL, 'assessment: assessment_outcome'),
    (14, 'twenty_week_rate', 'New plans within 20 weeks', 'per cent', 'New plans within 140 days of the request', 'New plans', 'Plans with a lawful exception', 2023, NULL,
        'request: received_date; named_plan: start_date; assessment: twenty_week_exception'),
    (15, 'over_a_year_rate', 'New plans that took more than a year', 'per cent', 'New plans more than 52 weeks after the request', 'New plans', NULL, 2023, NULL, 'request: received_date; named_plan: start_date'),
    (16, 'ceased_rate', 'Plans that ended', 'per cent', 'Plans that ended or moved away in the year', 'Plans on census day a year before', NULL, 2024,
        'A plan that moves to another authority ends here and begins there.', 'named_plan: cease_date'),
    (17, 'moved_setting_rate', 'Moved to another kind of setting', 'per cent', 'Persons whose leaf of the placement tree differs from last year''s', 'Persons with a plan both years',
        'Who joined or left', 2024, NULL, 'placement_detail of both years'),
    (18, 'reviewed_rate', 'Reviewed in the year', 'per cent', 'Plans whose review was decided in the calendar year before census day', 'Plans maintained on census day',
        'New plans are not yet due a review and stand in the denominator all the same', 2023, NULL, 'active_plan: last_review_date'),
    (19, 'four_week_rate', 'Reviews decided within four weeks', 'per cent', 'Reviews decided within 28 days of the meeting', 'Reviews with both days told', 'Reviews without a meeting or a decision', 2023, NULL,
        'active_plan: review_meeting_date, last_review_date'),
    (20, 'placement_begun_rate', 'First placement begun in the year', 'per cent', 'Plans with a first placement begun in the calendar year before census day', 'Plans', NULL, 2023, NULL, 'placement_detail: entry_date');

CREATE VIEW pub.measure WITH (security_barrier) AS
SELECT measure, title, unit, numerator, denominator, exclusions, first_year, breaks, source_items, position FROM warehouse.measure;
COMMENT ON VIEW pub.measure IS 'The catalogue of measures; pub.indicator works each of them out.';

CREATE VIEW pub.indicator WITH (security_barrier) AS
WITH counted AS (
    SELECT cut, collection_year, la_code, 'plans' AS measure, count(*) AS numerator, NULL::bigint AS denominator
    FROM pub.plan GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'share_mainstream', count(*) FILTER (WHERE by_provision = 'mainstream'), count(*)
    FROM pub.plan GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'share_specialist_state', count(*) FILTER (WHERE by_provision = 'specialist_state'), count(*)
    FROM pub.plan GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'share_specialist_independent',
        count(*) FILTER (WHERE by_provision = 'specialist_independent'), count(*)
    FROM pub.plan GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'share_special_by_school_type',
        count(*) FILTER (WHERE by_school_type IN ('specialist_state', 'specialist_independent')), count(*)
    FROM pub.plan GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'share_not_recorded', count(*) FILTER (WHERE placement = 'not_recorded'), count(*)
    FROM pub.plan GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'share_out_of_area', count(*) FILTER (WHERE is_out_of_area),
        count(*) FILTER (WHERE placed_la_code IS NOT NULL)
    FROM pub.plan GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'share_second_need', count(DISTINCT person) FILTER (WHERE need_rank = '2'), count(DISTINCT person)
    FROM pub.need GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'requests', requests, NULL FROM pub.flow
    UNION ALL
    SELECT cut, collection_year, la_code, 'refusal_rate', refused, requests FROM pub.flow
    UNION ALL
    SELECT cut, collection_year, la_code, 'refusal_tribunal_rate', count(*) FILTER (WHERE tribunal), count(*)
    FROM pub.request WHERE decision = 'refuse' GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'refusal_mediation_rate', count(*) FILTER (WHERE mediation), count(*)
    FROM pub.request WHERE decision = 'refuse' GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'without_plan_rate', without_plan, assessed FROM pub.flow
    UNION ALL
    SELECT cut, collection_year, la_code, 'twenty_week_rate', within_20_weeks, counted FROM pub.timeliness
    UNION ALL
    SELECT cut, collection_year, la_code, 'over_a_year_rate', over_a_year, new_plans FROM pub.timeliness
    UNION ALL
    SELECT cut, collection_year, la_code, 'ceased_rate', ceased, plans_before FROM pub.flow WHERE plans_before IS NOT NULL
    UNION ALL
    SELECT cut, collection_year, la_code, 'moved_setting_rate', count(*) FILTER (WHERE change = 'moved'), count(*)
    FROM pub.transition WHERE change IN ('moved', 'stayed') GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'reviewed_rate', count(*) FILTER (WHERE is_reviewed_in_year), count(*)
    FROM pub.annual_review GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'four_week_rate', count(*) FILTER (WHERE is_decided_in_four_weeks), count(is_decided_in_four_weeks)
    FROM pub.annual_review GROUP BY cut, collection_year, la_code
    UNION ALL
    SELECT cut, collection_year, la_code, 'placement_begun_rate', count(*) FILTER (WHERE begun_in_year > 0), count(*)
    FROM pub.placement_change GROUP BY cut, collection_year, la_code
)
SELECT c.cut, c.collection_year, c.la_code, l.name AS la_name, l.region_code, r.name AS region_name, c.measure, c.numerator,
    c.denominator, (100.0 * c.numerator / nullif(c.denominator, 0))::numeric(7, 2) AS per_cent
FROM counted c
LEFT JOIN reference.local_authority l ON l.la_code = c.la_code AND l.valid_to IS NULL
LEFT JOIN reference.region r ON r.region_code = l.region_code;
COMMENT ON VIEW pub.indicator IS 'Each measure of the catalogue for each authority and year. Name a cut and a measure; add numerators and denominators, never percentages.';
COMMENT ON COLUMN pub.indicator.cut IS 'Name of the cut.';
COMMENT ON COLUMN pub.indicator.collection_year IS 'Year of the collection.';
COMMENT ON COLUMN pub.indicator.la_code IS 'Three-digit code of the local authority.';
COMMENT ON COLUMN pub.indicator.la_name IS 'Name of that authority.';
COMMENT ON COLUMN pub.indicator.region_code IS 'Code of its region.';
COMMENT ON COLUMN pub.indicator.region_name IS 'Name of its region.';
COMMENT ON COLUMN pub.indicator.measure IS 'Code of the measure: see pub.measure.';
COMMENT ON COLUMN pub.indicator.numerator IS 'What is counted.';
COMMENT ON COLUMN pub.indicator.denominator IS 'What it is divided by; none for a plain count.';
COMMENT ON COLUMN pub.indicator.per_cent IS 'The numerator in per cent of the denominator; none for a plain count.';

DO $$
DECLARE
    shared record;
BEGIN
    FOR shared IN
        SELECT a.attname, col_description('warehouse.measure'::regclass, m.attnum) AS explanation
        FROM pg_attribute a JOIN pg_attribute m ON m.attrelid = 'warehouse.measure'::regclass AND m.attname = a.attname
        WHERE a.attrelid = 'pub.measure'::regclass AND a.attnum > 0
    LOOP
        EXECUTE format('COMMENT ON COLUMN pub.measure.%I IS %L', shared.attname, shared.explanation);
    END LOOP;
END
$$;

SELECT warehouse.grant_to(r, 'GRANT SELECT ON pub.measure, pub.indicator TO %I')
FROM unnest(ARRAY['sendstat_publisher', 'sendstat_analyst']) AS r;
