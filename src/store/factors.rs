//! Which accounts have a second factor, and which of their recovery codes are left?

use chrono::{DateTime, Utc};

use super::{StoreError, Tx};
use crate::domain::account::Factor;
use crate::ids::AccountId;

#[derive(sqlx::FromRow)]
struct FactorRow {
    version: i64,
    confirmed_at: Option<DateTime<Utc>>,
    last_step: i64,
}

impl Tx {
    /// The second factor of an account, begun or confirmed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn factor(&mut self, account: AccountId) -> Result<Option<Factor>, StoreError> {
        let row = fetch_optional!(
            self,
            FactorRow,
            "SELECT version, confirmed_at, last_step FROM account_factor WHERE account_id = $1",
            account.0,
        );
        Ok(row.map(|row| Factor {
            version: row.version,
            confirmed_at: row.confirmed_at,
            last_step: row.last_step,
        }))
    }

    /// Begins to set up a second factor; the value is the version its secret is derived from. One that was begun and
    /// not confirmed goes on. `None` when there is a confirmed one.
    ///
    /// # Errors
    /// When the database fails or the account is unknown.
    pub async fn begin_factor(
        &mut self,
        account: AccountId,
        version: i64,
        now: DateTime<Utc>,
    ) -> Result<Option<i64>, StoreError> {
        execute!(
            self,
            "INSERT INTO account_factor (account_id, version, started_at, last_step) VALUES ($1, $2, $3, 0)
             ON CONFLICT DO NOTHING",
            account.0,
            version,
            now,
        );
        let factor = self.factor(account).await?;
        Ok(factor.filter(|f| f.confirmed_at.is_none()).map(|f| f.version))
    }

    /// Confirms a second factor by its first code; `false` when another one was begun or this one is confirmed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_factor(
        &mut self,
        account: AccountId,
        version: i64,
        step: i64,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE account_factor SET confirmed_at = $4, last_step = $3
             WHERE account_id = $1 AND version = $2 AND confirmed_at IS NULL",
            account.0,
            version,
            step,
            now,
        );
        Ok(changed == 1)
    }

    /// Uses a time step of a confirmed factor; `false` when it, or a later one, was used before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_factor_step(&mut self, account: AccountId, step: i64) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE account_factor SET last_step = $2
             WHERE account_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2",
            account.0,
            step,
        );
        Ok(changed == 1)
    }

    /// Takes the second factor and its recovery codes away; `false` when there was none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_factor(&mut self, account: AccountId) -> Result<bool, StoreError> {
        execute!(
            self,
            "DELETE FROM account_recovery WHERE account_id = $1",
            account.0
        );
        Ok(execute!(
            self,
            "DELETE FROM account_factor WHERE account_id = $1",
            account.0
        ) == 1)
    }

    /// Replaces the recovery codes of an account by these hashes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_recovery_codes(
        &mut self,
        account: AccountId,
        hashes: &[String],
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "DELETE FROM account_recovery WHERE account_id = $1",
            account.0
        );
        for hash in hashes {
            execute!(
                self,
                "INSERT INTO account_recovery (account_id, code_hash) VALUES ($1, $2)",
                account.0,
                hash,
            );
        }
        Ok(())
    }

    /// Uses a recovery code; `false` when it is none or was used before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_recovery_code(
        &mut self,
        account: AccountId,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE account_recovery SET used_at = $3
             WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL",
            account.0,
            hash,
            now,
        );
        Ok(changed == 1)
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recovery_codes_left(&mut self, account: AccountId) -> Result<i64, StoreError> {
        let (left,) = fetch_one!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM account_recovery WHERE account_id = $1 AND used_at IS NULL",
            account.0,
        );
        Ok(left)
    }
}
