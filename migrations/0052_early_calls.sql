-- Volunteers who allow calls from half past six on.

ALTER TABLE person_mail ADD COLUMN early_calls BOOLEAN NOT NULL DEFAULT FALSE;
