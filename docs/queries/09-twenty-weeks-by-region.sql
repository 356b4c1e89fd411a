-- What share of new plans came within 20 weeks?
SELECT region_name, collection_year, sum(numerator) AS in_time, sum(denominator) AS counted,
    round(100.0 * sum(numerator) / nullif(sum(denominator), 0), 1) AS per_cent
FROM pub.indicator
WHERE cut = :'cut' AND measure = 'twenty_week_rate'
GROUP BY region_name, collection_year
ORDER BY region_name, collection_year;
