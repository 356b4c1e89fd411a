-- What would be published of an upload is counted by the query that counts a release.
CREATE VIEW warehouse.considered_submission AS
SELECT c.name AS cut, NULL::integer AS upload, c.as_of, s.id AS submission_id, s.collection_year
FROM warehouse.cut c
JOIN warehouse.cut_submission m ON m.cut = c.name
JOIN intake.submission s ON s.id = m.submission_id
UNION ALL
SELECT NULL, s.id, now(), s.id, s.collection_year
FROM intake.submission s
WHERE s.state IN ('has_queries', 'ready', 'signed', 'accepted');
COMMENT ON VIEW warehouse.considered_submission IS
    'Submissions as figures are made from them: those of each cut, and each upload by itself.';
COMMENT ON COLUMN warehouse.considered_submission.cut IS 'The cut; none for an upload by itself.';
COMMENT ON COLUMN warehouse.considered_submission.upload IS 'The upload that stands by itself; none in a cut.';
COMMENT ON COLUMN warehouse.considered_submission.as_of IS 'The instant at which establishments are looked up.';
COMMENT ON COLUMN warehouse.considered_submission.submission_id IS 'The submission.';
COMMENT ON COLUMN warehouse.considered_submission.collection_year IS 'Year of its collection.';

CREATE VIEW warehouse.counted_plan AS
SELECT
    placed.cut,
    placed.upload,
    placed.collection_year,
    placed.la_code,
    l.name AS la_name,
    l.region_code,
    r.name AS region_name,
    placed.person_key,
    placed.academic_age,
    CASE
        WHEN placed.academic_age <= 4 THEN 'a00_04'
        WHEN placed.academic_age <= 10 THEN 'a05_10'
        WHEN placed.academic_age <= 15 THEN 'a11_15'
        WHEN placed.academic_age <= 19 THEN 'a16_19'
        WHEN placed.academic_age IS NOT NULL THEN 'a20_25'
        ELSE 'not_recorded'
    END COLLATE "C" AS age_band,
    coalesce(placed.sex, 'not_recorded') COLLATE "C" AS sex,
    placed.ethnicity,
    coalesce(placed.primary_need, 'not_recorded') COLLATE "C" AS primary_need,
    placed.urn,
    placed.placement,
    g.by_school_type,
    g.by_provision
FROM (
    SELECT
        m.cut, m.upload, p.collection_year, p.la_code, p.person_key, p.academic_age, p.sex, p.ethnicity, p.primary_need, p.urn,
        CASE
            WHEN p.urn IS NOT NULL THEN
                CASE
                    WHEN p.sen_unit THEN t.placement_in_sen_unit
                    WHEN p.resourced_provision THEN t.placement_in_resourced_provision
                    ELSE t.placement
                END
            WHEN p.ukprn IS NOT NULL THEN 'further_education_other_provider'
            WHEN p.academic_age BETWEEN 5 AND 15 THEN s.placement_at_compulsory_age
            ELSE s.placement
        END COLLATE "C" AS placement_or_none
    FROM warehouse.considered_submission m
    JOIN warehouse.active_plan p ON p.collection_year = m.collection_year AND p.submission_id = m.submission_id
    LEFT JOIN reference.establishment e
        ON e.urn = p.urn AND e.valid_from <= m.as_of AND coalesce(e.valid_to, 'infinity') > m.as_of
    LEFT JOIN reference.establishment_type t ON t.type_code = e.type_code
    LEFT JOIN reference.sen_setting_category s ON s.sen_setting = p.sen_setting
) AS found
CROSS JOIN LATERAL (
    SELECT found.*, coalesce(found.placement_or_none, 'not_recorded') COLLATE "C" AS placement
) AS placed
LEFT JOIN reference.placement_category g ON g.placement = placed.placement
LEFT JOIN reference.local_authority l ON l.la_code = placed.la_code AND l.valid_to IS NULL
LEFT JOIN reference.region r ON r.region_code = l.region_code;
COMMENT ON VIEW warehouse.counted_plan IS
    'One row for each plan maintained on census day, with the placement on that day, of a cut or of an upload.';
