//! A notice: one mail to one recipient, what occasions it and the only facts its text may use.
//!
//! What must never be in a mail (names of families, case tokens, notes, reasons, private numbers; see the data
//! protection page) has no field here, so no template can print it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::offer::OfferState;
use super::programme::ProofKind;
use super::request::TimeOption;
use super::text_enum;
use crate::ids::{AccountId, AssignmentId, ContactId, LoginLinkId, OfferId, OutboxId, PersonId, RequestId};

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
        /// To the requester: nobody may be sent; reason and alternative are on the page, not in the mail.
        RequestRefused = "request_refused",
        /// To the office: nobody is left to ask.
        NotFillableOffice = "not_fillable_office",
        /// To the office: nobody is left behind those who are asked.
        LastAskedOffice = "last_asked_office",
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
        /// To a volunteer, the first mail of all: who we are, what we keep, is it right?
        Welcome = "welcome",
        /// To a volunteer: the time to answer is nearly over.
        OfferReminder = "offer_reminder",
        /// To the office: mails do not reach a volunteer.
        UndeliverableOffice = "undeliverable_office",
        /// To a volunteer: something about an agreed appointment has changed, with its calendar entry.
        ChangedVolunteer = "changed_volunteer",
        /// To the requester: the same.
        ChangedRequester = "changed_requester",
        /// To a volunteer: two days before, and on the day itself.
        ReminderVolunteer = "reminder_volunteer",
        /// To the requester: the same.
        ReminderRequester = "reminder_requester",
        /// To a volunteer, on Fridays: next week.
        Week = "week",
        /// To a volunteer: a proof runs out.
        ProofDue = "proof_due",
        /// To a volunteer: are your particulars still right?
        ParticularsStale = "particulars_stale",
        /// To the office, every working morning.
        Overview = "overview",
        /// To the office: somebody looks for a stand-in and stays responsible.
        StandInOffice = "stand_in_office",
        /// To the office: yes, on a condition.
        YesButOffice = "yes_but_office",
        /// To the requester: somebody will be late.
        LateRequester = "late_requester",
        /// To the office: the same.
        LateOffice = "late_office",
        /// To the office: a request is urgent.
        UrgentOffice = "urgent_office",
        /// To whoever asked for it: a link to sign in.
        LoginLink = "login_link",
        /// To the requester: the office has a question; it is on the page, not in the mail.
        QuestionRequester = "question_requester",
        /// To a volunteer, an hour after the end: how long did it take?
        ServiceVolunteer = "service_volunteer",
        /// To the requester, an hour after the end: did it take place?
        ServiceRequester = "service_requester",
        /// To a volunteer: how long it took is not written down yet.
        ServiceReminderVolunteer = "service_reminder_volunteer",
        /// To the requester: whether it took place is not written down yet.
        ServiceReminderRequester = "service_reminder_requester",
        /// To a volunteer: a month is accounted for.
        Statement = "statement",
        /// To a volunteer: most of what the law lets them earn is used.
        AllowanceVolunteer = "allowance_volunteer",
        /// To the office: the same.
        AllowanceOffice = "allowance_office",
        /// To a school: time to ask for interpreters for the consultation day.
        ConsultationDay = "consultation_day",
        /// To somebody new at the office: the link that sets the first password.
        AccountInvitation = "account_invitation",
        /// To a volunteer who asked what is stored: it can be looked at.
        DataReady = "data_ready",
        /// To somebody who left: what was deleted.
        Erased = "erased",
        /// To a volunteer who wants it: thanks for so many appointments.
        Thanks = "thanks",
    }
}

impl NoticeKind {
    /// Whether the professional who leads the talk gets a copy of what the organisation is told.
    pub const fn is_copied(self) -> bool {
        matches!(
            self,
            Self::ConfirmedRequester
                | Self::ChangedRequester
                | Self::CancelledRequester
                | Self::SubstituteRequester
                | Self::ReminderRequester
                | Self::LateRequester
        )
    }

