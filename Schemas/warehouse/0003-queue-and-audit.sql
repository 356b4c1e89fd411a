CREATE SEQUENCE intake.worker_number AS integer;
COMMENT ON SEQUENCE intake.worker_number IS 'Numbers the workers; each holds an advisory lock on its number while it lives.';

CREATE TABLE intake.job (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission_id integer NOT NULL UNIQUE REFERENCES intake.submission,
    state text COLLATE "C" NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'quarantined')),
    attempts integer NOT NULL DEFAULT 0,
    lease_number integer NOT NULL DEFAULT 0,
    lease_until timestamptz,
    worker_number integer,
    reason text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    CHECK ((state = 'running') = (lease_until IS NOT NULL))
);
CREATE INDEX job_open ON intake.job (id) WHERE state IN ('waiting', 'running');
COMMENT ON INDEX intake.job_open IS 'Jobs that somebody may have to take.';
COMMENT ON TABLE intake.job IS 'The queue: one job of checking and loading for each submission.';
COMMENT ON COLUMN intake.job.id IS 'Number of the job; lower ones are taken first.';
COMMENT ON COLUMN intake.job.submission_id IS 'The submission to check and load.';
COMMENT ON COLUMN intake.job.state IS 'waiting, running, done or quarantined.';
COMMENT ON COLUMN intake.job.attempts IS 'How often it was started, counted when it is taken.';
COMMENT ON COLUMN intake.job.lease_number IS 'Grows by one each time it is taken; only the holder of the last one may finish it.';
COMMENT ON COLUMN intake.job.lease_until IS 'Until when nobody else takes it, by the database''s clock.';
COMMENT ON COLUMN intake.job.worker_number IS 'The worker that took it last; none when that worker shows no sign of life.';
COMMENT ON COLUMN intake.job.reason IS 'Why it was quarantined, in plain words.';
COMMENT ON COLUMN intake.job.created_at IS 'When it was put in the queue.';
COMMENT ON COLUMN intake.job.ended_at IS 'When it was done or quarantined.';

-- A worker that dies drops its connection, and with it the lock on its number: its job need not wait for the lease.
CREATE FUNCTION intake.worker_lives(worker integer) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog
RETURN EXISTS (
    SELECT FROM pg_locks l
    JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted
        AND l.classid = 1936028260 AND l.objid = worker::oid AND l.objsubid = 2
);
COMMENT ON FUNCTION intake.worker_lives(integer) IS
    'Whether a worker''s connection still holds its advisory lock (class 1936028260, its number).';

CREATE FUNCTION intake.may_be_taken(job intake.job) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog
RETURN job.state = 'waiting' OR (job.state = 'running' AND (
    job.lease_until < clock_timestamp()
    OR (job.worker_number IS NOT NULL AND NOT intake.worker_lives(job.worker_number))
));
COMMENT ON FUNCTION intake.may_be_taken(intake.job) IS
    'Whether a job waits, or was left by a worker whose lease ran out or whose connection is gone.';

CREATE TABLE intake.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL DEFAULT session_user,
    action text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE intake.audit IS 'What happened, in order; rows are only ever added.';
COMMENT ON COLUMN intake.audit.id IS 'Place in the order.';
COMMENT ON COLUMN intake.audit.at IS 'When, by the database''s clock.';
COMMENT ON COLUMN intake.audit.actor IS 'The database role that did it.';
COMMENT ON COLUMN intake.audit.action IS 'What was done, such as submission-accepted.';
COMMENT ON COLUMN intake.audit.subject IS 'To what, such as submission:12.';
COMMENT ON COLUMN intake.audit.detail IS 'Counts, hashes and names of tables; never a child''s data.';

CREATE FUNCTION intake.refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'rows of %.% are only ever added', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
COMMENT ON FUNCTION intake.refuse_change() IS 'Keeps a table append-only.';

CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON intake.audit
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();

SELECT warehouse.grant_to('sendstat_portal', statement) FROM unnest(ARRAY[
    'GRANT SELECT, INSERT ON intake.job TO %I',
    'GRANT INSERT ON intake.audit TO %I'
]) AS statement;
SELECT warehouse.grant_to('sendstat_loader', statement) FROM unnest(ARRAY[
    'GRANT SELECT, UPDATE ON intake.job TO %I',
    'GRANT USAGE ON SEQUENCE intake.worker_number TO %I',
    'GRANT INSERT ON intake.audit TO %I'
]) AS statement;
SELECT warehouse.grant_to('sendstat_publisher', 'GRANT INSERT ON intake.audit TO %I');
SELECT warehouse.grant_to('sendstat_auditor', 'GRANT SELECT ON intake.job, intake.audit TO %I');
