-- A talk may need a room that is reachable without steps.
ALTER TABLE request_detail ADD COLUMN step_free BOOLEAN NOT NULL DEFAULT FALSE;
