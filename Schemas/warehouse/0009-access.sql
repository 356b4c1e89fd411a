CREATE SCHEMA access;
COMMENT ON SCHEMA access IS 'Who may do what: accounts, roles, sessions, tokens. Officers only; never a child.';

CREATE TABLE access.account (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text COLLATE "C" NOT NULL UNIQUE CHECK (email = lower(email) AND email LIKE '%_@_%'),
    name text NOT NULL CHECK (name <> ''),
    state text COLLATE "C" NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE access.account IS 'A person who signs in. Accounts are closed, never deleted, as the audit log names them.';
COMMENT ON COLUMN access.account.id IS 'Number of the account, which the audit log names.';
COMMENT ON COLUMN access.account.email IS 'Address the person signs in with, in lower case.';
COMMENT ON COLUMN access.account.name IS 'Name of the person, as receipts show it.';
COMMENT ON COLUMN access.account.state IS 'active or closed; who is closed cannot sign in.';
COMMENT ON COLUMN access.account.created_at IS 'When it was made.';

CREATE TABLE access.password (
    account_id integer PRIMARY KEY REFERENCES access.account,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    salt bytea NOT NULL CHECK (octet_length(salt) >= 16),
    rounds integer NOT NULL CHECK (rounds > 1),
    block_size integer NOT NULL CHECK (block_size > 0),
    parallelism integer NOT NULL CHECK (parallelism > 0),
    set_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE access.password IS 'The scrypt hash (RFC 7914) of a local account''s password, with what it was made by.';
COMMENT ON COLUMN access.password.account_id IS 'The account.';
COMMENT ON COLUMN access.password.hash IS 'The derived 32 bytes.';
COMMENT ON COLUMN access.password.salt IS 'Random bytes of this password alone.';
COMMENT ON COLUMN access.password.rounds IS 'Cost N of scrypt, a power of two.';
COMMENT ON COLUMN access.password.block_size IS 'Block size r of scrypt.';
COMMENT ON COLUMN access.password.parallelism IS 'Parallelism p of scrypt.';
COMMENT ON COLUMN access.password.set_at IS 'When it was chosen, or made again by stronger parameters.';

CREATE TABLE access.password_reset (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    account_id integer NOT NULL REFERENCES access.account,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
COMMENT ON TABLE access.password_reset IS 'Links by which a person chooses a password; each works once and for a short time.';
COMMENT ON COLUMN access.password_reset.token_hash IS 'SHA-256 of the link''s secret.';
COMMENT ON COLUMN access.password_reset.account_id IS 'The account.';
COMMENT ON COLUMN access.password_reset.expires_at IS 'Until when it works, by the database''s clock.';
COMMENT ON COLUMN access.password_reset.used_at IS 'When it was used, or replaced by another.';

CREATE TABLE access.second_factor (
    account_id integer PRIMARY KEY REFERENCES access.account,
    sealed_secret bytea NOT NULL,
    confirmed_at timestamptz,
    last_step bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE access.second_factor IS 'The secret of a person''s one-time codes (RFC 6238).';
COMMENT ON COLUMN access.second_factor.account_id IS 'The account.';
COMMENT ON COLUMN access.second_factor.sealed_secret IS
    'The secret under AES-GCM, with a key that is kept outside the database.';
COMMENT ON COLUMN access.second_factor.confirmed_at IS 'When the person first gave a right code; none until then.';
COMMENT ON COLUMN access.second_factor.last_step IS 'Time step of the last code taken: a code works once.';

CREATE TABLE access.recovery_code (
    code_hash bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    account_id integer NOT NULL REFERENCES access.account,
    used_at timestamptz
);
CREATE INDEX recovery_code_account ON access.recovery_code (account_id);
COMMENT ON INDEX access.recovery_code_account IS 'Finds a person''s codes.';
COMMENT ON TABLE access.recovery_code IS 'Codes for a person whose device is lost; each works once.';
COMMENT ON COLUMN access.recovery_code.code_hash IS 'SHA-256 over the account''s number and the code.';
COMMENT ON COLUMN access.recovery_code.account_id IS 'The account.';
COMMENT ON COLUMN access.recovery_code.used_at IS 'When it was used, or replaced by newer ones.';

CREATE TABLE access.sign_in_try (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name_hash bytea NOT NULL CHECK (octet_length(name_hash) = 32),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    succeeded boolean NOT NULL DEFAULT false
);
CREATE INDEX sign_in_try_recent ON access.sign_in_try (name_hash, at);
COMMENT ON INDEX access.sign_in_try_recent IS 'Counts the latest tries under a name.';
COMMENT ON TABLE access.sign_in_try IS
    'Tries to sign in. Unknown names are counted like known ones, so that a lock tells nobody which names there are.';
COMMENT ON COLUMN access.sign_in_try.id IS 'Number of the try.';
COMMENT ON COLUMN access.sign_in_try.name_hash IS
    'SHA-256 of what was tried and the name given: people type other things there than names.';
COMMENT ON COLUMN access.sign_in_try.at IS 'When, by the database''s clock.';
COMMENT ON COLUMN access.sign_in_try.succeeded IS 'Whether it was right; taken as wrong until it is known.';

CREATE TABLE access.outside_identity (
    issuer text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    account_id integer NOT NULL REFERENCES access.account,
    linked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (issuer, subject),
    UNIQUE (issuer, account_id)
);
COMMENT ON TABLE access.outside_identity IS 'Who an identity of an OpenID Connect provider is here.';
COMMENT ON COLUMN access.outside_identity.issuer IS 'The provider''s address.';
COMMENT ON COLUMN access.outside_identity.subject IS 'What the provider calls the person; never given to another.';
COMMENT ON COLUMN access.outside_identity.account_id IS 'The account.';
COMMENT ON COLUMN access.outside_identity.linked_at IS 'When the person first came this way.';

CREATE TABLE access.membership (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id integer NOT NULL REFERENCES access.account,
    organisation text COLLATE "C" NOT NULL CHECK (organisation ~ '^(la:[0-9]{3}|school:[0-9]{6}|national)$'),
    role text COLLATE "C" NOT NULL CHECK (role IN ('viewer', 'preparer', 'approver', 'national_team', 'operator')),
    granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    granted_by integer REFERENCES access.account,
    reviewed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reviewed_by integer REFERENCES access.account,
    revoked_at timestamptz,
    revoked_by integer REFERENCES access.account,
    CHECK ((organisation = 'national') = (role IN ('national_team', 'operator')))
);
CREATE UNIQUE INDEX membership_current ON access.membership (account_id, organisation, role) WHERE revoked_at IS NULL;
COMMENT ON INDEX access.membership_current IS 'A person holds a role of an organisation once.';
CREATE INDEX membership_organisation ON access.membership (organisation) WHERE revoked_at IS NULL;
COMMENT ON INDEX access.membership_organisation IS 'Finds an organisation''s people.';
COMMENT ON TABLE access.membership IS 'Who holds which role where, now and before.';
COMMENT ON COLUMN access.membership.id IS 'Number of the membership.';
COMMENT ON COLUMN access.membership.account_id IS 'The person.';
COMMENT ON COLUMN access.membership.organisation IS 'la:301, school:100001 or national.';
COMMENT ON COLUMN access.membership.role IS
    'viewer, preparer or approver of an authority or a school; national_team or operator of the nation.';
COMMENT ON COLUMN access.membership.granted_at IS 'From when.';
COMMENT ON COLUMN access.membership.granted_by IS 'Who granted it; none for the command line.';
COMMENT ON COLUMN access.membership.reviewed_at IS 'When somebody last said that it is still right.';
COMMENT ON COLUMN access.membership.reviewed_by IS 'Who said so.';
COMMENT ON COLUMN access.membership.revoked_at IS 'Until when; none while it holds.';
COMMENT ON COLUMN access.membership.revoked_by IS 'Who took it away; none for the command line.';

CREATE TABLE access.session (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    account_id integer NOT NULL REFERENCES access.account,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    second_factor_at timestamptz,
    ended_at timestamptz
);
CREATE INDEX session_open ON access.session (account_id) WHERE ended_at IS NULL;
COMMENT ON INDEX access.session_open IS 'Finds what to end when a person''s roles change.';
COMMENT ON TABLE access.session IS 'People who are signed in.';
COMMENT ON COLUMN access.session.token_hash IS 'SHA-256 of the random secret in the cookie.';
COMMENT ON COLUMN access.session.account_id IS 'The person.';
COMMENT ON COLUMN access.session.opened_at IS 'When the person signed in; it never lasts longer than a day''s work.';
COMMENT ON COLUMN access.session.last_seen_at IS 'When a page was last asked for, to the minute.';
COMMENT ON COLUMN access.session.second_factor_at IS 'When the second factor was shown; none until then.';
COMMENT ON COLUMN access.session.ended_at IS 'When it was ended; none until then.';

CREATE TABLE access.token (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    name text NOT NULL CHECK (name <> ''),
    organisation text COLLATE "C" NOT NULL CHECK (organisation ~ '^(la:[0-9]{3}|school:[0-9]{6})$'),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by integer REFERENCES access.account,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
    last_used_at timestamptz,
    revoked_at timestamptz
);
COMMENT ON TABLE access.token IS 'Secrets by which a supplier''s system sends and asks for one organisation; it cannot sign.';
COMMENT ON COLUMN access.token.id IS 'Number of the token.';
COMMENT ON COLUMN access.token.token_hash IS 'SHA-256 of the secret, which is shown once.';
COMMENT ON COLUMN access.token.name IS 'What it is for, such as the system that holds it.';
COMMENT ON COLUMN access.token.organisation IS 'The one organisation it speaks for.';
COMMENT ON COLUMN access.token.created_at IS 'When it was made.';
COMMENT ON COLUMN access.token.created_by IS 'Who made it; none for the command line.';
COMMENT ON COLUMN access.token.expires_at IS 'Until when it works.';
COMMENT ON COLUMN access.token.last_used_at IS 'When it was last used, to the minute.';
COMMENT ON COLUMN access.token.revoked_at IS 'When it was taken back; none until then.';

CREATE TABLE access.request (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id integer NOT NULL REFERENCES access.account,
    organisation text COLLATE "C" NOT NULL CHECK (organisation ~ '^(la:[0-9]{3}|school:[0-9]{6}|national)$'),
    role text COLLATE "C" NOT NULL CHECK (role IN ('viewer', 'preparer', 'approver', 'national_team', 'operator')),
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    decision text COLLATE "C" CHECK (decision IN ('granted', 'refused')),
    decided_at timestamptz,
    decided_by integer REFERENCES access.account,
    CHECK ((organisation = 'national') = (role IN ('national_team', 'operator'))),
    CHECK ((decision IS NULL) = (decided_at IS NULL)),
    CHECK (decided_by <> account_id)
);
CREATE UNIQUE INDEX request_open ON access.request (account_id, organisation, role) WHERE decision IS NULL;
COMMENT ON INDEX access.request_open IS 'Asking twice is asking once.';
COMMENT ON TABLE access.request IS 'Who asked for access, and what was decided. Nobody decides on their own.';
COMMENT ON COLUMN access.request.id IS 'Number of the request.';
COMMENT ON COLUMN access.request.account_id IS 'Who asks.';
COMMENT ON COLUMN access.request.organisation IS 'For which organisation.';
COMMENT ON COLUMN access.request.role IS 'For which role.';
COMMENT ON COLUMN access.request.asked_at IS 'When.';
COMMENT ON COLUMN access.request.decision IS 'granted or refused; none while it waits.';
COMMENT ON COLUMN access.request.decided_at IS 'When it was decided.';
COMMENT ON COLUMN access.request.decided_by IS 'By whom; none for the command line.';

CREATE FUNCTION access.utc(instant timestamptz) RETURNS text
LANGUAGE sql STABLE STRICT
SET search_path = pg_catalog
RETURN to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
COMMENT ON FUNCTION access.utc(timestamptz) IS 'An instant in UTC, to the second, whatever the session''s time zone.';

CREATE FUNCTION access.working_days(since timestamptz) RETURNS integer
LANGUAGE sql VOLATILE
SET search_path = pg_catalog
RETURN (
    SELECT count(*)::integer
    FROM generate_series(
        (since AT TIME ZONE 'Europe/London')::date + 1, (clock_timestamp() AT TIME ZONE 'Europe/London')::date,
        interval '1 day'
    ) AS day
    WHERE extract(isodow FROM day) < 6
);
COMMENT ON FUNCTION access.working_days(timestamptz) IS
    'Days from Monday to Friday after the one of an instant, up to today in London; public holidays count.';

CREATE FUNCTION access.holds(account integer, organisation text, role text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog
RETURN EXISTS (
    SELECT FROM access.membership m
    JOIN access.account a ON a.id = m.account_id
    WHERE m.account_id = $1 AND m.organisation = $2 AND m.role = $3 AND m.revoked_at IS NULL AND a.state = 'active'
);
COMMENT ON FUNCTION access.holds(integer, text, text) IS
    'Whether a person holds a role of an organisation at this moment.';

SELECT warehouse.grant_to(r, 'GRANT USAGE ON SCHEMA access TO %I')
FROM unnest(ARRAY['sendstat_portal', 'sendstat_auditor']) AS r;
SELECT warehouse.grant_to('sendstat_portal', statement) FROM unnest(ARRAY[
    'GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA access TO %I',
    'GRANT DELETE ON access.second_factor, access.sign_in_try TO %I'
]) AS statement;
-- The auditor sees who may do what, and nothing that opens a door.
SELECT warehouse.grant_to('sendstat_auditor', statement) FROM unnest(ARRAY[
    'GRANT SELECT ON access.account, access.membership, access.request, access.outside_identity TO %I',
    'GRANT SELECT (id, name, organisation, created_at, created_by, expires_at, last_used_at, revoked_at)
     ON access.token TO %I',
    'GRANT SELECT (account_id, opened_at, last_seen_at, second_factor_at, ended_at) ON access.session TO %I'
]) AS statement;
