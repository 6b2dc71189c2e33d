-- The second factor of an account, its recovery codes, and what tells one session from another.

CREATE TABLE account_factor (
    account_id   UUID        NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    -- The secret is derived from account and version, so there is nothing to steal here.
    version      BIGINT      NOT NULL CHECK (version >= 1),
    started_at   TIMESTAMPTZ NOT NULL,
    -- Empty until a first code was right.
    confirmed_at TIMESTAMPTZ,
    -- The last time step a code was accepted for: a code works once (RFC 6238, 5.2).
    last_step    BIGINT      NOT NULL
);

CREATE TABLE account_recovery (
    account_id UUID        NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- Keyed hash of the code.
    code_hash  TEXT        NOT NULL,
    used_at    TIMESTAMPTZ,
    PRIMARY KEY (account_id, code_hash)
);

-- Browser and system in two words, for the list of sessions ("Firefox, Windows").
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';
-- The password was right, the second factor is still awaited: opens nothing.
ALTER TABLE session ADD COLUMN pending BOOLEAN NOT NULL DEFAULT FALSE;
