-- The week of the office: the part of town a place belongs to, filters that an account keeps, what was printed.

-- Sozialraum: not the same as the district, several lie in one and some in two. Empty: not known.
ALTER TABLE location ADD COLUMN social_area TEXT NOT NULL DEFAULT '';
CREATE INDEX location_social_area ON location (social_area, id);
CREATE INDEX request_location ON request (location_id, listed_at, id);
CREATE INDEX plan_unfilled_request ON plan_unfilled (request_id);

-- personal, class B: what an account looks at; deleted with the account
CREATE TABLE saved_filter (
    id         UUID        NOT NULL PRIMARY KEY,
    account_id UUID        NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name       TEXT        NOT NULL,
    -- The query of its address.
    query      TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (account_id, name)
);

-- What a print of a week said, line by line as digests, so that the next one can mark what has changed.
CREATE TABLE week_print (
    id         UUID        NOT NULL PRIMARY KEY,
    kind       TEXT        NOT NULL CHECK (kind IN ('notice', 'folder')),
    first_day  DATE        NOT NULL,
    printed_at TIMESTAMPTZ NOT NULL,
    printed_by UUID        REFERENCES account (id),
    -- An object: request number -> digest.
    lines      JSONB       NOT NULL
);
CREATE INDEX week_print_week ON week_print (first_day, kind, printed_at);
