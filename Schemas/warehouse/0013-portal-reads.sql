-- Pages call authorities and schools by their names, and an authority acts for the schools it has.
SELECT warehouse.grant_to('sendstat_portal', 'GRANT SELECT ON reference.local_authority, reference.establishment TO %I');
