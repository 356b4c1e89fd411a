-- How many plans does each region maintain, and how fast do they grow?
SELECT region_name, collection_year, sum(numerator) AS plans,
    round(100.0 * sum(numerator) / lag(sum(numerator)) OVER (PARTITION BY region_name ORDER BY collection_year) - 100, 1) AS growth
FROM pub.indicator
WHERE cut = :'cut' AND measure = 'plans'
GROUP BY region_name, collection_year
ORDER BY region_name, collection_year;
