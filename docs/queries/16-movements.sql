-- Who moved between kinds of setting since last year?
SELECT coalesce(by_provision_before, '(no plan)') AS before, coalesce(by_provision_now, '(no plan)') AS now, count(*) AS persons
FROM pub.transition
WHERE cut = :'cut' AND collection_year = 2025
GROUP BY by_provision_before, by_provision_now
ORDER BY before, now;
