-- What a volunteer is given back of what the journey cost: by kilometre, by ticket, and at most so much. A tariff that
-- gives nothing back has no most.
ALTER TABLE tariff ADD COLUMN journey_km_cents BIGINT CHECK (journey_km_cents > 0);
ALTER TABLE tariff ADD COLUMN journey_free_km BIGINT NOT NULL DEFAULT 0 CHECK (journey_free_km >= 0);
ALTER TABLE tariff ADD COLUMN journey_tickets BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE tariff ADD COLUMN journey_most_cents BIGINT CHECK (journey_most_cents > 0);
-- What the volunteer says about it, there and back.
-- personal, class E
ALTER TABLE done_report ADD COLUMN km BIGINT CHECK (km BETWEEN 1 AND 1000);
-- personal, class E
ALTER TABLE done_report ADD COLUMN ticket_cents BIGINT CHECK (ticket_cents BETWEEN 1 AND 20000);
