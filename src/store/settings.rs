//! What does the program remember about itself: small values by name?

use chrono::{DateTime, Utc};

use super::{StoreError, Tx};

impl Tx {
    /// The value with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        let found = fetch_optional!(self, (String,), "SELECT value FROM setting WHERE name = $1", name);
        Ok(found.map(|(value,)| value))
    }

    /// Writes a value.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_setting(
        &mut self,
        name: &str,
        value: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO setting (name, value, updated_at) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
            name,
            value,
            now,
        );
        Ok(())
    }
}
