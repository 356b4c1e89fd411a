-- How many weeks do new plans take?
SELECT collection_year, count(*) AS new_plans, count(*) FILTER (WHERE weeks <= 20) AS to_20,
    count(*) FILTER (WHERE weeks > 20 AND weeks <= 26) AS to_26, count(*) FILTER (WHERE weeks > 26 AND weeks <= 52) AS to_52,
    count(*) FILTER (WHERE weeks > 52) AS longer, (percentile_cont(0.5) WITHIN GROUP (ORDER BY weeks))::numeric(6, 1) AS median
FROM pub.new_plan
WHERE cut = :'cut'
GROUP BY collection_year
ORDER BY collection_year;
