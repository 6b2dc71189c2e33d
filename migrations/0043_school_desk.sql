-- Request forms that were begun and not sent. Class F: free text; deleted after 7 days.

CREATE TABLE request_draft (
    id              UUID        NOT NULL PRIMARY KEY,
    organisation_id UUID        NOT NULL REFERENCES organisation (id),
    -- What was typed, by field.
    fields          JSONB       NOT NULL,
    saved_at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX request_draft_organisation ON request_draft (organisation_id, saved_at, id);
CREATE INDEX request_draft_age ON request_draft (saved_at);
