-- Somebody cannot come: what the office did about it, and what of it can be taken back.

-- The same table with one more kind; SQLite cannot change a CHECK in place.
CREATE TABLE held_action_next (
    id         UUID        NOT NULL PRIMARY KEY,
    kind       TEXT        NOT NULL CHECK (kind IN ('publish', 'ask', 'assign', 'absence')),
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
INSERT INTO held_action_next (id, kind, plan_id, request_id, made_by, made_at, until, undone_at)
    SELECT id, kind, plan_id, request_id, made_by, made_at, until, undone_at FROM held_action;
DROP TABLE held_action;
ALTER TABLE held_action_next RENAME TO held_action;
CREATE INDEX held_action_request ON held_action (request_id, made_at);
CREATE INDEX held_action_plan ON held_action (plan_id, made_at);
CREATE INDEX held_action_person ON held_action (person_id, made_at);

-- An offer that is made in place of something agreed: a yes to it gives that back.
CREATE TABLE offer_instead (
    offer_id       UUID NOT NULL PRIMARY KEY REFERENCES offer (id) ON DELETE CASCADE,
    assignment_id  UUID NOT NULL REFERENCES assignment (id) ON DELETE CASCADE,
    -- Who is asked then for what was given back.
    next_person_id UUID REFERENCES person (id) ON DELETE CASCADE
);
CREATE INDEX offer_instead_assignment ON offer_instead (assignment_id);

-- What came of calls that brought no answer.
CREATE TABLE offer_call (
    id       UUID        NOT NULL PRIMARY KEY,
    offer_id UUID        NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
    result   TEXT        NOT NULL CHECK (result IN ('not_reached', 'wrong_number', 'later')),
    -- When to call again, or until when the person thinks.
    again_at TIMESTAMPTZ,
    made_by  UUID        REFERENCES account (id),
    made_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX offer_call_offer ON offer_call (offer_id, made_at);
