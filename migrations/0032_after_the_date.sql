-- What is said after an appointment and beside it: the requester's word on it, thanks, questions to a requester, days
-- on which schools talk to parents, and where the last mail to somebody goes who is forgotten.

ALTER TABLE person_mail ADD COLUMN thanks BOOLEAN NOT NULL DEFAULT FALSE;

-- What a requester says about an appointment that is over; a volunteer's word is in done_report.
CREATE TABLE requester_report (
    request_id  UUID        NOT NULL PRIMARY KEY REFERENCES request (id) ON DELETE CASCADE,
    happened    BOOLEAN     NOT NULL,
    -- How long it took, if they said so.
    minutes     BIGINT      CHECK (minutes BETWEEN 1 AND 1440),
    reported_at TIMESTAMPTZ NOT NULL
);

-- class F: what the office asks a requester, and the answer; deleted 30 days after it was asked
CREATE TABLE request_question (
    id          UUID        NOT NULL PRIMARY KEY,
    request_id  UUID        NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    question    TEXT        NOT NULL,
    asked_by    UUID        REFERENCES account (id),
    asked_at    TIMESTAMPTZ NOT NULL,
    answer      TEXT,
    answered_at TIMESTAMPTZ
);
CREATE INDEX request_question_request ON request_question (request_id, asked_at, id);
CREATE INDEX request_question_age ON request_question (asked_at);

-- Days on which schools talk to parents, so that they ask for interpreters in time.
CREATE TABLE consultation_period (
    id          UUID        NOT NULL PRIMARY KEY,
    title       TEXT        NOT NULL,
    first_day   DATE        NOT NULL,
    last_day    DATE        NOT NULL,
    register_by DATE        NOT NULL,
    -- When schools were told.
    told_at     TIMESTAMPTZ,
    CHECK (first_day <= last_day),
    CHECK (register_by <= first_day)
);
CREATE INDEX consultation_period_days ON consultation_period (first_day, id);

-- Which appointments a payment pays for; payments from elsewhere cover everything up to a day instead.
CREATE TABLE payment_item (
    assignment_id UUID NOT NULL PRIMARY KEY REFERENCES assignment (id) ON DELETE CASCADE,
    payment_id    UUID NOT NULL REFERENCES payment (id) ON DELETE CASCADE
);
CREATE INDEX payment_item_payment ON payment_item (payment_id);

-- personal, class C: where a mail goes whose recipient is forgotten by then; deleted once the mail has left
CREATE TABLE outbox_address (
    outbox_id UUID NOT NULL PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    email     TEXT NOT NULL
);
