-- Offers that come from no plan (asked by hand), notices that are about no request (welcome, weekly plan, overview),
-- notices to accounts, several notices in one mail, and threads of mails about one matter.

DROP INDEX offer_request;
ALTER TABLE offer ADD COLUMN made_by_plan UUID REFERENCES plan (id);
UPDATE offer SET made_by_plan = plan_id;
ALTER TABLE offer DROP COLUMN plan_id;
ALTER TABLE offer RENAME COLUMN made_by_plan TO plan_id;
CREATE INDEX offer_request ON offer (request_id, seat, rank, id);

CREATE TABLE outbox_new (
    id              UUID        NOT NULL PRIMARY KEY,
    -- Kinds grow with the product, so the program checks them.
    kind            TEXT        NOT NULL,
    recipient_kind  TEXT        NOT NULL CHECK (recipient_kind IN ('person', 'contact', 'account', 'office')),
    recipient_id    UUID,
    request_id      UUID        REFERENCES request (id),
    offer_id        UUID        REFERENCES offer (id),
    assignment_id   UUID        REFERENCES assignment (id),
    payload         JSONB       NOT NULL,
    -- True when a calendar part travels with it: such notices about one request reach one recipient in their order.
    calendar        BOOLEAN     NOT NULL,
    -- Identity of the mail: the same on every try.
    message_id      TEXT        NOT NULL UNIQUE,
    -- The first mail to this recipient about this request.
    in_reply_to     TEXT,
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
    -- The notice in whose mail this one travels: several offers to one person are one mail.
    carried_by      UUID        REFERENCES outbox_new (id) ON DELETE CASCADE,
    CHECK ((recipient_kind = 'office') = (recipient_id IS NULL))
);
INSERT INTO outbox_new (id, kind, recipient_kind, recipient_id, request_id, offer_id, assignment_id, payload, calendar,
                    message_id, dated_at, created_at, state, attempts, next_attempt_at, claimed_by, claimed_until,
                    last_error, closed_at, dedupe_key)
SELECT id, kind, recipient_kind, recipient_id, request_id, offer_id, assignment_id, payload, calendar,
       message_id, dated_at, created_at, state, attempts, next_attempt_at, claimed_by, claimed_until,
       last_error, closed_at, dedupe_key
FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (next_attempt_at, created_at, id) WHERE state = 'pending';
CREATE INDEX outbox_list ON outbox (created_at, id);
CREATE INDEX outbox_claims ON outbox (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX outbox_assignment ON outbox (assignment_id, kind);
CREATE INDEX outbox_offer ON outbox (offer_id);
CREATE INDEX outbox_request ON outbox (request_id);
CREATE INDEX outbox_recipient ON outbox (recipient_id, kind) WHERE state = 'pending';
CREATE INDEX outbox_carried ON outbox (carried_by) WHERE carried_by IS NOT NULL;
