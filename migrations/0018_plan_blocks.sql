-- How many people each rule of the office keeps from a request that stays open: an object of rule and number.
ALTER TABLE plan_unfilled ADD COLUMN blocks JSONB NOT NULL DEFAULT '{}';
