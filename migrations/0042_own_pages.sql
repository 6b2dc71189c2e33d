-- What volunteers say on their own page: how an appointment went, and that they leave; and who would like to join.

CREATE TABLE done_report (
    assignment_id UUID        NOT NULL PRIMARY KEY REFERENCES assignment (id) ON DELETE CASCADE,
    happened      BOOLEAN     NOT NULL,
    -- How long it took in the end, if it took place.
    minutes       BIGINT      CHECK (minutes BETWEEN 1 AND 1440),
    reported_at   TIMESTAMPTZ NOT NULL
);

-- Who left and when; three months later the name goes as well.
CREATE TABLE person_leaving (
    person_id UUID        NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    left_at   TIMESTAMPTZ NOT NULL,
    erased_at TIMESTAMPTZ
);
CREATE INDEX person_leaving_due ON person_leaving (left_at) WHERE erased_at IS NULL;

-- Personal, class C: deleted six months after the last contact, if nothing comes of it.
CREATE TABLE interest (
    id         UUID        NOT NULL PRIMARY KEY,
    name       TEXT        NOT NULL,
    email      TEXT        NOT NULL,
    phone      TEXT,
    -- In their own words.
    languages  TEXT        NOT NULL,
    programme  TEXT        REFERENCES programme (id),
    stage      TEXT        NOT NULL CHECK (stage IN ('interest', 'talk', 'papers', 'training', 'tandem', 'active')),
    created_at TIMESTAMPTZ NOT NULL,
    -- The last contact.
    stage_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX interest_list ON interest (stage, stage_at, id);
