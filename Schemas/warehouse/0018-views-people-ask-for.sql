-- Views for analysts: named as people speak, of plain types, each with what it holds, and each showing an analyst no
-- other area than their own. The filter is in the views: row policies on the tables of facts would forbid COPY to the
-- loader, who is no superuser.

CREATE TABLE access.analyst (
    role_name name NOT NULL,
    area text COLLATE "C" NOT NULL CHECK (area ~ '^(all|E12[0-9]{6}|[0-9]{3})$'),
    given_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (role_name, area)
);
COMMENT ON TABLE access.analyst IS 'Which areas an analyst sees, by the role they log in with.';
COMMENT ON COLUMN access.analyst.role_name IS 'The role that logs in.';
COMMENT ON COLUMN access.analyst.area IS 'all, the code of a region, or the three digits of an authority.';
COMMENT ON COLUMN access.analyst.given_at IS 'When it was given.';

-- By who logged in, which neither SET ROLE nor any setting changes.
CREATE FUNCTION warehouse.areas_seen() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER ROWS 160
SET search_path = pg_catalog
BEGIN ATOMIC
    WITH everything AS (
        SELECT FROM pg_roles r
        WHERE r.rolname IN ('sendstat_publisher', 'sendstat_owner') AND pg_has_role(session_user, r.oid, 'MEMBER')
        UNION ALL
        SELECT FROM pg_database WHERE datname = current_database() AND pg_get_userbyid(datdba) = session_user
        UNION ALL
        SELECT FROM access.analyst a WHERE a.role_name = session_user AND a.area = 'all'
    )
    SELECT l.la_code FROM reference.local_authority l
    WHERE EXISTS (SELECT FROM everything)
        OR EXISTS (SELECT FROM access.analyst a WHERE a.role_name = session_user AND a.area IN (l.la_code, l.region_code))
    UNION
    SELECT s.la_code FROM intake.submission s WHERE s.la_code IS NOT NULL AND EXISTS (SELECT FROM everything);
END;
COMMENT ON FUNCTION warehouse.areas_seen() IS
    'Codes of the authorities whose rows who is logged in may see: none for whom nobody named.';

-- Not a barrier itself, since only views of pub, which are, stand on it: the planner then sees how many rows there are.
CREATE VIEW warehouse.seen_return AS
SELECT c.name AS cut, c.as_of, s.id AS submission_id, s.sender, s.collection_year, s.la_code, l.name AS la_name,
    l.region_code, r.name AS region_name
FROM warehouse.cut c
JOIN warehouse.cut_submission m ON m.cut = c.name
JOIN intake.submission s ON s.id = m.submission_id
JOIN warehouse.areas_seen() AS seen (la_code) ON seen.la_code = s.la_code
LEFT JOIN reference.local_authority l ON l.la_code = s.la_code AND l.valid_to IS NULL
LEFT JOIN reference.region r ON r.region_code = l.region_code;
COMMENT ON VIEW warehouse.seen_return IS 'Returns of each cut, of the areas that who is logged in may see: what the views of pub stand on.';
COMMENT ON COLUMN warehouse.seen_return.cut IS 'Name of the cut.';
COMMENT ON COLUMN warehouse.seen_return.as_of IS 'The instant it was frozen.';
COMMENT ON COLUMN warehouse.seen_return.submission_id IS 'The submission.';
COMMENT ON COLUMN warehouse.seen_return.sender IS 'Who sent it.';
COMMENT ON COLUMN warehouse.seen_return.collection_year IS 'Year of the collection.';
COMMENT ON COLUMN warehouse.seen_return.la_code IS 'Three-digit code of the authority.';
COMMENT ON COLUMN warehouse.seen_return.la_name IS 'Name of the authority.';
COMMENT ON COLUMN warehouse.seen_return.region_code IS 'Code of its region.';
COMMENT ON COLUMN warehouse.seen_return.region_name IS 'Name of its region.';

-- One definition for releases, uploads and analysts.
CREATE FUNCTION warehouse.placement_leaf(
    urn integer, ukprn integer, academic_age integer, sen_unit boolean, resourced_provision boolean, of_type text,
    in_sen_unit text, in_resourced_provision text, of_setting text, of_setting_at_compulsory_age text
) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN coalesce(
    CASE
        WHEN urn IS NOT NULL THEN
            CASE WHEN sen_unit THEN in_sen_unit WHEN resourced_provision THEN in_resourced_provision ELSE of_type END
        WHEN ukprn IS NOT NULL THEN 'further_education_other_provider'
        WHEN academic_age BETWEEN 5 AND 15 THEN of_setting_at_compulsory_age
        ELSE of_setting
    END,
    'not_recorded'
);
COMMENT ON FUNCTION warehouse.placement_leaf(integer, integer, integer, boolean, boolean, text, text, text, text, text) IS
    'Leaf of the placement tree for a placement: by its establishment, otherwise its provider, otherwise its setting.';

