-- Requests: what is asked for, when it could be, and how far it is.

-- Numbers that people say on the telephone. One row per series; raising it locks it until the end of the transaction,
-- so no number is given twice and none is lost.
CREATE TABLE counter (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('request', 0);

CREATE TABLE request (
    id                UUID        NOT NULL PRIMARY KEY,
    number            BIGINT      NOT NULL UNIQUE,
    organisation_id   UUID        NOT NULL REFERENCES organisation (id),
    location_id       UUID        NOT NULL REFERENCES location (id),
    contact_id        UUID        NOT NULL REFERENCES contact (id),
    programme         TEXT        NOT NULL REFERENCES programme (id),
    -- Class F: the category is kept for statistics. New occasions come often, so the program checks them.
    occasion          TEXT        NOT NULL,
    mode              TEXT        NOT NULL CHECK (mode IN ('on_site', 'phone', 'video')),
    all_or_nothing    BOOLEAN     NOT NULL,
    gender            TEXT        CHECK (gender IN ('f', 'm', 'd')),
    gender_required   BOOLEAN     NOT NULL,
    weight            BIGINT      NOT NULL CHECK (weight >= 1),
    -- class F: free text, deleted 30 days after the appointment
    urgent_reason     TEXT,
    room              TEXT,
    -- class F: free text, deleted 30 days after the appointment
    note              TEXT,
    -- class G: deleted 6 months after its last use
    case_token        TEXT,
    state             TEXT        NOT NULL CHECK (state IN ('submitted', 'searching', 'confirmed', 'substituting',
                                                            'unfilled', 'cancelled')),
    chosen_option     BIGINT      CHECK (chosen_option >= 0),
    -- Begin of the chosen time, else of the first one asked for: what lists show and sort by.
    listed_at         TIMESTAMPTZ NOT NULL,
    created_at        TIMESTAMPTZ NOT NULL,
    state_at          TIMESTAMPTZ NOT NULL,
    calendar_uid      TEXT        UNIQUE,
    calendar_sequence BIGINT      CHECK (calendar_sequence >= 0),
    version           BIGINT      NOT NULL
);
CREATE INDEX request_list ON request (listed_at, id);
CREATE INDEX request_state ON request (state, listed_at, id);
CREATE INDEX request_organisation ON request (organisation_id, listed_at, id);
CREATE INDEX request_case_token ON request (case_token);

CREATE TABLE request_option (
    request_id UUID        NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    position   BIGINT      NOT NULL CHECK (position BETWEEN 0 AND 2),
    starts_at  TIMESTAMPTZ NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (request_id, position),
    CHECK (starts_at < ends_at)
);
CREATE INDEX request_option_time ON request_option (starts_at, request_id);

CREATE TABLE request_seat (
    request_id UUID   NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    position   BIGINT NOT NULL CHECK (position >= 0),
    headcount  BIGINT NOT NULL CHECK (headcount >= 1),
    language   TEXT   REFERENCES language (code),
    level      TEXT   NOT NULL CHECK (level IN ('A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native')),
    PRIMARY KEY (request_id, position)
);
CREATE INDEX request_seat_language ON request_seat (language, request_id);
