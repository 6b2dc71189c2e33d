-- Under which names people stood in lists before two entries became one: a keyed hash of name with address or number,
-- nothing that says who. The same list once more finds the one that stayed. Goes with the person.
CREATE TABLE person_merged (
    key_hash  TEXT        NOT NULL PRIMARY KEY,
    person_id UUID        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    merged_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX person_merged_person ON person_merged (person_id);
