//! Why is the plan as it is?
//!
//! - [`substitutes`]: who could step in;
//! - [`why_not`]: what speaks against one person on one seat;
//! - unfilled requests with reason, funnel and competitors;
//! - warnings about pins.

mod funnel;
mod reason;
mod substitutes;
mod warnings;
mod why_not;

pub use funnel::funnel;
pub(crate) use reason::unfilled;
pub(crate) use substitutes::backups;
pub use substitutes::substitutes;
pub(crate) use warnings::warnings;
pub use why_not::{Tick, why_not};
