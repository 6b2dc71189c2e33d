//! Somebody of the office comes in with the city's own login. It says who they are; what they may do is said here.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::keys::session_hash;
use super::{App, AppError, Entry, Keys};
use crate::domain::account::{Account, Actor};
use crate::identity::{Attempt, Identity, IdentityError, Provider};
use crate::store::{FormUse, Tx};

/// How long somebody may take at the city's login.
const ATTEMPT_LIFE: TimeDelta = TimeDelta::minutes(15);
/// Path of the page the answer comes to.
pub const CITY_ANSWER: &str = "/login/city/answer";

/// What came of it.
#[derive(Debug)]
pub enum CityEntry {
    /// Signed in, or the second factor is awaited.
    Entered(Entry),
    /// The city knows them, the office has no account for them: an administrator has to invite them first.
    NoAccount,
    /// The attempt is too old, was used before, or belongs to another browser.
    Stale,
    /// The city's login could not say who it was.
    Failed(IdentityError),
}

impl App {
    /// Name of the city's login for the button, when there is one.
    pub fn city_login_name(&self) -> Option<&str> {
        self.config.city_login.as_ref().map(|city| city.name.as_str())
    }

    fn provider(&self) -> Result<&Provider, AppError> {
        self.provider.as_deref().ok_or(AppError::NotFound)
    }

    fn attempt(&self, id: Uuid, browser: &str) -> Attempt {
        let browser = session_hash(browser);
        Attempt {
            state: self.keys.city(CityPart::State, id, &browser),
            nonce: self.keys.city(CityPart::Nonce, id, &browser),
            verifier: self.keys.city(CityPart::Verifier, id, &browser),
            redirect: format!("{}{CITY_ANSWER}", self.config.base_url),
        }
    }

    /// Where a browser with this cookie goes to sign in.
    ///
    /// # Errors
    /// `NotFound` when there is no city login. `Ok(Err(..))` when it cannot be reached.
    pub async fn begin_city_login(&self, browser: &str) -> Result<Result<String, IdentityError>, AppError> {
        let now = self.clock.now();
        let attempt = self.attempt(self.ids.uuid(now), browser);
        Ok(self.provider()?.address(&attempt, now).await)
    }

    /// The browser has come back with a code.
    ///
    /// # Errors
    /// `NotFound` when there is no city login.
    pub async fn finish_city_login(
        &self,
        browser: &str,
        state: &str,
        code: &str,
        agent: &str,
    ) -> Result<CityEntry, AppError> {
        let now = self.clock.now();
        let Some(id) = Keys::claimed_id(state) else {
            return Ok(CityEntry::Stale);
        };
        let attempt = self.attempt(id, browser);
        if attempt.state != state || !recent(id, now) {
            return Ok(CityEntry::Stale);
        }
        let mark = format!("city:{id}");
        let mut tx = self.store.write().await?;
        if matches!(tx.use_form(&mark, now).await?, FormUse::Repeat(_)) {
            return Ok(CityEntry::Stale);
        }
        tx.commit().await?;
        let identity = match self.provider()?.redeem(&attempt, code, now).await {
            Ok(identity) => identity,
            Err(error) => return Ok(CityEntry::Failed(error)),
        };
        let mut tx = self.store.write().await?;
        let Some(account) = self.account_of(&mut tx, &identity, now).await? else {
            return Ok(CityEntry::NoAccount);
        };
        let trusted = self
            .config
            .city_login
            .as_ref()
            .is_some_and(|city| city.second_factor);
        let entry = self
            .open_session(
                &mut tx,
                account.id,
                agent,
                super::accounts::Proof::City { trusted },
                now,
            )
            .await?;
        tx.commit().await?;
        Ok(CityEntry::Entered(entry))
    }

    /// The account that belongs to somebody, by who they are, or the first time by an address the city vouches for. Nobody
    /// gets an account by signing in.
    async fn account_of(
        &self,
        tx: &mut Tx,
        identity: &Identity,
        now: DateTime<Utc>,
    ) -> Result<Option<Account>, AppError> {
        let (issuer, subject) = (&identity.issuer, &identity.subject);
        let usable = |account: &Account| account.disabled_at.is_none();
        if let Some(id) = tx.account_of_identity(issuer, subject).await? {
            return Ok(tx.account(id).await?.filter(usable));
        }
        let Some(email) = &identity.email else {
            return Ok(None);
        };
        let Some(account) = tx.account_by_email(email).await?.filter(usable) else {
            return Ok(None);
        };
        // An address that was given to somebody else does not take over the account.
        if tx.has_identity(issuer, account.id).await? {
            return Ok(None);
        }
        tx.link_identity(issuer, subject, account.id, now).await?;
        let actor = Actor::Account(account.id);
        self.audit(tx, now, actor, "account.linked", "account", account.id.0, &[])
            .await?;
        Ok(Some(account))
    }
}

/// What is derived for one attempt.
#[derive(Clone, Copy, Debug)]
pub(super) enum CityPart {
    /// Comes back with the answer.
    State,
    /// Comes back in the token.
    Nonce,
    /// Proves who asked.
    Verifier,
}

impl CityPart {
    pub(super) const fn purpose(self) -> &'static str {
        match self {
            Self::State => "city state",
            Self::Nonce => "city nonce",
            Self::Verifier => "city verifier",
        }
    }
}

/// Whether an attempt began within its time; its id says when.
fn recent(id: Uuid, now: DateTime<Utc>) -> bool {
    let began = id.get_timestamp().and_then(|stamp| {
        let (seconds, nanos) = stamp.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    });
    began.is_some_and(|began| began <= now + TimeDelta::minutes(1) && now - began <= ATTEMPT_LIFE)
}
