-- At which ages do children with plans move from mainstream to specialist settings?
SELECT academic_age, count(*) AS were_in_mainstream,
    count(*) FILTER (WHERE by_provision_now LIKE 'specialist%') AS moved_to_specialist,
    round(100.0 * count(*) FILTER (WHERE by_provision_now LIKE 'specialist%') / count(*), 1) AS per_cent
FROM pub.transition
WHERE cut = :'cut' AND collection_year = 2025 AND change IN ('moved', 'stayed') AND by_provision_before = 'mainstream'
    AND academic_age BETWEEN 5 AND 18
GROUP BY academic_age
ORDER BY academic_age;
