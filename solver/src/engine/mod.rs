//! How is the best plan found?
//!
//! Level after level, the goals before held at what they reached. A greedy plan is there at once. A small problem then goes to HiGHS
//! whole ([`exact`]); a larger one is priced first ([`lagrange`]): that gives a proven bound and plans near it, and lists the weeks of each
//! person that a better plan can be made of. Among these weeks plans are improved in [`neighbourhood`]s and proved by HiGHS ([`large`]). Every
//! solution is rounded to 0/1, rebuilt as a plan and verified against the rules with whole numbers before it counts.

mod candidates;
mod cliques;
mod exact;
mod goal_rows;
mod greedy;
mod highs_callback;
mod lagrange;
mod large;
mod level;
mod levels;
mod model;
mod neighbourhood;
mod part;
mod pins;
mod progress;
mod region;
mod rows;
mod run;
mod simple_bounds;
mod verify;
mod week;
mod whole;

pub(crate) use levels::search;
pub(crate) use pins::pinned_resources;
pub use progress::{Phase, Progress};
pub(crate) use region::Region;