CREATE FUNCTION warehouse.age_band(academic_age integer) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN academic_age <= 4 THEN 'a00_04' WHEN academic_age <= 10 THEN 'a05_10' WHEN academic_age <= 15 THEN 'a11_15'
    WHEN academic_age <= 19 THEN 'a16_19' WHEN academic_age IS NOT NULL THEN 'a20_25' ELSE 'not_recorded'
END;
COMMENT ON FUNCTION warehouse.age_band(integer) IS 'Band of age in years on the 31 August before census day.';

CREATE OR REPLACE VIEW warehouse.counted_plan AS
SELECT placed.cut, placed.upload, placed.collection_year, placed.la_code, l.name AS la_name, l.region_code,
    r.name AS region_name, placed.person_key, placed.academic_age,
    warehouse.age_band(placed.academic_age) COLLATE "C" AS age_band,
    coalesce(placed.sex, 'not_recorded') COLLATE "C" AS sex, placed.ethnicity,
    coalesce(placed.primary_need, 'not_recorded') COLLATE "C" AS primary_need, placed.urn, placed.placement,
    g.by_school_type, g.by_provision
FROM (
    SELECT m.cut, m.upload, p.collection_year, p.la_code, p.person_key, p.academic_age, p.sex, p.ethnicity, p.primary_need,
        p.urn,
        warehouse.placement_leaf(
            p.urn, p.ukprn, p.academic_age, p.sen_unit, p.resourced_provision, t.placement, t.placement_in_sen_unit,
            t.placement_in_resourced_provision, s.placement, s.placement_at_compulsory_age
        ) COLLATE "C" AS placement
    FROM warehouse.considered_submission m
    JOIN warehouse.active_plan p ON p.collection_year = m.collection_year AND p.submission_id = m.submission_id
    LEFT JOIN reference.establishment e
        ON e.urn = p.urn AND e.valid_from <= m.as_of AND coalesce(e.valid_to, 'infinity') > m.as_of
    LEFT JOIN reference.establishment_type t ON t.type_code = e.type_code
    LEFT JOIN reference.sen_setting_category s ON s.sen_setting = p.sen_setting
) AS placed
LEFT JOIN reference.placement_category g ON g.placement = placed.placement
LEFT JOIN reference.local_authority l ON l.la_code = placed.la_code AND l.valid_to IS NULL
LEFT JOIN reference.region r ON r.region_code = l.region_code;

DROP VIEW pub.plan;
CREATE VIEW pub.plan WITH (security_barrier) AS
SELECT placed.cut, placed.collection_year, placed.la_code, placed.la_name, placed.region_code, placed.region_name,
    encode(placed.person_key, 'hex') AS person, placed.academic_age,
    warehouse.age_band(placed.academic_age) COLLATE "C" AS age_band,
    coalesce(placed.sex, 'not_recorded') COLLATE "C" AS sex, placed.ethnicity,
    coalesce(placed.primary_need, 'not_recorded') COLLATE "C" AS primary_need, placed.urn, placed.placement,
    g.label AS placement_name, g.by_school_type, g.by_provision, placed.placed_la_code,
    placed.placed_la_code IS NOT NULL AND placed.placed_la_code <> placed.la_code AS is_out_of_area
FROM (
    SELECT m.cut, m.collection_year, m.la_code, m.la_name, m.region_code, m.region_name, p.person_key, p.academic_age, p.sex,
        p.ethnicity, p.primary_need, p.urn, e.la_code AS placed_la_code,
        warehouse.placement_leaf(
            p.urn, p.ukprn, p.academic_age, p.sen_unit, p.resourced_provision, t.placement, t.placement_in_sen_unit,
            t.placement_in_resourced_provision, s.placement, s.placement_at_compulsory_age
        ) COLLATE "C" AS placement
    FROM warehouse.seen_return m
    JOIN warehouse.active_plan p ON p.collection_year = m.collection_year AND p.submission_id = m.submission_id
    LEFT JOIN reference.establishment e
        ON e.urn = p.urn AND e.valid_from <= m.as_of AND coalesce(e.valid_to, 'infinity') > m.as_of
    LEFT JOIN reference.establishment_type t ON t.type_code = e.type_code
    LEFT JOIN reference.sen_setting_category s ON s.sen_setting = p.sen_setting
) AS placed
LEFT JOIN reference.placement_category g ON g.placement = placed.placement;
COMMENT ON VIEW pub.plan IS 'One row for each plan maintained on census day, with the placement on that day. Always name a cut.';
COMMENT ON COLUMN pub.plan.academic_age IS 'Age in years on the 31 August before census day.';
COMMENT ON COLUMN pub.plan.age_band IS 'a00_04, a05_10, a11_15, a16_19 or a20_25, by academic age.';
COMMENT ON COLUMN pub.plan.sex IS 'M or F, or not_recorded.';
COMMENT ON COLUMN pub.plan.ethnicity IS 'Ethnicity code.';
COMMENT ON COLUMN pub.plan.primary_need IS 'Code of the first need, or not_recorded: see pub.code, list sen-type.';
COMMENT ON COLUMN pub.plan.urn IS 'Establishment of the placement, where it has a URN: see pub.establishment.';
COMMENT ON COLUMN pub.plan.placement IS 'Leaf of the placement tree: see pub.placement.';
COMMENT ON COLUMN pub.plan.placement_name IS 'The leaf in words.';
COMMENT ON COLUMN pub.plan.by_school_type IS 'mainstream, specialist_state, specialist_independent or other, by school type: units and resourced provision are inside mainstream.';
COMMENT ON COLUMN pub.plan.by_provision IS 'The same by provision: units, resourced provision and specialist post-16 are specialist.';
COMMENT ON COLUMN pub.plan.placed_la_code IS 'Authority in which the establishment lies; none without one.';
COMMENT ON COLUMN pub.plan.is_out_of_area IS 'Whether it lies in another authority than the one that maintains the plan.';

