//! Who serves which request? The planning problem of Passgenau, its optimum, and its independent check.
#![doc = ""]
mod budget;
mod check;
mod draft;
mod eligibility;
mod engine;
mod explain;
mod format;
mod goals;
mod issue;
mod plan;
mod problem;
mod quality;
mod rules;
mod solve;
mod spec;
mod validate;
mod value;

pub use budget::Budget;
pub use check::{Violation, check};
pub use engine::Progress;
pub use explain::{Tick, funnel, substitutes, why_not};
pub use format::{read_plan, read_problem, read_spec};
pub use goals::FAIRNESS_TOLERANCE;
pub use issue::{Issue, code};
pub use plan::*;
pub use problem::{BudgetId, CaseId, Interval, PersonId, Problem, RequestId, ResourceId};
pub use quality::{QualityParts, quality};
pub use rules::Assignment;
pub use solve::{Options, solve};
pub use spec::*;
pub use validate::validate;
pub use value::Value;
