//! Somebody cannot come: for which days or appointments, and what was there before it was written down?

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{AssignmentId, OfferId, RequestId};

/// What somebody cannot do. There is no field for a reason, on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Away {
    /// Days, both included.
    Days {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// Single appointments, by the numbers of their requests.
    Requests(BTreeSet<i64>),
}

/// An agreement that was ended, as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedAgreement {
    /// Which.
    pub assignment: AssignmentId,
    /// Its request.
    pub request: RequestId,
    /// Sequence of the volunteer's calendar entry.
    pub sequence: i64,
    /// The organisation's calendar entry: UID and sequence.
    pub calendar: Option<(String, i64)>,
}

/// Everything an absence has ended, so that it can be brought back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The days that were added to the person's absences.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Agreements.
    pub ended: Vec<EndedAgreement>,
    /// Open questions that were answered with no.
    pub declined: Vec<(OfferId, RequestId)>,
}
