-- Occasions a person has learned about, such as the school system before a talk about changing schools.
-- personal, class C
ALTER TABLE person ADD COLUMN topics JSONB NOT NULL DEFAULT '[]';
