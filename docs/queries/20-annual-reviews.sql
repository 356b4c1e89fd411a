-- How many plans were reviewed in the year, and how fast was it decided?
SELECT region_name, count(*) AS plans,
    round(100.0 * count(*) FILTER (WHERE is_reviewed_in_year) / count(*), 1) AS reviewed,
    round(100.0 * count(*) FILTER (WHERE is_decided_in_four_weeks) / nullif(count(is_decided_in_four_weeks), 0), 1) AS in_four_weeks
FROM pub.annual_review
WHERE cut = :'cut' AND collection_year = 2025
GROUP BY region_name
ORDER BY region_name;
