-- What the office decides once: programmes, languages, districts, travel times.
-- One text for both engines: every column type below means the same on SQLite and on PostgreSQL.

CREATE TABLE programme (
    id             TEXT    NOT NULL PRIMARY KEY,
    name_de        TEXT    NOT NULL,
    name_en        TEXT    NOT NULL,
    role_de        TEXT    NOT NULL,
    role_en        TEXT    NOT NULL,
    needs_language BOOLEAN NOT NULL,
    german_min     TEXT    CHECK (german_min IN ('A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native')),
    language_min   TEXT    NOT NULL CHECK (language_min IN ('A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native')),
    -- Lists of proof kinds and of modes, and an object of weights: read as a whole, never searched in.
    proofs         JSONB   NOT NULL,
    modes          JSONB   NOT NULL,
    max_minutes    BIGINT  NOT NULL CHECK (max_minutes > 0),
    case_limit     BIGINT  CHECK (case_limit > 0),
    weights        JSONB   NOT NULL,
    backups        BIGINT  NOT NULL CHECK (backups >= 0),
    position       BIGINT  NOT NULL
);

CREATE TABLE language (
    code     TEXT NOT NULL PRIMARY KEY,
    iso639_3 TEXT NOT NULL,
    variety  TEXT NOT NULL,
    name_de  TEXT NOT NULL,
    name_en  TEXT NOT NULL,
    autonym  TEXT NOT NULL
);

CREATE TABLE language_fallback (
    asked   TEXT   NOT NULL REFERENCES language (code),
    spoken  TEXT   NOT NULL REFERENCES language (code),
    quality BIGINT NOT NULL CHECK (quality BETWEEN 1 AND 99),
    PRIMARY KEY (asked, spoken),
    CHECK (asked <> spoken)
);

CREATE TABLE district (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE travel (
    mobility      TEXT   NOT NULL CHECK (mobility IN ('public_transport', 'car')),
    from_district TEXT   NOT NULL REFERENCES district (code),
    to_district   TEXT   NOT NULL REFERENCES district (code),
    minutes       BIGINT NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
    PRIMARY KEY (mobility, from_district, to_district)
);
