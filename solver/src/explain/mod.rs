//! Why is the plan as it is, and what would help?
//!
//! - [`substitutes`]: who could step in;
//! - [`why_not`]: what speaks against one person on one seat;
//! - [`alternatives`]: who else could take a seat, and at what price;
//! - unfilled requests with reason, funnel, competitors and what would help;
//! - what one more person or hour would buy, in one plan or over many ([`recruiting`]);
//! - warnings about pins.

mod advice;
mod alternatives;
mod chain;
mod change;
mod fixes;
mod funnel;
mod reason;
mod substitutes;
mod warnings;
mod why_not;

pub use advice::recruiting;
pub use alternatives::{Alternative, alternatives};
pub use funnel::funnel;
pub(crate) use reason::unfilled;
pub(crate) use substitutes::backups;
pub use substitutes::substitutes;
pub(crate) use warnings::warnings;
pub use why_not::{Tick, why_not};

use crate::budget::Budget;
use crate::draft::Draft;
use crate::eligibility::Index;
use crate::goals::FAIRNESS_TOLERANCE;
use crate::neighbourhood::Growth;
use crate::plan::{Advice, Amount, Unfilled};
use crate::problem::Problem;
use crate::rules::Assignment;
use std::collections::BTreeSet;

/// Why seats of a valid plan stay empty: reason, funnel and competitors of every request with an empty seat, without fixes.
pub fn reasons(problem: &Problem, plan: &[Assignment]) -> Vec<Unfilled> {
    unfilled(problem, &Index::new(problem), &Draft::of(problem, plan))
}

/// Adds what would help to the reasons of a plan, and returns advice for all of it. Stops adding when time is over.
pub fn help(problem: &Problem, plan: &[Assignment], open: &mut [Unfilled], budget: &Budget) -> Vec<Advice> {
    let (index, draft) = (Index::new(problem), Draft::of(problem, plan));
    help_with(problem, &index, &draft, open, budget)
}

/// Of the time for help, this share is kept back for advice ...
const ADVICE_SHARE: f64 = 0.4;
/// ... and at most so many seconds.
const ADVICE_MOST: f64 = 3.0;

pub(crate) fn help_with(
    problem: &Problem,
    index: &Index,
    draft: &Draft<'_>,
    open: &mut [Unfilled],
    budget: &Budget,
) -> Vec<Advice> {
    if budget.is_over() {
        return Vec::new();
    }
    let growth = Growth::new(problem, index, draft, &BTreeSet::new());
    fixes::add(&growth, open, &budget.keeping(ADVICE_SHARE, ADVICE_MOST));
    advice::of_plan(&growth, open, budget)
}

/// A difference of fairness below what two values may differ by is none.
fn tidy(amount: Amount) -> Amount {
    match amount {
        Amount::Real(value) if value.abs() < FAIRNESS_TOLERANCE => Amount::Real(0.0),
        other => other,
    }
}