CREATE VIEW pub.placement_count WITH (security_barrier) AS
SELECT cut, collection_year, la_code, la_name, region_code, region_name, age_band, primary_need, placement, placement_name,
    by_school_type, by_provision, count(*) AS plans
FROM pub.plan
GROUP BY cut, collection_year, la_code, la_name, region_code, region_name, age_band, primary_need, placement, placement_name,
    by_school_type, by_provision;
COMMENT ON VIEW pub.placement_count IS 'Plans that are alike in area, age band, need and placement: the sums of pub.plan.';
COMMENT ON COLUMN pub.placement_count.age_band IS 'As in pub.plan.';
COMMENT ON COLUMN pub.placement_count.primary_need IS 'As in pub.plan.';
COMMENT ON COLUMN pub.placement_count.placement IS 'As in pub.plan.';
COMMENT ON COLUMN pub.placement_count.placement_name IS 'As in pub.plan.';
COMMENT ON COLUMN pub.placement_count.by_school_type IS 'As in pub.plan.';
COMMENT ON COLUMN pub.placement_count.by_provision IS 'As in pub.plan.';
COMMENT ON COLUMN pub.placement_count.plans IS 'Number of plans.';

CREATE VIEW pub.need WITH (security_barrier) AS
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name, encode(a.person_key, 'hex') AS person,
    n.sen_type AS need, n.sen_type_rank AS need_rank, a.academic_age
FROM warehouse.seen_return r
JOIN warehouse.sen_need n ON n.collection_year = r.collection_year AND n.submission_id = r.submission_id
JOIN warehouse.active_plan a ON a.collection_year = n.collection_year AND a.submission_id = n.submission_id
    AND a.row_number = n.parent_row;
COMMENT ON VIEW pub.need IS 'One row for each need of each plan maintained on census day: a plan with two needs stands twice.';
COMMENT ON COLUMN pub.need.need IS 'Code of the need: see pub.code, list sen-type.';
COMMENT ON COLUMN pub.need.need_rank IS '1 primary, 2 secondary.';
COMMENT ON COLUMN pub.need.academic_age IS 'Age in years on the 31 August before census day.';

CREATE VIEW pub.request WITH (security_barrier) AS
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name, encode(i.person_key, 'hex') AS person,
    q.received_date, q.age_on_received, q.request_source,
    CASE q.outcome
        WHEN 'Y' THEN 'assess' WHEN 'N' THEN 'refuse' WHEN 'A' THEN 'not_decided' WHEN 'W' THEN 'withdrawn'
        WHEN 'H' THEN 'decided_earlier' ELSE 'not_recorded'
    END AS decision,
    q.outcome_date AS decision_date,
    round((q.outcome_date - q.received_date) / 7.0, 1)::numeric(6, 1) AS weeks_to_decision,
    extract(year FROM q.received_date)::integer = r.collection_year - 1 AS is_of_the_year,
    q.mediation, q.tribunal
FROM warehouse.seen_return r
JOIN warehouse.request q ON q.collection_year = r.collection_year AND q.submission_id = r.submission_id
JOIN warehouse.person i ON i.collection_year = q.collection_year AND i.submission_id = q.submission_id
    AND i.row_number = q.person_row;
