//! Who of the office may come in: accounts, first passwords, sessions.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use chrono::{DateTime, TimeDelta, Utc};

use super::keys::{session_hash, session_token};
use super::{App, AppError, Keys};
use crate::domain::Rejection;
use crate::domain::account::{Account, Actor};
use crate::domain::rights::{Grant, Rights, Role};
use crate::domain::text::{self, EmailAddress};
use crate::ids::AccountId;

/// How long a first-password link is good.
const WELCOME_LIFE: TimeDelta = TimeDelta::hours(72);
/// A session ends after this time without a click.
pub const IDLE: TimeDelta = TimeDelta::minutes(60);
/// A session ends after this time in any case.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// Shortest password, in characters (NIST SP 800-63B, 3.1.1.2).
const PASSWORD_MIN: usize = 12;
/// Longest, so that hashing cannot be used as a weapon.
const PASSWORD_MAX: usize = 200;
/// Wrong passwords for one account within [`THROTTLE_WINDOW`].
const TRIES_ACCOUNT: i64 = 10;
/// Wrong passwords from one address within [`THROTTLE_WINDOW`].
const TRIES_ADDRESS: i64 = 20;
/// Window of the two limits above.
const THROTTLE_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// Why a login did not happen.
#[derive(Debug)]
pub enum LoginError {
    /// Unknown account or wrong password: the same answer, after the same time.
    Wrong,
    /// Too many wrong tries; seconds to wait.
    Throttled(u64),
    /// Something else.
    App(AppError),
}

impl<E: Into<AppError>> From<E> for LoginError {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

/// Who is signed in, and what they may do.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// Its rights, as they are now.
    pub rights: Rights,
}

/// A new account and the link with which its owner sets the password.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// The account.
    pub account: AccountId,
    /// The link; good for 72 hours, once.
    pub link: String,
}

impl App {
    /// Adds an account with a role that holds everywhere, or gives an existing one a new first-password link (its
    /// sessions end, its roles stay).
    ///
    /// # Errors
    /// `Rejected` when address or name are none.
    pub async fn add_user(&self, email: &str, name: &str, role: Role) -> Result<Welcome, AppError> {
        let now = self.clock.now();
        let email = EmailAddress::parse("email", &email.to_ascii_lowercase())
            .map_err(|r| AppError::Rejected(vec![r]))?;
        let name = text::line("name", name, text::NAME_MAX).map_err(|r| AppError::Rejected(vec![r]))?;
        let name = name.ok_or_else(|| AppError::rejected("name", "required"))?;
        let mut tx = self.store.write().await?;
        let account = match tx.account_by_email(&email).await? {
            Some(existing) => {
                tx.delete_sessions_of(existing.id).await?;
                existing.id
            }
            None => {
                let id = AccountId(self.ids.uuid(now));
                tx.insert_account(&new_account(id, email, name, now)).await?;
                tx.set_grants(id, &[Grant::everywhere(role)]).await?;
                id
            }
        };
        tx.issue_welcome(account, now).await?;
        self.audit(
            &mut tx,
            now,
            Actor::System,
            "account.welcomed",
            "account",
            account.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        let link = format!(
            "{}/welcome/{}",
            self.config.base_url,
            self.keys.welcome(account.0, now)
        );
        Ok(Welcome { account, link })
    }

    /// The account a first-password link belongs to, while it is good.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn welcome_account(&self, token: &str) -> Result<Option<Account>, AppError> {
        let Some(id) = Keys::claimed_id(token) else {
            return Ok(None);
        };
        let account = self.store.read().await?.account(AccountId(id)).await?;
        let now = self.clock.now();
        Ok(account.filter(|account| {
            account.welcome_issued_at.is_some_and(|issued| {
                account.welcome_used_at.is_none_or(|used| used < issued)
                    && now - issued <= WELCOME_LIFE
                    && self.keys.is_welcome(account.id.0, issued, token)
            })
        }))
    }

    /// Sets the first password and signs in.
    ///
    /// # Errors
    /// `NotFound` for a link that is no longer good, `Rejected` for a password that is too weak.
    pub async fn welcome(&self, token: &str, password: &str) -> Result<String, AppError> {
        let account = self.welcome_account(token).await?.ok_or(AppError::NotFound)?;
        check_password(password)?;
        // The link works once: of two who use it at the same time, one does.
        let issued_at = account.welcome_issued_at.ok_or(AppError::NotFound)?;
        let mut tx = self.store.write().await?;
        if !tx.use_welcome(account.id, issued_at, self.clock.now()).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        self.set_password(account.id, password).await
    }

