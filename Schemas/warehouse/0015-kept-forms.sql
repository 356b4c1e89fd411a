-- What somebody was writing when their session ended waits here for them to sign in again.
CREATE TABLE access.kept_form (
    secret_hash bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    account_id integer NOT NULL REFERENCES access.account,
    sealed bytea NOT NULL CHECK (octet_length(sealed) <= 100000),
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE access.kept_form IS 'Forms that were sent after the session had ended, for an hour at most.';
COMMENT ON COLUMN access.kept_form.secret_hash IS 'SHA-256 of the random secret in the cookie.';
COMMENT ON COLUMN access.kept_form.account_id IS 'Whose session it was: nobody else gets it back.';
COMMENT ON COLUMN access.kept_form.sealed IS 'The form, sealed with the key of the portals, which is not in the database.';
COMMENT ON COLUMN access.kept_form.kept_at IS 'When it came.';
SELECT warehouse.grant_to('sendstat_portal', 'GRANT SELECT, INSERT, DELETE ON access.kept_form TO %I');