COMMENT ON VIEW pub.request IS 'One row for each request for an assessment that a return tells of, those decided in earlier years too.';
COMMENT ON COLUMN pub.request.received_date IS 'Day it was received.';
COMMENT ON COLUMN pub.request.age_on_received IS 'Age in years on that day.';
COMMENT ON COLUMN pub.request.request_source IS 'Who asked: see pub.code, list request-source (from 2025).';
COMMENT ON COLUMN pub.request.decision IS 'assess, refuse, not_decided, withdrawn, decided_earlier (before the year of activity) or not_recorded.';
COMMENT ON COLUMN pub.request.decision_date IS 'Day the requester was told.';
COMMENT ON COLUMN pub.request.weeks_to_decision IS 'Weeks from the request to the decision; the law gives six.';
COMMENT ON COLUMN pub.request.is_of_the_year IS 'Whether it was received in the calendar year before census day.';
COMMENT ON COLUMN pub.request.mediation IS 'Whether a refusal went to mediation.';
COMMENT ON COLUMN pub.request.tribunal IS 'Whether a refusal went to the tribunal.';

CREATE VIEW pub.assessment WITH (security_barrier) AS
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name, encode(i.person_key, 'hex') AS person,
    q.received_date,
    CASE a.outcome
        WHEN 'Y' THEN 'plan' WHEN 'N' THEN 'no_plan' WHEN 'A' THEN 'not_decided' WHEN 'W' THEN 'withdrawn'
        WHEN 'H' THEN 'decided_earlier' ELSE 'not_recorded'
    END AS decision,
    a.outcome_date AS decision_date, a.mediation, a.tribunal
FROM warehouse.seen_return r
JOIN warehouse.assessment a ON a.collection_year = r.collection_year AND a.submission_id = r.submission_id
JOIN warehouse.request q ON q.collection_year = a.collection_year AND q.submission_id = a.submission_id
    AND q.row_number = a.parent_row
JOIN warehouse.person i ON i.collection_year = a.collection_year AND i.submission_id = a.submission_id
    AND i.row_number = a.person_row;
COMMENT ON VIEW pub.assessment IS 'One row for each assessment that a return tells of.';
COMMENT ON COLUMN pub.assessment.received_date IS 'Day its request was received.';
COMMENT ON COLUMN pub.assessment.decision IS 'plan, no_plan, not_decided, withdrawn, decided_earlier or not_recorded.';
COMMENT ON COLUMN pub.assessment.decision_date IS 'Day the plan was issued, or the person told there is none.';
COMMENT ON COLUMN pub.assessment.mediation IS 'Whether a refusal to issue a plan went to mediation.';
COMMENT ON COLUMN pub.assessment.tribunal IS 'Whether it went to the tribunal.';

CREATE VIEW pub.new_plan WITH (security_barrier) AS
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name, encode(i.person_key, 'hex') AS person,
    q.received_date, p.start_date, p.age_on_start,
    round((p.start_date - q.received_date) / 7.0, 1)::numeric(6, 1) AS weeks,
    coalesce(a.twenty_week_exception, false) AS has_exception,
    p.start_date - q.received_date <= 140 AS is_within_20_weeks,
    p.personal_budget AS has_personal_budget
FROM warehouse.seen_return r
JOIN warehouse.assessment a ON a.collection_year = r.collection_year AND a.submission_id = r.submission_id AND a.outcome = 'Y'
JOIN warehouse.request q ON q.collection_year = a.collection_year AND q.submission_id = a.submission_id
    AND q.row_number = a.parent_row
JOIN warehouse.named_plan p ON p.collection_year = a.collection_year AND p.submission_id = a.submission_id
    AND p.parent_row = a.row_number
JOIN warehouse.person i ON i.collection_year = a.collection_year AND i.submission_id = a.submission_id
    AND i.row_number = a.person_row;
COMMENT ON VIEW pub.new_plan IS 'One row for each plan that was issued after an assessment decided in the year of activity.';
COMMENT ON COLUMN pub.new_plan.received_date IS 'Day the request was received, from which the 20 weeks run.';
COMMENT ON COLUMN pub.new_plan.start_date IS 'Day the plan starts.';
COMMENT ON COLUMN pub.new_plan.age_on_start IS 'Age in years on that day.';
COMMENT ON COLUMN pub.new_plan.weeks IS 'Weeks from the request to the plan.';
COMMENT ON COLUMN pub.new_plan.has_exception IS 'Whether a lawful exception to the 20 weeks applies: such plans are left out of the 20-week rate.';
COMMENT ON COLUMN pub.new_plan.is_within_20_weeks IS 'Whether it came within 140 days.';
COMMENT ON COLUMN pub.new_plan.has_personal_budget IS 'Whether a personal budget was taken up.';

CREATE VIEW pub.ceased_plan WITH (security_barrier) AS
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name, encode(i.person_key, 'hex') AS person,
    p.start_date, p.cease_date, p.cease_reason, i.academic_age
