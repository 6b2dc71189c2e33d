//! Who of the office may come in: accounts, first passwords, sessions.

use chrono::{DateTime, TimeDelta, Utc};

use super::keys::{session_hash, session_token};
use super::passwords::{check_password, hash_password, outdated, verify_password};
use super::{App, AppError, Keys};
use crate::config::FactorRule;
use crate::domain::account::{Account, Actor};
use crate::domain::rights::{Grant, Rights, Role};
use crate::domain::text::{self, EmailAddress};
use crate::ids::AccountId;
use crate::store::{NewSession, Tx};

/// How long a first-password link is good.
const WELCOME_LIFE: TimeDelta = TimeDelta::hours(72);
/// A session ends after this time without a click.
pub const IDLE: TimeDelta = TimeDelta::minutes(60);
/// A session ends after this time in any case.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// How long the password stays good while the code is typed.
const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);
/// Wrong tries for one account from one address within [`THROTTLE_WINDOW`]: the tenth is not looked at any more, and
/// whoever sits elsewhere still gets in.
const TRIES_HERE: i64 = 9;
/// Wrong tries from one address, whatever the account.
const TRIES_ADDRESS: i64 = 20;
/// Wrong tries for one account from all addresses together.
const TRIES_ACCOUNT: i64 = 100;
/// Window of the limits above.
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
    /// Whether a second factor must be set up before anything else.
    pub factor_missing: bool,
    /// When the session ends unless something is clicked.
    pub ends_at: DateTime<Utc>,
}

/// What somebody has shown so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// The password, or the link to set one.
    Password,
    /// Password and second factor, in the session that asks.
    Both,
    /// The city's own login; `trusted`: it asked for a second factor itself.
    City {
        /// Whether none is asked for here.
        trusted: bool,
    },
}

