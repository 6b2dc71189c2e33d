//! Something happens after people have agreed: what can the office do, and whom does it have to tell?

use chrono::{DateTime, Utc};

use crate::ids::{PersonId, RequestId};

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairEvent {
    /// A person cannot serve anything that touches these hours.
    Unavailable {
        /// Who.
        person: PersonId,
        /// Begin.
        from: DateTime<Utc>,
        /// End.
        to: DateTime<Utc>,
    },
    /// A person does not serve one request after all.
    Declined {
        /// Which.
        request: RequestId,
        /// Who.
        person: PersonId,
    },
    /// A request does not take place.
    Cancelled {
        /// Which.
        request: RequestId,
    },
    /// A request that nobody serves yet cannot wait for the next plan.
    Urgent {
        /// Which.
        request: RequestId,
    },
    /// A request takes place at another time.
    Moved {
        /// Which.
        request: RequestId,
        /// New begin.
        starts_at: DateTime<Utc>,
        /// New end.
        ends_at: DateTime<Utc>,
    },
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairPlan {
    /// Requests that would have an empty seat.
    pub uncovered: Vec<RequestId>,
    /// People who would lose something they have agreed to, beside what the event itself undoes.
    pub moved: Vec<PersonId>,
    /// Everybody for whom something changes.
    pub told: Vec<PersonId>,
    /// Seat by seat, what changes.
    pub changes: Vec<RepairChange>,
    /// Whether it is proved that nobody more is disturbed than necessary.
    pub proven: bool,
}

/// One seat that changes hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepairChange {
    /// The request.
    pub request: RequestId,
    /// Position of the seat.
    pub seat: usize,
    /// Position of the time among the request's options; of a moved request the one it had.
    pub option: usize,
    /// Who no longer comes.
    pub loses: Option<PersonId>,
    /// Who comes instead.
    pub gains: Option<PersonId>,
}

impl RepairPlan {
    /// Nothing changes hands.
    pub const fn nothing() -> Self {
        Self {
            uncovered: Vec::new(),
            moved: Vec::new(),
            told: Vec::new(),
            changes: Vec::new(),
            proven: true,
        }
    }
}