    /// Sets a password and signs in; every older session ends.
    ///
    /// # Errors
    /// `Rejected` for a password that is too weak.
    pub async fn set_password(&self, account: AccountId, password: &str) -> Result<String, AppError> {
        check_password(password)?;
        let hash = hash_password(password.to_owned()).await?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.set_password(account, &hash).await?;
        tx.delete_sessions_of(account).await?;
        let token = session_token(&self.ids);
        tx.insert_session(&session_hash(&token), account, now, now + IDLE)
            .await?;
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "password.set",
            "account",
            account.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Signs in; the token goes into the cookie, only its hash is stored.
    ///
    /// # Errors
    /// See [`LoginError`].
    pub async fn login(&self, email: &str, password: &str, address: &str) -> Result<String, LoginError> {
        let now = self.clock.now();
        let email = email.trim().to_ascii_lowercase();
        let keys = [
            (format!("account:{}", session_hash(&email)), TRIES_ACCOUNT),
            (format!("address:{}", session_hash(address)), TRIES_ADDRESS),
        ];
        {
            let mut tx = self.store.read().await?;
            for (key, most) in &keys {
                if let Some((tries, ends_at)) = tx.failures(key, now, THROTTLE_WINDOW).await?
                    && tries >= *most
                {
                    let wait = (ends_at - now).num_seconds().max(1);
                    return Err(LoginError::Throttled(u64::try_from(wait).unwrap_or(1)));
                }
            }
        }
        let known = match EmailAddress::parse("email", &email) {
            Ok(address) => self.store.read().await?.account_by_email(&address).await?,
            Err(_) => None,
        };
        let usable = known.filter(|a| a.disabled_at.is_none());
        let hash = usable.as_ref().and_then(|a| a.password_hash.clone());
        // An unknown account costs the same time as a wrong password.
        let right = verify_password(password.to_owned(), hash).await?;
        let mut tx = self.store.write().await?;
        let Some(account) = usable.filter(|_| right) else {
            for (key, _) in &keys {
                tx.count_failure(key, now, THROTTLE_WINDOW).await?;
            }
            tx.commit().await?;
            return Err(LoginError::Wrong);
        };
        let token = session_token(&self.ids);
        tx.insert_session(&session_hash(&token), account.id, now, now + IDLE)
            .await?;
        self.audit(
            &mut tx,
            now,
            Actor::Account(account.id),
            "session.opened",
            "account",
            account.id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// The account of a session that is still open, with its rights; each use keeps it open for another hour.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn session(&self, token: &str) -> Result<Option<SignedIn>, AppError> {
        let now = self.clock.now();
        let hash = session_hash(token);
        let mut tx = self.store.read().await?;
        let Some((account, session)) = tx.session(&hash, now).await? else {
            return Ok(None);
        };
        let rights = Rights::new(tx.grants(account.id).await?);
        drop(tx);
        // Not every click needs a write.
        if now - session.last_seen_at >= TimeDelta::minutes(1) {
            let mut tx = self.store.write().await?;
            tx.touch_session(&hash, now, (now + IDLE).min(session.created_at + ABSOLUTE))
                .await?;
            tx.commit().await?;
        }
        Ok(Some(SignedIn { account, rights }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn logout(&self, token: &str) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        tx.delete_session(&session_hash(token)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// An account that has no password yet.
pub(super) fn new_account(id: AccountId, email: EmailAddress, name: String, now: DateTime<Utc>) -> Account {
    Account {
        id,
        email,
        name,
        password_hash: None,
        disabled_at: None,
        created_at: now,
        welcome_issued_at: None,
        welcome_used_at: None,
    }
}

fn check_password(password: &str) -> Result<(), AppError> {
    let length = password.chars().count();
    let rejected =
        |code, name, value| AppError::Rejected(vec![Rejection::new("password", code).with(name, value)]);
    if length < PASSWORD_MIN {
        return Err(rejected("password-short", "min", PASSWORD_MIN));
    }
    if length > PASSWORD_MAX {
        return Err(rejected("too-long", "max", PASSWORD_MAX));
    }
    if common(password) {
        return Err(AppError::rejected("password", "password-common"));
    }
    Ok(())
}

/// Passwords that every guessing program tries first, beyond the length rule.
fn common(password: &str) -> bool {
    let folded: String = password.to_lowercase();
    let mut distinct: Vec<char> = folded.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let words = [
        "passwort",
        "password",
        "qwertz",
        "qwerty",
        "123456",
        "passgenau",
        "ehrenamt",
        "willkommen",
        "hallo",
    ];
    let rest = words
        .iter()
        .fold(folded.clone(), |text, word| text.replace(word, ""));
    distinct.len() < 5 || rest.chars().filter(|c| c.is_alphabetic()).count() < 3 && rest.len() < PASSWORD_MIN
}

/// At most two hashes at once: each takes 19 MiB and a core.
static HASHING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

async fn hash_password(password: String) -> anyhow::Result<String> {
    let _turn = HASHING.acquire().await?;
    let hash = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|e| anyhow::anyhow!("{e}"))
    });
    hash.await?
}

/// Whether the password fits; without a hash the same work is done for nothing.
async fn verify_password(password: String, hash: Option<String>) -> anyhow::Result<bool> {
    let _turn = HASHING.acquire().await?;
    let verified = tokio::task::spawn_blocking(move || match hash {
        Some(hash) => {
            let parsed = PasswordHash::new(&hash).map_err(|e| anyhow::anyhow!("{e}"))?;
            Ok(Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok())
        }
        None => {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map_err(|e| anyhow::anyhow!("{e}"))?;
            Ok(false)
        }
    });
    verified.await?
}
