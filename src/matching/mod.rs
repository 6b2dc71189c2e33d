//! From the office's data to a planning problem, and from a plan back to requests and people.
//!
//! Pure: what the store read comes in as a [`Snapshot`], what the solver proved goes out as
//! [`PlanCandidate`](crate::domain::plan::PlanCandidate)s. The
//! problem's text is the record of a planning run: it is stored with the draft, digest and all, and rebuilding it
//! before publishing tells whether anything that matters has changed since.

mod bounds;
mod build;
mod cases;
mod demands;
mod draft;
mod exclusions;
mod favours;
mod help;
mod languages;
mod reasons;
mod repair;
mod rest;
mod rooms;
mod snapshot;
mod why;

pub use build::problem;
pub use draft::{Unplaced, candidates, candidates_of, unfilled, unplaced};
pub use help::{Advice, Change, Fix, OtherChoice, named, others, person_of, recruiting};
pub use reasons::{QualityParts, Reason, SeatChoice, choices, reasons, substitutes};
pub use repair::repair;
pub use snapshot::{Commitment, Rulebook, Snapshot};
pub use why::{blocks, ticks};
