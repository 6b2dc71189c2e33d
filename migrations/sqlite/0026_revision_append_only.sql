-- The history can be added to, not changed; values can go, not change. PostgreSQL has the same in its own words.

CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision
BEGIN
    SELECT RAISE(ABORT, 'revision is append-only');
END;

CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision
BEGIN
    SELECT RAISE(ABORT, 'revision is append-only');
END;

CREATE TRIGGER revision_value_no_update BEFORE UPDATE ON revision_value
BEGIN
    SELECT RAISE(ABORT, 'revision_value cannot be changed');
END;
