//! Was this form posted before? However often and however fast it arrives, it counts once.

use chrono::{DateTime, Utc};

use super::{StoreError, Tx};

/// What a posted form is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormUse {
    /// The first post: go on, and say with [`Tx::finish_form`] where it led to.
    First,
    /// It was posted before and led here: answer the same, change nothing.
    Repeat(String),
}

impl Tx {
    /// Uses a form's nonce, in the same transaction as the change it makes. A second post waits here until the first
    /// one's transaction has ended; was that undone, the second counts as the first.
    ///
    /// # Errors
    /// When the database fails or the wait takes too long.
    pub async fn use_form(&mut self, nonce: &str, now: DateTime<Utc>) -> Result<FormUse, StoreError> {
        let added = execute!(
            self,
            "INSERT INTO form (nonce, used_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            nonce,
            now,
        );
        if added == 1 {
            return Ok(FormUse::First);
        }
        let found = fetch_optional!(
            self,
            (Option<String>,),
            "SELECT location FROM form WHERE nonce = $1",
            nonce
        );
        Ok(FormUse::Repeat(
            found.and_then(|(location,)| location).unwrap_or_default(),
        ))
    }

    /// Notes where a form led to.
    ///
    /// # Errors
    /// When the database fails or the nonce was not used.
    pub async fn finish_form(&mut self, nonce: &str, location: &str) -> Result<(), StoreError> {
        let changed = execute!(
            self,
            "UPDATE form SET location = $2 WHERE nonce = $1",
            nonce,
            location
        );
        super::error::one_row(changed)
    }
}