    /// Whether a calendar part travels with it, and which method (RFC 5546).
    pub const fn calendar_method(self) -> Option<CalendarMethod> {
        match self {
            Self::ConfirmedVolunteer
            | Self::ConfirmedRequester
            | Self::ChangedVolunteer
            | Self::ChangedRequester => Some(CalendarMethod::Request),
            Self::CancelledVolunteer | Self::CancelledRequester | Self::SubstituteRequester => {
                Some(CalendarMethod::Cancel)
            }
            _ => None,
        }
    }

    /// Whether several of it to one person travel in one mail.
    pub const fn bundles(self) -> bool {
        matches!(self, Self::Offer)
    }

    /// Whether it may only go to somebody who has had the first letter of all.
    pub const fn needs_welcome(self) -> bool {
        matches!(self, Self::Offer)
    }

    /// Whether a volunteer can switch it off. What people have agreed to, and whether they are asked, is never off.
    pub const fn can_be_stopped(self) -> bool {
        matches!(
            self,
            Self::ReminderVolunteer | Self::Week | Self::ParticularsStale | Self::Thanks
        )
    }

    /// What of a volunteer's own page it leads to, when it leads there.
    pub const fn own_page(self) -> Option<&'static str> {
        match self {
            Self::Welcome | Self::ParticularsStale => Some("/mails"),
            Self::ServiceVolunteer | Self::ServiceReminderVolunteer => Some("/done"),
            Self::DataReady => Some("/about"),
            Self::Week | Self::ProofDue | Self::Statement | Self::AllowanceVolunteer | Self::Thanks => {
                Some("")
            }
            _ => None,
        }
    }

    /// Whether it goes to the office, which may read full names.
    pub const fn to_office(self) -> bool {
        matches!(
            self,
            Self::NotFillableOffice
                | Self::LastAskedOffice
                | Self::SubstituteOffice
                | Self::CallOffice
                | Self::UndeliverableOffice
                | Self::Overview
                | Self::StandInOffice
                | Self::YesButOffice
                | Self::LateOffice
                | Self::UrgentOffice
                | Self::AllowanceOffice
        )
    }

    /// Whether its recipient has not agreed to anything yet, so that no organisation may be named.
    pub const fn before_agreement(self) -> bool {
        matches!(self, Self::Offer | Self::OfferReminder | Self::OfferWithdrawn)
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
        /// A stand-in was found.
        Replaced = "replaced",
        /// It was moved to a time that does not suit.
        Moved = "moved",
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
    /// Someone who signs in to the office.
    Account(AccountId),
    /// The office's own mailbox.
    Office,
}

text_enum! {
    /// What has changed about an appointment.
    ChangedField {
        /// Begin or end.
        Time = "time",
        /// Where it takes place.
        Place = "place",
        /// Room or meeting point.
        MeetingPoint = "meeting_point",
        /// Contact on site.
        Contact = "contact",
        /// Who comes.
        Person = "person",
    }
}

/// One changed field, old and new, as they were when the notice was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which.
    pub field: ChangedField,
    /// Before.
    pub before: ChangeValue,
    /// After.
    pub after: ChangeValue,
}

/// A value of a changed field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeValue {
    /// A time.
    Time(TimeOption),
    /// A place, a room, a name.
    Text(String),
}

/// Days a list covers, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
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
    /// What has changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Minutes somebody comes later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_minutes: Option<i64>,
    /// Days a list covers; of a reminder and of something that runs out, the day it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<Days>,
    /// Proof that runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofKind>,
    /// Volunteer an office mail is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Whether it goes to the professional who leads the talk, beside the contact it names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub copy: bool,
    /// Link to sign in that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login_link: Option<LoginLinkId>,
    /// Amounts of a statement or of a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<MoneyFacts>,
    /// How many appointments somebody is thanked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Name of a consultation day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Until when something is to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<NaiveDate>,
}

