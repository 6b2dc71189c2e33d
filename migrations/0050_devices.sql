-- How schools and volunteers come in without a password: a link by mail, and devices that stay signed in.

CREATE TABLE login_link (
    -- Link and code in the mail are derived from this, so there is nothing to steal here.
    id           UUID        NOT NULL PRIMARY KEY,
    -- personal, class B or C: the address that was typed, in lower case, known or not; deleted after a day
    address      TEXT        NOT NULL,
    -- Hash of the cookie of the browser that asked.
    browser_hash TEXT        NOT NULL,
    asked_at     TIMESTAMPTZ NOT NULL,
    -- When the program looked whose address it is; a mail goes out then or never.
    handled_at   TIMESTAMPTZ,
    -- Wrong codes.
    tries        BIGINT      NOT NULL CHECK (tries >= 0),
    used_at      TIMESTAMPTZ
);
CREATE INDEX login_link_asked ON login_link (asked_at, id);
CREATE INDEX login_link_browser ON login_link (browser_hash);

CREATE TABLE device_session (
    -- Hash of the cookie's value.
    token_hash   TEXT        NOT NULL PRIMARY KEY,
    -- personal, class B or C: whoever reads this mailbox; what it opens is looked up each time. Deleted with the
    -- session, or when the address belongs to nobody any more
    address      TEXT        NOT NULL,
    -- Browser and system in two words, for the list of devices ("Firefox, Android").
    agent        TEXT        NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX device_session_address ON device_session (address, last_seen_at);
CREATE INDEX device_session_expiry ON device_session (expires_at);

-- Contacts who no longer speak for their organisation: it has named somebody else.
CREATE TABLE contact_retired (
    contact_id UUID        NOT NULL PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE,
    retired_at TIMESTAMPTZ NOT NULL
);
