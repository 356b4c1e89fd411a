-- A collection is what returns are sent to: nothing is taken in while none is open.
CREATE TABLE intake.collection (
    return_name text COLLATE "C" NOT NULL CHECK (return_name ~ '^[a-z][a-z0-9-]*$'),
    collection_year integer NOT NULL CHECK (collection_year BETWEEN 2000 AND 2100),
    schema_version text COLLATE "C" NOT NULL,
    senders text COLLATE "C" NOT NULL CHECK (senders IN ('la', 'school')),
    opens_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    closes_at timestamptz CHECK (closes_at >= opens_at),
    sign_off text COLLATE "C" NOT NULL CHECK (sign_off IN ('two_people', 'none')),
    PRIMARY KEY (return_name, collection_year)
);
COMMENT ON TABLE intake.collection IS 'What is collected, and when: a return is taken in only while its collection is open.';
COMMENT ON COLUMN intake.collection.return_name IS 'The return, such as sen2.';
COMMENT ON COLUMN intake.collection.collection_year IS 'Its year.';
COMMENT ON COLUMN intake.collection.schema_version IS 'Version of the standard that judges it, such as 2025.';
COMMENT ON COLUMN intake.collection.senders IS 'Who sends it: la (each local authority) or school.';
COMMENT ON COLUMN intake.collection.opens_at IS 'From when returns are taken in.';
COMMENT ON COLUMN intake.collection.due_at IS 'The last second in time: 23:59:59 in London on the day it is due.';
COMMENT ON COLUMN intake.collection.closes_at IS 'From when nothing is taken in or signed any more; none while nobody has closed it.';
COMMENT ON COLUMN intake.collection.sign_off IS
    'two_people: one prepares and another signs. none: a return without errors counts at once, for rehearsals.';

-- What was sent before there were collections was accepted without anybody signing it.
INSERT INTO intake.collection (
    return_name, collection_year, schema_version, senders, opens_at, due_at, sign_off
)
SELECT return_name, collection_year, max(schema_version), 'la', min(received_at), max(received_at), 'none'
FROM intake.submission
WHERE collection_year IS NOT NULL AND schema_version IS NOT NULL
GROUP BY return_name, collection_year;

DROP INDEX intake.submission_current;
ALTER TABLE intake.submission
    DROP CONSTRAINT submission_state_check,
    DROP CONSTRAINT submission_check,
    DROP CONSTRAINT submission_check1,
    ADD COLUMN rules_hash text COLLATE "C",
    ADD COLUMN previous_hash text COLLATE "C",
    ADD COLUMN unexplained_count bigint CHECK (unexplained_count >= 0),
    ADD CONSTRAINT submission_state_known CHECK (state IN (
        'received', 'checking', 'has_errors', 'has_queries', 'ready', 'signed', 'accepted', 'superseded', 'withdrawn',
        'failed', 'quarantined'
    )),
    -- Those that count, and only they, have a beginning and no end.
    ADD CONSTRAINT submission_counts CHECK (
        (state IN ('signed', 'accepted')) = (valid_from IS NOT NULL AND valid_to IS NULL)
    ),
    ADD CONSTRAINT submission_counted CHECK (
        valid_from IS NULL OR (collection_year, schema_version, schema_hash) IS NOT NULL
    ),
    ADD CONSTRAINT submission_superseded CHECK (
        (state = 'superseded') = (superseded_by IS NOT NULL AND valid_to IS NOT NULL)
    ),
    ADD CONSTRAINT submission_of_a_collection FOREIGN KEY (return_name, collection_year) REFERENCES intake.collection;
COMMENT ON COLUMN intake.submission.state IS
    'received, checking, has_errors, has_queries, ready, signed, accepted, superseded, withdrawn, failed (could not be read) or quarantined.';
COMMENT ON COLUMN intake.submission.reason IS 'Why it failed, was quarantined or was withdrawn, in plain words.';
COMMENT ON COLUMN intake.submission.la_code IS 'The local authority it is about: the sender, or the area of the school that sent it.';
COMMENT ON COLUMN intake.submission.rules_hash IS 'Hash of the rules it was checked by.';
COMMENT ON COLUMN intake.submission.unexplained_count IS
    'Queries that wait for an explanation, counted whenever that may have changed; none before it can wait for one.';
