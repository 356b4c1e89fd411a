-- How many requests become assessments, and how many of those become plans?
SELECT collection_year, sum(requests) AS requests, sum(refused) AS refused, sum(assessed) AS assessed,
    sum(without_plan) AS without_plan, sum(new_plans) AS new_plans
FROM pub.flow
WHERE cut = :'cut'
GROUP BY collection_year
ORDER BY collection_year;
