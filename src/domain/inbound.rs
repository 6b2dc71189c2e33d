//! A mail that came back: what it is, what it is about, and what somebody wrote.

use chrono::{DateTime, Utc};

use super::text_enum;
use crate::ids::{ContactId, InboundId, OfferId, OutboxId, PersonId, RequestId, TaskId};

text_enum! {
    /// What it is.
    InboundKind {
        /// A person's answer; the office reads it.
        Reply = "reply",
        /// A mail came back: there is no such address.
        Bounced = "bounced",
        /// A mail came back, though the address may be right.
        Refused = "refused",
        /// A mail is on its way still.
        Delayed = "delayed",
        /// A mail arrived.
        Delivered = "delivered",
        /// An out-of-office note or the like; ignored.
        Automatic = "automatic",
        /// A calendar program accepts.
        Accepted = "accepted",
        /// A calendar program declines.
        Declined = "declined",
        /// A calendar program's answer that may be forged or means something else; the office reads it.
        Doubtful = "doubtful",
    }
}

/// One such mail.
#[derive(Clone, PartialEq, Eq)]
pub struct InboundMail {
    /// Key.
    pub id: InboundId,
    /// The same for the same mail.
    pub key: String,
    /// When it was handled.
    pub received_at: DateTime<Utc>,
    /// What it is.
    pub kind: InboundKind,
    /// Status code of a delivery report (RFC 3463).
    pub status: Option<String>,
    /// The mail it answers or reports on.
    pub outbox: Option<OutboxId>,
    /// From or about which volunteer.
    pub person: Option<PersonId>,
    /// From or about which contact.
    pub contact: Option<ContactId>,
    /// About which request.
    pub request: Option<RequestId>,
    /// About which offer.
    pub offer: Option<OfferId>,
    /// What the office has to do about it.
    pub task: Option<TaskId>,
    /// What was written, as long as it is kept.
    pub letter: Option<Letter>,
}

/// What somebody wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Address.
    pub sender: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
}

impl std::fmt::Debug for InboundMail {
    /// Kind and id only: what people write stays out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InboundMail")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