COMMENT ON COLUMN intake.submission.previous_hash IS 'Hash of the earlier return it was compared with; empty when there was none.';

CREATE UNIQUE INDEX submission_that_counts ON intake.submission (return_name, collection_year, sender)
WHERE state IN ('signed', 'accepted');
COMMENT ON INDEX intake.submission_that_counts IS 'Only one submission of a return, year and sender counts.';
CREATE INDEX submission_of_sender ON intake.submission (sender, return_name, collection_year, id);
COMMENT ON INDEX intake.submission_of_sender IS 'The submissions of one sender, in order.';

-- What people did to a submission. Each act is done once, whoever tries it at the same moment.
CREATE TABLE intake.act (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission_id integer NOT NULL REFERENCES intake.submission,
    act text COLLATE "C" NOT NULL CHECK (act IN ('prepared', 'signed', 'accepted', 'withdrawn', 'reinstated')),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    account_id integer,
    person text NOT NULL CHECK (person <> ''),
    way text COLLATE "C" NOT NULL CHECK (way IN ('portal', 'api', 'command_line')),
    reason text CHECK (reason <> ''),
    CHECK (reason IS NOT NULL OR act IN ('prepared', 'signed', 'accepted'))
);
CREATE UNIQUE INDEX act_once ON intake.act (submission_id, act) WHERE act <> 'reinstated';
COMMENT ON INDEX intake.act_once IS 'Nothing is signed or withdrawn twice.';
COMMENT ON TABLE intake.act IS 'Who prepared, signed, accepted, withdrew or reinstated a submission; rows are only ever added.';
COMMENT ON COLUMN intake.act.id IS 'Place in the order.';
COMMENT ON COLUMN intake.act.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.act.act IS 'prepared, signed, accepted, withdrawn or reinstated.';
COMMENT ON COLUMN intake.act.at IS 'When, by the database''s clock.';
COMMENT ON COLUMN intake.act.account_id IS 'The account of the person; none on the command line.';
COMMENT ON COLUMN intake.act.person IS 'Name of the officer, never of a child.';
COMMENT ON COLUMN intake.act.way IS 'portal, api or command_line.';
COMMENT ON COLUMN intake.act.reason IS 'Why, in the person''s words, where a reason is required.';
CREATE TRIGGER act_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON intake.act
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();

-- Findings keep all that was said of them when the return was checked.
ALTER TABLE intake.finding_count
    ADD COLUMN count_number integer NOT NULL DEFAULT 0,
    ADD COLUMN unit text NOT NULL DEFAULT '',
    ADD COLUMN unit_of_one text NOT NULL DEFAULT '',
    ADD COLUMN total_count bigint,
    ADD COLUMN fix text NOT NULL DEFAULT '',
    ADD COLUMN rule_hash text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN facts_hash bytea CHECK (octet_length(facts_hash) = 32);
COMMENT ON COLUMN intake.finding_count.count_number IS 'Place in the fixed order of rules, from 1.';
COMMENT ON COLUMN intake.finding_count.unit_of_one IS 'The same in the singular.';
COMMENT ON COLUMN intake.finding_count.unit IS 'What is counted, in the plural; empty when the whole return is meant.';
COMMENT ON COLUMN intake.finding_count.total_count IS 'How many of these the rule looked at; none when not counted.';
COMMENT ON COLUMN intake.finding_count.fix IS 'How to mend it.';
COMMENT ON COLUMN intake.finding_count.rule_hash IS 'SHA-256 of what the rule said then.';
COMMENT ON COLUMN intake.finding_count.facts_hash IS
    'Stands for the findings beyond those that are stored: changes with the rule and with their number.';

-- Apart from the counts, which more roles may read: what is said of a single finding holds its value.
CREATE TABLE intake.finding_summary (
    submission_id integer NOT NULL REFERENCES intake.submission,
    rule text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL,
    summary text NOT NULL,
    PRIMARY KEY (submission_id, rule, severity)
);
COMMENT ON TABLE intake.finding_summary IS
    'What each rule says of all it found, for the sender. Of one finding it holds the cell''s value.';
