-- In which authorities do stock and flow differ most?
SELECT la_name, plans_before, new_plans, transferred_in, ceased, plans_now, unexplained
FROM pub.flow
WHERE cut = :'cut' AND collection_year = 2025 AND plans_before IS NOT NULL
ORDER BY abs(unexplained)::numeric / greatest(plans_now, 1) DESC, la_name
LIMIT 10;
