CREATE TABLE warehouse.cut (
    name text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    as_of timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE warehouse.cut IS 'A named, frozen instant: reports are built from it, and it never changes.';
COMMENT ON COLUMN warehouse.cut.name IS 'Name of the cut.';
COMMENT ON COLUMN warehouse.cut.as_of IS 'The instant.';

CREATE TABLE warehouse.cut_submission (
    cut text COLLATE "C" NOT NULL REFERENCES warehouse.cut,
    submission_id integer NOT NULL REFERENCES intake.submission,
    PRIMARY KEY (cut, submission_id)
);
COMMENT ON TABLE warehouse.cut_submission IS 'The submissions that were current at a cut''s instant.';
COMMENT ON COLUMN warehouse.cut_submission.cut IS 'The cut.';
COMMENT ON COLUMN warehouse.cut_submission.submission_id IS 'A submission that was current.';

-- A cut is filled in the transaction that makes it and never afterwards.
CREATE FUNCTION warehouse.refuse_late_member() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM warehouse.cut c
        WHERE c.name = NEW.cut AND c.xmin = pg_current_xact_id()::xid
    ) THEN
        RAISE EXCEPTION 'cut % is frozen', NEW.cut USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION warehouse.refuse_late_member() IS 'Keeps a cut as it was made.';

CREATE TRIGGER cut_member_comes_with_its_cut BEFORE INSERT ON warehouse.cut_submission
FOR EACH ROW EXECUTE FUNCTION warehouse.refuse_late_member();
CREATE TRIGGER cut_member_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON warehouse.cut_submission
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();
CREATE TRIGGER cut_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON warehouse.cut
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();

SELECT warehouse.grant_to('sendstat_publisher',
    'GRANT SELECT, INSERT ON warehouse.cut, warehouse.cut_submission TO %I');
SELECT warehouse.grant_to('sendstat_auditor',
    'GRANT SELECT ON warehouse.cut, warehouse.cut_submission TO %I');