COMMENT ON COLUMN intake.finding_summary.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.finding_summary.rule IS 'Stable code of the rule.';
COMMENT ON COLUMN intake.finding_summary.severity IS 'error, query or warning.';
COMMENT ON COLUMN intake.finding_summary.summary IS 'The rule''s words for this many.';

ALTER TABLE intake.finding
    ADD COLUMN previous text,
    ADD COLUMN facts_hash bytea CHECK (octet_length(facts_hash) = 32);
CREATE INDEX finding_of_rule ON intake.finding (submission_id, rule, finding_number);
COMMENT ON INDEX intake.finding_of_rule IS 'The findings of one rule, in order.';
COMMENT ON COLUMN intake.finding.previous IS 'The value in last year''s return; none when nothing was compared.';
COMMENT ON COLUMN intake.finding.facts_hash IS
    'SHA-256 over the rule, what it said, the record and the values it read: an explanation stands while this does.';

CREATE TABLE intake.read_as (
    submission_id integer NOT NULL REFERENCES intake.submission,
    entry_number integer NOT NULL,
    table_name text COLLATE "C" NOT NULL,
    column_name text NOT NULL,
    kind text COLLATE "C" NOT NULL,
    cell_count bigint NOT NULL,
    first_file text NOT NULL,
    first_line integer NOT NULL,
    first_found text NOT NULL,
    first_read_as text NOT NULL,
    PRIMARY KEY (submission_id, entry_number)
);
COMMENT ON TABLE intake.read_as IS 'What was read otherwise than as it came, for the sender: it holds cells'' values.';
COMMENT ON COLUMN intake.read_as.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.read_as.entry_number IS 'Place in the fixed order, from 1.';
COMMENT ON COLUMN intake.read_as.table_name IS 'The table.';
COMMENT ON COLUMN intake.read_as.column_name IS 'The column.';
COMMENT ON COLUMN intake.read_as.kind IS 'What was done, such as trimmed.';
COMMENT ON COLUMN intake.read_as.cell_count IS 'In how many cells.';
COMMENT ON COLUMN intake.read_as.first_file IS 'File of the first of them.';
COMMENT ON COLUMN intake.read_as.first_line IS 'Its line.';
COMMENT ON COLUMN intake.read_as.first_found IS 'The value as it came.';
COMMENT ON COLUMN intake.read_as.first_read_as IS 'The value as it was read.';

CREATE TABLE intake.read_file (
    submission_id integer NOT NULL REFERENCES intake.submission,
    file_number integer NOT NULL,
    name text NOT NULL,
    form text COLLATE "C" NOT NULL,
    byte_count bigint NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    is_previous boolean NOT NULL,
    PRIMARY KEY (submission_id, file_number)
);
COMMENT ON TABLE intake.read_file IS 'The files that were read, also those inside an archive, and of the return compared with.';
COMMENT ON COLUMN intake.read_file.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.read_file.file_number IS 'Place in the order, from 1.';
COMMENT ON COLUMN intake.read_file.name IS 'Name of the file.';
COMMENT ON COLUMN intake.read_file.form IS 'xml, csv or xlsx.';
COMMENT ON COLUMN intake.read_file.byte_count IS 'Length in bytes.';
COMMENT ON COLUMN intake.read_file.sha256 IS 'SHA-256 of its bytes, in hexadecimal.';
COMMENT ON COLUMN intake.read_file.is_previous IS 'Whether it is of the earlier return that was compared with.';

CREATE TABLE intake.sent_count (
    submission_id integer NOT NULL REFERENCES intake.submission,
    table_number integer NOT NULL,
    table_name text COLLATE "C" NOT NULL,
    row_count integer NOT NULL CHECK (row_count >= 0),
    PRIMARY KEY (submission_id, table_number)
);
COMMENT ON TABLE intake.sent_count IS 'How many records a return holds, table by table, whatever became of it.';
COMMENT ON COLUMN intake.sent_count.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.sent_count.table_number IS 'Place of the table in the standard, from 1.';
COMMENT ON COLUMN intake.sent_count.table_name IS 'Name of the table in the standard.';
COMMENT ON COLUMN intake.sent_count.row_count IS 'Records of that table.';

