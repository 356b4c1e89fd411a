-- How many children are in mainstream, specialist state and specialist independent settings, by both definitions?
SELECT p.collection_year, g.definition, g.kind, count(*) AS plans,
    round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY p.collection_year, g.definition), 1) AS per_cent
FROM pub.plan p
CROSS JOIN LATERAL (VALUES ('by provision', p.by_provision), ('by school type', p.by_school_type)) AS g (definition, kind)
WHERE p.cut = :'cut'
GROUP BY p.collection_year, g.definition, g.kind
ORDER BY p.collection_year, g.definition, plans DESC;
