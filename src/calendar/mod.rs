//! From what people say about time ("montags 8 bis 13 Uhr") to intervals of UTC: recurrences, clock changes,
//! public holidays, working days, waking hours. Pure: the moment comes in as an argument.

pub mod availability;
pub mod closed;
pub mod format;
pub mod holidays;
pub mod intervals;
pub mod local;
pub mod recurrence;
pub mod rhythm;
pub mod school;
pub mod waking;
pub mod workdays;
