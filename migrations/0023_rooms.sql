-- Rooms that places keep: one use at a time, within their hours.

CREATE TABLE room (
    location_id UUID    NOT NULL REFERENCES location (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    -- How many people it holds, if that is known.
    people      BIGINT  CHECK (people > 0),
    step_free   BOOLEAN NOT NULL,
    -- Times of the week at which it can be had, as a text; empty is always.
    open        TEXT    NOT NULL,
    PRIMARY KEY (location_id, name)
);