CREATE TABLE intake.measured_count (
    submission_id integer NOT NULL REFERENCES intake.submission,
    rule text COLLATE "C" NOT NULL,
    title text NOT NULL,
    found_count bigint NOT NULL CHECK (found_count > 0),
    total_count bigint,
    PRIMARY KEY (submission_id, rule)
);
COMMENT ON TABLE intake.measured_count IS 'What rules found that are only measured: for the national team, never for senders.';
COMMENT ON COLUMN intake.measured_count.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.measured_count.rule IS 'Stable code of the rule.';
COMMENT ON COLUMN intake.measured_count.title IS 'What the rule is about, in a few words.';
COMMENT ON COLUMN intake.measured_count.found_count IS 'How many findings it made.';
COMMENT ON COLUMN intake.measured_count.total_count IS 'How many records it looked at; none when not counted.';

-- A rule that was found to be wrong is set aside for a collection, and can be put back.
CREATE TABLE intake.known_issue (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    return_name text COLLATE "C" NOT NULL,
    collection_year integer NOT NULL,
    rule text COLLATE "C" NOT NULL,
    notice text NOT NULL CHECK (notice <> ''),
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    set_by text NOT NULL,
    lifted_at timestamptz CHECK (lifted_at >= since),
    lifted_by text,
    FOREIGN KEY (return_name, collection_year) REFERENCES intake.collection,
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX known_issue_once ON intake.known_issue (return_name, collection_year, rule) WHERE lifted_at IS NULL;
COMMENT ON INDEX intake.known_issue_once IS 'A rule is set aside once at a time.';
COMMENT ON TABLE intake.known_issue IS 'Rules that hold nobody up, as they were found to be wrong.';
COMMENT ON COLUMN intake.known_issue.id IS 'Place in the order.';
COMMENT ON COLUMN intake.known_issue.return_name IS 'The return.';
COMMENT ON COLUMN intake.known_issue.collection_year IS 'The year of the collection.';
COMMENT ON COLUMN intake.known_issue.rule IS 'Stable code of the rule.';
COMMENT ON COLUMN intake.known_issue.notice IS 'What senders are told.';
COMMENT ON COLUMN intake.known_issue.since IS 'From when it holds nobody up.';
COMMENT ON COLUMN intake.known_issue.set_by IS 'Name of the officer who set it aside.';
COMMENT ON COLUMN intake.known_issue.lifted_at IS 'When the rule was put back; none while it is set aside.';
COMMENT ON COLUMN intake.known_issue.lifted_by IS 'Name of the officer who put it back.';

CREATE TABLE intake.explanation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sender text COLLATE "C" NOT NULL,
    return_name text COLLATE "C" NOT NULL,
    collection_year integer NOT NULL,
    submission_id integer NOT NULL REFERENCES intake.submission,
    rule text COLLATE "C" NOT NULL,
    rule_hash text COLLATE "C" NOT NULL,
    record_key text NOT NULL,
    facts_hash bytea NOT NULL CHECK (octet_length(facts_hash) = 32),
    reason_code text COLLATE "C" NOT NULL,
    text text NOT NULL,
    scope text COLLATE "C" NOT NULL CHECK (scope IN ('record', 'filter', 'all')),
    confirmed_identifier boolean NOT NULL,
    account_id integer,
    author text NOT NULL CHECK (author <> ''),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    FOREIGN KEY (return_name, collection_year) REFERENCES intake.collection
);
CREATE INDEX explanation_of_facts ON intake.explanation (
    sender, return_name, collection_year, rule, md5(record_key), facts_hash, id
);
COMMENT ON INDEX intake.explanation_of_facts IS 'The newest explanation of the same facts. Keys are hashed, as a sender may make them long.';
COMMENT ON TABLE intake.explanation IS
    'Why a query is right, in the sender''s words. Rows are only ever added; of those for the same facts the newest counts.';
