-- What the office has to do by hand. Retention: 12 months (class H).

CREATE TABLE task (
    id         UUID        NOT NULL PRIMARY KEY,
    -- Kinds grow with the product, so the program checks them.
    kind       TEXT        NOT NULL,
    request_id UUID        REFERENCES request (id),
    offer_id   UUID        REFERENCES offer (id),
    person_id  UUID        REFERENCES person (id),
    -- Kind and ids in one text: an open task is not added a second time.
    subject    TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    done_at    TIMESTAMPTZ,
    done_by    UUID        REFERENCES account (id)
);
CREATE UNIQUE INDEX task_open ON task (subject) WHERE done_at IS NULL;
CREATE INDEX task_list ON task (created_at, id) WHERE done_at IS NULL;
CREATE INDEX task_offer ON task (offer_id) WHERE done_at IS NULL;
CREATE INDEX task_request ON task (request_id) WHERE done_at IS NULL;
