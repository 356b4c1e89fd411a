-- Where are children with each primary need placed?
SELECT p.primary_need, c.label AS need, count(*) AS plans,
    round(100.0 * count(*) FILTER (WHERE p.by_provision = 'mainstream') / count(*), 1) AS mainstream,
    round(100.0 * count(*) FILTER (WHERE p.by_provision = 'specialist_state') / count(*), 1) AS specialist_state,
    round(100.0 * count(*) FILTER (WHERE p.by_provision = 'specialist_independent') / count(*), 1) AS specialist_independent
FROM pub.plan p
LEFT JOIN (SELECT code, min(label) AS label FROM pub.code WHERE list_name = 'sen-type' GROUP BY code) c ON c.code = p.primary_need
WHERE p.cut = :'cut' AND p.collection_year = 2025
GROUP BY p.primary_need, c.label
ORDER BY plans DESC, p.primary_need;