COMMENT ON COLUMN intake.explanation.id IS 'Place in the order.';
COMMENT ON COLUMN intake.explanation.sender IS 'Whose return, such as la:301.';
COMMENT ON COLUMN intake.explanation.return_name IS 'The return.';
COMMENT ON COLUMN intake.explanation.collection_year IS 'The year of the collection.';
COMMENT ON COLUMN intake.explanation.submission_id IS 'The submission it was first given for.';
COMMENT ON COLUMN intake.explanation.rule IS 'Stable code of the rule.';
COMMENT ON COLUMN intake.explanation.rule_hash IS 'SHA-256 of what the rule said then.';
COMMENT ON COLUMN intake.explanation.record_key IS 'The record as the sender knows it; * for those beyond the stored findings.';
COMMENT ON COLUMN intake.explanation.facts_hash IS 'The facts it explains; with other facts it must be checked again.';
COMMENT ON COLUMN intake.explanation.reason_code IS 'Kind of reason, such as one_off.';
COMMENT ON COLUMN intake.explanation.text IS 'The explanation.';
COMMENT ON COLUMN intake.explanation.scope IS 'Whether it was given for one record, for a filter or for all of the rule.';
COMMENT ON COLUMN intake.explanation.confirmed_identifier IS
    'Whether the author confirmed that what looks like an identifier in the text is none.';
COMMENT ON COLUMN intake.explanation.account_id IS 'Account of the author; none on the command line.';
COMMENT ON COLUMN intake.explanation.author IS 'Name of the officer.';
COMMENT ON COLUMN intake.explanation.at IS 'When, by the database''s clock.';
CREATE TRIGGER explanation_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON intake.explanation
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();

