//! Who works at the office, and what may each of them do? Administrators only; everybody looks after their own sessions.

use super::{App, AppError, Welcome, general};
use crate::domain::Rejection;
use crate::domain::account::{Account, Actor};
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::rights::Grant;
use crate::domain::text::{self, EmailAddress};
use crate::ids::AccountId;
use crate::store::{OpenSession, TeamRow, Tx};

/// Most roles of one account.
pub const GRANTS_MAX: usize = 20;

/// An account as its administrators see it.
#[derive(Clone, Debug)]
pub struct Member {
    /// The account.
    pub account: Account,
    /// Its roles.
    pub grants: Vec<Grant>,
    /// Whether it has a confirmed second factor.
    pub factor: bool,
    /// Recovery codes that are left.
    pub recovery_left: i64,
    /// Its open sessions.
    pub sessions: Vec<OpenSession>,
}

impl App {
    /// Everybody of the office.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn team(&self) -> Result<Vec<TeamRow>, AppError> {
        Ok(self.store.read().await?.team().await?)
    }

    /// One account with its roles and sessions.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn member(&self, id: AccountId) -> Result<Option<Member>, AppError> {
        let mut tx = self.store.read().await?;
        let Some(account) = tx.account(id).await? else {
            return Ok(None);
        };
        Ok(Some(Member {
            grants: tx.grants(id).await?,
            factor: tx.factor(id).await?.is_some_and(|f| f.confirmed_at.is_some()),
            recovery_left: tx.recovery_codes_left(id).await?,
            sessions: tx.sessions_of(id, self.clock.now()).await?,
            account,
        }))
    }

    /// Invites somebody: a new account with these roles, and the link with which its owner sets the password.
    ///
    /// # Errors
    /// `Rejected` with every fault: no address, no name, no role, an address that is taken.
    pub async fn invite(
        &self,
        email: &str,
        name: &str,
        grants: &[Grant],
        by: AccountId,
    ) -> Result<Welcome, AppError> {
        let mut faults = Vec::new();
        let address = EmailAddress::parse("email", &email.trim().to_ascii_lowercase());
        let address = address.map_err(|fault| faults.push(fault)).ok();
        let name = named(name).map_err(|fault| faults.push(fault)).ok();
        if grants.is_empty() {
            faults.push(Rejection::new("grants", "role-missing"));
        }
        let (Some(address), Some(name), true) = (address, name, faults.is_empty()) else {
            return Err(AppError::Rejected(faults));
        };
        let now = self.clock.now();
        let id = AccountId(self.ids.uuid(now));
        let mut tx = self.store.write().await?;
        let account = super::accounts::new_account(id, address, name, now);
        if !tx.insert_account(&account).await? {
            return Err(AppError::rejected("email", "address-taken"));
        }
        tx.set_grants(id, grants).await?;
        self.account_audit(&mut tx, by, "account.invited", id, grants)
            .await?;
        let welcome = self.welcome_link(&mut tx, id).await?;
        tx.commit().await?;
        self.ring();
        Ok(welcome)
    }

    /// A new link to set the password, for somebody who lost it or never used the first one. Sessions end, the second
    /// factor stays.
    ///
    /// # Errors
    /// `NotFound` for an account that does not exist or is locked out.
    pub async fn invite_again(&self, id: AccountId, by: AccountId) -> Result<Welcome, AppError> {
        let mut tx = self.store.write().await?;
        let account = tx.account(id).await?.filter(|a| a.disabled_at.is_none());
        account.ok_or(AppError::NotFound)?;
        tx.delete_sessions_of(id).await?;
        self.account_audit(&mut tx, by, "account.welcomed", id, &[])
            .await?;
        let welcome = self.welcome_link(&mut tx, id).await?;
        tx.commit().await?;
        self.ring();
        Ok(welcome)
    }

    async fn welcome_link(&self, tx: &mut Tx, id: AccountId) -> Result<Welcome, AppError> {
        let now = self.clock.now();
        tx.issue_welcome(id, now).await?;
        let to = Recipient::Account(id);
        let key = now.timestamp().to_string();
        let told = general(NoticeKind::AccountInvitation, to, &key, now);
        self.enqueue(tx, &told, now).await?;
        let token = self.keys.welcome(id.0, now);
        Ok(Welcome {
            account: id,
            link: format!("{}/welcome/{token}", self.config.base_url),
        })
    }

    /// Changes name and roles. They hold at once, in open sessions as well.
    ///
    /// # Errors
    /// `Rejected` without name or role, `Conflict` when nobody would be left who can administer.
    pub async fn change_member(
        &self,
        id: AccountId,
        name: &str,
        grants: &[Grant],
        by: AccountId,
    ) -> Result<(), AppError> {
        let mut faults = Vec::new();
        let name = named(name).map_err(|fault| faults.push(fault)).ok();
        if grants.is_empty() {
            faults.push(Rejection::new("grants", "role-missing"));
        }
        let (Some(name), true) = (name, faults.is_empty()) else {
            return Err(AppError::Rejected(faults));
        };
        let mut tx = self.store.write().await?;
        if !tx.rename_account(id, &name).await? {
            return Err(AppError::NotFound);
        }
        tx.set_grants(id, grants).await?;
        self.account_audit(&mut tx, by, "account.changed", id, grants)
            .await?;
        self.someone_administers(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Locks an account out, at once and in open sessions as well, or lets it in again.
    ///
    /// # Errors
    /// `Conflict` when nobody would be left who can administer.
    pub async fn lock_out(&self, id: AccountId, out: bool, by: AccountId) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        let since = out.then(|| self.clock.now());
        if !tx.set_account_disabled(id, since).await? {
            return Err(AppError::NotFound);
        }
        if out {
            tx.delete_sessions_of(id).await?;
        }
        let action = if out { "account.locked" } else { "account.unlocked" };
        self.account_audit(&mut tx, by, action, id, &[]).await?;
        self.someone_administers(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes away the second factor of somebody who lost it; sessions end.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub async fn reset_factor(&self, id: AccountId, by: AccountId) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        if !tx.delete_factor(id).await? {
            return Err(AppError::NotFound);
        }
        tx.delete_sessions_of(id).await?;
        self.account_audit(&mut tx, by, "factor.reset", id, &[]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends one session of an account, or every one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_sessions(
        &self,
        id: AccountId,
        which: Option<&str>,
        by: AccountId,
    ) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        match which {
            Some(hash) => {
                tx.delete_session_of(id, hash).await?;
            }
            None => {
                tx.delete_sessions_of(id).await?;
            }
        }
        self.account_audit(&mut tx, by, "session.ended", id, &[]).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn account_audit(
        &self,
        tx: &mut Tx,
        by: AccountId,
        action: &str,
        id: AccountId,
        grants: &[Grant],
    ) -> Result<(), AppError> {
        let roles: Vec<&str> = grants.iter().map(|g| g.role.as_str()).collect();
        let detail = [("roles", serde_json::Value::from(roles))];
        let detail = if grants.is_empty() { &[][..] } else { &detail[..] };
        let now = self.clock.now();
        self.audit(tx, now, Actor::Account(by), action, "account", id.0, detail)
            .await
    }

    async fn someone_administers(&self, tx: &mut Tx) -> Result<(), AppError> {
        if tx.count_administrators().await? == 0 {
            return Err(AppError::Conflict("conflict-last-administrator"));
        }
        Ok(())
    }
}

fn named(name: &str) -> Result<String, Rejection> {
    text::line("name", name, text::NAME_MAX)?.ok_or_else(|| Rejection::new("name", "required"))
}
