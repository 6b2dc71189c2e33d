-- How a requester found an appointment and the way to it. It belongs to the request: nothing here is about a person.
CREATE TABLE requester_feedback (
    request_id    UUID        NOT NULL PRIMARY KEY REFERENCES request (id) ON DELETE CASCADE,
    -- Whether the talk could be followed by both sides.
    understanding TEXT        CHECK (understanding IN ('well', 'partly', 'badly')),
    -- Whether the way from the request to the appointment was good.
    arranging     TEXT        CHECK (arranging IN ('well', 'partly', 'badly')),
    given_at      TIMESTAMPTZ NOT NULL
);
