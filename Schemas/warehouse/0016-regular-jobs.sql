-- What runs by a timer tells here when it ran and what came of it: never twice at once, and a watcher sees when it stops.
CREATE TABLE intake.job_run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL CHECK (name ~ '^[a-z][a-z0-9-]{0,39}$'),
    period_seconds integer NOT NULL CHECK (period_seconds > 0),
    worker_number integer,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    failure text,
    CHECK (failure IS NULL OR ended_at IS NOT NULL)
);
CREATE INDEX job_run_of_name ON intake.job_run (name, id);
COMMENT ON INDEX intake.job_run_of_name IS 'The runs of one job, in order.';
COMMENT ON TABLE intake.job_run IS 'Each run of a job that runs again and again, such as reminders, pipelines and backups.';
COMMENT ON COLUMN intake.job_run.id IS 'Number of the run.';
COMMENT ON COLUMN intake.job_run.name IS 'Name of the job.';
COMMENT ON COLUMN intake.job_run.period_seconds IS 'How long apart its runs should be.';
COMMENT ON COLUMN intake.job_run.worker_number IS 'Number whose lock the run holds while it lives; none for what only says afterwards that it ran.';
COMMENT ON COLUMN intake.job_run.started_at IS 'When it began.';
COMMENT ON COLUMN intake.job_run.ended_at IS 'When it ended; none while it runs, or when it was killed and nobody noticed yet.';
COMMENT ON COLUMN intake.job_run.failure IS 'Why it did not do all it should; none when it did.';

CREATE VIEW intake.regular_job WITH (security_barrier) AS
SELECT name,
    (array_agg(period_seconds ORDER BY id DESC))[1] AS period_seconds,
    max(ended_at) FILTER (WHERE failure IS NULL) AS succeeded_at,
    max(started_at) FILTER (
        WHERE ended_at IS NULL AND worker_number IS NOT NULL AND intake.worker_lives(worker_number)
    ) AS running_since,
    (array_agg(failure ORDER BY id DESC))[1] AS last_failure
FROM intake.job_run GROUP BY name;
COMMENT ON VIEW intake.regular_job IS 'Jobs that run again and again: when each last succeeded, and whether it runs now.';
COMMENT ON COLUMN intake.regular_job.name IS 'Name of the job.';
COMMENT ON COLUMN intake.regular_job.period_seconds IS 'How long apart its runs should be.';
COMMENT ON COLUMN intake.regular_job.succeeded_at IS 'When it last did all it should; none when it never did.';
COMMENT ON COLUMN intake.regular_job.running_since IS 'When the run began that is under way; none when none is.';
COMMENT ON COLUMN intake.regular_job.last_failure IS 'Why the last run did not do all it should; none when it did, or runs.';
SELECT warehouse.grant_to('sendstat_portal', 'GRANT SELECT ON intake.regular_job TO %I');