FROM warehouse.seen_return r
JOIN warehouse.named_plan p ON p.collection_year = r.collection_year AND p.submission_id = r.submission_id
    AND p.cease_date IS NOT NULL
JOIN warehouse.person i ON i.collection_year = p.collection_year AND i.submission_id = p.submission_id
    AND i.row_number = p.person_row;
COMMENT ON VIEW pub.ceased_plan IS 'One row for each plan that ended or moved in the year of activity.';
COMMENT ON COLUMN pub.ceased_plan.start_date IS 'Day the plan started.';
COMMENT ON COLUMN pub.ceased_plan.cease_date IS 'Day it ended or moved.';
COMMENT ON COLUMN pub.ceased_plan.cease_reason IS 'Code of the reason: see pub.code, list cease-reason.';
COMMENT ON COLUMN pub.ceased_plan.academic_age IS 'Age in years on the 31 August before census day.';

CREATE VIEW pub.annual_review WITH (security_barrier) AS
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name, encode(a.person_key, 'hex') AS person,
    a.review_meeting_date, a.last_review_date AS decision_date, a.review_outcome,
    extract(year FROM a.last_review_date)::integer = r.collection_year - 1 AS is_reviewed_in_year,
    a.last_review_date - a.review_meeting_date <= 28 AS is_decided_in_four_weeks
FROM warehouse.seen_return r
JOIN warehouse.active_plan a ON a.collection_year = r.collection_year AND a.submission_id = r.submission_id;
COMMENT ON VIEW pub.annual_review IS 'One row for each plan maintained on census day, with its last annual review.';
COMMENT ON COLUMN pub.annual_review.review_meeting_date IS 'Day of the review meeting; none when no review is told.';
COMMENT ON COLUMN pub.annual_review.decision_date IS 'Day the authority wrote its decision.';
COMMENT ON COLUMN pub.annual_review.review_outcome IS 'Code of the decision: see pub.code, list review-outcome.';
COMMENT ON COLUMN pub.annual_review.is_reviewed_in_year IS 'Whether the decision came in the calendar year before census day; none when no review is told.';
COMMENT ON COLUMN pub.annual_review.is_decided_in_four_weeks IS 'Whether it came within 28 days of the meeting.';

-- Put side by side by grouping, which takes the same time however many rows the planner thinks there are.
CREATE VIEW pub.transition WITH (security_barrier) AS
WITH known AS MATERIALIZED (
    SELECT cut, array_agg(DISTINCT collection_year) AS years FROM warehouse.seen_return GROUP BY cut
), side AS (
    SELECT cut, collection_year, true AS is_now, la_code, la_name, region_code, region_name, person, academic_age, placement,
        by_provision
    FROM pub.plan
    UNION ALL
    SELECT cut, collection_year + 1, false, la_code, la_name, region_code, region_name, person, NULL, placement, by_provision
    FROM pub.plan
), beside AS (
    SELECT cut, collection_year, person,
        coalesce(max(la_code) FILTER (WHERE is_now), max(la_code)) AS la_code,
        coalesce(max(la_name) FILTER (WHERE is_now), max(la_name)) AS la_name,
        coalesce(max(region_code) FILTER (WHERE is_now), max(region_code)) AS region_code,
        coalesce(max(region_name) FILTER (WHERE is_now), max(region_name)) AS region_name,
        max(academic_age) AS academic_age,
        max(placement) FILTER (WHERE NOT is_now) AS placement_before, max(placement) FILTER (WHERE is_now) AS placement_now,
        max(by_provision) FILTER (WHERE NOT is_now) AS by_provision_before,
        max(by_provision) FILTER (WHERE is_now) AS by_provision_now
    FROM side GROUP BY cut, collection_year, person
)
SELECT b.cut, b.collection_year, b.la_code, b.la_name, b.region_code, b.region_name, b.person, b.academic_age,
    b.placement_before, b.placement_now, b.by_provision_before, b.by_provision_now,
    CASE
        WHEN b.placement_before IS NULL THEN 'joined' WHEN b.placement_now IS NULL THEN 'left'
        WHEN b.placement_before = b.placement_now THEN 'stayed' ELSE 'moved'
    END AS change
FROM beside b
JOIN known k ON k.cut = b.cut AND k.years @> ARRAY[b.collection_year, b.collection_year - 1];
COMMENT ON VIEW pub.transition IS 'One row for each person with a plan this year or last, for years of a cut that follow each other: who joined, left, stayed or moved.';
COMMENT ON COLUMN pub.transition.academic_age IS 'Age this year; none for who left.';
COMMENT ON COLUMN pub.transition.placement_before IS 'Leaf of the placement tree last year.';
COMMENT ON COLUMN pub.transition.placement_now IS 'The same this year.';
COMMENT ON COLUMN pub.transition.by_provision_before IS 'Group by provision last year.';
COMMENT ON COLUMN pub.transition.by_provision_now IS 'The same this year.';
COMMENT ON COLUMN pub.transition.change IS 'joined, left, stayed (the same leaf) or moved.';

