//! A notice: one mail to one recipient, what occasions it and the only facts its text may use.
//!
//! What must never be in a mail (names of families, case tokens, notes, reasons, private numbers; see the data
//! protection page) has no field here, so no template can print it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::offer::OfferState;
use super::text_enum;
use crate::ids::{AssignmentId, ContactId, OfferId, OutboxId, PersonId, RequestId};

text_enum! {
    /// Kinds of mail. Each has a folder of the same name in `templates/mail/`.
    NoticeKind {
        /// To the requester: the request has arrived.
        RequestReceived = "request_received",
        /// To a volunteer: can you help?
        Offer = "offer",
        /// To a volunteer: already taken or no longer needed, thank you.
        OfferWithdrawn = "offer_withdrawn",
        /// To a volunteer: confirmed, with a calendar entry.
        ConfirmedVolunteer = "confirmed_volunteer",
        /// To the requester: confirmed, with a calendar entry.
        ConfirmedRequester = "confirmed_requester",
        /// To the requester: nobody could be found.
        NotFillable = "not_fillable",
        /// To the office: nobody is left to ask.
        NotFillableOffice = "not_fillable_office",
        /// To a volunteer: the appointment is called off, with a calendar cancellation.
        CancelledVolunteer = "cancelled_volunteer",
        /// To the requester: the appointment is called off as asked, with a calendar cancellation.
        CancelledRequester = "cancelled_requester",
        /// To the requester: the volunteer cannot come, a substitute is sought; with a calendar cancellation.
        SubstituteRequester = "substitute_requester",
        /// To the office: the volunteer cannot come, a substitute is sought.
        SubstituteOffice = "substitute_office",
        /// To the office: a volunteer asks to be called about an offer.
        CallOffice = "call_office",
    }
}

impl NoticeKind {
    /// Whether a calendar part travels with it, and which method (RFC 5546).
    pub const fn calendar_method(self) -> Option<CalendarMethod> {
        match self {
            Self::ConfirmedVolunteer | Self::ConfirmedRequester => Some(CalendarMethod::Request),
            Self::CancelledVolunteer | Self::CancelledRequester | Self::SubstituteRequester => {
                Some(CalendarMethod::Cancel)
            }
            _ => None,
        }
    }

    /// Whether it waits for waking hours unless the appointment is near.
    pub const fn respects_quiet_hours(self) -> bool {
        matches!(self, Self::Offer | Self::OfferWithdrawn)
    }
}

/// METHOD of a calendar message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CalendarMethod {
    /// Create or update.
    Request,
    /// Remove.
    Cancel,
}

text_enum! {
    /// Why an appointment or an offer ended, as its recipient is told.
    EndCause {
        /// The requester called it off.
        ByRequester = "by_requester",
        /// The volunteer called it off.
        ByVolunteer = "by_volunteer",
        /// The rest of the request could not be filled.
        NotFilled = "not_filled",
        /// Someone else took it.
        Taken = "taken",
    }
}

/// Who gets a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Recipient {
    /// A volunteer.
    Person(PersonId),
    /// A person at an organisation.
    Contact(ContactId),
    /// The office's own mailbox.
    Office,
}

/// The calendar entry as it was when the notice was written, so that a retry says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarStamp {
    /// UID.
    pub uid: String,
    /// SEQUENCE.
    pub sequence: i64,
    /// DTSTAMP, UTC.
    pub stamp: DateTime<Utc>,
    /// Begin, UTC.
    pub starts_at: DateTime<Utc>,
    /// End, UTC.
    pub ends_at: DateTime<Utc>,
}

/// What an outbox row keeps beside ids: only what must not change between two tries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePayload {
    /// Calendar entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarStamp>,
    /// Why something ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<EndCause>,
}

/// A notice to be put into the outbox, in the same transaction as the change it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// Kind.
    pub kind: NoticeKind,
    /// To whom.
    pub recipient: Recipient,
    /// About which request.
    pub request: RequestId,
    /// About which offer.
    pub offer: Option<OfferId>,
    /// About which assignment.
    pub assignment: Option<AssignmentId>,
    /// Frozen facts.
    pub payload: NoticePayload,
    /// Not before this moment (quiet hours, hold after publishing).
    pub not_before: DateTime<Utc>,
    /// One notice per key, ever: a repeat of the same change adds nothing.
    pub dedupe_key: String,
}

text_enum! {
    /// How far an outbox row is.
    OutboxState {
        /// Waits for its moment or for the next try.
        Pending = "pending",
        /// Handed to the relay (or written as a file).
        Sent = "sent",
        /// The relay refused it for good; the office has a task.
        Failed = "failed",
        /// Overtaken by events before it left (an offer withdrawn again); never sent.
        Obsolete = "obsolete",
    }
}

/// A claimed outbox row: one mail to send now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Key.
    pub id: OutboxId,
    /// Kind.
    pub kind: NoticeKind,
    /// To whom.
    pub recipient: Recipient,
    /// About which request.
    pub request: RequestId,
    /// About which offer.
    pub offer: Option<OfferId>,
    /// About which assignment.
    pub assignment: Option<AssignmentId>,
    /// Frozen facts.
    pub payload: NoticePayload,
    /// Message-ID without angle brackets; the same on every try (RFC 5322, 3.6.4).
    pub message_id: String,
    /// Date header; the same on every try.
    pub date: DateTime<Utc>,
    /// Tries so far, this one not counted.
    pub attempts: i64,
}

/// Everything a mail's text may say. Filled by `app::notify` when the mail leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticeFacts {
    /// Kind.
    pub kind: NoticeKind,
    /// Recipient's own name ("Amal", "Frau Berger", "Ehrenamtskoordination").
    pub recipient_name: String,
    /// Recipient's address.
    pub recipient_email: String,
    /// Interface language of the recipient: `de` or `en`.
    pub ui_language: String,
    /// About the request.
    pub request: RequestFacts,
    /// The volunteer, as far as the recipient may know: first name and initial.
    pub person_short_name: Option<String>,
    /// The volunteer's full name; only ever filled for the office.
    pub person_full_name: Option<String>,
    /// State of the offer when the mail leaves, for a text that may be overtaken.
    pub offer_state: Option<OfferState>,
    /// Until when an answer is awaited, UTC.
    pub answer_by: Option<DateTime<Utc>>,
    /// Link to the recipient's page for this matter (answer page, request page, office page).
    pub link: String,
    /// Frozen calendar entry.
    pub calendar: Option<CalendarStamp>,
    /// Why something ended.
    pub cause: Option<EndCause>,
}

/// What a mail may say about a request. No note, no topic text, no case token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequestFacts {
    /// Number.
    pub number: i64,
    /// Programme name in German and English.
    pub programme: (String, String),
    /// Language name in German and English, if one is asked for.
    pub language: Option<(String, String)>,
    /// Occasion (message id `occasion-…`).
    pub occasion: super::request::Occasion,
    /// Mode.
    pub mode: super::programme::Mode,
    /// Chosen time, or the options asked for while none is chosen (UTC).
    pub times: Vec<super::request::TimeOption>,
    /// People asked for.
    pub headcount: i64,
    /// District name.
    pub district: String,
    /// Organisation's name. Offers must not name it; their facts carry an empty string.
    pub organisation: String,
    /// Street, postcode and town in one line; empty in offers.
    pub address: String,
    /// Meeting point and room; empty in offers.
    pub meeting_point: String,
    /// Contact on site with telephone; empty in offers.
    pub contact: String,
    /// How the request stands.
    pub state: super::request::RequestState,
}
