-- The history can be added to, not changed; values can go, not change. SQLite has the same in its own words.

CREATE FUNCTION revision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'revision is append-only';
END;
$$;

CREATE TRIGGER revision_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON revision
FOR EACH STATEMENT EXECUTE FUNCTION revision_is_append_only();

CREATE TRIGGER revision_value_no_change BEFORE UPDATE OR TRUNCATE ON revision_value
FOR EACH STATEMENT EXECUTE FUNCTION revision_is_append_only();
