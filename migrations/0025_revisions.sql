-- The office's own data as it is edited: what changed and what it was before, who is at it right now, what was put
-- into the archive, and what was changed for many at once.

-- Who changed which record when. Only ever added to (the next migration sees to it). Retention: as long as the record;
-- it holds ids, codes and names of fields, no values.
CREATE TABLE revision (
    id         UUID        NOT NULL PRIMARY KEY,
    at         TIMESTAMPTZ NOT NULL,
    actor_kind TEXT        NOT NULL CHECK (actor_kind IN ('account', 'organisation', 'person', 'system')),
    actor_id   UUID,
    kind       TEXT        NOT NULL,
    record     TEXT        NOT NULL,
    action     TEXT        NOT NULL CHECK (action IN ('created', 'changed', 'undone', 'archived', 'restored', 'deleted',
                                                      'erased')),
    -- The change for many it is a part of.
    batch      UUID
);
CREATE INDEX revision_record ON revision (kind, record, at, id);
CREATE INDEX revision_batch ON revision (batch, id);

-- The values before and after. They can go without the line above: with the person they are about, with a deleted
-- contact, and after 24 months.
CREATE TABLE revision_value (
    revision_id  UUID   NOT NULL REFERENCES revision (id),
    position     BIGINT NOT NULL,
    field        TEXT   NOT NULL,
    -- personal, of the class of the field: goes with the person, at the latest after 24 months
    before_value TEXT   NOT NULL,
    -- personal, as above
    after_value  TEXT   NOT NULL,
    PRIMARY KEY (revision_id, position)
);

-- One row per record that was ever changed; raising it locks the record until the end of the transaction.
CREATE TABLE record_version (
    kind    TEXT   NOT NULL,
    record  TEXT   NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (kind, record)
);

-- Who has a form open. Nothing is locked by it; it is shown for five minutes and deleted with the hourly tidying.
CREATE TABLE editing (
    kind       TEXT        NOT NULL,
    record     TEXT        NOT NULL,
    account_id UUID        NOT NULL REFERENCES account (id),
    since      TIMESTAMPTZ NOT NULL,
    seen_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (kind, record, account_id)
);

-- What is no longer offered for choice, but still hangs together with something.
CREATE TABLE archived (
    kind       TEXT        NOT NULL,
    record     TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    account_id UUID        NOT NULL REFERENCES account (id),
    PRIMARY KEY (kind, record)
);

-- A change made for many people or organisations at once; its parts are the revisions that name it.
CREATE TABLE bulk_change (
    id         UUID        NOT NULL PRIMARY KEY,
    at         TIMESTAMPTZ NOT NULL,
    account_id UUID        NOT NULL REFERENCES account (id),
    kind       TEXT        NOT NULL,
    action     TEXT        NOT NULL,
    value      TEXT        NOT NULL,
    changed    BIGINT      NOT NULL,
    undone_at  TIMESTAMPTZ
);
CREATE INDEX bulk_change_time ON bulk_change (at, id);
