-- Who asks: organisations, their places and their people.

CREATE TABLE organisation (
    id           UUID   NOT NULL PRIMARY KEY,
    name         TEXT   NOT NULL,
    -- The name as it is compared and searched, made by the program (umlauts written out, lower case).
    search       TEXT   NOT NULL,
    kind         TEXT   NOT NULL CHECK (kind IN ('school', 'daycare', 'family_centre', 'authority', 'advice_centre',
                                                 'carrier', 'migrant_association', 'shelter', 'community_centre')),
    link_version BIGINT NOT NULL CHECK (link_version >= 0)
);
CREATE INDEX organisation_search ON organisation (search, id);

CREATE TABLE location (
    id              UUID NOT NULL PRIMARY KEY,
    organisation_id UUID NOT NULL REFERENCES organisation (id),
    name            TEXT NOT NULL,
    street          TEXT NOT NULL,
    postcode        TEXT NOT NULL,
    town            TEXT NOT NULL,
    district        TEXT NOT NULL REFERENCES district (code),
    meeting_point   TEXT NOT NULL
);
CREATE INDEX location_organisation ON location (organisation_id, id);

CREATE TABLE contact (
    id              UUID NOT NULL PRIMARY KEY,
    organisation_id UUID NOT NULL REFERENCES organisation (id),
    -- personal, class B: kept until the contact's time at the organisation ends, plus 12 months
    name            TEXT NOT NULL,
    -- personal, class B: as above
    email           TEXT NOT NULL,
    -- personal, class B: as above
    phone           TEXT
);
CREATE INDEX contact_organisation ON contact (organisation_id, id);
CREATE INDEX contact_email ON contact (email);