CREATE VIEW pub.flow WITH (security_barrier) AS
WITH stock AS (
    SELECT r.cut, r.collection_year, r.la_code, count(*) AS plans, count(a.transfer_la_code) AS transferred_in
    FROM warehouse.seen_return r
    JOIN warehouse.active_plan a ON a.collection_year = r.collection_year AND a.submission_id = r.submission_id
    GROUP BY r.cut, r.collection_year, r.la_code
), requested AS (
    SELECT cut, collection_year, la_code, count(*) FILTER (WHERE is_of_the_year) AS requests,
        count(*) FILTER (WHERE decision = 'refuse') AS refused
    FROM pub.request GROUP BY cut, collection_year, la_code
), assessed AS (
    SELECT cut, collection_year, la_code, count(*) FILTER (WHERE decision IN ('plan', 'no_plan')) AS assessed,
        count(*) FILTER (WHERE decision = 'no_plan') AS without_plan
    FROM pub.assessment GROUP BY cut, collection_year, la_code
), issued AS (
    SELECT cut, collection_year, la_code, count(*) AS new_plans FROM pub.new_plan GROUP BY cut, collection_year, la_code
), ended AS (
    SELECT cut, collection_year, la_code, count(*) AS ceased FROM pub.ceased_plan GROUP BY cut, collection_year, la_code
)
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name,
    coalesce(q.requests, 0) AS requests, coalesce(q.refused, 0) AS refused, coalesce(a.assessed, 0) AS assessed,
    coalesce(a.without_plan, 0) AS without_plan, b.plans AS plans_before, coalesce(i.new_plans, 0) AS new_plans,
    coalesce(s.transferred_in, 0) AS transferred_in, coalesce(e.ceased, 0) AS ceased, coalesce(s.plans, 0) AS plans_now,
    coalesce(s.plans, 0) - b.plans - coalesce(i.new_plans, 0) - coalesce(s.transferred_in, 0) + coalesce(e.ceased, 0)
        AS unexplained
FROM warehouse.seen_return r
LEFT JOIN stock s ON s.cut = r.cut AND s.collection_year = r.collection_year AND s.la_code = r.la_code
LEFT JOIN stock b ON b.cut = r.cut AND b.collection_year = r.collection_year - 1 AND b.la_code = r.la_code
LEFT JOIN requested q ON q.cut = r.cut AND q.collection_year = r.collection_year AND q.la_code = r.la_code
LEFT JOIN assessed a ON a.cut = r.cut AND a.collection_year = r.collection_year AND a.la_code = r.la_code
LEFT JOIN issued i ON i.cut = r.cut AND i.collection_year = r.collection_year AND i.la_code = r.la_code
LEFT JOIN ended e ON e.cut = r.cut AND e.collection_year = r.collection_year AND e.la_code = r.la_code
WHERE r.sender LIKE 'la:%';
COMMENT ON VIEW pub.flow IS 'One row for each authority and year: from requests to plans, and from last year''s plans to this year''s.';
COMMENT ON COLUMN pub.flow.requests IS 'Requests received in the calendar year before census day.';
COMMENT ON COLUMN pub.flow.refused IS 'Requests refused in that year.';
COMMENT ON COLUMN pub.flow.assessed IS 'Assessments that ended in that year, with a plan or without.';
COMMENT ON COLUMN pub.flow.without_plan IS 'Of those, without a plan.';
COMMENT ON COLUMN pub.flow.plans_before IS 'Plans on census day a year ago; none where the cut holds no return of that year.';
COMMENT ON COLUMN pub.flow.new_plans IS 'Plans issued after an assessment in the year.';
COMMENT ON COLUMN pub.flow.transferred_in IS 'Plans that came from another authority.';
COMMENT ON COLUMN pub.flow.ceased IS 'Plans that ended or moved away.';
COMMENT ON COLUMN pub.flow.plans_now IS 'Plans on census day.';
COMMENT ON COLUMN pub.flow.unexplained IS 'What stock and flow leave unexplained: plans now, less those before, new and transferred in, plus those ceased.';

CREATE VIEW pub.timeliness WITH (security_barrier) AS
SELECT cut, collection_year, la_code, la_name, region_code, region_name, count(*) AS new_plans,
    count(*) FILTER (WHERE has_exception) AS exceptions,
    count(*) FILTER (WHERE NOT has_exception) AS counted,
    count(*) FILTER (WHERE NOT has_exception AND is_within_20_weeks) AS within_20_weeks,
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY weeks))::numeric(6, 1) AS median_weeks,
    count(*) FILTER (WHERE weeks > 52) AS over_a_year
