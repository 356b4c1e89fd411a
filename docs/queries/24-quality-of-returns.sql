-- What was found in the returns that the figures rest on?
SELECT collection_year, count(*) AS returns, count(*) FILTER (WHERE is_late) AS late, sum(errors) AS errors, sum(queries) AS queries,
    count(*) FILTER (WHERE queries = 0) AS without_queries
FROM pub.return_made
WHERE cut = :'cut'
GROUP BY collection_year
ORDER BY collection_year;
