-- Who must not come back, and who may be in the pool twice.

-- People erased on their wish: a keyed hash of name with address or number, nothing that says who. Kept as long as
-- lists of before may still turn up: ten years.
CREATE TABLE erased (
    key_hash  TEXT        NOT NULL PRIMARY KEY,
    erased_at TIMESTAMPTZ NOT NULL
);

-- Two people who may be one.
CREATE TABLE person_double (
    id         UUID        NOT NULL PRIMARY KEY,
    -- The one who was there first.
    first_id   UUID        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    second_id  UUID        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    reason     TEXT        NOT NULL CHECK (reason IN ('contact', 'name', 'similar')),
    state      TEXT        NOT NULL CHECK (state IN ('open', 'both')),
    created_at TIMESTAMPTZ NOT NULL,
    decided_at TIMESTAMPTZ,
    decided_by UUID        REFERENCES account (id)
);
CREATE UNIQUE INDEX person_double_pair ON person_double (first_id, second_id);
CREATE INDEX person_double_second ON person_double (second_id);
CREATE INDEX person_double_list ON person_double (state, created_at, id);
