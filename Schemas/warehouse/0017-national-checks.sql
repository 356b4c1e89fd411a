-- What the national team looks at after a return was signed: is the authority far from its own last year, or from others?
CREATE TABLE warehouse.signed_count (
    submission_id integer NOT NULL REFERENCES intake.submission,
    placement_group text COLLATE "C" NOT NULL,
    plans integer NOT NULL CHECK (plans > 0),
    PRIMARY KEY (submission_id, placement_group)
);
COMMENT ON TABLE warehouse.signed_count IS 'Plans of a signed SEN2 return by group of placement, counted when it was signed.';
COMMENT ON COLUMN warehouse.signed_count.submission_id IS 'The submission.';
COMMENT ON COLUMN warehouse.signed_count.placement_group IS
    'mainstream, specialist_state, specialist_independent or other, by provision.';
COMMENT ON COLUMN warehouse.signed_count.plans IS 'Plans maintained on census day.';

INSERT INTO warehouse.signed_count (submission_id, placement_group, plans)
SELECT c.upload, coalesce(c.by_provision, 'other'), count(*)
FROM warehouse.counted_plan c
JOIN intake.submission s ON s.id = c.upload
WHERE s.state IN ('signed', 'accepted')
GROUP BY c.upload, coalesce(c.by_provision, 'other');

-- The portal sees plans only as counts; this function counts those of one return for it.
CREATE FUNCTION warehouse.count_signed(submission integer) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog
BEGIN ATOMIC
    INSERT INTO warehouse.signed_count (submission_id, placement_group, plans)
    SELECT c.upload, coalesce(c.by_provision, 'other'), count(*)
    FROM warehouse.counted_plan c WHERE c.upload = submission
    GROUP BY c.upload, coalesce(c.by_provision, 'other')
    ON CONFLICT DO NOTHING;
END;
COMMENT ON FUNCTION warehouse.count_signed(integer) IS 'Counts the plans of a return that was signed; counting again does nothing.';
REVOKE ALL ON FUNCTION warehouse.count_signed(integer) FROM public;
SELECT warehouse.grant_to('sendstat_portal', 'GRANT EXECUTE ON FUNCTION warehouse.count_signed(integer) TO %I');

