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

pub(crate) use advice::of_plan as advice;
pub use advice::recruiting;
pub use alternatives::{Alternative, alternatives};
pub(crate) use fixes::add as add_fixes;
pub use funnel::funnel;
pub(crate) use reason::unfilled;
pub(crate) use substitutes::backups;
pub use substitutes::substitutes;
pub(crate) use warnings::warnings;
pub use why_not::{Tick, why_not};

use crate::goals::FAIRNESS_TOLERANCE;
use crate::plan::Amount;

/// A difference of fairness below what two values may differ by is none.
fn tidy(amount: Amount) -> Amount {
    match amount {
        Amount::Real(value) if value.abs() < FAIRNESS_TOLERANCE => Amount::Real(0.0),
        other => other,
    }
}
