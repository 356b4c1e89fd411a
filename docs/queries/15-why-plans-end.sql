-- Why do plans end, and at what age?
SELECT p.cease_reason, c.label AS reason, count(*) AS plans,
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY p.academic_age))::integer AS median_age
FROM pub.ceased_plan p
LEFT JOIN pub.code c ON c.list_name = 'cease-reason' AND c.code = p.cease_reason AND c.valid_to IS NULL
WHERE p.cut = :'cut' AND p.collection_year = 2025
GROUP BY p.cease_reason, c.label
ORDER BY plans DESC, p.cease_reason;