CREATE VIEW intake.national_check WITH (security_barrier) AS
WITH counting AS (
    SELECT s.id, s.sender, s.la_code, s.collection_year,
        -- A region that is not known is none, so that no region at all means England.
        coalesce(l.region_code, 'none') COLLATE "C" AS region_code, n.placement_group, n.plans,
        sum(n.plans) OVER (PARTITION BY s.id) AS all_plans
    FROM intake.submission s
    JOIN warehouse.signed_count n ON n.submission_id = s.id
    LEFT JOIN reference.local_authority l ON l.la_code = s.la_code AND l.valid_to IS NULL
    WHERE s.return_name = 'sen2' AND s.state IN ('signed', 'accepted')
), whole AS (
    SELECT DISTINCT id, sender, la_code, collection_year, region_code, all_plans FROM counting
), change AS (
    SELECT w.*, b.all_plans AS before FROM whole w
    LEFT JOIN whole b ON b.la_code = w.la_code AND b.collection_year = w.collection_year - 1
), share AS (
    SELECT w.id, g.placement_group, 100.0 * coalesce(c.plans, 0) / w.all_plans AS share
    FROM whole w
    CROSS JOIN (VALUES ('mainstream'), ('specialist_state'), ('specialist_independent'), ('other')) AS g(placement_group)
    LEFT JOIN counting c ON c.id = w.id AND c.placement_group = g.placement_group
), pooled AS (
    SELECT collection_year, region_code, placement_group, sum(plans) AS plans
    FROM counting GROUP BY GROUPING SETS ((collection_year, region_code, placement_group), (collection_year, placement_group))
), pool AS (
    SELECT collection_year, region_code, sum(plans) AS plans FROM pooled GROUP BY collection_year, region_code
), growth AS (
    SELECT collection_year, region_code, 100.0 * (sum(all_plans) / sum(before) - 1) AS growth
    FROM change WHERE before IS NOT NULL
    GROUP BY GROUPING SETS ((collection_year, region_code), (collection_year))
), middle AS (
    SELECT w.collection_year, s.placement_group, percentile_cont(0.5) WITHIN GROUP (ORDER BY s.share) AS middle,
        count(*) AS authorities
    FROM share s JOIN whole w ON w.id = s.id GROUP BY w.collection_year, s.placement_group
), spread AS (
    SELECT w.collection_year, s.placement_group,
        1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(s.share - m.middle)) AS spread
    FROM share s JOIN whole w ON w.id = s.id
    JOIN middle m ON m.collection_year = w.collection_year AND m.placement_group = s.placement_group
    GROUP BY w.collection_year, s.placement_group
), measured AS (
    SELECT c.id, c.sender, c.la_code, c.collection_year, c.all_plans, 'plans' AS measure,
        c.all_plans::numeric AS value, c.before::numeric AS last_year, NULL::numeric AS region, NULL::numeric AS england,
        NULL::numeric AS middle, NULL::numeric AS spread, NULL::bigint AS authorities
    FROM change c
    UNION ALL
    SELECT c.id, c.sender, c.la_code, c.collection_year, c.all_plans, 'growth', 100.0 * (c.all_plans::numeric / c.before - 1),
        NULL, r.growth, e.growth, NULL, NULL, NULL
    FROM change c
    LEFT JOIN growth r ON r.collection_year = c.collection_year AND r.region_code = c.region_code AND r.region_code <> 'none'
    LEFT JOIN growth e ON e.collection_year = c.collection_year AND e.region_code IS NULL
    WHERE c.before IS NOT NULL
    UNION ALL
    SELECT c.id, c.sender, c.la_code, c.collection_year, c.all_plans, 'share_' || s.placement_group, s.share,
        ls.share, 100.0 * coalesce(rp.plans, 0) / rt.plans, 100.0 * coalesce(ep.plans, 0) / et.plans,
        m.middle::numeric, d.spread::numeric, m.authorities
    FROM change c
    JOIN share s ON s.id = c.id
    LEFT JOIN whole l ON l.la_code = c.la_code AND l.collection_year = c.collection_year - 1
    LEFT JOIN share ls ON ls.id = l.id AND ls.placement_group = s.placement_group
    LEFT JOIN pool rt ON rt.collection_year = c.collection_year AND rt.region_code = c.region_code
        AND rt.region_code <> 'none'
    LEFT JOIN pooled rp ON rp.collection_year = c.collection_year AND rp.region_code = c.region_code
        AND rp.placement_group = s.placement_group
    LEFT JOIN pool et ON et.collection_year = c.collection_year AND et.region_code IS NULL
    LEFT JOIN pooled ep ON ep.collection_year = c.collection_year AND ep.region_code IS NULL
        AND ep.placement_group = s.placement_group
    JOIN middle m ON m.collection_year = c.collection_year AND m.placement_group = s.placement_group
    JOIN spread d ON d.collection_year = c.collection_year AND d.placement_group = s.placement_group
)
SELECT collection_year, la_code, sender, id AS submission_id, measure, value, last_year, region, england,
    CASE
        WHEN measure = 'plans' AND abs(value - last_year) >= 30 AND abs(value / last_year - 1) > 0.2 THEN 'last_year'
        WHEN measure = 'growth' AND all_plans >= 100 AND abs(value - england) > 15 THEN 'england'
        WHEN measure LIKE 'share%' AND all_plans >= 100 AND abs(value - last_year) > 5 THEN 'last_year'
        WHEN measure LIKE 'share%' AND all_plans >= 100 AND authorities >= 20
            AND abs(value - middle) > greatest(3 * spread, 5) THEN 'england'
    END COLLATE "C" AS outlier
FROM measured;
COMMENT ON VIEW intake.national_check IS
    'Signed SEN2 returns of each authority beside its own last year, its region and England, and what stands out.';
COMMENT ON COLUMN intake.national_check.collection_year IS 'Year of the collection.';
COMMENT ON COLUMN intake.national_check.la_code IS 'Three-digit code of the authority.';
COMMENT ON COLUMN intake.national_check.sender IS 'The authority as a sender, such as la:301.';
COMMENT ON COLUMN intake.national_check.submission_id IS 'The submission that counts.';
COMMENT ON COLUMN intake.national_check.measure IS
    'plans; growth (per cent on last year); share_mainstream, share_specialist_state, share_specialist_independent, share_other (per cent of plans, by provision).';
COMMENT ON COLUMN intake.national_check.value IS 'The authority this year.';
COMMENT ON COLUMN intake.national_check.last_year IS 'The authority the year before; none where nothing was signed then.';
COMMENT ON COLUMN intake.national_check.region IS 'All signed returns of its region together.';
COMMENT ON COLUMN intake.national_check.england IS 'All signed returns together.';
COMMENT ON COLUMN intake.national_check.outlier IS
    'Why it stands out: last_year (plans changed by more than 20 % and 30; a share by more than 5 points) or england (growth more than 15 points apart; a share further from the median authority than 5 points and three times the spread, 1.4826 × the median distance, of at least 20 authorities). Growth and shares only of at least 100 plans. None when it does not.';
SELECT warehouse.grant_to('sendstat_portal', 'GRANT SELECT ON intake.national_check TO %I');
