-- Planning runs, their drafts and what became of them.

CREATE TABLE plan (
    id              UUID        NOT NULL PRIMARY KEY,
    state           TEXT        NOT NULL CHECK (state IN ('computing', 'draft', 'failed', 'published', 'discarded',
                                                          'superseded')),
    window_from     TIMESTAMPTZ NOT NULL,
    window_to       TIMESTAMPTZ NOT NULL,
    created_by      UUID        REFERENCES account (id),
    created_at      TIMESTAMPTZ NOT NULL,
    -- A run that has not ended by then died with its process.
    computing_until TIMESTAMPTZ NOT NULL,
    -- The problem and the plan as the solver read and wrote them. TEXT, not JSONB: the digest covers the exact bytes.
    problem         TEXT,
    problem_digest  TEXT,
    document        TEXT,
    -- What the snapshot was made of; a draft whose fingerprint no longer fits is stale.
    fingerprint     TEXT,
    failure         TEXT,
    drafted_at      TIMESTAMPTZ,
    closed_by       UUID        REFERENCES account (id),
    closed_at       TIMESTAMPTZ,
    CHECK (window_from < window_to)
);
-- One run at a time: a second one joins the first.
CREATE UNIQUE INDEX plan_computing ON plan (state) WHERE state = 'computing';
CREATE INDEX plan_list ON plan (created_at, id);

-- First choices and ranked substitutes, seat by seat.
CREATE TABLE plan_candidate (
    plan_id    UUID   NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    request_id UUID   NOT NULL REFERENCES request (id),
    seat       BIGINT NOT NULL CHECK (seat >= 0),
    rank       BIGINT NOT NULL CHECK (rank >= 0),
    role       TEXT   NOT NULL CHECK (role IN ('first', 'backup')),
    -- Position of the time option.
    choice     BIGINT NOT NULL CHECK (choice >= 0),
    person_id  UUID   NOT NULL REFERENCES person (id),
    PRIMARY KEY (plan_id, request_id, seat, rank)
);
CREATE INDEX plan_candidate_person ON plan_candidate (person_id);
CREATE INDEX plan_candidate_request ON plan_candidate (request_id);

CREATE TABLE plan_unfilled (
    plan_id    UUID   NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    request_id UUID   NOT NULL REFERENCES request (id),
    missing    BIGINT NOT NULL CHECK (missing >= 1),
    -- Reason code of the problem format; the office's own words are in the language files.
    reason     TEXT   NOT NULL,
    -- People left after each rule, in the order of the format.
    funnel     JSONB  NOT NULL,
    PRIMARY KEY (plan_id, request_id)
);
