-- When schools and the office are closed, and who answers meanwhile. Public holidays are computed, not kept.

CREATE TABLE school_holiday (
    first_day DATE NOT NULL PRIMARY KEY,
    last_day  DATE NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('autumn', 'christmas', 'easter', 'whitsun', 'summer', 'other')),
    CHECK (first_day <= last_day)
);

-- Days off that a school sets itself.
CREATE TABLE movable_day (
    organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    day             DATE NOT NULL,
    PRIMARY KEY (organisation_id, day)
);

CREATE TABLE office_closure (
    first_day DATE NOT NULL PRIMARY KEY,
    last_day  DATE NOT NULL,
    CHECK (first_day <= last_day)
);

CREATE TABLE phone_hours (
    -- Monday = 1.
    weekday      BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    start_minute BIGINT NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute   BIGINT NOT NULL CHECK (end_minute BETWEEN 1 AND 1440),
    PRIMARY KEY (weekday, start_minute),
    CHECK (start_minute < end_minute)
);

-- Who answers while the usual person is away.
CREATE TABLE office_cover (
    id         UUID NOT NULL PRIMARY KEY,
    first_day  DATE NOT NULL,
    last_day   DATE NOT NULL,
    -- Whose work is covered; NULL: the office's as a whole.
    account_id UUID REFERENCES account (id),
    -- personal, class B: end of the cover plus 12 months
    name       TEXT NOT NULL,
    -- personal, class B: as above
    phone      TEXT NOT NULL,
    -- personal, class B: as above
    email      TEXT,
    CHECK (first_day <= last_day)
);
CREATE INDEX office_cover_days ON office_cover (first_day, id);
