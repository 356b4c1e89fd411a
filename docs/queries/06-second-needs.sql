-- Which second needs stand beside each primary need?
SELECT first.need AS primary_need, second.need AS second_need, count(*) AS plans
FROM pub.need first
JOIN pub.need second ON second.cut = first.cut AND second.collection_year = first.collection_year
    AND second.person = first.person AND second.need_rank = '2'
WHERE first.cut = :'cut' AND first.collection_year = 2025 AND first.need_rank = '1'
GROUP BY first.need, second.need
ORDER BY plans DESC, primary_need, second_need
LIMIT 15;
