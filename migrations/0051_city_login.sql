-- Who is who at the city's own login, and which sessions began there.

CREATE TABLE account_identity (
    issuer     TEXT        NOT NULL,
    -- personal, class B: as the account
    subject    TEXT        NOT NULL,
    account_id UUID        NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    linked_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX account_identity_account ON account_identity (account_id);

ALTER TABLE session ADD COLUMN by_city BOOLEAN NOT NULL DEFAULT FALSE;
