//! An assignment: a volunteer has agreed, the time stands.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::request::CalendarEntry;
use super::text_enum;
use crate::ids::{AssignmentId, OfferId, PersonId, RequestId};

text_enum! {
    /// How far an assignment is.
    AssignmentState {
        /// Agreed.
        Confirmed = "confirmed",
        /// Called off by the organisation.
        CancelledByRequester = "cancelled_by_requester",
        /// Called off by the volunteer.
        CancelledByVolunteer = "cancelled_by_volunteer",
        /// Let go because the rest of an all-or-nothing request could not be filled.
        Released = "released",
    }
}

/// A stored assignment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assignment {
    /// Key.
    pub id: AssignmentId,
    /// For which request.
    pub request: RequestId,
    /// The offer it came from.
    pub offer: OfferId,
    /// Position of the seat.
    pub seat: usize,
    /// Who.
    pub person: PersonId,
    /// Begin, UTC.
    pub starts_at: DateTime<Utc>,
    /// End, UTC.
    pub ends_at: DateTime<Utc>,
    /// How far it is.
    pub state: AssignmentState,
    /// Entry in the volunteer's calendar.
    pub calendar: CalendarEntry,
    /// When it was agreed.
    pub created_at: DateTime<Utc>,
}
