-- Which special schools do most children with plans attend?
SELECT e.establishment_name, e.type_name, e.la_name, count(*) AS plans, count(*) FILTER (WHERE p.is_out_of_area) AS from_elsewhere
FROM pub.plan p
JOIN pub.establishment e ON e.urn = p.urn
WHERE p.cut = :'cut' AND p.collection_year = 2025 AND p.by_school_type LIKE 'specialist%'
GROUP BY e.urn, e.establishment_name, e.type_name, e.la_name
ORDER BY plans DESC, e.urn
LIMIT 10;
