//! Who serves which request? The planning problem of Passgenau, its optimum, and its independent check.
//!
//! A **problem** has people with languages, times and limits, and requests with seats, possible times and resources. A **plan** puts
//! people on seats. What a plan must keep and which goals it serves, one before the other, is fixed by two file formats,
//! `passgenau-problem/1` and `passgenau-plan/1`; the types of this crate are those files.
//!
//! | Question | Where |
//! |---|---|
//! | What is in a problem? | [`ProblemSpec`] in words, [`Problem`] once it is known to be valid |
//! | Is it valid? | [`validate`], [`read_problem`], [`ProblemFile`]: all faults at once, each an [`Issue`] |
//! | What is the best plan? | [`solve`], within a [`Budget`] |
//! | Is a plan right? | [`check`], which shares no code with the search |
//! | Why this person? | [`quality`], part by part |
//! | Why not that person? | [`why_not`], rule by rule |
//! | Who could step in? | [`substitutes`] |
//! | Who else could, and at what price? | [`alternatives`] |
//! | Whom should the office win? | [`recruiting`] |
//! | How many people does each rule leave? | [`funnel`] |
//! | Why does something stay open, and what would help? | [`reasons`], [`help`] |
//! | Somebody cannot come after all: what now? | [`repair`], after an [`Event`] |
//!
//! ```
//! use passgenau_solver::*;
//!
//! let spec = ProblemSpec {
//!     people: vec![PersonSpec {
//!         id: "olena".into(),
//!         programmes: vec!["interpreting".into()],
//!         languages: [("uk".into(), Proficiency::Native)].into(),
//!         district: "north".into(),
//!         available: vec![(0, 240)],
//!         ..PersonSpec::default()
//!     }],
//!     requests: vec![RequestSpec {
//!         id: "parents' evening".into(),
//!         programme: "interpreting".into(),
//!         district: "north".into(),
//!         options: vec![OptionSpec { start: 60, end: 120, day: String::new() }],
//!         seats: vec![SeatSpec {
//!             languages: vec![LanguageSpec { code: "uk".into(), level: Proficiency::B2 }],
//!             ..SeatSpec::default()
//!         }],
//!         ..RequestSpec::default()
//!     }],
//!     ..ProblemSpec::default()
//! };
//! let problem = validate(&spec).expect("all its faults would be listed here");
//! let plan = solve(&problem, &Options::default(), &Budget::unlimited(), |_progress| {});
//! assert_eq!(plan.status, Status::Optimal);
//! assert_eq!(plan.assignments[0].person, "olena");
//! assert!(check(&problem, &plan, None).is_empty());
//! ```
//!
//! # Inside
//!
//! `spec` and `format` (files) -> `validate` -> `problem` (dense ids) -> `rules`, `quality`, `goals`, `draft` (what things mean) ->
//! `engine` (the search: greedy start, prices and bounds, exact models, level by level) and `explain` -> `plan`. `check` looks at `problem` and `plan` alone.
//!
//! Invariants: no input or output, no clock, no time zones, no order of a hash map anywhere in a result. Every solution of the search is
//! rebuilt and verified with whole numbers before it counts. The only unsafe code is `engine::highs_callback`.

mod budget;
mod check;
mod draft;
mod eligibility;
mod engine;
mod explain;
mod format;
mod goals;
mod issue;
mod neighbourhood;
mod plan;
mod problem;
mod quality;
mod repair;
mod rules;
mod solve;
mod spec;
mod validate;
mod value;

pub use budget::Budget;
pub use check::{Violation, check};
pub use engine::{Phase, Progress};
pub use explain::{Alternative, Tick, alternatives, funnel, help, reasons, recruiting, substitutes, why_not};
pub use format::{ProblemFile, read_plan, read_problem, read_spec};
pub use goals::FAIRNESS_TOLERANCE;
pub use issue::{Issue, code};
pub use plan::*;
pub use problem::{BudgetId, CaseId, Interval, PersonId, Problem, RequestId, ResourceId};
pub use quality::{QualityParts, Standing, quality, standing};
pub use repair::{Event, Repair, repair};
pub use rules::Assignment;
pub use solve::{Options, solve};
pub use spec::*;
pub use validate::validate;
pub use value::Value;
