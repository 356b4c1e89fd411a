-- What runs by a timer says here that it succeeded, so that a watcher sees when it no longer does.
CREATE TABLE intake.regular_job (
    name text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,39}$'),
    period_seconds integer NOT NULL CHECK (period_seconds > 0),
    succeeded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE intake.regular_job IS 'Jobs that run again and again, such as reminders and backups: when each last succeeded.';
COMMENT ON COLUMN intake.regular_job.name IS 'Name of the job.';
COMMENT ON COLUMN intake.regular_job.period_seconds IS 'How long apart its runs should be.';
COMMENT ON COLUMN intake.regular_job.succeeded_at IS 'When it last did all it should.';
SELECT warehouse.grant_to('sendstat_portal', 'GRANT SELECT ON intake.regular_job TO %I');
