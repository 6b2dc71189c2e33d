//! Which version of a volunteer's personal link is good?

use chrono::{DateTime, Utc};

use super::{StoreError, Tx};
use crate::ids::PersonId;

impl Tx {
    /// The version of a volunteer's personal link; 1 until it was renewed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_link_version(&mut self, person: PersonId) -> Result<i64, StoreError> {
        let found = fetch_optional!(
            self,
            (i64,),
            "SELECT version FROM person_link WHERE person_id = $1",
            person.0
        );
        Ok(found.map_or(1, |(version,)| version))
    }

    /// Makes every personal link given out before invalid; the value is the version that is good now.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn renew_person_link(
        &mut self,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        let (version,) = fetch_one!(
            self,
            (i64,),
            "INSERT INTO person_link (person_id, version, changed_at) VALUES ($1, 2, $2)
             ON CONFLICT (person_id) DO UPDATE SET version = person_link.version + 1, changed_at = $2
             RETURNING version",
            person.0,
            now,
        );
        Ok(version)
    }
}
