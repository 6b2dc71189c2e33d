-- What a volunteer is paid when the organisation calls off late: so many hours before the begin or less, this amount.
-- NULL: nothing is paid.
ALTER TABLE tariff ADD COLUMN late_hours BIGINT CHECK (late_hours > 0);
ALTER TABLE tariff ADD COLUMN late_cents BIGINT CHECK (late_cents >= 0);
