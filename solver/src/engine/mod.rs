//! How is the best plan found?
//!
//! Level after level: a greedy plan is there at once, then HiGHS improves and proves one goal at a time, holding the goals before it
//! at what they reached. Every solution of HiGHS is rounded to 0/1, rebuilt as a plan and verified against the rules with whole
//! numbers before it counts; so are the bounds. Other engines can take the place of [`levels`] as long as they return the same.

mod candidates;
mod cliques;
mod goal_rows;
mod greedy;
mod highs_callback;
mod levels;
mod model;
mod pins;
mod region;
mod rows;
mod run;
mod simple_bounds;
mod verify;

pub use levels::Progress;
pub(crate) use levels::search;
pub(crate) use pins::pinned_resources;
pub(crate) use region::Region;
