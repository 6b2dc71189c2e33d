-- Calendar feeds: how often the secret address of each was made anew. No row: never. The address itself is derived
-- from the owner, this number and the secret key, so there is nothing to steal here.
CREATE TABLE calendar_feed (
    owner_kind TEXT        NOT NULL CHECK (owner_kind IN ('person', 'organisation', 'account')),
    owner_id   UUID        NOT NULL,
    version    BIGINT      NOT NULL CHECK (version >= 1),
    renewed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (owner_kind, owner_id)
);
