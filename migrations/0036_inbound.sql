-- What comes back: answers, delivery reports, calendar programs' answers; and how far the mailbox has been read.

CREATE TABLE inbound (
    id          UUID        NOT NULL PRIMARY KEY,
    -- The same for the same mail: each is handled once, whichever way it came. A hash.
    key         TEXT        NOT NULL UNIQUE,
    received_at TIMESTAMPTZ NOT NULL,
    kind        TEXT        NOT NULL CHECK (kind IN ('reply', 'bounced', 'refused', 'delayed', 'delivered', 'automatic',
                                                     'accepted', 'declined', 'doubtful')),
    -- Status code of a delivery report.
    status      TEXT,
    -- The mail it answers or reports on.
    outbox_id   UUID        REFERENCES outbox (id) ON DELETE CASCADE,
    person_id   UUID        REFERENCES person (id),
    contact_id  UUID        REFERENCES contact (id),
    request_id  UUID        REFERENCES request (id),
    offer_id    UUID        REFERENCES offer (id),
    task_id     UUID        REFERENCES task (id) ON DELETE CASCADE,
    -- personal, class F: who wrote what; emptied 30 days after it came in, the row goes after 12 months
    sender      TEXT,
    -- personal, class F: as above
    subject     TEXT,
    -- personal, class F: as above
    body        TEXT
);
CREATE INDEX inbound_list ON inbound (received_at, id);
CREATE INDEX inbound_outbox ON inbound (outbox_id);
CREATE INDEX inbound_person ON inbound (person_id, received_at);
CREATE INDEX inbound_task ON inbound (task_id);

-- Contacts whom mails do not reach (volunteers have a column of their own).
CREATE TABLE contact_mail_failure (
    contact_id UUID        NOT NULL PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE,
    failed_at  TIMESTAMPTZ NOT NULL
);

-- How far a mailbox has been read (RFC 9051: UIDs mean nothing once UIDVALIDITY changes), and since when it cannot be.
CREATE TABLE mailbox (
    name          TEXT        NOT NULL PRIMARY KEY,
    uid_validity  BIGINT      NOT NULL,
    last_uid      BIGINT      NOT NULL,
    checked_at    TIMESTAMPTZ NOT NULL,
    failing_since TIMESTAMPTZ,
    -- A code.
    failure       TEXT
);
