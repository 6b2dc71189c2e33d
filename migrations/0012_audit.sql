-- Who did what, when, to what. Only ever added to (the next migration sees to it). Retention: 12 months (class H);
-- the details hold ids and codes, no names.

CREATE TABLE audit (
    id           UUID        NOT NULL PRIMARY KEY,
    at           TIMESTAMPTZ NOT NULL,
    actor_kind   TEXT        NOT NULL CHECK (actor_kind IN ('account', 'organisation', 'person', 'system')),
    actor_id     UUID,
    action       TEXT        NOT NULL,
    subject_kind TEXT        NOT NULL,
    subject_id   UUID        NOT NULL,
    detail       JSONB       NOT NULL
);
CREATE INDEX audit_subject ON audit (subject_id, at, id);
CREATE INDEX audit_time ON audit (at, id);
