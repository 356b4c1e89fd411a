-- What PostgreSQL lets everybody do by default and an analyst has no need of. Where whoever migrates may not take it
-- away, nothing is taken and a notice says so.
DO $$
DECLARE
    one record;
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    -- Large objects would be a place to write to, and advisory locks hold workers and migrations up.
    FOR one IN
        SELECT p.oid::regprocedure AS name, p.proname ~ '^pg_(try_)?advisory' AS is_lock FROM pg_proc p
        WHERE p.pronamespace = 'pg_catalog'::regnamespace
            AND (p.proname ~ '^pg_(try_)?advisory' OR p.proname ~ '^lo_' OR p.proname IN ('lowrite', 'loread'))
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one.name);
        IF one.is_lock THEN
            PERFORM warehouse.grant_to(r, format('GRANT EXECUTE ON FUNCTION %s TO %%I', one.name))
            FROM unnest(ARRAY[
                'sendstat_owner', 'sendstat_migrator', 'sendstat_portal', 'sendstat_loader', 'sendstat_publisher'
            ]) AS r;
        END IF;
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'what everybody may do was not narrowed here: %', SQLERRM;
END
$$;