CREATE TABLE intake.explanation_reply (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    explanation_id bigint NOT NULL REFERENCES intake.explanation,
    text text NOT NULL CHECK (text <> ''),
    account_id integer,
    author text NOT NULL CHECK (author <> ''),
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX reply_to_explanation ON intake.explanation_reply (explanation_id);
COMMENT ON INDEX intake.reply_to_explanation IS 'The replies to an explanation.';
COMMENT ON TABLE intake.explanation_reply IS
    'What a statistician asks back: the explanation is then not enough until a newer one is given. Rows are only ever added.';
COMMENT ON COLUMN intake.explanation_reply.id IS 'Place in the order.';
COMMENT ON COLUMN intake.explanation_reply.explanation_id IS 'The explanation.';
COMMENT ON COLUMN intake.explanation_reply.text IS 'What is asked.';
COMMENT ON COLUMN intake.explanation_reply.account_id IS 'Account of the statistician; none on the command line.';
COMMENT ON COLUMN intake.explanation_reply.author IS 'Name of the statistician.';
COMMENT ON COLUMN intake.explanation_reply.at IS 'When, by the database''s clock.';
CREATE TRIGGER reply_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON intake.explanation_reply
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();

CREATE FUNCTION intake.explanation_status(
    sender text, return_name text, collection_year integer, rule text, record_key text, facts_hash bytea
) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
RETURN coalesce(
    (
        SELECT CASE
            WHEN EXISTS (SELECT FROM intake.explanation_reply r WHERE r.explanation_id = e.id) THEN 'missing'
            ELSE 'explained'
        END
        FROM intake.explanation e
        WHERE e.sender = $1 AND e.return_name = $2 AND e.collection_year = $3 AND e.rule = $4
            AND md5(e.record_key) = md5($5) AND e.facts_hash = $6
        ORDER BY e.id DESC
        LIMIT 1
    ),
    (
        SELECT 'check_again'
        FROM intake.explanation e
        WHERE e.sender = $1 AND e.return_name = $2 AND e.collection_year = $3 AND e.rule = $4
            AND md5(e.record_key) = md5($5)
        LIMIT 1
    ),
    'missing'
);
COMMENT ON FUNCTION intake.explanation_status(text, text, integer, text, text, bytea) IS
    'explained; check_again when the same record was explained with other facts; missing, also when a reply asks for more.';

CREATE VIEW intake.query_status WITH (security_barrier) AS
SELECT
    f.submission_id, f.finding_number, f.rule, f.record_key,
    intake.explanation_status(
        s.sender, s.return_name, s.collection_year, f.rule, f.record_key, f.facts_hash
    ) COLLATE "C" AS status
FROM intake.finding f
JOIN intake.submission s ON s.id = f.submission_id
WHERE f.severity = 'query';
COMMENT ON VIEW intake.query_status IS 'Each stored query of a submission with what is known of its explanation. Name a submission.';
COMMENT ON COLUMN intake.query_status.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.query_status.finding_number IS 'Number of the finding.';
COMMENT ON COLUMN intake.query_status.rule IS 'Stable code of the rule.';
COMMENT ON COLUMN intake.query_status.record_key IS 'The record as the sender knows it.';
COMMENT ON COLUMN intake.query_status.status IS 'explained, check_again or missing.';

CREATE VIEW intake.query_progress WITH (security_barrier) AS
SELECT
    c.submission_id, c.rule, c.title, c.found_count,
    k.notice,
    coalesce(q.explained, 0) + CASE WHEN rest.status = 'explained' THEN rest.number ELSE 0 END AS explained,
    coalesce(q.check_again, 0) + CASE WHEN rest.status = 'check_again' THEN rest.number ELSE 0 END AS check_again,
    coalesce(q.missing, 0) + CASE WHEN rest.status = 'missing' THEN rest.number ELSE 0 END AS missing
FROM intake.finding_count c
JOIN intake.submission s ON s.id = c.submission_id
LEFT JOIN intake.known_issue k
    ON k.return_name = s.return_name AND k.collection_year = s.collection_year AND k.rule = c.rule
    AND k.lifted_at IS NULL
LEFT JOIN LATERAL (
    SELECT count(*) AS stored,
        count(*) FILTER (WHERE status = 'explained') AS explained,
        count(*) FILTER (WHERE status = 'check_again') AS check_again,
        count(*) FILTER (WHERE status = 'missing') AS missing
    FROM intake.query_status q
    WHERE q.submission_id = c.submission_id AND q.rule = c.rule
) AS q ON true
CROSS JOIN LATERAL (
    SELECT c.found_count - q.stored AS number,
        CASE WHEN c.found_count = q.stored THEN '' ELSE intake.explanation_status(
            s.sender, s.return_name, s.collection_year, c.rule, '*', c.facts_hash
        ) END AS status
) AS rest
WHERE c.severity = 'query';
COMMENT ON VIEW intake.query_progress IS 'How far the queries of each rule are explained. Name a submission.';
COMMENT ON COLUMN intake.query_progress.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.query_progress.rule IS 'Stable code of the rule.';
COMMENT ON COLUMN intake.query_progress.title IS 'What the rule is about, in a few words.';
COMMENT ON COLUMN intake.query_progress.found_count IS 'Queries of the rule.';
COMMENT ON COLUMN intake.query_progress.notice IS 'Why the rule holds nobody up; none when it does.';
COMMENT ON COLUMN intake.query_progress.explained IS 'Those that are explained.';
COMMENT ON COLUMN intake.query_progress.check_again IS 'Those explained once, with other facts.';
COMMENT ON COLUMN intake.query_progress.missing IS 'Those not explained, or not well enough.';

CREATE TABLE intake.signed_receipt (
    submission_id integer PRIMARY KEY REFERENCES intake.submission,
    document text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE intake.signed_receipt IS 'The receipt of a signed return, made when it was signed and never again.';
COMMENT ON COLUMN intake.signed_receipt.submission_id IS 'The submission.';
COMMENT ON COLUMN intake.signed_receipt.document IS 'The receipt as JSON, with its signature.';
COMMENT ON COLUMN intake.signed_receipt.made_at IS 'When it was made.';
CREATE TRIGGER receipt_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON intake.signed_receipt
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();

CREATE TABLE intake.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('chaser')),
    sender text COLLATE "C" NOT NULL,
    return_name text COLLATE "C" NOT NULL,
    collection_year integer NOT NULL,
    days_before integer NOT NULL CHECK (days_before >= 0),
    subject text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    failure text,
    UNIQUE (return_name, collection_year, sender, days_before),
    FOREIGN KEY (return_name, collection_year) REFERENCES intake.collection
);
COMMENT ON TABLE intake.outbox IS 'Messages to senders that wait to be sent, or were; none holds a person''s data.';
COMMENT ON COLUMN intake.outbox.id IS 'Place in the order.';
COMMENT ON COLUMN intake.outbox.kind IS 'chaser: a return is not signed yet.';
COMMENT ON COLUMN intake.outbox.sender IS 'Whom it is for, such as la:301.';
COMMENT ON COLUMN intake.outbox.return_name IS 'The return.';
COMMENT ON COLUMN intake.outbox.collection_year IS 'The year of the collection.';
COMMENT ON COLUMN intake.outbox.days_before IS 'How many days before it is due.';
COMMENT ON COLUMN intake.outbox.subject IS 'Heading of the message.';
COMMENT ON COLUMN intake.outbox.body IS 'Its text.';
COMMENT ON COLUMN intake.outbox.created_at IS 'When it was put here.';
COMMENT ON COLUMN intake.outbox.sent_at IS 'When it was sent; none while it waits.';
COMMENT ON COLUMN intake.outbox.attempts IS 'How often sending it was tried.';
COMMENT ON COLUMN intake.outbox.failure IS 'Why it could not be sent the last time.';

