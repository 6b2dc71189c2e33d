//! A request that rules speak against is reviewed by a named coordinator; and every request ends somehow.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::programme::ProgrammeId;
use super::request::RequestState;
use super::rules::RefusalReason;
use super::text_enum;
use crate::ids::{AccountId, RequestId};

text_enum! {
    /// How far a review is.
    ReviewState {
        /// Waits for a coordinator.
        Open = "open",
        /// "Doch vermitteln".
        Accepted = "accepted",
        /// Refused.
        Refused = "refused",
        /// "An Lotsen weitergegeben": another programme looks for somebody.
        PassedOn = "passed_on",
    }
}

/// A review of one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Of which request.
    pub request: RequestId,
    /// How far.
    pub state: ReviewState,
    /// What speaks against it.
    pub reasons: Vec<RefusalReason>,
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Programme it was passed on to.
    pub passed_to: Option<ProgrammeId>,
    /// What the requester is told besides.
    pub note: Option<String>,
}

text_enum! {
    /// How well something went, as a requester says. It is kept with the request and never with a person.
    Grade {
        /// Well.
        Well = "well",
        /// Partly.
        Partly = "partly",
        /// Badly.
        Badly = "badly",
    }
}

/// What a requester answers to the two questions after an appointment; both may stay open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Feedback {
    /// Could both sides follow the talk?
    pub understanding: Option<Grade>,
    /// Was the way from the request to the appointment good?
    pub arranging: Option<Grade>,
}

impl Feedback {
    /// Whether nothing was answered.
    pub const fn is_empty(self) -> bool {
        self.understanding.is_none() && self.arranging.is_none()
    }
}

text_enum! {
    /// How a request ended.
    OutcomeKind {
        /// It took place.
        Held = "held",
        /// It did not take place.
        NotHeld = "not_held",
        /// The volunteer came, the family did not: held, without a talk.
        ParentsAbsent = "parents_absent",
        /// They did not understand each other ("Verständigung nicht möglich"): held for the volunteer.
        NotUnderstood = "not_understood",
        /// A professional or another office helped ("extern vermittelt").
        External = "external",
        /// The requester had somebody ("Schule hat selbst jemanden").
        Own = "own",
        /// Solved by telephone.
        ByPhone = "by_phone",
        /// The appointment is not needed any more ("Termin entfällt").
        Dropped = "dropped",
    }
}

impl OutcomeKind {
    /// Whether it tells how an appointment went, and not how the request was solved without one.
    pub const fn after_the_date(self) -> bool {
        matches!(
            self,
            Self::Held | Self::NotHeld | Self::ParentsAbsent | Self::NotUnderstood
        )
    }

    /// The state a request has with this outcome.
    pub const fn state(self) -> RequestState {
        match self {
            Self::Held | Self::ParentsAbsent | Self::NotUnderstood => RequestState::Held,
            Self::NotHeld => RequestState::NotHeld,
            Self::External | Self::Own | Self::ByPhone | Self::Dropped => RequestState::Solved,
        }
    }
}

/// How one request ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Which request.
    pub request: RequestId,
    /// How.
    pub kind: OutcomeKind,
    /// Who helped instead, if somebody did.
    pub agency: Option<String>,
    /// What that cost, in cents.
    pub cents: Option<i64>,
    /// The request that follows, if one does.
    pub follow_up: Option<RequestId>,
    /// Who wrote it down; nobody when it was the requester.
    pub recorded_by: Option<AccountId>,
    /// When.
    pub recorded_at: DateTime<Utc>,
}
