-- Requests as offices know them: more to say when asking, a review when rules speak against it, and how it ended.

-- The states grow. Neither engine can change the words of a column in place in the same way, so it is written anew.
ALTER TABLE request ADD COLUMN next_state TEXT NOT NULL DEFAULT 'submitted'
    CHECK (next_state IN ('submitted', 'in_review', 'refused', 'searching', 'confirmed', 'substituting', 'unfilled',
                          'cancelled', 'held', 'not_held', 'solved'));
UPDATE request SET next_state = state;
DROP INDEX request_state;
ALTER TABLE request DROP COLUMN state;
ALTER TABLE request RENAME COLUMN next_state TO state;
CREATE INDEX request_state ON request (state, listed_at, id);

ALTER TABLE location ADD COLUMN kind TEXT NOT NULL DEFAULT 'public' CHECK (kind IN ('public', 'home', 'protected'));
ALTER TABLE contact ADD COLUMN kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'mailbox'));

CREATE TABLE request_detail (
    request_id         UUID   NOT NULL PRIMARY KEY REFERENCES request (id) ON DELETE CASCADE,
    -- personal, class B: who typed it, the professional who leads the talk, whom to ask for on the day
    sender             TEXT,
    -- personal, class B: as above
    professional       TEXT,
    -- personal, class B: as above
    professional_email TEXT,
    -- personal, class B: as above
    on_site_contact    TEXT,
    -- personal, class B: as above
    on_site_phone      TEXT,
    -- The organisation's own reference, at most 12 characters, in the subject of its mails.
    reference          TEXT,
    meeting_point      TEXT,
    -- class F: free text without names, deleted 30 days after the appointment
    topic              TEXT,
    people_expected    BIGINT CHECK (people_expected > 0),
    cost_centre        TEXT,
    funding            TEXT   REFERENCES funding_source (id),
    -- Reasons for refusing that the questions of the form brought up: a list of words.
    flags              JSONB  NOT NULL,
    rules_version      TEXT
);
CREATE INDEX request_detail_funding ON request_detail (funding);

CREATE TABLE request_review (
    request_id UUID        NOT NULL PRIMARY KEY REFERENCES request (id) ON DELETE CASCADE,
    state      TEXT        NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'passed_on')),
    reasons    JSONB       NOT NULL,
    opened_at  TIMESTAMPTZ NOT NULL,
    decided_by UUID        REFERENCES account (id),
    decided_at TIMESTAMPTZ,
    passed_to  TEXT        REFERENCES programme (id),
    -- class F: what the requester is told besides, deleted 30 days after the appointment
    note       TEXT
);
CREATE INDEX request_review_open ON request_review (opened_at, request_id) WHERE state = 'open';

CREATE TABLE request_outcome (
    request_id  UUID        NOT NULL PRIMARY KEY REFERENCES request (id) ON DELETE CASCADE,
    kind        TEXT        NOT NULL CHECK (kind IN ('held', 'not_held', 'parents_absent', 'not_understood', 'external',
                                                     'own', 'by_phone', 'dropped')),
    -- Who helped instead.
    agency      TEXT,
    cents       BIGINT      CHECK (cents >= 0),
    follow_up   UUID        REFERENCES request (id),
    recorded_by UUID        REFERENCES account (id),
    recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX request_outcome_kind ON request_outcome (kind, recorded_at, request_id);

-- A language below the usual quality that a coordinator allowed for one request.
CREATE TABLE language_confirmation (
    request_id   UUID        NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    asked        TEXT        NOT NULL REFERENCES language (code),
    spoken       TEXT        NOT NULL REFERENCES language (code),
    confirmed_by UUID        REFERENCES account (id),
    confirmed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (request_id, asked, spoken)
);
