CREATE VIEW pub.cut WITH (security_barrier) AS
SELECT
    c.name AS cut,
    c.as_of,
    s.collection_year,
    count(*)::integer AS returns
FROM warehouse.cut c
JOIN warehouse.cut_submission m ON m.cut = c.name
JOIN intake.submission s ON s.id = m.submission_id
GROUP BY c.name, c.as_of, s.collection_year;
COMMENT ON VIEW pub.cut IS 'The cuts there are, with the years each one holds.';
COMMENT ON COLUMN pub.cut.cut IS 'Name of the cut.';
COMMENT ON COLUMN pub.cut.as_of IS 'The instant it was frozen.';
COMMENT ON COLUMN pub.cut.collection_year IS 'A year it holds.';
COMMENT ON COLUMN pub.cut.returns IS 'Returns of that year in it.';

CREATE VIEW pub.placement WITH (security_barrier) AS
SELECT placement, label, position, by_school_type, by_provision, branch, sector
FROM reference.placement_category;
COMMENT ON VIEW pub.placement IS 'The leaves of the placement tree with their groups: the bridge between both definitions of specialist.';
COMMENT ON COLUMN pub.placement.placement IS 'Code of the leaf.';
COMMENT ON COLUMN pub.placement.label IS 'Its name for a reader.';
COMMENT ON COLUMN pub.placement.position IS 'Place in the tree.';
COMMENT ON COLUMN pub.placement.by_school_type IS 'Group by school type: units and resourced provision inside mainstream.';
COMMENT ON COLUMN pub.placement.by_provision IS 'Group by provision: units, resourced provision and specialist post-16 are specialist.';
COMMENT ON COLUMN pub.placement.branch IS 'The branch of the tree it hangs from.';
COMMENT ON COLUMN pub.placement.sector IS 'state, non_maintained, independent or other.';

CREATE VIEW pub.plan WITH (security_barrier) AS
SELECT
    placed.cut,
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
        m.cut, p.collection_year, p.la_code, p.person_key, p.academic_age, p.sex, p.ethnicity, p.primary_need, p.urn,
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
    FROM warehouse.cut c
    JOIN warehouse.cut_submission m ON m.cut = c.name
    JOIN warehouse.active_plan p ON p.submission_id = m.submission_id
    LEFT JOIN reference.establishment e
        ON e.urn = p.urn AND e.valid_from <= c.as_of AND coalesce(e.valid_to, 'infinity') > c.as_of
    LEFT JOIN reference.establishment_type t ON t.type_code = e.type_code
    LEFT JOIN reference.sen_setting_category s ON s.sen_setting = p.sen_setting
) AS found
CROSS JOIN LATERAL (
    SELECT found.*, coalesce(found.placement_or_none, 'not_recorded') COLLATE "C" AS placement
) AS placed
LEFT JOIN reference.placement_category g ON g.placement = placed.placement
LEFT JOIN reference.local_authority l ON l.la_code = placed.la_code AND l.valid_to IS NULL
LEFT JOIN reference.region r ON r.region_code = l.region_code;
COMMENT ON VIEW pub.plan IS 'One row for each plan maintained on census day, with the placement on that day. Always name a cut.';
COMMENT ON COLUMN pub.plan.cut IS 'Name of the cut.';
COMMENT ON COLUMN pub.plan.collection_year IS 'Year of the collection.';
COMMENT ON COLUMN pub.plan.la_code IS 'Three-digit code of the authority that maintains the plan.';
COMMENT ON COLUMN pub.plan.la_name IS 'Name of that authority.';
COMMENT ON COLUMN pub.plan.region_code IS 'Code of its region.';
COMMENT ON COLUMN pub.plan.region_name IS 'Name of its region.';
COMMENT ON COLUMN pub.plan.person_key IS 'Pseudonym of the person, the same in each year.';
COMMENT ON COLUMN pub.plan.academic_age IS 'Age in years on the 31 August before census day.';
COMMENT ON COLUMN pub.plan.age_band IS 'a00_04, a05_10, a11_15, a16_19 or a20_25, by academic age.';
COMMENT ON COLUMN pub.plan.sex IS 'M or F, or not_recorded.';
COMMENT ON COLUMN pub.plan.ethnicity IS 'Ethnicity code.';
COMMENT ON COLUMN pub.plan.primary_need IS 'Code of the first need, or not_recorded.';
COMMENT ON COLUMN pub.plan.urn IS 'Establishment of the placement, where it has a URN.';
COMMENT ON COLUMN pub.plan.placement IS 'Leaf of the placement tree: see pub.placement.';
COMMENT ON COLUMN pub.plan.by_school_type IS 'Group of the leaf by school type.';
COMMENT ON COLUMN pub.plan.by_provision IS 'Group of the leaf by provision.';

SELECT warehouse.grant_to(r, 'GRANT SELECT ON pub.cut, pub.placement, pub.plan TO %I')
FROM unnest(ARRAY['sendstat_publisher', 'sendstat_analyst']) AS r;
