-- The chain is a table of its own, filled at commit. The lock that orders it is so held for no longer than a commit
-- lasts, whatever a transaction does after its entry, and no other lock is ever waited for while it is held.
CREATE TABLE intake.audit_link (
    position bigint PRIMARY KEY CHECK (position > 0),
    audit_id bigint NOT NULL UNIQUE,
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);
COMMENT ON TABLE intake.audit_link IS 'The chain over the audit log: a link for each entry, in the order of their commits.';
COMMENT ON COLUMN intake.audit_link.position IS 'Place in the chain, from 1 without gaps.';
COMMENT ON COLUMN intake.audit_link.audit_id IS 'The entry.';
COMMENT ON COLUMN intake.audit_link.previous_hash IS 'Hash of the link before; 32 zero bytes for the first.';
COMMENT ON COLUMN intake.audit_link.hash IS 'SHA-256 over the previous hash and the entry''s canonical text.';

CREATE TABLE intake.audit_waiting (
    audit_id bigint PRIMARY KEY
);
COMMENT ON TABLE intake.audit_waiting IS
    'Entries of transactions that see an older state and so not the end of the chain; the next entry links them.';
COMMENT ON COLUMN intake.audit_waiting.audit_id IS 'The entry.';

CREATE FUNCTION intake.audit_text(entry intake.audit) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog
RETURN jsonb_build_array(
    entry.id, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry.actor, entry.action,
    entry.subject, entry.detail
)::text;
COMMENT ON FUNCTION intake.audit_text(intake.audit) IS 'The canonical text of an entry: a JSON array of its columns.';

CREATE FUNCTION intake.link_audit_entry(entry intake.audit) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
    last_position bigint;
    last_hash bytea;
BEGIN
    SELECT l.position, l.hash INTO last_position, last_hash
    FROM intake.audit_link l ORDER BY l.position DESC LIMIT 1;
    last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
    INSERT INTO intake.audit_link (position, audit_id, previous_hash, hash) VALUES (
        coalesce(last_position, 0) + 1, entry.id, last_hash,
        sha256(last_hash || convert_to(intake.audit_text(entry), 'UTF8'))
    );
END
$$;
COMMENT ON FUNCTION intake.link_audit_entry(intake.audit) IS 'Adds an entry to the chain; the caller holds the lock.';
REVOKE ALL ON FUNCTION intake.link_audit_entry(intake.audit) FROM PUBLIC;

CREATE FUNCTION intake.link_waiting_audit() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog
AS $$
DECLARE
    entry intake.audit;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('intake.audit_link', 0));
    FOR entry IN SELECT a.* FROM intake.audit a JOIN intake.audit_waiting w ON w.audit_id = a.id ORDER BY a.id LOOP
        PERFORM intake.link_audit_entry(entry);
        DELETE FROM intake.audit_waiting w WHERE w.audit_id = entry.id;
    END LOOP;
END
$$;
COMMENT ON FUNCTION intake.link_waiting_audit() IS
    'Takes the lock that orders the chain, until the end of the transaction, and links the entries that wait.';

CREATE FUNCTION intake.chain_audit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog
AS $$
BEGIN
    IF current_setting('transaction_isolation') = 'read committed' THEN
        PERFORM intake.link_waiting_audit();
        PERFORM intake.link_audit_entry(NEW);
    ELSE
        INSERT INTO intake.audit_waiting (audit_id) VALUES (NEW.id);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION intake.chain_audit() IS 'Links each entry of the audit log to those before it, at commit.';

DO $$
DECLARE
    entry intake.audit;
BEGIN
    FOR entry IN SELECT * FROM intake.audit ORDER BY id LOOP
        PERFORM intake.link_audit_entry(entry);
    END LOOP;
END
$$;

CREATE CONSTRAINT TRIGGER audit_is_chained AFTER INSERT ON intake.audit
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION intake.chain_audit();

CREATE TRIGGER audit_link_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON intake.audit_link
FOR EACH STATEMENT EXECUTE FUNCTION intake.refuse_change();

SELECT warehouse.grant_to('sendstat_auditor', 'GRANT SELECT ON intake.audit_link, intake.audit_waiting TO %I');
