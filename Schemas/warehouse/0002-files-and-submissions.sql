CREATE TABLE intake.file (
    sha256 bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    byte_count bigint NOT NULL CHECK (byte_count >= 0),
    received_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE intake.file IS 'A file as it came, known by its content: the same bytes are kept once.';
COMMENT ON COLUMN intake.file.sha256 IS 'SHA-256 of the bytes.';
COMMENT ON COLUMN intake.file.byte_count IS 'Length in bytes.';
COMMENT ON COLUMN intake.file.received_at IS 'When these bytes first came.';

CREATE TABLE intake.file_chunk (
    sha256 bytea NOT NULL REFERENCES intake.file,
    chunk_number integer NOT NULL CHECK (chunk_number >= 0),
    bytes bytea NOT NULL,
    PRIMARY KEY (sha256, chunk_number)
);
COMMENT ON TABLE intake.file_chunk IS 'The bytes of a file, in pieces of one mebibyte.';
COMMENT ON COLUMN intake.file_chunk.sha256 IS 'The file they belong to.';
COMMENT ON COLUMN intake.file_chunk.chunk_number IS 'Place of the piece in the file, from 0.';
COMMENT ON COLUMN intake.file_chunk.bytes IS 'The bytes as they came.';

-- Some builds of the server lack lz4; theirs is then the default compression.
DO $$
BEGIN
    ALTER TABLE intake.file_chunk ALTER COLUMN bytes SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'lz4 is not available';
END
$$;

CREATE TABLE intake.submission (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sender text COLLATE "C" NOT NULL CHECK (sender ~ '^[a-z]+:[0-9]+$'),
    la_code text COLLATE "C" CHECK (la_code ~ '^[0-9]{3}$'),
    return_name text COLLATE "C" NOT NULL,
    schema_version text COLLATE "C",
    collection_year integer,
    idempotency_key text COLLATE "C",
    state text COLLATE "C" NOT NULL DEFAULT 'received' CHECK (
        state IN ('received', 'checking', 'has_errors', 'accepted', 'superseded', 'failed', 'quarantined')
    ),
    reason text,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    decided_at timestamptz,
    valid_from timestamptz,
    valid_to timestamptz,
    superseded_by integer REFERENCES intake.submission,
    schema_hash text COLLATE "C",
    reference_hash text COLLATE "C",
    error_count bigint,
    query_count bigint,
    warning_count bigint,
    UNIQUE (sender, idempotency_key),
    CHECK (state NOT IN ('accepted', 'superseded')
        OR (la_code, collection_year, schema_version, schema_hash, valid_from) IS NOT NULL),
    CHECK ((state = 'superseded') = (superseded_by IS NOT NULL AND valid_to IS NOT NULL)),
    CHECK (valid_to >= valid_from)
);
-- Uniqueness is a constraint, not a check: only one submission of a return, authority and year is current.
CREATE UNIQUE INDEX submission_current ON intake.submission (return_name, collection_year, la_code)
WHERE state = 'accepted';
COMMENT ON INDEX intake.submission_current IS 'Only one submission of a return, authority and year is current.';
COMMENT ON TABLE intake.submission IS 'One return as it was sent, and what became of it. Nothing is deleted.';
COMMENT ON COLUMN intake.submission.id IS 'Number of the submission; a later one has a greater number.';
COMMENT ON COLUMN intake.submission.sender IS 'Who sent it, such as la:301.';
COMMENT ON COLUMN intake.submission.la_code IS 'The local authority it is about: the sender, when that is an authority.';
COMMENT ON COLUMN intake.submission.return_name IS 'The return, such as sen2.';
COMMENT ON COLUMN intake.submission.schema_version IS 'Version of the standard, such as 2025; none until known.';
COMMENT ON COLUMN intake.submission.collection_year IS 'Year of the collection; none until checked.';
COMMENT ON COLUMN intake.submission.idempotency_key IS 'The sender''s own key: sending again under it is the same submission.';
COMMENT ON COLUMN intake.submission.state IS
    'received, checking, has_errors, accepted, superseded, failed (could not be read) or quarantined.';
COMMENT ON COLUMN intake.submission.reason IS 'Why it failed or was quarantined, in plain words.';
COMMENT ON COLUMN intake.submission.received_at IS 'When it was sent, by the database''s clock.';
COMMENT ON COLUMN intake.submission.decided_at IS 'When checking it ended.';
COMMENT ON COLUMN intake.submission.valid_from IS 'From when its facts counted.';
COMMENT ON COLUMN intake.submission.valid_to IS 'Until when its facts counted; none while they do.';
COMMENT ON COLUMN intake.submission.superseded_by IS 'The later submission that took its place.';
COMMENT ON COLUMN intake.submission.schema_hash IS 'Hash of the resolved standard it was checked against.';
COMMENT ON COLUMN intake.submission.reference_hash IS 'Hash of the reference data it was checked against.';
COMMENT ON COLUMN intake.submission.error_count IS 'Errors found, exactly.';
COMMENT ON COLUMN intake.submission.query_count IS 'Queries found, exactly.';
COMMENT ON COLUMN intake.submission.warning_count IS 'Warnings found, exactly.';

CREATE TABLE intake.submission_file (
    submission_id integer NOT NULL REFERENCES intake.submission,
    file_number integer NOT NULL,
    name text NOT NULL,
    sha256 bytea NOT NULL REFERENCES intake.file,
    PRIMARY KEY (submission_id, file_number)
);
COMMENT ON TABLE intake.submission_file IS 'The files of a submission, in the order they were given.';
COMMENT ON COLUMN intake.submission_file.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.submission_file.file_number IS 'Place in the order, from 1.';
COMMENT ON COLUMN intake.submission_file.name IS 'Name of the file, without folders.';
COMMENT ON COLUMN intake.submission_file.sha256 IS 'Its content.';

CREATE TABLE intake.record_count (
    submission_id integer NOT NULL REFERENCES intake.submission,
    table_name text COLLATE "C" NOT NULL,
    row_count integer NOT NULL CHECK (row_count >= 0),
    PRIMARY KEY (submission_id, table_name)
);
COMMENT ON TABLE intake.record_count IS 'How many records a loaded submission has, sent and counted alike.';
COMMENT ON COLUMN intake.record_count.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.record_count.table_name IS 'The table of facts.';
COMMENT ON COLUMN intake.record_count.row_count IS 'Rows of that table.';

CREATE TABLE intake.finding_count (
    submission_id integer NOT NULL REFERENCES intake.submission,
    rule text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL CHECK (severity IN ('error', 'query', 'warning')),
    title text NOT NULL,
    found_count bigint NOT NULL CHECK (found_count > 0),
    PRIMARY KEY (submission_id, rule, severity)
);
COMMENT ON TABLE intake.finding_count IS 'How often each rule found something in a submission, exactly.';
COMMENT ON COLUMN intake.finding_count.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.finding_count.rule IS 'Stable code of the rule.';
COMMENT ON COLUMN intake.finding_count.severity IS 'error, query or warning.';
COMMENT ON COLUMN intake.finding_count.title IS 'What the rule is about, in a few words.';
COMMENT ON COLUMN intake.finding_count.found_count IS 'How many findings, also beyond those that are stored.';

CREATE TABLE intake.finding (
    submission_id integer NOT NULL REFERENCES intake.submission,
    finding_number integer NOT NULL,
    rule text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL CHECK (severity IN ('error', 'query', 'warning')),
    table_name text COLLATE "C" NOT NULL,
    record_key text NOT NULL,
    file_name text NOT NULL,
    row_number integer NOT NULL,
    line_number integer NOT NULL,
    column_name text NOT NULL,
    found text NOT NULL,
    expected text NOT NULL,
    message text NOT NULL,
    related jsonb NOT NULL,
    PRIMARY KEY (submission_id, finding_number)
);
COMMENT ON TABLE intake.finding IS
    'Findings of a submission, for its sender. They hold cells'' values, so only the portal and the loader read them.';
COMMENT ON COLUMN intake.finding.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.finding.finding_number IS 'Place in the fixed order of findings, from 1.';
COMMENT ON COLUMN intake.finding.rule IS 'Stable code of the rule.';
COMMENT ON COLUMN intake.finding.severity IS 'error, query or warning.';
COMMENT ON COLUMN intake.finding.table_name IS 'The table; empty when the whole file is meant.';
COMMENT ON COLUMN intake.finding.record_key IS 'How the sender knows the record.';
COMMENT ON COLUMN intake.finding.file_name IS 'The file.';
COMMENT ON COLUMN intake.finding.row_number IS 'The row as a person counts it; 0 when no record is meant.';
COMMENT ON COLUMN intake.finding.line_number IS 'The line of the file; 0 when the whole file is meant.';
COMMENT ON COLUMN intake.finding.column_name IS 'The column or element; empty when the whole record is meant.';
COMMENT ON COLUMN intake.finding.found IS 'The value as it came.';
COMMENT ON COLUMN intake.finding.expected IS 'What was expected instead.';
COMMENT ON COLUMN intake.finding.message IS 'What is wrong and what to do.';
COMMENT ON COLUMN intake.finding.related IS 'Other cells that the check read.';

SELECT warehouse.grant_to('sendstat_portal', statement) FROM unnest(ARRAY[
    'GRANT SELECT, INSERT ON intake.file, intake.file_chunk, intake.submission_file TO %I',
    'GRANT SELECT, INSERT ON intake.submission TO %I',
    'GRANT SELECT ON intake.finding, intake.finding_count, intake.record_count TO %I'
]) AS statement;
SELECT warehouse.grant_to('sendstat_loader', statement) FROM unnest(ARRAY[
    'GRANT SELECT ON intake.file, intake.file_chunk, intake.submission_file TO %I',
    'GRANT SELECT, UPDATE ON intake.submission TO %I',
    'GRANT SELECT, INSERT ON intake.finding, intake.finding_count, intake.record_count TO %I'
]) AS statement;
SELECT warehouse.grant_to('sendstat_publisher', 'GRANT SELECT ON intake.submission, intake.record_count TO %I');
SELECT warehouse.grant_to('sendstat_auditor', statement) FROM unnest(ARRAY[
    'GRANT SELECT ON intake.file, intake.submission_file, intake.submission TO %I',
    'GRANT SELECT ON intake.finding_count, intake.record_count TO %I'
]) AS statement;
