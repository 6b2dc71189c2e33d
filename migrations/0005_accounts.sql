-- Who may sign in at the office, and what keeps others out.

CREATE TABLE account (
    id                UUID        NOT NULL PRIMARY KEY,
    -- personal, class B: end of the account plus 12 months
    email             TEXT        NOT NULL,
    -- The address in lower case: one account per address, however it is typed.
    email_key         TEXT        NOT NULL UNIQUE,
    -- personal, class B: as above
    name              TEXT        NOT NULL,
    password_hash     TEXT,
    disabled_at       TIMESTAMPTZ,
    created_at        TIMESTAMPTZ NOT NULL,
    -- The one-time link is derived from these, so there is nothing to steal here.
    welcome_issued_at TIMESTAMPTZ,
    welcome_used_at   TIMESTAMPTZ
);

CREATE TABLE session (
    -- Hash of the cookie's value.
    token_hash   TEXT        NOT NULL PRIMARY KEY,
    account_id   UUID        NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at   TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);

-- Failed attempts, counted for all instances together.
CREATE TABLE throttle (
    -- personal when it holds an address of a person or a machine: the program hashes it; one day
    key          TEXT        NOT NULL PRIMARY KEY,
    failures     BIGINT      NOT NULL CHECK (failures >= 0),
    window_began TIMESTAMPTZ NOT NULL
);
CREATE INDEX throttle_window ON throttle (window_began);
