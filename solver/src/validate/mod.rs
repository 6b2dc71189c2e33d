//! Is a problem meaningful, and what is wrong with it otherwise?
//!
//! Every fault is collected with its code and path. Numbers have bounds so wide that no planning office meets them and so narrow that
//! no sum anywhere in this crate can overflow or lose a unit.

mod build;
mod entries;
mod pins;
mod references;

use crate::issue::{Issue, code};
use crate::problem::Problem;
use crate::spec::ProblemSpec;

/// Times lie within so many minutes of 1970: about 19,000 years.
pub(crate) const MAX_TIME: i64 = 10_000_000_000;
/// Durations, loads, travel times and capacities in minutes.
pub(crate) const MAX_MINUTES: i64 = 1_000_000_000;
/// Journeys in minutes.
pub(crate) const MAX_TRAVEL: i64 = 1_000_000;
/// Money in cents.
pub(crate) const MAX_CENTS: i64 = 1_000_000_000_000;
/// Weight of a seat.
pub(crate) const MAX_WEIGHT: i64 = 1_000_000_000_000;
/// Places, capacities of resources, numbers of requests.
pub(crate) const MAX_COUNT: i64 = 1_000_000;
/// Weights of the goal `quality`, up and down.
pub(crate) const MAX_GOAL_WEIGHT: i64 = 1_000_000;
/// Sums that are computed with floating-point numbers on the way stay below this.
pub(crate) const MAX_SUM: i64 = 9_007_199_254_740_992;

/// The faults found so far.
struct Check {
    issues: Vec<Issue>,
}

impl Check {
    fn add(&mut self, code: &'static str, path: String, message: impl Into<String>) {
        self.issues.push(Issue::new(code, path, message));
    }

    fn within(&mut self, path: impl FnOnce() -> String, number: i64, low: i64, high: i64) {
        if number < low || number > high {
            let message = format!("{number} is outside {low} to {high}. Give a number within these bounds.");
            self.add(code::OUT_OF_BOUNDS, path(), message);
        }
    }

    fn interval(&mut self, path: impl Fn() -> String, start: i64, end: i64, keys: Option<(&str, &str)>) {
        let part = |key: usize| match keys {
            Some((first, second)) => format!("{}.{}", path(), if key == 0 { first } else { second }),
            None => format!("{}[{key}]", path()),
        };
        self.within(|| part(0), start, -MAX_TIME, MAX_TIME);
        self.within(|| part(1), end, -MAX_TIME, MAX_TIME);
        if end <= start {
            let message =
                format!("It ends at {end}, not after its start at {start}. Give an end after the start.");
            self.add(code::EMPTY_INTERVAL, part(1), message);
        } else if end.saturating_sub(start) > MAX_MINUTES {
            self.add(
                code::OUT_OF_BOUNDS,
                part(1),
                format!("It is longer than {MAX_MINUTES} minutes. Shorten it."),
            );
        }
    }
}

/// Checks the meaning of a problem and numbers everything in it.
///
/// # Errors
/// All faults at once, in the order of the file.
pub fn validate(spec: &ProblemSpec) -> Result<Problem, Vec<Issue>> {
    let mut check = Check { issues: Vec::new() };
    entries::check(&mut check, spec);
    let known = references::check(&mut check, spec);
    pins::check_choices(&mut check, spec, &known);
    if !check.issues.is_empty() {
        return Err(check.issues);
    }
    let problem = build::build(spec);
    pins::check_resources(&mut check, spec, &problem);
    if check.issues.is_empty() {
        Ok(problem)
    } else {
        Err(check.issues)
    }
}
