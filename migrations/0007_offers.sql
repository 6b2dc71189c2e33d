-- Offers: one volunteer asked for one seat, and what they said. Kept with the request for the report, without names
-- once the person is erased.

CREATE TABLE offer (
    id           UUID        NOT NULL PRIMARY KEY,
    request_id   UUID        NOT NULL REFERENCES request (id),
    seat         BIGINT      NOT NULL CHECK (seat >= 0),
    -- Position of the time option.
    choice       BIGINT      NOT NULL CHECK (choice >= 0),
    person_id    UUID        NOT NULL REFERENCES person (id),
    plan_id      UUID        NOT NULL REFERENCES plan (id),
    rank         BIGINT      NOT NULL CHECK (rank >= 0),
    state        TEXT        NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'expired', 'withdrawn',
                                                       'call_requested')),
    created_at   TIMESTAMPTZ NOT NULL,
    answer_by    TIMESTAMPTZ NOT NULL,
    answered_at  TIMESTAMPTZ,
    answer_view  TEXT,
    link_version BIGINT      NOT NULL CHECK (link_version >= 0)
);
-- Nobody is asked twice at the same time for the same request.
CREATE UNIQUE INDEX offer_open ON offer (request_id, person_id) WHERE state IN ('offered', 'call_requested');
CREATE INDEX offer_request ON offer (request_id, seat, rank, id);
CREATE INDEX offer_person ON offer (person_id, state);
CREATE INDEX offer_deadline ON offer (answer_by, id) WHERE state = 'offered';
