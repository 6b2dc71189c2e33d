//! Which browsers are signed in?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{StoreError, Tx};
use crate::domain::account::{Account, Session};
use crate::ids::AccountId;

#[derive(sqlx::FromRow)]
struct SessionRow {
    account_id: Uuid,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    by_city: bool,
}

/// A session that begins.
#[derive(Clone, Copy)]
pub struct NewSession<'a> {
    /// Hash of the cookie's value; the value itself is stored nowhere.
    pub token_hash: &'a str,
    /// Whose.
    pub account: AccountId,
    /// Browser and system in two words.
    pub agent: &'a str,
    /// Whether the second factor is still awaited; such a session opens nothing.
    pub pending: bool,
    /// Whether the city's own login vouches for a second factor.
    pub by_city: bool,
    /// Now.
    pub now: DateTime<Utc>,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
}

/// A session in the list of its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Names it; opens nothing.
    pub token_hash: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was used last.
    pub last_seen_at: DateTime<Utc>,
    /// Browser and system in two words.
    pub agent: String,
}

impl Tx {
    /// Begins a session.
    ///
    /// # Errors
    /// When the database fails or the account is unknown.
    pub async fn insert_session(&mut self, session: &NewSession<'_>) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO session (token_hash, account_id, created_at, last_seen_at, expires_at, agent, pending, by_city)
             VALUES ($1, $2, $3, $3, $4, $5, $6, $7)",
            session.token_hash,
            session.account.0,
            session.now,
            session.expires_at,
            session.agent,
            session.pending,
            session.by_city,
        );
        Ok(())
    }

    /// Whose session with this hash waits for the second factor.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pending_session(
        &mut self,
        token_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<AccountId>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT account_id FROM session WHERE token_hash = $1 AND expires_at > $2 AND pending",
            token_hash,
            now,
        );
        Ok(found.map(|(id,)| AccountId(id)))
    }

    /// The open sessions of an account, used last first; at most 100.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(
        &mut self,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<Vec<OpenSession>, StoreError> {
        let rows = fetch_all!(
            self,
            (String, DateTime<Utc>, DateTime<Utc>, String),
            "SELECT token_hash, created_at, last_seen_at, agent FROM session
             WHERE account_id = $1 AND expires_at > $2 AND NOT pending
             ORDER BY last_seen_at DESC, token_hash LIMIT 100",
            account.0,
            now,
        );
        let session = |(token_hash, created_at, last_seen_at, agent)| OpenSession {
            token_hash,
            created_at,
            last_seen_at,
            agent,
        };
        Ok(rows.into_iter().map(session).collect())
    }

    /// Ends one session of an account; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session_of(
        &mut self,
        account: AccountId,
        token_hash: &str,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "DELETE FROM session WHERE account_id = $1 AND token_hash = $2",
            account.0,
            token_hash,
        );
        Ok(changed == 1)
    }

    /// The session with this hash and its account, unless it has ended or the account is locked out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(
        &mut self,
        token_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(Account, Session)>, StoreError> {
        let found = fetch_optional!(
            self,
            SessionRow,
            "SELECT account_id, created_at, last_seen_at, expires_at, by_city FROM session
             WHERE token_hash = $1 AND expires_at > $2 AND NOT pending",
            token_hash,
            now,
        );
        let Some(row) = found else { return Ok(None) };
        let account = self.account(AccountId(row.account_id)).await?;
        Ok(account
            .filter(|account| account.disabled_at.is_none())
            .map(|account| {
                let session = Session {
                    account: account.id,
                    created_at: row.created_at,
                    last_seen_at: row.last_seen_at,
                    expires_at: row.expires_at,
                    by_city: row.by_city,
                };
                (account, session)
            }))
    }

    /// Notes that a session was used and until when it goes on; `false` when it has ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_session(
        &mut self,
        token_hash: &str,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE token_hash = $1 AND expires_at > $2",
            token_hash,
            now,
            expires_at,
        );
        Ok(changed == 1)
    }

    /// Ends a session; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session(&mut self, token_hash: &str) -> Result<bool, StoreError> {
        Ok(execute!(self, "DELETE FROM session WHERE token_hash = $1", token_hash) == 1)
    }

    /// Ends every session of an account; the value is how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_sessions_of(&mut self, account: AccountId) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM session WHERE account_id = $1",
            account.0
        ))
    }

    /// Removes what has run out: sessions that ended; from before `before` failed attempts, posted forms and runs of
    /// jobs. The marks of imported requests stay, or the same file would bring them a second time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_expired(
        &mut self,
        now: DateTime<Utc>,
        before: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        Ok(execute!(self, "DELETE FROM session WHERE expires_at <= $1", now)
            + execute!(self, "DELETE FROM throttle WHERE window_began < $1", before)
            + execute!(
                self,
                "DELETE FROM form WHERE used_at < $1 AND nonce NOT LIKE 'import:%'",
                before
            )
            + execute!(self, "DELETE FROM tick WHERE due_at < $1", before))
    }
}