/// Where a login leads.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Value of the cookie.
    pub token: String,
    /// Whether the second factor is still to be asked for.
    pub code_needed: bool,
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

    /// The first-password link of an account, while it is good; for the mail that carries it.
    pub(super) fn open_welcome(&self, account: &Account) -> Option<String> {
        let issued = account.welcome_issued_at?;
        let open = account.disabled_at.is_none()
            && account.welcome_used_at.is_none_or(|used| used < issued)
            && self.clock.now() - issued <= WELCOME_LIFE;
        open.then(|| {
            let token = self.keys.welcome(account.id.0, issued);
            format!("{}/welcome/{token}", self.config.base_url)
        })
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
    pub async fn welcome(&self, token: &str, password: &str, agent: &str) -> Result<Entry, AppError> {
        let account = self.welcome_account(token).await?.ok_or(AppError::NotFound)?;
        check_password(password, &[&account.name, account.email.as_str()])?;
        // The link works once: of two who use it at the same time, one does.
        let issued_at = account.welcome_issued_at.ok_or(AppError::NotFound)?;
        let mut tx = self.store.write().await?;
        if !tx.use_welcome(account.id, issued_at, self.clock.now()).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        self.set_password(account.id, password, agent).await
    }

    /// Sets a password and signs in; every older session ends.
    ///
    /// # Errors
    /// `Rejected` for a password that is too weak.
    pub async fn set_password(
        &self,
        account: AccountId,
        password: &str,
        agent: &str,
    ) -> Result<Entry, AppError> {
        self.store_password(account, password, agent, false).await
    }

    /// Changes the own password, against the present one; every session ends and a new one begins.
    ///
    /// # Errors
    /// `Rejected` for a wrong present password or a weak new one.
    pub async fn change_password(
        &self,
        account: AccountId,
        present: &str,
        password: &str,
        agent: &str,
    ) -> Result<Entry, AppError> {
        let known = self.store.read().await?.account(account).await?;
        let hash = known.and_then(|a| a.password_hash);
        if !verify_password(present.to_owned(), hash).await? {
            return Err(AppError::rejected("present", "password-wrong"));
        }
        self.store_password(account, password, agent, true).await
    }

    /// `verified`: whether the second factor, if there is one, was given in the session that asks.
    async fn store_password(
        &self,
        account: AccountId,
        password: &str,
        agent: &str,
        verified: bool,
    ) -> Result<Entry, AppError> {
        let known = self.store.read().await?.account(account).await?;
        let known = known.ok_or(AppError::NotFound)?;
        check_password(
            password,
            &[&known.name, known.email.as_str(), &self.config.office.name],
        )?;
        let hash = hash_password(password.to_owned()).await?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.set_password(account, &hash).await?;
        tx.delete_sessions_of(account).await?;
        let proof = if verified { Proof::Both } else { Proof::Password };
        let entry = self.open_session(&mut tx, account, agent, proof, now).await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "password.set", "account", account.0, &[])
            .await?;
        tx.commit().await?;
        Ok(entry)
    }

    /// Begins a session, or one that waits for the second factor.
    pub(super) async fn open_session(
        &self,
        tx: &mut Tx,
        account: AccountId,
        agent: &str,
        proof: Proof,
        now: DateTime<Utc>,
    ) -> Result<Entry, AppError> {
        let factor = tx.factor(account).await?;
        let enough = matches!(proof, Proof::Both | Proof::City { trusted: true });
        let code_needed = !enough && factor.is_some_and(|f| f.confirmed_at.is_some());
        let token = session_token(&self.ids);
        tx.insert_session(&NewSession {
            token_hash: &session_hash(&token),
            account,
            agent,
            pending: code_needed,
            by_city: proof == Proof::City { trusted: true },
            now,
            expires_at: now + if code_needed { CODE_LIFE } else { IDLE },
        })
        .await?;
        if !code_needed {
            let actor = Actor::Account(account);
            self.audit(tx, now, actor, "session.opened", "account", account.0, &[])
                .await?;
        }
        Ok(Entry { token, code_needed })
    }

    /// Signs in; the token goes into the cookie, only its hash is stored.
    ///
    /// # Errors
    /// See [`LoginError`].
    pub async fn login(
        &self,
        email: &str,
        password: &str,
        address: &str,
        agent: &str,
    ) -> Result<Entry, LoginError> {
        let now = self.clock.now();
        let email = email.trim().to_ascii_lowercase();
        let keys = throttle_keys(&email, address);
        self.check_throttle(&keys, now).await?;
        let known = match EmailAddress::parse("email", &email) {
            Ok(address) => self.store.read().await?.account_by_email(&address).await?,
            Err(_) => None,
        };
        let usable = known.filter(|a| a.disabled_at.is_none());
        let hash = usable.as_ref().and_then(|a| a.password_hash.clone());
        // An unknown account costs the same time as a wrong password.
        let right = verify_password(password.to_owned(), hash.clone()).await?;
        // A password kept at an older cost is kept at today's from now on.
        let renewed = match hash.filter(|hash| right && outdated(hash)) {
            Some(_) => Some(hash_password(password.to_owned()).await?),
            None => None,
        };
        let mut tx = self.store.write().await?;
        let Some(account) = usable.filter(|_| right) else {
            for (key, _) in &keys {
                tx.count_failure(key, now, THROTTLE_WINDOW).await?;
            }
            tx.commit().await?;
            return Err(LoginError::Wrong);
        };
        tx.clear_failures(&keys[0].0).await?;
        if let Some(hash) = renewed {
            tx.set_password(account.id, &hash).await?;
        }
        let entry = self
            .open_session(&mut tx, account.id, agent, Proof::Password, now)
            .await?;
        tx.commit().await?;
        Ok(entry)
    }

    /// The second step of signing in: a code of the authenticator, or a recovery code. The session gets a new token.
    ///
    /// # Errors
    /// `App(NotFound)` when the first step is too long ago; else see [`LoginError`].
    pub async fn login_code(
        &self,
        token: &str,
        code: &str,
        address: &str,
        agent: &str,
    ) -> Result<String, LoginError> {
        let now = self.clock.now();
        let hash = session_hash(token);
        let waiting = self.store.read().await?.pending_session(&hash, now).await?;
        let account = waiting.ok_or(AppError::NotFound)?;
        let keys = throttle_keys(&format!("code:{account}"), address);
        self.check_throttle(&keys, now).await?;
        let mut tx = self.store.write().await?;
        if tx.account(account).await?.is_none_or(|a| a.disabled_at.is_some()) {
            return Err(AppError::NotFound.into());
        }
        if !self.accept_code(&mut tx, account, code, now).await? {
            for (key, _) in &keys {
                tx.count_failure(key, now, THROTTLE_WINDOW).await?;
            }
            tx.commit().await?;
            return Err(LoginError::Wrong);
        }
        tx.clear_failures(&keys[0].0).await?;
        if !tx.delete_session(&hash).await? {
            return Err(AppError::NotFound.into());
        }
        let token = session_token(&self.ids);
        tx.insert_session(&NewSession {
            token_hash: &session_hash(&token),
            account,
            agent,
            pending: false,
            by_city: false,
            now,
            expires_at: now + IDLE,
        })
        .await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "session.opened", "account", account.0, &[])
            .await?;
        tx.commit().await?;
        Ok(token)
    }

    async fn check_throttle(&self, keys: &[(String, i64)], now: DateTime<Utc>) -> Result<(), LoginError> {
        let mut tx = self.store.read().await?;
        for (key, most) in keys {
            if let Some((tries, began_at)) = tx.failures(key, now, THROTTLE_WINDOW).await?
                && tries >= *most
            {
                let wait = (began_at + THROTTLE_WINDOW - now).num_seconds().max(1);
                return Err(LoginError::Throttled(u64::try_from(wait).unwrap_or(1)));
            }
        }
        Ok(())
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
        let wanted = match self.config.second_factor {
            FactorRule::Nobody => false,
            FactorRule::Administrators => rights.administer(),
            FactorRule::Everyone => true,
        };
        let factor_missing = wanted
            && !session.by_city
            && tx
                .factor(account.id)
                .await?
                .is_none_or(|f| f.confirmed_at.is_none());
        drop(tx);
        // Not every click needs a write.
        if now - session.last_seen_at >= TimeDelta::minutes(1) {
            let mut tx = self.store.write().await?;
            tx.touch_session(&hash, now, (now + IDLE).min(session.created_at + ABSOLUTE))
                .await?;
            tx.commit().await?;
        }
        Ok(Some(SignedIn {
            account,
            rights,
            factor_missing,
            ends_at: (now + IDLE).min(session.created_at + ABSOLUTE),
        }))
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

/// What wrong tries are counted under, and how many are too many; hashed, so that no address is stored.
fn throttle_keys(whose: &str, address: &str) -> [(String, i64); 3] {
    [
        (
            format!("here:{}", session_hash(&format!("{whose}\n{address}"))),
            TRIES_HERE,
        ),
        (format!("address:{}", session_hash(address)), TRIES_ADDRESS),
        (format!("account:{}", session_hash(whose)), TRIES_ACCOUNT),
    ]
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
