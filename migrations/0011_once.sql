-- What may happen only once: a posted form, a due run of a job.

CREATE TABLE form (
    nonce    TEXT        NOT NULL PRIMARY KEY,
    used_at  TIMESTAMPTZ NOT NULL,
    -- Where the first post led to; the same answer for every repeat.
    location TEXT
);
CREATE INDEX form_used_at ON form (used_at);

CREATE TABLE tick (
    job        TEXT        NOT NULL,
    due_at     TIMESTAMPTZ NOT NULL,
    node       TEXT        NOT NULL,
    claimed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (job, due_at)
);

CREATE TABLE setting (
    name       TEXT        NOT NULL PRIMARY KEY,
    value      TEXT        NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
