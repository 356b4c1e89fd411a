-- How stable are placements?
SELECT begun_in_year, count(*) AS plans, round(100.0 * count(*) / sum(count(*)) OVER (), 1) AS per_cent
FROM pub.placement_change
WHERE cut = :'cut' AND collection_year = 2025
GROUP BY begun_in_year
ORDER BY begun_in_year;
