//! A planning run: for which days, how far it is, and what it proposes seat by seat.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::block::Block;
use super::request::TimeOption;
use super::rights::Reach;
use super::text_enum;
use crate::ids::{AccountId, OfferId, PersonId, PlanId, RequestId};

text_enum! {
    /// How far a planning run is.
    PlanState {
        /// The solver is at work.
        Computing = "computing",
        /// A proposal lies before the office.
        Draft = "draft",
        /// No proposal came of it.
        Failed = "failed",
        /// The office sent the offers out.
        Published = "published",
        /// The office did not want it.
        Discarded = "discarded",
        /// A newer draft for the same days took its place.
        Superseded = "superseded",
    }
}

text_enum! {
    /// What a candidate is in a plan.
    CandidateRole {
        /// Asked when the plan is published.
        First = "first",
        /// Asked when someone before says no.
        Backup = "backup",
    }
}

/// The days a plan covers: from the first moment to just before the second, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlanWindow {
    /// First moment.
    pub from: DateTime<Utc>,
    /// First moment that no longer belongs to it.
    pub to: DateTime<Utc>,
}

/// A stored planning run, without its documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanRecord {
    /// Key.
    pub id: PlanId,
    /// How far it is.
    pub state: PlanState,
    /// For which days.
    pub window: PlanWindow,
    /// For which part of the office's work: its requests, and the volunteers who may be proposed.
    pub reach: Reach,
    /// Who started it; nobody when it started by itself.
    pub created_by: Option<AccountId>,
    /// When it started.
    pub created_at: DateTime<Utc>,
    /// When it must have ended; later it counts as dead.
    pub computing_until: DateTime<Utc>,
    /// When the draft was stored.
    pub drafted_at: Option<DateTime<Utc>>,
    /// Digest of the problem.
    pub problem_digest: Option<String>,
    /// What the snapshot was made of.
    pub fingerprint: Option<String>,
    /// Message code when it failed.
    pub failure: Option<String>,
    /// Who published or discarded it.
    pub closed_by: Option<AccountId>,
    /// When it was published, discarded or superseded.
    pub closed_at: Option<DateTime<Utc>>,
}

/// Problem and plan in the exact bytes the solver read and wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDocuments {
    /// The problem, JSON.
    pub problem: String,
    /// The plan, JSON.
    pub plan: String,
}

/// Someone who could take a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlanCandidate {
    /// Of which request.
    pub request: RequestId,
    /// Position of the seat.
    pub seat: usize,
    /// Order within the seat: the first ones from 0, then the substitutes.
    pub rank: i64,
    /// First choice or substitute.
    pub role: CandidateRole,
    /// Position of the time option.
    pub option: usize,
    /// Who.
    pub person: PersonId,
}

/// A request the plan could not fill, or not in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanUnfilled {
    /// Which request.
    pub request: RequestId,
    /// How many people are missing.
    pub missing: i64,
    /// Reason code of the problem format (`language`, `outcompeted`, ...).
    pub reason: String,
    /// People left after each rule, in the order of the format.
    pub funnel: Vec<i64>,
    /// How many people each rule of the office keeps from it, everybody counted once with the first that does.
    pub blocks: BTreeMap<Block, i64>,
}

/// What a planning run hands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDraft {
    /// Problem and plan.
    pub documents: PlanDocuments,
    /// Digest of the problem.
    pub problem_digest: String,
    /// What the snapshot was made of.
    pub fingerprint: String,
    /// Who could take which seat.
    pub candidates: Vec<PlanCandidate>,
    /// What stays open.
    pub unfilled: Vec<PlanUnfilled>,
}

text_enum! {
    /// How firmly a person's time is taken.
    Hold {
        /// Asked, no answer yet.
        Offered = "offered",
        /// Agreed.
        Agreed = "agreed",
    }
}

/// Time of a person that is taken by an open offer or an assignment; a planning run may not move it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Commitment {
    /// The offer behind it.
    pub offer: OfferId,
    /// For which request.
    pub request: RequestId,
    /// Position of the seat.
    pub seat: usize,
    /// Position of the time option.
    pub option: usize,
    /// Whose time.
    pub person: PersonId,
    /// When.
    pub time: TimeOption,
    /// How firmly.
    pub hold: Hold,
}

text_enum! {
    /// What the office wants of every proposal for one person and one request.
    WishKind {
        /// This person, whatever else.
        Fixed = "fixed",
        /// Anybody but this person.
        Barred = "barred",
    }
}

/// A wish about one person and one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanWish {
    /// The request.
    pub request: RequestId,
    /// The person.
    pub person: PersonId,
    /// What is wanted.
    pub kind: WishKind,
    /// Position of the time somebody is fixed for.
    pub option: usize,
}
