-- At which ages do children leave mainstream schools?
SELECT academic_age, count(*) AS plans,
    round(100.0 * count(*) FILTER (WHERE by_provision = 'mainstream') / count(*), 1) AS mainstream
FROM pub.plan
WHERE cut = :'cut' AND collection_year = 2025 AND academic_age BETWEEN 4 AND 24
GROUP BY academic_age
ORDER BY academic_age;
