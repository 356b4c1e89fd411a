-- Roles belong to the whole server, so another database may have made them, or be making them at this moment; and
-- whoever migrates may not be allowed to make any. Neither stops the migration: grants go to the roles there are.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY[
        'sendstat_owner', 'sendstat_migrator', 'sendstat_portal', 'sendstat_loader', 'sendstat_publisher',
        'sendstat_analyst', 'sendstat_auditor'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
            EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN
                RAISE NOTICE 'role % was not made here', role_name;
            END;
        END IF;
    END LOOP;
END
$$;

CREATE SCHEMA IF NOT EXISTS intake;
CREATE SCHEMA identity;
CREATE SCHEMA warehouse;
CREATE SCHEMA reference;
CREATE SCHEMA published;
CREATE SCHEMA pub;

COMMENT ON SCHEMA intake IS 'What was sent: files, submissions, findings, the queue of work and the audit log.';
COMMENT ON SCHEMA identity IS 'Who the records are about: names, dates of birth and identifiers, kept nowhere else.';
COMMENT ON SCHEMA warehouse IS 'What the returns say: typed facts under a pseudonymous person key, and the frozen cuts.';
COMMENT ON SCHEMA reference IS 'What the facts are read with: areas, establishments, categories and code lists.';
COMMENT ON SCHEMA published IS 'What went out, release by release.';
COMMENT ON SCHEMA pub IS 'Views for analysts, always on a cut.';

-- Grants one privilege statement to a role, when that role exists.
CREATE FUNCTION warehouse.grant_to(role_name text, statement text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format(statement, role_name);
    END IF;
END
$$;
COMMENT ON FUNCTION warehouse.grant_to(text, text) IS
    'Runs a GRANT for a role when the role exists; %I in the statement stands for its name. For migrations only.';
REVOKE ALL ON FUNCTION warehouse.grant_to(text, text) FROM PUBLIC;

SELECT warehouse.grant_to(r, 'GRANT USAGE ON SCHEMA intake TO %I')
FROM unnest(ARRAY['sendstat_portal', 'sendstat_loader', 'sendstat_publisher', 'sendstat_auditor']) AS r;
SELECT warehouse.grant_to('sendstat_loader', 'GRANT USAGE ON SCHEMA identity TO %I');
SELECT warehouse.grant_to(r, 'GRANT USAGE ON SCHEMA warehouse TO %I')
FROM unnest(ARRAY['sendstat_loader', 'sendstat_publisher', 'sendstat_auditor']) AS r;
SELECT warehouse.grant_to(r, 'GRANT USAGE ON SCHEMA reference TO %I')
FROM unnest(ARRAY['sendstat_portal', 'sendstat_loader', 'sendstat_publisher', 'sendstat_analyst']) AS r;
SELECT warehouse.grant_to(r, 'GRANT USAGE ON SCHEMA pub TO %I')
FROM unnest(ARRAY['sendstat_publisher', 'sendstat_analyst']) AS r;
SELECT warehouse.grant_to(r, 'GRANT USAGE ON SCHEMA published TO %I')
FROM unnest(ARRAY['sendstat_portal', 'sendstat_publisher', 'sendstat_analyst']) AS r;
