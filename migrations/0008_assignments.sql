-- Assignments: a volunteer has agreed, the time stands.

CREATE TABLE assignment (
    id                UUID        NOT NULL PRIMARY KEY,
    request_id        UUID        NOT NULL REFERENCES request (id),
    -- A yes may be taken back and given again, so an offer can lead to several of which one stands at most.
    offer_id          UUID        NOT NULL REFERENCES offer (id),
    seat              BIGINT      NOT NULL CHECK (seat >= 0),
    person_id         UUID        NOT NULL REFERENCES person (id),
    starts_at         TIMESTAMPTZ NOT NULL,
    ends_at           TIMESTAMPTZ NOT NULL,
    state             TEXT        NOT NULL CHECK (state IN ('confirmed', 'cancelled_by_requester',
                                                            'cancelled_by_volunteer', 'released')),
    calendar_uid      TEXT        NOT NULL UNIQUE,
    calendar_sequence BIGINT      NOT NULL CHECK (calendar_sequence >= 0),
    created_at        TIMESTAMPTZ NOT NULL,
    ended_at          TIMESTAMPTZ,
    CHECK (starts_at < ends_at)
);
CREATE UNIQUE INDEX assignment_active ON assignment (request_id, person_id) WHERE state = 'confirmed';
CREATE UNIQUE INDEX assignment_offer ON assignment (offer_id) WHERE state = 'confirmed';
CREATE INDEX assignment_request ON assignment (request_id, seat, id);
CREATE INDEX assignment_person ON assignment (person_id, starts_at);
CREATE INDEX assignment_time ON assignment (starts_at, id);
