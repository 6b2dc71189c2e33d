//! How does a notice become a mail, and how does the mail leave?
//!
//! - [`compose`] makes the bytes of a mail from [`NoticeFacts`](crate::domain::notice::NoticeFacts) alone: whatever
//!   has no field there cannot be in a mail. The same input gives the same bytes, so a retry repeats itself exactly.
//! - [`ics`] makes the calendar entry, [`write_feed`] a calendar to subscribe to.
//! - [`Transport`] hands the bytes to an SMTP relay or writes them as files; [`files`] reads those back.

mod compose;
mod context;
mod feed;
pub mod files;
mod headers;
pub mod ics;
pub mod inbound;
mod mailbox;
mod samples;
mod second;
mod smtp;
mod transport;

pub use compose::{ComposeError, Mail, Sender, Stamp, bounce_address, compose};
pub use feed::{FeedEntry, write_feed};
pub use mailbox::{Fetched, Mailbox, MailboxError};
pub use samples::{sample_facts, samples};
pub use second::SecondLanguage;
pub use smtp::SmtpRelay;
pub use transport::{SendError, SendErrorClass, Step, Transport};
