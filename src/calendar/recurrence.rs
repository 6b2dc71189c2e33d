//! Which intervals of UTC does a weekly availability mean, right across clock changes?

use chrono::{NaiveDate, Weekday};
use serde::Serialize;

/// Repeating availability in local time of the office's zone, kept in columns and turned into an RFC 5545 rule for
/// each question. The text form of a rule set is never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recurrence {
    /// Days of the week, at least one, in order from Monday.
    pub weekdays: Vec<Weekday>,
    /// Every how many weeks, at least 1; counted from the week of `from`.
    pub interval_weeks: u16,
    /// Begin, minutes after local midnight, 0 to 1439.
    pub start_minute: u16,
    /// End, minutes after local midnight, greater than the begin, at most 1440.
    pub end_minute: u16,
    /// First day on which it can happen.
    pub from: NaiveDate,
    /// Last day, if it ends.
    pub until: Option<NaiveDate>,
    /// Days left out.
    pub exceptions: Vec<NaiveDate>,
}
