-- How people are asked and written to, beside the tables of people, requests and offers.

-- personal, class C: what a volunteer wants to be sent, and what they have confirmed; deleted with the person
CREATE TABLE person_mail (
    person_id       UUID        NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    -- When the first letter (who we are, what we keep) was handed to the relay; nobody is asked before.
    welcomed_at     TIMESTAMPTZ,
    -- When the person last said that name, languages and times are right.
    confirmed_at    TIMESTAMPTZ,
    -- Reminders and weekly plans, unless switched off.
    reminders       BOOLEAN     NOT NULL,
    -- Second language of mails, beside German.
    second_language TEXT,
    changed_at      TIMESTAMPTZ NOT NULL
);

-- How the people for a request are asked when the office has chosen it by hand; without a row, in turn.
CREATE TABLE request_asking (
    request_id UUID        NOT NULL PRIMARY KEY REFERENCES request (id) ON DELETE CASCADE,
    way        TEXT        NOT NULL CHECK (way IN ('in_turn', 'all')),
    started_by UUID        REFERENCES account (id),
    started_at TIMESTAMPTZ NOT NULL
);

-- What the office has just done and can take back until then, because no mail about it has left yet.
CREATE TABLE held_action (
    id         UUID        NOT NULL PRIMARY KEY,
    kind       TEXT        NOT NULL CHECK (kind IN ('publish', 'ask', 'assign')),
    plan_id    UUID        REFERENCES plan (id),
    request_id UUID        REFERENCES request (id),
    made_by    UUID        REFERENCES account (id),
    made_at    TIMESTAMPTZ NOT NULL,
    until      TIMESTAMPTZ NOT NULL,
    undone_at  TIMESTAMPTZ
);
CREATE INDEX held_action_request ON held_action (request_id, made_at);
CREATE INDEX held_action_plan ON held_action (plan_id, made_at);

-- A volunteer who has agreed asks for somebody else; they stay responsible until someone takes over.
CREATE TABLE stand_in (
    assignment_id UUID        NOT NULL PRIMARY KEY REFERENCES assignment (id) ON DELETE CASCADE,
    asked_at      TIMESTAMPTZ NOT NULL,
    ended_at      TIMESTAMPTZ
);

-- class F: what a volunteer wrote to "Ja, aber ..."; deleted 30 days after it was written
CREATE TABLE offer_remark (
    offer_id   UUID        NOT NULL PRIMARY KEY REFERENCES offer (id) ON DELETE CASCADE,
    remark     TEXT        NOT NULL,
    written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX offer_remark_age ON offer_remark (written_at);
