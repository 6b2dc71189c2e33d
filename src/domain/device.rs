//! A link to sign in that was asked for, and a device of a school or a volunteer that is signed in.

use chrono::{DateTime, Utc};

use crate::ids::LoginLinkId;

/// A link somebody asked for. The mail with it goes out only if the address belongs to somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct LoginLink {
    /// Key; link and code are derived from it.
    pub id: LoginLinkId,
    /// The address that was typed, in small letters.
    pub address: String,
    /// Hash of the cookie of the browser that asked.
    pub browser_hash: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Wrong codes so far.
    pub tries: i64,
    /// When it was used; it works once.
    pub used_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for LoginLink {
    /// The key only: addresses stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginLink")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A device that stays signed in for whoever reads a mailbox. What it opens is looked up each time, so that somebody who
/// is no longer responsible has lost it at once.
#[derive(Clone, PartialEq, Eq)]
pub struct Device {
    /// Names it; opens nothing.
    pub token_hash: String,
    /// The mailbox, in small letters.
    pub address: String,
    /// Browser and system in two words.
    pub agent: String,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was used last.
    pub last_seen_at: DateTime<Utc>,
    /// When it is signed out unless it is used.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for Device {
    /// Addresses stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Device")
            .field("created_at", &self.created_at)
            .finish_non_exhaustive()
    }
}
