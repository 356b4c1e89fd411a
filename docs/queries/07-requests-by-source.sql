-- Who asks for assessments, and how often is each refused?
SELECT r.request_source, c.label AS source, count(*) AS requests,
    round(100.0 * count(*) FILTER (WHERE r.decision = 'refuse') / count(*), 1) AS refused
FROM pub.request r
LEFT JOIN pub.code c ON c.list_name = 'request-source' AND c.code = r.request_source
WHERE r.cut = :'cut' AND r.collection_year = 2025 AND r.is_of_the_year
GROUP BY r.request_source, c.label
ORDER BY requests DESC, r.request_source;
