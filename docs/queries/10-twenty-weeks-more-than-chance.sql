-- Which authorities' 20-week rates differ from England's by more than chance?
WITH england AS (
    SELECT sum(numerator)::numeric / sum(denominator) AS rate
    FROM pub.indicator
    WHERE cut = :'cut' AND measure = 'twenty_week_rate' AND collection_year = 2025
)
SELECT i.la_name, i.numerator, i.denominator, i.per_cent,
    round((i.numerator::numeric / i.denominator - e.rate) / sqrt(e.rate * (1 - e.rate) / i.denominator), 1) AS standard_errors
FROM pub.indicator i CROSS JOIN england e
WHERE i.cut = :'cut' AND i.measure = 'twenty_week_rate' AND i.collection_year = 2025 AND i.denominator > 0
    AND abs(i.numerator::numeric / i.denominator - e.rate) > 3.09 * sqrt(e.rate * (1 - e.rate) / i.denominator)
ORDER BY standard_errors, i.la_name;
