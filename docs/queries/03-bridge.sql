-- Which placements do the two definitions of specialist see differently?
SELECT placement_name, by_school_type, by_provision, count(*) AS plans
FROM pub.plan
WHERE cut = :'cut' AND collection_year = 2025 AND by_school_type <> by_provision
GROUP BY placement_name, by_school_type, by_provision
ORDER BY plans DESC, placement_name;
