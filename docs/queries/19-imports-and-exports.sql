-- Which authorities take in more children than they place elsewhere?
WITH moved AS (
    SELECT la_code AS from_la, placed_la_code AS to_la, count(*) AS plans
    FROM pub.plan
    WHERE cut = :'cut' AND collection_year = 2025 AND is_out_of_area
    GROUP BY la_code, placed_la_code
)
SELECT a.la_name, coalesce(i.plans, 0) AS taken_in, coalesce(e.plans, 0) AS placed_elsewhere,
    coalesce(i.plans, 0) - coalesce(e.plans, 0) AS balance
FROM pub.authority a
LEFT JOIN (SELECT to_la, sum(plans) AS plans FROM moved GROUP BY to_la) i ON i.to_la = a.la_code
LEFT JOIN (SELECT from_la, sum(plans) AS plans FROM moved GROUP BY from_la) e ON e.from_la = a.la_code
WHERE a.valid_to IS NULL
ORDER BY balance DESC, a.la_name
LIMIT 10;
