-- Mails that must go out, written in the same transaction as the change they tell of. A row holds ids and frozen
-- facts, no text and no address: both are looked up when the mail leaves. Retention: 12 months (class H).

CREATE TABLE outbox (
    id              UUID        NOT NULL PRIMARY KEY,
    -- Kinds grow with the product, so the program checks them.
    kind            TEXT        NOT NULL,
    recipient_kind  TEXT        NOT NULL CHECK (recipient_kind IN ('person', 'contact', 'office')),
    recipient_id    UUID,
    request_id      UUID        NOT NULL REFERENCES request (id),
    offer_id        UUID        REFERENCES offer (id),
    assignment_id   UUID        REFERENCES assignment (id),
    payload         JSONB       NOT NULL,
    -- True when a calendar part travels with it: such notices about one request reach one recipient in their order.
    calendar        BOOLEAN     NOT NULL,
    -- Identity of the mail: the same on every try.
    message_id      TEXT        NOT NULL UNIQUE,
    dated_at        TIMESTAMPTZ NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    state           TEXT        NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'obsolete')),
    attempts        BIGINT      NOT NULL CHECK (attempts >= 0),
    next_attempt_at TIMESTAMPTZ NOT NULL,
    -- A lease, not a lock: whoever dies with it loses it when it runs out.
    claimed_by      TEXT,
    claimed_until   TIMESTAMPTZ,
    last_error      TEXT,
    closed_at       TIMESTAMPTZ,
    -- One notice per event and recipient, ever.
    dedupe_key      TEXT        NOT NULL UNIQUE,
    CHECK ((recipient_kind = 'office') = (recipient_id IS NULL))
);
CREATE INDEX outbox_due ON outbox (next_attempt_at, created_at, id) WHERE state = 'pending';
CREATE INDEX outbox_list ON outbox (created_at, id);
CREATE INDEX outbox_claims ON outbox (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX outbox_assignment ON outbox (assignment_id) WHERE state = 'pending';
CREATE INDEX outbox_offer ON outbox (offer_id);
CREATE INDEX outbox_request ON outbox (request_id);

-- Whether mails may leave at all.
CREATE TABLE queue (
    name         TEXT NOT NULL PRIMARY KEY,
    paused_until TIMESTAMPTZ,
    pause_reason TEXT
);
INSERT INTO queue (name) VALUES ('mail');