CREATE VIEW intake.collection_board WITH (security_barrier) AS
WITH expected AS (
    SELECT c.return_name, c.collection_year, 'la:' || l.la_code AS sender
    FROM intake.collection c
    JOIN reference.local_authority l
        ON (l.valid_from IS NULL OR l.valid_from <= c.due_at) AND (l.valid_to IS NULL OR l.valid_to > c.due_at)
    WHERE c.senders = 'la'
    UNION
    SELECT c.return_name, c.collection_year, s.sender
    FROM intake.collection c
    JOIN intake.submission s ON s.return_name = c.return_name AND s.collection_year = c.collection_year
), newest AS (
    SELECT DISTINCT ON (sender, return_name, collection_year) *
    FROM intake.submission
    WHERE state <> 'withdrawn' AND collection_year IS NOT NULL
    ORDER BY sender, return_name, collection_year, id DESC
), counting AS (
    SELECT s.*, coalesce(a.at, s.valid_from) AS signed_at
    FROM intake.submission s
    LEFT JOIN intake.act a ON a.submission_id = s.id AND a.act = 'signed'
    WHERE s.state IN ('signed', 'accepted')
), placed AS (
    SELECT
        e.return_name, e.collection_year, e.sender, c.due_at, n.id AS newest_id, n.received_at AS last_upload,
        n.error_count, n.query_count, n.unexplained_count, k.id AS counting_id, k.state AS counting_state,
        CASE
            WHEN k.state = 'accepted' THEN 'Accepted'
            WHEN k.state = 'signed' THEN 'Signed'
            WHEN n.state IN ('received', 'checking') THEN 'Checking'
            WHEN n.state IN ('has_errors', 'failed', 'quarantined') THEN 'Has errors'
            WHEN n.state = 'has_queries' THEN 'Queries to explain'
            WHEN n.state = 'ready' THEN 'Ready to sign'
            ELSE 'Not started'
        END AS step,
        greatest(0, (coalesce(k.signed_at, clock_timestamp()) AT TIME ZONE 'Europe/London')::date
            - (c.due_at AT TIME ZONE 'Europe/London')::date) AS days_late
    FROM expected e
    JOIN intake.collection c ON c.return_name = e.return_name AND c.collection_year = e.collection_year
    LEFT JOIN newest n
        ON n.return_name = e.return_name AND n.collection_year = e.collection_year AND n.sender = e.sender
    LEFT JOIN counting k
        ON k.return_name = e.return_name AND k.collection_year = e.collection_year AND k.sender = e.sender
)
SELECT
    p.return_name, p.collection_year, p.sender,
    coalesce(l.name, h.name, p.sender) AS sender_name,
    CASE WHEN p.counting_id IS NULL AND p.days_late > 0 THEN 'Late' ELSE p.step END COLLATE "C" AS state,
    p.step COLLATE "C" AS step,
    p.error_count AS errors, p.query_count AS queries,
    CASE WHEN p.step = 'Queries to explain' THEN coalesce(p.unexplained_count, 0) ELSE 0 END AS unexplained,
    p.last_upload, p.newest_id, p.counting_id, p.days_late
