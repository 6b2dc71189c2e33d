//! Who may sign in at the office, and how often did somebody try in vain?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::account::Account;
use crate::domain::text::EmailAddress;
use crate::ids::AccountId;

macro_rules! account_columns {
    () => {
        "SELECT id, email, name, password_hash, disabled_at, created_at, welcome_issued_at, welcome_used_at
         FROM account "
    };
}

#[derive(sqlx::FromRow)]
pub(super) struct AccountRow {
    id: Uuid,
    email: String,
    name: String,
    password_hash: Option<String>,
    disabled_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    welcome_issued_at: Option<DateTime<Utc>>,
    welcome_used_at: Option<DateTime<Utc>>,
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "account",
            row: row.id,
        };
        Ok(Self {
            id: AccountId(row.id),
            email: at.known("email", EmailAddress::parse("email", &row.email).ok())?,
            name: row.name,
            password_hash: row.password_hash,
            disabled_at: row.disabled_at,
            created_at: row.created_at,
            welcome_issued_at: row.welcome_issued_at,
            welcome_used_at: row.welcome_used_at,
        })
    }
}

impl Tx {
    /// Adds an account; `false` when there is one with this address already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_account(&mut self, account: &Account) -> Result<bool, StoreError> {
        let added = execute!(
            self,
            "INSERT INTO account (id, email, email_key, name, password_hash, disabled_at, created_at,
                                  welcome_issued_at, welcome_used_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT DO NOTHING",
            account.id.0,
            account.email.as_str(),
            email_key(&account.email),
            &account.name,
            &account.password_hash,
            account.disabled_at,
            account.created_at,
            account.welcome_issued_at,
            account.welcome_used_at,
        );
        Ok(added == 1)
    }

    /// The account with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let sql = concat!(account_columns!(), "WHERE id = $1");
        fetch_optional!(self, AccountRow, sql, id.0)
            .map(Account::try_from)
            .transpose()
    }

    /// The account with this address, in capitals or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_by_email(&mut self, email: &EmailAddress) -> Result<Option<Account>, StoreError> {
        let sql = concat!(account_columns!(), "WHERE email_key = $1");
        fetch_optional!(self, AccountRow, sql, email_key(email))
            .map(Account::try_from)
            .transpose()
    }

    /// Every account, oldest first; at most 500.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        let sql = concat!(account_columns!(), "ORDER BY created_at, id LIMIT 500");
        fetch_all!(self, AccountRow, sql)
            .into_iter()
            .map(Account::try_from)
            .collect()
    }

    /// Sets the hash of a password; `false` when the account does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_password(&mut self, id: AccountId, password_hash: &str) -> Result<bool, StoreError> {
        Ok(execute!(
            self,
            "UPDATE account SET password_hash = $2 WHERE id = $1",
            id.0,
            password_hash
        ) == 1)
    }

    /// Notes that a welcome link was issued; older ones stop working. `false` when the account does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn issue_welcome(&mut self, id: AccountId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE account SET welcome_issued_at = $2, welcome_used_at = NULL WHERE id = $1",
            id.0,
            now,
        );
        Ok(changed == 1)
    }

    /// Uses the welcome link issued at `issued_at`; `false` when it was used before or a newer one was issued.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_welcome(
        &mut self,
        id: AccountId,
        issued_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE account SET welcome_used_at = $3
             WHERE id = $1 AND welcome_issued_at = $2 AND welcome_used_at IS NULL",
            id.0,
            issued_at,
            now,
        );
        Ok(changed == 1)
    }

    /// Locks an account out from `since` on, or lets it in again; `false` when it does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_account_disabled(
        &mut self,
        id: AccountId,
        since: Option<DateTime<Utc>>,
    ) -> Result<bool, StoreError> {
        Ok(execute!(
            self,
            "UPDATE account SET disabled_at = $2 WHERE id = $1",
            id.0,
            since
        ) == 1)
    }

    /// Counts a failed attempt under `key` and returns how many there were within `window`, this one included. All
    /// instances count together.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_failure(
        &mut self,
        key: &str,
        now: DateTime<Utc>,
        window: chrono::Duration,
    ) -> Result<i64, StoreError> {
        let (failures,) = fetch_one!(
            self,
            (i64,),
            "INSERT INTO throttle (key, failures, window_began) VALUES ($1, 1, $2)
             ON CONFLICT (key) DO UPDATE SET
                 failures = CASE WHEN throttle.window_began <= $3 THEN 1 ELSE throttle.failures + 1 END,
                 window_began = CASE WHEN throttle.window_began <= $3 THEN $2 ELSE throttle.window_began END
             RETURNING failures",
            key,
            now,
            now - window,
        );
        Ok(failures)
    }

    /// How many attempts failed under `key` within `window`, and when that window began.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn failures(
        &mut self,
        key: &str,
        now: DateTime<Utc>,
        window: chrono::Duration,
    ) -> Result<Option<(i64, DateTime<Utc>)>, StoreError> {
        Ok(fetch_optional!(
            self,
            (i64, DateTime<Utc>),
            "SELECT failures, window_began FROM throttle WHERE key = $1 AND window_began > $2",
            key,
            now - window,
        ))
    }

    /// Forgets the failed attempts under `key`, after a good one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear_failures(&mut self, key: &str) -> Result<(), StoreError> {
        execute!(self, "DELETE FROM throttle WHERE key = $1", key);
        Ok(())
    }
}

/// One account per address, however it is typed.
fn email_key(email: &EmailAddress) -> String {
    email.as_str().to_ascii_lowercase()
}
