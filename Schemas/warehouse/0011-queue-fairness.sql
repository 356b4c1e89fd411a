-- Senders take turns. A job's turn is fixed when it is put in the queue, so that a place in the queue can be told.

-- A function over whole rows of a table keeps columns from being added: it is made again below.
DROP FUNCTION intake.may_be_taken(intake.job);
ALTER TABLE intake.job ADD COLUMN turn bigint NOT NULL DEFAULT 0, ADD COLUMN place_told integer;
COMMENT ON COLUMN intake.job.turn IS 'Jobs of lower turns are taken first; a sender''s jobs have a turn each.';
COMMENT ON COLUMN intake.job.place_told IS
    'The best place in the queue that was told; a worse one is never told after it.';

CREATE FUNCTION intake.may_be_taken(job intake.job) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog
RETURN job.state = 'waiting' OR (job.state = 'running' AND (
    job.lease_until < clock_timestamp()
    OR (job.worker_number IS NOT NULL AND NOT intake.worker_lives(job.worker_number))
));
COMMENT ON FUNCTION intake.may_be_taken(intake.job) IS
    'Whether a job waits, or was left by a worker whose lease ran out or whose connection is gone.';

CREATE INDEX job_turn ON intake.job (turn, id) WHERE state IN ('waiting', 'running');
COMMENT ON INDEX intake.job_turn IS 'Open jobs in the order in which they are taken.';
DROP INDEX intake.job_open;

CREATE FUNCTION intake.take_turn() RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- Not before the turn that is served now, and behind the sender's own that wait.
    SELECT greatest(
        coalesce((SELECT min(j.turn) FROM intake.job j WHERE j.state = 'waiting'), 0),
        coalesce((
            SELECT max(j.turn) + 1
            FROM intake.job j
            JOIN intake.submission other ON other.id = j.submission_id
            JOIN intake.submission own ON own.id = NEW.submission_id AND own.sender = other.sender
            WHERE j.state IN ('waiting', 'running')
        ), 0)
    ) INTO NEW.turn;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION intake.take_turn() IS 'Gives a new job its turn.';
REVOKE ALL ON FUNCTION intake.take_turn() FROM PUBLIC;

CREATE TRIGGER take_turn BEFORE INSERT ON intake.job
FOR EACH ROW EXECUTE FUNCTION intake.take_turn();
COMMENT ON TRIGGER take_turn ON intake.job IS 'Gives a new job its turn.';

SELECT warehouse.grant_to('sendstat_portal', 'GRANT UPDATE (place_told) ON intake.job TO %I');
