//! Which account belongs to somebody whom the city's own login knows?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{StoreError, Tx};
use crate::ids::AccountId;

impl Tx {
    /// The account somebody at a provider belongs to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_of_identity(
        &mut self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<AccountId>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT account_id FROM account_identity WHERE issuer = $1 AND subject = $2",
            issuer,
            subject,
        );
        Ok(found.map(|(id,)| AccountId(id)))
    }

    /// Whether an account belongs to somebody at a provider already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_identity(&mut self, issuer: &str, account: AccountId) -> Result<bool, StoreError> {
        let found = fetch_optional!(
            self,
            (i64,),
            "SELECT CAST(1 AS BIGINT) FROM account_identity WHERE issuer = $1 AND account_id = $2 LIMIT 1",
            issuer,
            account.0,
        );
        Ok(found.is_some())
    }

    /// Notes that an account belongs to somebody at a provider.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn link_identity(
        &mut self,
        issuer: &str,
        subject: &str,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO account_identity (issuer, subject, account_id, linked_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
            issuer,
            subject,
            account.0,
            now,
        );
        Ok(())
    }
}