FROM pub.new_plan
GROUP BY cut, collection_year, la_code, la_name, region_code, region_name;
COMMENT ON VIEW pub.timeliness IS 'One row for each authority and year: how long new plans took. The 20-week rate is within_20_weeks of counted.';
COMMENT ON COLUMN pub.timeliness.new_plans IS 'Plans issued.';
COMMENT ON COLUMN pub.timeliness.exceptions IS 'Of those, with a lawful exception.';
COMMENT ON COLUMN pub.timeliness.counted IS 'Those without one: the denominator.';
COMMENT ON COLUMN pub.timeliness.within_20_weeks IS 'Of those, within 140 days: the numerator.';
COMMENT ON COLUMN pub.timeliness.median_weeks IS 'Weeks within which half of all new plans came.';
COMMENT ON COLUMN pub.timeliness.over_a_year IS 'New plans that took more than 52 weeks.';

CREATE VIEW pub.placement_change WITH (security_barrier) AS
WITH told AS (
    SELECT r.cut, d.collection_year, d.submission_id, d.parent_row, count(*) AS placements,
        count(*) FILTER (WHERE extract(year FROM d.entry_date)::integer = r.collection_year - 1) AS begun_in_year
    FROM warehouse.seen_return r
    JOIN warehouse.placement_detail d ON d.collection_year = r.collection_year AND d.submission_id = r.submission_id
        AND d.placement_rank = '1'
    GROUP BY r.cut, d.collection_year, d.submission_id, d.parent_row
)
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name, encode(a.person_key, 'hex') AS person,
    coalesce(t.placements, 0) AS placements, coalesce(t.begun_in_year, 0) AS begun_in_year
FROM warehouse.seen_return r
JOIN warehouse.active_plan a ON a.collection_year = r.collection_year AND a.submission_id = r.submission_id
LEFT JOIN told t ON t.cut = r.cut AND t.collection_year = a.collection_year AND t.submission_id = a.submission_id
    AND t.parent_row = a.row_number;
COMMENT ON VIEW pub.placement_change IS 'One row for each plan maintained on census day: how many first placements the return tells of, for how stable they are.';
COMMENT ON COLUMN pub.placement_change.placements IS 'First placements told of, past ones too.';
COMMENT ON COLUMN pub.placement_change.begun_in_year IS 'Of those, begun in the calendar year before census day.';

CREATE VIEW pub.return_made WITH (security_barrier) AS
SELECT r.cut, r.collection_year, r.la_code, r.la_name, r.region_code, r.region_name, r.submission_id, s.schema_version,
    s.received_at, s.valid_from AS counted_from, s.received_at > c.due_at AS is_late, s.error_count AS errors,
    s.query_count AS queries, s.warning_count AS warnings
FROM warehouse.seen_return r
JOIN intake.submission s ON s.id = r.submission_id
JOIN intake.collection c ON c.return_name = s.return_name AND c.collection_year = s.collection_year;
COMMENT ON VIEW pub.return_made IS 'One row for each return in a cut: when it came, and what was found in it.';
COMMENT ON COLUMN pub.return_made.submission_id IS 'Number of the submission.';
COMMENT ON COLUMN pub.return_made.schema_version IS 'Version of the standard it was checked by.';
COMMENT ON COLUMN pub.return_made.received_at IS 'When it came.';
COMMENT ON COLUMN pub.return_made.counted_from IS 'From when it counted: when it was signed, or accepted where nobody signs.';
COMMENT ON COLUMN pub.return_made.is_late IS 'Whether it came after the last day in time.';
COMMENT ON COLUMN pub.return_made.errors IS 'Errors found.';
COMMENT ON COLUMN pub.return_made.queries IS 'Queries found.';
COMMENT ON COLUMN pub.return_made.warnings IS 'Warnings found.';

CREATE VIEW pub.authority WITH (security_barrier) AS
SELECT l.la_code, l.name AS la_name, l.ons_code, l.region_code, r.name AS region_name, l.valid_from, l.valid_to,
    l.successor_la_codes
FROM reference.local_authority l JOIN reference.region r ON r.region_code = l.region_code;
COMMENT ON VIEW pub.authority IS 'Local authorities, those that were abolished too.';
COMMENT ON COLUMN pub.authority.ons_code IS 'Nine-character code of the Office for National Statistics.';
COMMENT ON COLUMN pub.authority.valid_from IS 'First day of the entry; none when always.';
COMMENT ON COLUMN pub.authority.valid_to IS 'Last day of the entry; none while current.';
COMMENT ON COLUMN pub.authority.successor_la_codes IS 'Codes of the authorities that followed, separated by blanks.';

