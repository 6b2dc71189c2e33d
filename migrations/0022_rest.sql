-- Rest of employees between one day's work and the next.

-- personal, class C: minutes without work at night; NULL where the law asks for none
ALTER TABLE person_bounds ADD COLUMN rest_minutes BIGINT CHECK (rest_minutes BETWEEN 1 AND 1440);
