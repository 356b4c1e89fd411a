-- Which authorities place most children in other authorities?
SELECT la_name, numerator AS out_of_area, denominator AS placed, per_cent
FROM pub.indicator
WHERE cut = :'cut' AND measure = 'share_out_of_area' AND collection_year = 2025 AND denominator >= 50
ORDER BY per_cent DESC, la_name
LIMIT 10;
