-- The office calls something off: done after a moment in which it can be taken back. The same table with one more kind;
-- SQLite cannot change a CHECK in place.
CREATE TABLE held_action_later (
    id         UUID        NOT NULL PRIMARY KEY,
    kind       TEXT        NOT NULL CHECK (kind IN ('publish', 'ask', 'assign', 'absence', 'cancel')),
    plan_id    UUID        REFERENCES plan (id),
    request_id UUID        REFERENCES request (id),
    made_by    UUID        REFERENCES account (id),
    made_at    TIMESTAMPTZ NOT NULL,
    until      TIMESTAMPTZ NOT NULL,
    undone_at  TIMESTAMPTZ,
    -- Who is absent, when it is about that.
    person_id  UUID        REFERENCES person (id) ON DELETE CASCADE,
    -- What was there before, to bring it back; ids and dates only.
    earlier    JSONB
);
INSERT INTO held_action_later (id, kind, plan_id, request_id, made_by, made_at, until, undone_at, person_id, earlier)
    SELECT id, kind, plan_id, request_id, made_by, made_at, until, undone_at, person_id, earlier FROM held_action;
DROP TABLE held_action;
ALTER TABLE held_action_later RENAME TO held_action;
CREATE INDEX held_action_request ON held_action (request_id, made_at);
CREATE INDEX held_action_plan ON held_action (plan_id, made_at);
CREATE INDEX held_action_person ON held_action (person_id, made_at);
CREATE INDEX held_action_due ON held_action (until) WHERE kind = 'cancel' AND undone_at IS NULL;
