-- Do last year's plans, with those that came and less those that went, make this year's?
SELECT collection_year, sum(plans_before) AS before, sum(new_plans) AS new, sum(transferred_in) AS transferred_in,
    sum(ceased) AS ceased, sum(plans_now) AS now, sum(unexplained) AS unexplained,
    round(100.0 * sum(unexplained) / sum(plans_now), 1) AS per_cent
FROM pub.flow
WHERE cut = :'cut' AND plans_before IS NOT NULL
GROUP BY collection_year;
