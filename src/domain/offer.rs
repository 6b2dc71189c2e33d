//! An offer: one volunteer asked for one seat, and what they said.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::text_enum;
use crate::ids::{OfferId, PersonId, PlanId, RequestId};

text_enum! {
    /// How far an offer is. A volunteer may always say no, and silence is never consent.
    OfferState {
        /// Asked, no answer yet.
        Offered = "offered",
        /// Said yes; an assignment exists.
        Accepted = "accepted",
        /// Said no.
        Declined = "declined",
        /// Did not answer in time.
        Expired = "expired",
        /// No longer needed: someone else took it, or the request was called off.
        Withdrawn = "withdrawn",
        /// Asked to be called; the clock stands still until the office has called.
        CallRequested = "call_requested",
    }
}

impl OfferState {
    /// Whether the offer still holds a seat.
    pub const fn open(self) -> bool {
        matches!(self, Self::Offered | Self::CallRequested)
    }
}

text_enum! {
    /// What a volunteer can answer.
    Answer {
        /// `Zusagen`.
        Accept = "accept",
        /// `Absagen`.
        Decline = "decline",
        /// `Bitte anrufen`.
        Call = "call",
    }
}

/// A stored offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// Key.
    pub id: OfferId,
    /// For which request.
    pub request: RequestId,
    /// Position of the seat in the request.
    pub seat: usize,
    /// Position of the time option.
    pub option: usize,
    /// Who is asked.
    pub person: PersonId,
    /// The published plan it came from; none when the office asked by hand.
    pub plan: Option<PlanId>,
    /// 0 = first choice, then the backups.
    pub rank: i64,
    /// How far it is.
    pub state: OfferState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when an answer is awaited.
    pub answer_by: DateTime<Utc>,
    /// When it was answered or ended.
    pub answered_at: Option<DateTime<Utc>>,
    /// The page view (form nonce) the answer came from: two different answers from one view come from a machine.
    pub answer_view: Option<String>,
    /// Part of the signed link; raised to make it invalid.
    pub link_version: i64,
}
