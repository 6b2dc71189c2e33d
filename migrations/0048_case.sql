-- What the office writes down about one request: notes, and why somebody was entered against a rule.
-- class F: free text, which the person it is about may read; deleted 30 days after the appointment.
CREATE TABLE request_note (
    id         UUID        NOT NULL PRIMARY KEY,
    request_id UUID        NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    -- A note, or the reason for going against a rule.
    kind       TEXT        NOT NULL CHECK (kind IN ('note', 'against_rule')),
    person_id  UUID        REFERENCES person (id) ON DELETE CASCADE,
    text       TEXT        NOT NULL,
    written_by UUID        REFERENCES account (id),
    written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX request_note_request ON request_note (request_id, written_at);

-- Request forms the office began on the telephone. Class F: free text; deleted after 7 days.
CREATE TABLE office_draft (
    id              UUID        NOT NULL PRIMARY KEY,
    account_id      UUID        NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    organisation_id UUID        NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    -- What was typed, by field.
    fields          JSONB       NOT NULL,
    saved_at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX office_draft_account ON office_draft (account_id, saved_at);
CREATE INDEX office_draft_age ON office_draft (saved_at);
