-- The part of the office's work a proposal was computed for, as its scopes; NULL: the whole.
ALTER TABLE plan ADD COLUMN reach TEXT;
