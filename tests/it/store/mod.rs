//! Does the store do what it says, on both engines?
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on stops where it stands"
)]

mod accounts;
mod assignments;
mod backup;
mod calendars;
mod migrations;
mod money;
mod offers;
mod office;
mod once;
mod open;
mod organisations;
mod outbox;
mod outbox_claims;
mod people;
mod plans;
mod reference;
mod requests;
mod requests_race;
mod reviews;
mod rules;
mod schema;
mod tasks;
