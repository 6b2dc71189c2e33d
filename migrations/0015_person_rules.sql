-- What bounds a person beyond the first columns: levels by direction, wishes, limits, money, and whom not to meet.

-- How well the person understands it, when that differs from how well they speak it.
ALTER TABLE person_language ADD COLUMN understands TEXT
    CHECK (understands IN ('A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native'));

-- Times at which a person can, and times they like.
ALTER TABLE person_availability ADD COLUMN purpose TEXT NOT NULL DEFAULT 'available'
    CHECK (purpose IN ('available', 'preferred'));

-- Date of the certificate that was inspected, and version of the text that was signed (class D, as the row).
ALTER TABLE person_proof ADD COLUMN issued_on DATE;
ALTER TABLE person_proof ADD COLUMN version TEXT;

CREATE TABLE person_bounds (
    person_id              UUID   NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    -- personal, class C: own limits, minutes and numbers
    max_minutes_month      BIGINT CHECK (max_minutes_month >= 0),
    max_assignments_week   BIGINT CHECK (max_assignments_week >= 0),
    max_minutes_assignment BIGINT CHECK (max_minutes_assignment > 0),
    -- personal, class C: minutes after local midnight
    earliest_minute        BIGINT CHECK (earliest_minute BETWEEN 0 AND 1439),
    latest_minute          BIGINT CHECK (latest_minute BETWEEN 1 AND 1440),
    -- personal, class E: how the person is paid; NULL as the programme says
    regime                 TEXT
);

-- personal, class E: what a person says they use of their yearly amount elsewhere
CREATE TABLE person_declared (
    person_id UUID   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    year      BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    cents     BIGINT NOT NULL CHECK (cents >= 0),
    PRIMARY KEY (person_id, year)
);

-- personal, class E: kept as long as vouchers are
CREATE TABLE payment (
    id           UUID   NOT NULL PRIMARY KEY,
    person_id    UUID   NOT NULL REFERENCES person (id),
    paid_on      DATE   NOT NULL,
    -- Assignments up to this day are paid by it.
    covers_until DATE   NOT NULL,
    cents        BIGINT NOT NULL CHECK (cents >= 0),
    programme    TEXT   REFERENCES programme (id),
    funding      TEXT   REFERENCES funding_source (id)
);
CREATE INDEX payment_person ON payment (person_id, paid_on, id);

-- Who is not sent where, or not together with whom. There is no column for a reason, on purpose.
CREATE TABLE exclusion (
    id              UUID        NOT NULL PRIMARY KEY,
    -- A declared tie, or simply not together.
    kind            TEXT        NOT NULL CHECK (kind IN ('conflict', 'not_together')),
    -- personal, class C
    person_id       UUID        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- Exactly one of the three is set.
    organisation_id UUID        REFERENCES organisation (id) ON DELETE CASCADE,
    -- class G: deleted 6 months after its last use
    case_token      TEXT,
    -- personal, class C
    other_person_id UUID        REFERENCES person (id) ON DELETE CASCADE,
    created_at      TIMESTAMPTZ NOT NULL,
    CHECK (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END + CASE WHEN case_token IS NULL THEN 0 ELSE 1 END
           + CASE WHEN other_person_id IS NULL THEN 0 ELSE 1 END = 1)
);
CREATE INDEX exclusion_person ON exclusion (person_id, id);
CREATE INDEX exclusion_organisation ON exclusion (organisation_id, id);
CREATE INDEX exclusion_other ON exclusion (other_person_id, id);
