-- Rules as data: what a programme demands beyond its first columns, what an hour costs, where the money comes from,
-- and which wishes it must refuse.

-- One object, read as a whole, never searched in: domain::rules::ProgrammeRules.
ALTER TABLE programme ADD COLUMN rules JSONB NOT NULL DEFAULT '{}';
UPDATE programme SET rules = '{"public_only": false}' WHERE id = 'companion';

-- What the law lets a person earn in a regime; a new row from a day on replaces the older ones.
CREATE TABLE cap_regime (
    id         TEXT   NOT NULL,
    valid_from DATE   NOT NULL,
    name_de    TEXT   NOT NULL,
    name_en    TEXT   NOT NULL,
    cents      BIGINT NOT NULL CHECK (cents >= 0),
    period     TEXT   NOT NULL CHECK (period IN ('year', 'month')),
    PRIMARY KEY (id, valid_from)
);

CREATE TABLE tariff (
    programme         TEXT   NOT NULL REFERENCES programme (id),
    valid_from        DATE   NOT NULL,
    -- The first block is paid whole, every further begun step as well.
    first_minutes     BIGINT NOT NULL CHECK (first_minutes > 0),
    first_cents       BIGINT NOT NULL CHECK (first_cents >= 0),
    step_minutes      BIGINT NOT NULL CHECK (step_minutes > 0),
    step_cents        BIGINT NOT NULL CHECK (step_cents >= 0),
    -- The same for telephone and video; NULL is the same as on site.
    remote_first_cents BIGINT CHECK (remote_first_cents >= 0),
    remote_step_cents  BIGINT CHECK (remote_step_cents >= 0),
    -- Added once for the journey to a place.
    travel_cents      BIGINT NOT NULL CHECK (travel_cents >= 0),
    PRIMARY KEY (programme, valid_from)
);

CREATE TABLE funding_source (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    -- NULL: pays for every programme.
    programme  TEXT   REFERENCES programme (id),
    first_day  DATE   NOT NULL,
    last_day   DATE   NOT NULL,
    -- NULL: not bounded here.
    cents      BIGINT CHECK (cents >= 0),
    -- What was spent before the office kept its books here.
    spent_cents BIGINT NOT NULL CHECK (spent_cents >= 0),
    position   BIGINT NOT NULL,
    CHECK (first_day <= last_day)
);

-- What a programme, or a source that pays for it, must not or may do.
CREATE TABLE refusal_rule (
    scope    TEXT    NOT NULL CHECK (scope IN ('programme', 'funding')),
    scope_id TEXT    NOT NULL,
    -- Reasons grow with the product, so the program checks them.
    reason   TEXT    NOT NULL,
    refuses  BOOLEAN NOT NULL,
    -- The office's own words for what helps instead; NULL: those of the program.
    instead  TEXT,
    PRIMARY KEY (scope, scope_id, reason)
);
