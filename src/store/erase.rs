//! What is left of a person who wanted to be forgotten? The row that past work hangs on, without anything about them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::error::one_row;
use super::{StoreError, Tx};
use crate::ids::PersonId;

impl Tx {
    /// Whether a person's data were erased.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_erased(&mut self, id: PersonId) -> Result<bool, StoreError> {
        let found = fetch_optional!(
            self,
            (i64,),
            "SELECT CAST(1 AS BIGINT) FROM person_erased WHERE person_id = $1",
            id.0
        );
        Ok(found.is_some())
    }

    /// Everybody whose data were erased.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn erased_people(&mut self) -> Result<BTreeSet<PersonId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), "SELECT person_id FROM person_erased");
        Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// Takes everything about a person away but what past work and payments hang on. Mails to them that have not left
    /// are no longer sent.
    ///
    /// # Errors
    /// When the database fails or the person does not exist.
    pub async fn erase_person(&mut self, id: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let changed = execute!(
            self,
            "UPDATE person SET first_name = '–', last_name = '', search = '', email = NULL, phone = NULL,
                    channel = 'letter', email_failed_at = NULL, ui_language = 'de', gender = NULL, everywhere = $2,
                    max_minutes_week = NULL, max_assignments_day = NULL, state = 'left', version = version + 1
             WHERE id = $1",
            id.0,
            true,
        );
        one_row(changed)?;
        self.delete_person_parts(id).await?;
        execute!(self, "DELETE FROM person_bounds WHERE person_id = $1", id.0);
        execute!(
            self,
            "DELETE FROM exclusion WHERE person_id = $1 OR other_person_id = $1",
            id.0
        );
        execute!(
            self,
            "UPDATE outbox SET state = 'obsolete', closed_at = $2
             WHERE recipient_kind = 'person' AND recipient_id = $1 AND state = 'pending'",
            id.0,
            now,
        );
        execute!(
            self,
            "UPDATE task SET done_at = $2 WHERE person_id = $1 AND done_at IS NULL",
            id.0,
            now,
        );
        execute!(
            self,
            "INSERT INTO person_erased (person_id, erased_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            id.0,
            now,
        );
        Ok(())
    }

    /// How many assignments of a person lie in the past.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn past_assignments(&mut self, id: PersonId, now: DateTime<Utc>) -> Result<i64, StoreError> {
        let (count,) = fetch_one!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM assignment WHERE person_id = $1 AND starts_at <= $2",
            id.0,
            now,
        );
        Ok(count)
    }

    /// The day of the last payment to a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_payment(&mut self, id: PersonId) -> Result<Option<NaiveDate>, StoreError> {
        let (last,) = fetch_one!(
            self,
            (Option<NaiveDate>,),
            "SELECT MAX(paid_on) FROM payment WHERE person_id = $1",
            id.0,
        );
        Ok(last)
    }
}
