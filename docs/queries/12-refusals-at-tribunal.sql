-- How many refusals to assess go to mediation or to the tribunal?
SELECT i.collection_year, m.title, sum(i.numerator) AS numerator, sum(i.denominator) AS denominator,
    round(100.0 * sum(i.numerator) / nullif(sum(i.denominator), 0), 1) AS per_cent
FROM pub.indicator i
JOIN pub.measure m ON m.measure = i.measure
WHERE i.cut = :'cut' AND i.measure IN ('refusal_mediation_rate', 'refusal_tribunal_rate')
GROUP BY i.collection_year, m.title
ORDER BY m.title, i.collection_year;
