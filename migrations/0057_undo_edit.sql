-- What the office changed or moved by hand can be taken back while its mails wait; the same table with two more kinds,
-- because SQLite cannot change a CHECK in place.
CREATE TABLE held_action_more (
    id         UUID        NOT NULL PRIMARY KEY,
    kind       TEXT        NOT NULL CHECK (kind IN ('publish', 'ask', 'assign', 'absence', 'edit', 'move')),
    plan_id    UUID        REFERENCES plan (id),
    request_id UUID        REFERENCES request (id),
    made_by    UUID        REFERENCES account (id),
    made_at    TIMESTAMPTZ NOT NULL,
    until      TIMESTAMPTZ NOT NULL,
    undone_at  TIMESTAMPTZ,
    -- Who is absent, when it is about that.
    person_id  UUID        REFERENCES person (id) ON DELETE CASCADE,
    -- What was there before, to bring it back; deleted within the hour after it can be.
    earlier    JSONB
);
INSERT INTO held_action_more (id, kind, plan_id, request_id, made_by, made_at, until, undone_at, person_id, earlier)
    SELECT id, kind, plan_id, request_id, made_by, made_at, until, undone_at, person_id, earlier FROM held_action;
DROP TABLE held_action;
ALTER TABLE held_action_more RENAME TO held_action;
CREATE INDEX held_action_request ON held_action (request_id, made_at);
CREATE INDEX held_action_plan ON held_action (plan_id, made_at);
CREATE INDEX held_action_person ON held_action (person_id, made_at);
