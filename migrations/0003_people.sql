-- Volunteers and what they offer. Retention of class C, if nothing else is said: end of the engagement plus 3 months.

CREATE TABLE person (
    id                  UUID        NOT NULL PRIMARY KEY,
    -- personal, class C
    first_name          TEXT        NOT NULL,
    -- personal, class C
    last_name           TEXT        NOT NULL,
    -- personal, class C: name, address and digits of the telephone number as they are searched; emptied with them
    search              TEXT        NOT NULL,
    -- personal, class C
    email               TEXT,
    -- personal, class C
    phone               TEXT,
    -- personal, class C
    channel             TEXT        NOT NULL CHECK (channel IN ('email', 'phone', 'sms', 'letter')),
    email_failed_at     TIMESTAMPTZ,
    ui_language         TEXT        NOT NULL,
    -- personal, class C: given voluntarily
    gender              TEXT        CHECK (gender IN ('f', 'm', 'd')),
    -- personal, class C: part of town only, no street
    district            TEXT        NOT NULL REFERENCES district (code),
    mobility            TEXT        NOT NULL CHECK (mobility IN ('public_transport', 'car')),
    -- True: goes to every district. False: to those in person_district.
    everywhere          BOOLEAN     NOT NULL,
    modes               JSONB       NOT NULL,
    max_minutes_week    BIGINT      CHECK (max_minutes_week >= 0),
    max_assignments_day BIGINT      CHECK (max_assignments_day >= 0),
    state               TEXT        NOT NULL CHECK (state IN ('active', 'paused', 'left')),
    version             BIGINT      NOT NULL
);
CREATE INDEX person_list ON person (state, search, id);
CREATE INDEX person_email ON person (email);

CREATE TABLE person_district (
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- personal, class C
    district  TEXT NOT NULL REFERENCES district (code),
    PRIMARY KEY (person_id, district)
);

CREATE TABLE person_programme (
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- personal, class C
    programme TEXT NOT NULL REFERENCES programme (id),
    PRIMARY KEY (person_id, programme)
);
CREATE INDEX person_programme_programme ON person_programme (programme, person_id);

CREATE TABLE person_language (
    person_id UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- personal, class C, treated as Art. 9 DSGVO: languages and home can reveal an origin
    language  TEXT NOT NULL REFERENCES language (code),
    level     TEXT NOT NULL CHECK (level IN ('A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native')),
    PRIMARY KEY (person_id, language)
);
CREATE INDEX person_language_language ON person_language (language, person_id);

-- personal, class C: when someone is available
CREATE TABLE person_availability (
    person_id      UUID   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position       BIGINT NOT NULL,
    -- Days of the week as numbers, Monday = 1.
    weekdays       JSONB  NOT NULL,
    interval_weeks BIGINT NOT NULL CHECK (interval_weeks >= 1),
    start_minute   BIGINT NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute     BIGINT NOT NULL CHECK (end_minute BETWEEN 1 AND 1440),
    first_day      DATE   NOT NULL,
    last_day       DATE,
    -- Days left out, as texts.
    exceptions     JSONB  NOT NULL,
    PRIMARY KEY (person_id, position),
    CHECK (start_minute < end_minute)
);

-- personal, class C: when someone is away; there is no column for a reason, on purpose
CREATE TABLE person_absence (
    person_id UUID   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position  BIGINT NOT NULL,
    first_day DATE   NOT NULL,
    last_day  DATE   NOT NULL,
    PRIMARY KEY (person_id, position)
);

-- personal, class D: end of the engagement plus 3 months, at once if none begins; the paper itself is never kept
CREATE TABLE person_proof (
    person_id   UUID   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position    BIGINT NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('clearance', 'pledge', 'training', 'measles', 'adult')),
    checked_on  DATE   NOT NULL,
    valid_until DATE,
    PRIMARY KEY (person_id, position)
);