FROM placed p
LEFT JOIN reference.local_authority l ON 'la:' || l.la_code = p.sender AND l.valid_to IS NULL
LEFT JOIN reference.establishment h ON 'school:' || h.urn = p.sender AND h.valid_to IS NULL;
COMMENT ON VIEW intake.collection_board IS 'Where each sender stands in each collection.';
COMMENT ON COLUMN intake.collection_board.return_name IS 'The return.';
COMMENT ON COLUMN intake.collection_board.collection_year IS 'The year of the collection.';
COMMENT ON COLUMN intake.collection_board.sender IS 'Who is to send it, such as la:301.';
COMMENT ON COLUMN intake.collection_board.sender_name IS 'Name of the authority or school.';
COMMENT ON COLUMN intake.collection_board.state IS
    'Not started, Checking, Has errors, Queries to explain, Ready to sign, Signed, Accepted or Late.';
COMMENT ON COLUMN intake.collection_board.step IS 'The same without regard to the day it is due.';
COMMENT ON COLUMN intake.collection_board.errors IS 'Errors in the newest upload; none before it was checked.';
COMMENT ON COLUMN intake.collection_board.queries IS 'Queries in the newest upload; none before it was checked.';
COMMENT ON COLUMN intake.collection_board.unexplained IS 'Queries that wait for an explanation.';
COMMENT ON COLUMN intake.collection_board.last_upload IS 'When the newest upload came.';
COMMENT ON COLUMN intake.collection_board.newest_id IS 'The newest upload that was not withdrawn.';
COMMENT ON COLUMN intake.collection_board.counting_id IS 'The submission that counts.';
COMMENT ON COLUMN intake.collection_board.days_late IS
    'Days in London between the day it is due and the signing, or today while it is not signed; 0 when in time.';

SELECT warehouse.grant_to('sendstat_portal', statement) FROM unnest(ARRAY[
    'GRANT SELECT, INSERT, UPDATE ON intake.collection, intake.known_issue, intake.outbox TO %I',
    'GRANT SELECT, INSERT ON intake.act, intake.explanation, intake.explanation_reply, intake.signed_receipt TO %I',
    'GRANT SELECT ON intake.query_status, intake.query_progress, intake.collection_board TO %I',
    'GRANT SELECT ON intake.finding_summary, intake.sent_count, intake.measured_count TO %I',
    'GRANT SELECT ON intake.read_as, intake.read_file TO %I',
    'GRANT UPDATE (state, reason, valid_from, valid_to, superseded_by, unexplained_count) ON intake.submission TO %I',
    'GRANT UPDATE (state, lease_number, lease_until, worker_number, ended_at) ON intake.job TO %I'
]) AS statement;
SELECT warehouse.grant_to('sendstat_loader', statement) FROM unnest(ARRAY[
    'GRANT SELECT ON intake.collection, intake.known_issue, intake.query_progress TO %I',
    'GRANT SELECT ON intake.explanation, intake.explanation_reply TO %I',
    'GRANT SELECT, INSERT ON intake.finding_summary, intake.sent_count, intake.measured_count TO %I',
    'GRANT SELECT, INSERT ON intake.read_as, intake.read_file TO %I'
]) AS statement;
SELECT warehouse.grant_to('sendstat_publisher', 'GRANT SELECT ON intake.collection, intake.sent_count TO %I');
SELECT warehouse.grant_to('sendstat_auditor', statement) FROM unnest(ARRAY[
    'GRANT SELECT ON intake.collection, intake.act, intake.known_issue, intake.outbox, intake.signed_receipt TO %I',
    'GRANT SELECT ON intake.sent_count, intake.measured_count, intake.collection_board TO %I'
]) AS statement;