COMMENT ON COLUMN warehouse.counted_plan.cut IS 'Name of the cut; none for an upload by itself.';
COMMENT ON COLUMN warehouse.counted_plan.upload IS 'The upload that stands by itself; none in a cut.';
COMMENT ON COLUMN warehouse.counted_plan.collection_year IS 'Year of the collection.';
COMMENT ON COLUMN warehouse.counted_plan.la_code IS 'Three-digit code of the authority that maintains the plan.';
COMMENT ON COLUMN warehouse.counted_plan.la_name IS 'Name of that authority.';
COMMENT ON COLUMN warehouse.counted_plan.region_code IS 'Code of its region.';
COMMENT ON COLUMN warehouse.counted_plan.region_name IS 'Name of its region.';
COMMENT ON COLUMN warehouse.counted_plan.person_key IS 'Pseudonym of the person, the same in each year.';
COMMENT ON COLUMN warehouse.counted_plan.academic_age IS 'Age in years on the 31 August before census day.';
COMMENT ON COLUMN warehouse.counted_plan.age_band IS 'a00_04, a05_10, a11_15, a16_19 or a20_25, by academic age.';
COMMENT ON COLUMN warehouse.counted_plan.sex IS 'M or F, or not_recorded.';
COMMENT ON COLUMN warehouse.counted_plan.ethnicity IS 'Ethnicity code.';
COMMENT ON COLUMN warehouse.counted_plan.primary_need IS 'Code of the first need, or not_recorded.';
COMMENT ON COLUMN warehouse.counted_plan.urn IS 'Establishment of the placement, where it has a URN.';
COMMENT ON COLUMN warehouse.counted_plan.placement IS 'Leaf of the placement tree: see pub.placement.';
COMMENT ON COLUMN warehouse.counted_plan.by_school_type IS 'Group of the leaf by school type.';
COMMENT ON COLUMN warehouse.counted_plan.by_provision IS 'Group of the leaf by provision.';

CREATE OR REPLACE VIEW pub.plan WITH (security_barrier) AS
SELECT
    cut, collection_year, la_code, la_name, region_code, region_name, person_key, academic_age, age_band, sex, ethnicity,
    primary_need, urn, placement, by_school_type, by_provision
FROM warehouse.counted_plan
WHERE cut IS NOT NULL;

CREATE VIEW warehouse.placement_count AS
SELECT
    cut, upload, collection_year, la_code, age_band, primary_need, placement, sex, count(*) AS plans
FROM warehouse.counted_plan
GROUP BY cut, upload, collection_year, la_code, age_band, primary_need, placement, sex;
COMMENT ON VIEW warehouse.placement_count IS
    'How many plans are alike: what every table about placement is made from, before any disclosure control.';
COMMENT ON COLUMN warehouse.placement_count.cut IS 'Name of the cut; none for an upload by itself.';
COMMENT ON COLUMN warehouse.placement_count.upload IS 'The upload that stands by itself; none in a cut.';
COMMENT ON COLUMN warehouse.placement_count.plans IS 'Number of plans.';
COMMENT ON COLUMN warehouse.placement_count.collection_year IS 'Year of the collection.';
COMMENT ON COLUMN warehouse.placement_count.la_code IS 'Three-digit code of the authority that maintains the plan.';
COMMENT ON COLUMN warehouse.placement_count.age_band IS 'a00_04, a05_10, a11_15, a16_19 or a20_25, by academic age.';
COMMENT ON COLUMN warehouse.placement_count.primary_need IS 'Code of the first need, or not_recorded.';
COMMENT ON COLUMN warehouse.placement_count.placement IS 'Leaf of the placement tree: see pub.placement.';
COMMENT ON COLUMN warehouse.placement_count.sex IS 'M or F, or not_recorded.';

SELECT warehouse.grant_to(r, 'GRANT SELECT ON warehouse.placement_count TO %I')
FROM unnest(ARRAY['sendstat_publisher', 'sendstat_portal']) AS r;
SELECT warehouse.grant_to('sendstat_portal', 'GRANT USAGE ON SCHEMA warehouse, pub TO %I');
SELECT warehouse.grant_to('sendstat_portal', 'GRANT SELECT ON pub.cut, pub.placement, reference.region TO %I');

CREATE TABLE warehouse.publication (
    cut text COLLATE "C" PRIMARY KEY REFERENCES warehouse.cut,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE warehouse.publication IS
    'Cuts whose release is out: until then nobody outside the pre-release list may see figures of other areas.';
COMMENT ON COLUMN warehouse.publication.cut IS 'The cut.';
COMMENT ON COLUMN warehouse.publication.published_at IS 'When it was noted that the release is out.';
CREATE TRIGGER publication_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON warehouse.publication
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();
SELECT warehouse.grant_to('sendstat_publisher', 'GRANT SELECT, INSERT ON warehouse.publication TO %I');
SELECT warehouse.grant_to(r, 'GRANT SELECT ON warehouse.publication TO %I')
FROM unnest(ARRAY['sendstat_portal', 'sendstat_auditor']) AS r;
