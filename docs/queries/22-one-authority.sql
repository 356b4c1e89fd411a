-- How does one authority stand beside its region and England, measure by measure?
SELECT m.title, m.unit, max(i.numerator) FILTER (WHERE i.la_code = '301' AND m.unit <> 'per cent') AS number,
    round(max(i.per_cent) FILTER (WHERE i.la_code = '301'), 1) AS authority,
    round(100.0 * sum(i.numerator) FILTER (WHERE i.region_code = a.region_code)
        / nullif(sum(i.denominator) FILTER (WHERE i.region_code = a.region_code), 0), 1) AS region,
    round(100.0 * sum(i.numerator) / nullif(sum(i.denominator), 0), 1) AS england
FROM pub.indicator i
JOIN pub.measure m ON m.measure = i.measure
JOIN pub.authority a ON a.la_code = '301' AND a.valid_to IS NULL
WHERE i.cut = :'cut' AND i.collection_year = 2025
GROUP BY m.position, m.title, m.unit, a.region_code
ORDER BY m.position;