CREATE VIEW pub.establishment WITH (security_barrier) AS
SELECT e.urn, e.name AS establishment_name, t.name AS type_name, t.placement, e.phase, e.la_code, l.name AS la_name,
    l.region_code, r.name AS region_name, e.open_date, e.close_date, e.section_41_approved AS is_section_41_approved,
    e.sen_unit AS has_sen_unit, e.resourced_provision AS has_resourced_provision
FROM reference.establishment e
JOIN reference.establishment_type t ON t.type_code = e.type_code
LEFT JOIN reference.local_authority l ON l.la_code = e.la_code AND l.valid_to IS NULL
LEFT JOIN reference.region r ON r.region_code = l.region_code
WHERE e.valid_to IS NULL;
COMMENT ON VIEW pub.establishment IS 'Establishments as the register has them now.';
COMMENT ON COLUMN pub.establishment.urn IS 'Unique reference number.';
COMMENT ON COLUMN pub.establishment.establishment_name IS 'Name of the establishment.';
COMMENT ON COLUMN pub.establishment.type_name IS 'Its type.';
COMMENT ON COLUMN pub.establishment.placement IS 'Leaf of the placement tree for a placement in it, outside units and resourced provision.';
COMMENT ON COLUMN pub.establishment.phase IS 'Phase of education.';
COMMENT ON COLUMN pub.establishment.open_date IS 'Day it opened.';
COMMENT ON COLUMN pub.establishment.close_date IS 'Day it closed; none while open.';
COMMENT ON COLUMN pub.establishment.is_section_41_approved IS 'Whether approved under section 41 of the Children and Families Act 2014.';
COMMENT ON COLUMN pub.establishment.has_sen_unit IS 'Whether the register shows a SEN unit.';
COMMENT ON COLUMN pub.establishment.has_resourced_provision IS 'Whether the register shows resourced provision.';

CREATE VIEW pub.code WITH (security_barrier) AS
SELECT list_name, code, label, valid_from, valid_to FROM reference.code;
COMMENT ON VIEW pub.code IS 'What codes mean, with the days between which each may be used.';
COMMENT ON COLUMN pub.code.list_name IS 'Name of the list.';
COMMENT ON COLUMN pub.code.code IS 'The code.';
COMMENT ON COLUMN pub.code.label IS 'What it means.';
COMMENT ON COLUMN pub.code.valid_from IS 'First day it may be used; none when always.';
COMMENT ON COLUMN pub.code.valid_to IS 'Last day it may be used; none while it may.';

CREATE VIEW pub.dictionary WITH (security_barrier) AS
SELECT c.relname::text AS relation_name, a.attname::text AS column_name, a.attnum::integer AS position,
    format_type(a.atttypid, a.atttypmod) AS type_name, col_description(c.oid, a.attnum) AS meaning
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'pub'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT c.relname::text, NULL, 0, NULL, obj_description(c.oid, 'pg_class')
FROM pg_class c WHERE c.relnamespace = 'pub'::regnamespace;
COMMENT ON VIEW pub.dictionary IS 'Every view of pub and each of its columns, with what it holds.';
COMMENT ON COLUMN pub.dictionary.relation_name IS 'Name of the view.';
COMMENT ON COLUMN pub.dictionary.column_name IS 'Name of the column; none for the view itself.';
COMMENT ON COLUMN pub.dictionary.position IS 'Place of the column, from 1; 0 for the view itself.';
COMMENT ON COLUMN pub.dictionary.type_name IS 'Its type.';
COMMENT ON COLUMN pub.dictionary.meaning IS 'What it holds.';

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
            ('cut', 'Name of the cut.'),
            ('collection_year', 'Year of the collection.'),
            ('la_code', 'Three-digit code of the local authority.'),
            ('la_name', 'Name of that authority.'),
            ('region_code', 'Code of its region.'),
            ('region_name', 'Name of its region.'),
            ('person', 'Pseudonym of the person, the same in each year.')
        ) AS s (column_name, explanation) ON s.column_name = a.attname
        WHERE c.relkind = 'v' AND n.nspname = 'pub' AND col_description(c.oid, a.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s IS %L', shared.place, shared.explanation);
    END LOOP;
END
$$;

SELECT warehouse.grant_to(r, format('GRANT SELECT ON pub.%I TO %%I', c.relname))
FROM pg_class c, unnest(ARRAY['sendstat_publisher', 'sendstat_analyst']) AS r
WHERE c.relnamespace = 'pub'::regnamespace AND c.relkind = 'v';
-- Analysts read views alone; the reference data too comes through them.
SELECT warehouse.grant_to('sendstat_analyst', 'REVOKE ALL ON ALL TABLES IN SCHEMA reference FROM %I');
SELECT warehouse.grant_to('sendstat_analyst', 'REVOKE USAGE ON SCHEMA reference FROM %I');
