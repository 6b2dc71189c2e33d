-- What the office wants of every proposal: this person on this request, or this person not.
CREATE TABLE plan_wish (
    request_id UUID        NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    person_id  UUID        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind       TEXT        NOT NULL CHECK (kind IN ('fixed', 'barred')),
    -- Position of the time option somebody is fixed for.
    choice     BIGINT      NOT NULL CHECK (choice >= 0),
    made_by    UUID        REFERENCES account (id),
    made_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (request_id, person_id)
);
CREATE INDEX plan_wish_person ON plan_wish (person_id);
