-- Whose data were erased. The row of the person stays for what hangs on it, without anything about them.
CREATE TABLE person_erased (
    person_id UUID        NOT NULL PRIMARY KEY REFERENCES person (id),
    erased_at TIMESTAMPTZ NOT NULL
);
