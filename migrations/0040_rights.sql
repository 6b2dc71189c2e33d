-- What an account may do, and for which part of the office's work; which personal links are good.

CREATE TABLE account_grant (
    account_id UUID   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    position   BIGINT NOT NULL,
    role       TEXT   NOT NULL CHECK (role IN ('administrator', 'coordinator', 'finance', 'clearance', 'reader')),
    -- What is empty does not narrow the role.
    programme  TEXT   REFERENCES programme (id),
    district   TEXT   REFERENCES district (code),
    carrier    UUID   REFERENCES organisation (id),
    PRIMARY KEY (account_id, position)
);
-- Whoever had an account before there were roles could do everything.
INSERT INTO account_grant (account_id, position, role) SELECT id, 0, 'administrator' FROM account;

-- Version of a volunteer's personal link; none is 1. Counting up makes every link given out before invalid.
CREATE TABLE person_link (
    person_id  UUID        NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    version    BIGINT      NOT NULL CHECK (version >= 1),
    changed_at TIMESTAMPTZ NOT NULL
);

-- Which carrier looks after a volunteer; no row: the office itself.
CREATE TABLE person_carrier (
    person_id       UUID NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    organisation_id UUID NOT NULL REFERENCES organisation (id)
);
CREATE INDEX person_carrier_organisation ON person_carrier (organisation_id, person_id);
