-- Moving in: files of the office taken in, what they changed, and what could not be understood yet.

-- One file. Retention: 12 months (class H); it holds no cell of the file.
CREATE TABLE import_run (
    id            UUID        NOT NULL PRIMARY KEY,
    -- Kinds grow with the product, so the program checks them.
    kind          TEXT        NOT NULL,
    file_name     TEXT        NOT NULL,
    state         TEXT        NOT NULL CHECK (state IN ('matching', 'running', 'done', 'refused', 'undoing',
                                                        'undone', 'discarded')),
    created_by    UUID        REFERENCES account (id),
    created_at    TIMESTAMPTZ NOT NULL,
    -- Sheet of a workbook, empty for the first or for a text file.
    sheet         TEXT        NOT NULL,
    -- How far it is: bytes of the table, and the last row of it that was taken in.
    bytes_total   BIGINT      NOT NULL CHECK (bytes_total >= 0),
    bytes_done    BIGINT      NOT NULL CHECK (bytes_done >= 0),
    last_row      BIGINT      NOT NULL CHECK (last_row >= 0),
    added         BIGINT      NOT NULL CHECK (added >= 0),
    changed       BIGINT      NOT NULL CHECK (changed >= 0),
    unchanged     BIGINT      NOT NULL CHECK (unchanged >= 0),
    parked        BIGINT      NOT NULL CHECK (parked >= 0),
    -- People who were erased and stay so, and rows on red that are not wanted.
    left_out      BIGINT      NOT NULL CHECK (left_out >= 0),
    -- Message ids with their values: faults of the file as a whole, and how often each note was made.
    remarks       JSONB       NOT NULL,
    -- A run that has not gone on by then died with its process; another one takes it up.
    claimed_until TIMESTAMPTZ,
    done_at       TIMESTAMPTZ,
    undone_at     TIMESTAMPTZ,
    -- What undoing could not restore: kind, key and reason.
    kept          JSONB       NOT NULL
);
CREATE INDEX import_run_list ON import_run (created_at, id);

-- personal, class as the records in it: deleted when the file has been taken in, after two days at the latest
CREATE TABLE import_file (
    run_id  UUID  NOT NULL PRIMARY KEY REFERENCES import_run (id) ON DELETE CASCADE,
    content BYTEA NOT NULL
);

-- What a run changed, to undo it. personal, class as the records in it: deleted after two days
CREATE TABLE import_change (
    run_id       UUID   NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
    position     BIGINT NOT NULL,
    subject_kind TEXT   NOT NULL,
    subject_key  TEXT   NOT NULL,
    -- The record before, absent when there was none, and after.
    before_value JSONB,
    after_value  JSONB  NOT NULL,
    PRIMARY KEY (run_id, position)
);

-- Rows that could not be taken in. personal, class as the records in them: emptied when solved or dropped
CREATE TABLE import_parked (
    id         UUID        NOT NULL PRIMARY KEY,
    run_id     UUID        NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
    kind       TEXT        NOT NULL,
    row_number BIGINT      NOT NULL CHECK (row_number >= 0),
    -- Column to text.
    cells      JSONB       NOT NULL,
    -- What kind of question it is; kinds grow with the product, so the program checks them.
    question   TEXT        NOT NULL,
    -- What is searched in, folded.
    search     TEXT        NOT NULL,
    state      TEXT        NOT NULL CHECK (state IN ('open', 'solved', 'dropped')),
    created_at TIMESTAMPTZ NOT NULL,
    closed_at  TIMESTAMPTZ,
    closed_by  UUID        REFERENCES account (id)
);
CREATE INDEX import_parked_list ON import_parked (state, created_at, row_number, id);
CREATE INDEX import_parked_run ON import_parked (run_id, state);

-- Words that were asked about, folded, and what is meant; empty when nobody knows.
CREATE TABLE import_word (
    field      TEXT        NOT NULL,
    word       TEXT        NOT NULL,
    answer     TEXT        NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (field, word)
);

-- What the office's own headers mean, for each kind of file.
CREATE TABLE import_mapping (
    kind       TEXT        NOT NULL PRIMARY KEY,
    mapping    JSONB       NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

-- The office's own marks of requests it brought along; what is imported twice is told by them.
CREATE TABLE import_reference (
    organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    -- Folded.
    reference       TEXT NOT NULL,
    -- As written.
    shown           TEXT NOT NULL,
    request_id      UUID NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    PRIMARY KEY (organisation_id, reference)
);
CREATE INDEX import_reference_request ON import_reference (request_id);