/// Amounts as they were when the notice was written, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyFacts {
    /// What a statement is about.
    pub cents: i64,
    /// What is used of the allowance, with that.
    pub used: i64,
    /// The allowance; 0 when there is none.
    pub allowance: i64,
    /// Calendar year of the allowance.
    pub year: i64,
    /// Step of the allowance that is reached, percent.
    pub percent: i64,
}

/// A notice to be put into the outbox, in the same transaction as the change it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// Kind.
    pub kind: NoticeKind,
    /// To whom.
    pub recipient: Recipient,
    /// About which request.
    pub request: Option<RequestId>,
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
    pub request: Option<RequestId>,
    /// About which offer.
    pub offer: Option<OfferId>,
    /// About which assignment.
    pub assignment: Option<AssignmentId>,
    /// Frozen facts.
    pub payload: NoticePayload,
    /// Message-ID without angle brackets; the same on every try (RFC 5322, 3.6.4).
    pub message_id: String,
    /// Message-ID of the first mail to this recipient about this request.
    pub in_reply_to: Option<String>,
    /// Date header; the same on every try.
    pub date: DateTime<Utc>,
    /// Tries so far, this one not counted.
    pub attempts: i64,
}

/// What a mail says of the desks on either side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DeskFacts {
    /// The organisation's own mark of the request, for the subject of its mails.
    pub mark: Option<String>,
    /// Who answers for the office meanwhile: name and telephone.
    pub cover: Option<(String, String)>,
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
    /// About the request, when it is about one.
    pub request: Option<RequestFacts>,
    /// Everything the mail is about, when that is more than one thing.
    pub items: Vec<NoticeItem>,
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
    /// Digits to type in where the link alone does not do.
    pub code: Option<String>,
    /// Frozen calendar entry.
    pub calendar: Option<CalendarStamp>,
    /// Why something ended.
    pub cause: Option<EndCause>,
    /// What has changed.
    pub changes: Vec<Change>,
    /// Minutes somebody comes later.
    pub late_minutes: Option<i64>,
    /// Minutes the recipient is on the way, as far as districts tell.
    pub travel_minutes: Option<i64>,
    /// Days a list covers, or the day it is about.
    pub days: Option<Days>,
    /// Proof that runs out.
    pub proof: Option<ProofKind>,
    /// Amounts.
    pub money: Option<MoneyFacts>,
    /// How many appointments somebody is thanked for.
    pub count: Option<i64>,
    /// Name of a consultation day.
    pub title: Option<String>,
    /// Until when something is to be said.
    pub deadline: Option<NaiveDate>,
    /// Whether what the mail is about happens on the very day it leaves.
    pub today: bool,
    /// What it says of the desks on either side.
    pub desk: DeskFacts,
    /// Numbers of the day, for the office.
    pub counts: Option<DayCounts>,
    /// Link to the volunteer's own page, in every mail to them.
    pub own_link: Option<String>,
    /// Link that switches reminders and weekly plans off.
    pub stop_link: Option<String>,
    /// Language of a second block of the mail, when it is not German or English.
    pub second_language: Option<String>,
    /// Whether it only shows the office what would have left.
    pub trial: bool,
}

/// What the office's overview counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DayCounts {
    /// Requests that wait for a plan.
    pub waiting: i64,
    /// Requests for which people are being asked.
    pub searching: i64,
    /// Requests that lost somebody.
    pub substituting: i64,
    /// Requests for which nobody could be found.
    pub unfilled: i64,
    /// Appointments today.
    pub today: i64,
    /// Open tasks.
    pub tasks: i64,
    /// Offers whose time to answer ends today.
    pub ending: i64,
}

/// One of several things a mail is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticeItem {
    /// About the request.
    pub request: RequestFacts,
    /// Until when an answer is awaited, UTC.
    pub answer_by: Option<DateTime<Utc>>,
    /// Link to the recipient's page for it.
    pub link: String,
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
