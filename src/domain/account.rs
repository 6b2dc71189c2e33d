//! An account of the office, its sessions, and who can be named as the author of a change.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::text::EmailAddress;
use crate::ids::{AccountId, OrganisationId, PersonId};

/// An account of the office.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Key.
    pub id: AccountId,
    /// Address to sign in with.
    pub email: EmailAddress,
    /// Name.
    pub name: String,
    /// Hash of the password; none until the welcome link was used.
    pub password_hash: Option<String>,
    /// Since when it can no longer sign in, if so.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the last welcome link was issued; the link itself is derived from this.
    pub welcome_issued_at: Option<DateTime<Utc>>,
    /// When it was used; a link works once.
    pub welcome_used_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Account {
    /// The id only: names, addresses and hashes stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A signed-in browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub account: AccountId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// Whether the city's own login vouches for a second factor.
    pub by_city: bool,
}

/// The second factor of an account: codes of an authenticator (RFC 6238).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Which secret: it is derived from account and version.
    pub version: i64,
    /// When a first code was right; none while it is being set up.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The last time step a code was accepted for.
    pub last_step: i64,
}

/// Who made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// Someone of the office.
    Account(AccountId),
    /// An organisation, by its link.
    Organisation(OrganisationId),
    /// A volunteer, by their link.
    Person(PersonId),
    /// The program itself.
    System,
}
