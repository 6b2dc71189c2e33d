//! Which moment is a reading of the wall clock, on the two nights a year when the clocks change as well?

use chrono::{DateTime, Duration, MappedLocalTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Minutes of a day of the wall clock; the largest reading is the midnight that ends the day.
pub const DAY_MINUTES: u16 = 1440;

/// Why a reading of the wall clock is not one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalTimeError {
    /// The clocks jump over it (in Germany 2:00 to 3:00 on the last Sunday of March).
    Gap,
    /// It comes twice (in Germany 2:00 to 3:00 on the last Sunday of October).
    Ambiguous(DateTime<Utc>, DateTime<Utc>),
}

/// The moment at which a clock in `zone` shows `minute` minutes after midnight of `date`.
///
/// `minute` 1440 is the midnight that ends `date`; larger values count on.
///
/// # Errors
/// When the clocks jump over that reading, or when it comes twice.
pub fn local_to_utc(zone: Tz, date: NaiveDate, minute: u16) -> Result<DateTime<Utc>, LocalTimeError> {
    match zone.from_local_datetime(&reading(date, minute)) {
        MappedLocalTime::Single(at) => Ok(at.to_utc()),
        MappedLocalTime::Ambiguous(first, second) => {
            Err(LocalTimeError::Ambiguous(first.to_utc(), second.to_utc()))
        }
        MappedLocalTime::None => Err(LocalTimeError::Gap),
    }
}

/// Like [`local_to_utc`], but always a moment, chosen as RFC 5545 (3.3.5) chooses it: of two the first; in a gap the
/// reading is taken with the offset from before the gap, so 2:30 becomes 3:30.
pub fn resolve(zone: Tz, date: NaiveDate, minute: u16) -> DateTime<Utc> {
    match local_to_utc(zone, date, minute) {
        Ok(at) | Err(LocalTimeError::Ambiguous(at, _)) => at,
        Err(LocalTimeError::Gap) => {
            // No zone has changed its clock twice within a day, so yesterday's offset is the one before the gap.
            let day = Duration::days(1);
            match zone.from_local_datetime(&(reading(date, minute) - day)) {
                MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => at.to_utc() + day,
                MappedLocalTime::None => Utc.from_utc_datetime(&reading(date, minute)),
            }
        }
    }
}

/// The date a clock in `zone` shows at `at`.
pub fn local_date(zone: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

fn reading(date: NaiveDate, minute: u16) -> NaiveDateTime {
    date.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(minute))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn winter_and_summer_have_their_offsets() {
        assert_eq!(
            local_to_utc(Berlin, day(2026, 11, 25), 9 * 60),
            Ok(utc("2026-11-25T08:00:00Z"))
        );
        assert_eq!(
            local_to_utc(Berlin, day(2026, 7, 1), 9 * 60),
            Ok(utc("2026-07-01T07:00:00Z"))
        );
    }

    #[test]
    fn half_past_two_does_not_exist_in_march_and_comes_twice_in_october() {
        assert_eq!(
            local_to_utc(Berlin, day(2027, 3, 28), 150),
            Err(LocalTimeError::Gap)
        );
        let (first, second) = (utc("2027-10-31T00:30:00Z"), utc("2027-10-31T01:30:00Z"));
        assert_eq!(
            local_to_utc(Berlin, day(2027, 10, 31), 150),
            Err(LocalTimeError::Ambiguous(first, second))
        );
        assert_eq!(resolve(Berlin, day(2027, 10, 31), 150), first);
        assert_eq!(
            resolve(Berlin, day(2027, 3, 28), 150),
            utc("2027-03-28T01:30:00Z")
        );
        assert_eq!(
            local_to_utc(Berlin, day(2027, 3, 28), 120),
            Err(LocalTimeError::Gap)
        );
        assert_eq!(
            local_to_utc(Berlin, day(2027, 3, 28), 180),
            Ok(utc("2027-03-28T01:00:00Z"))
        );
    }

    #[test]
    fn the_midnight_that_ends_a_day_belongs_to_it() {
        assert_eq!(
            local_to_utc(Berlin, day(2026, 12, 31), DAY_MINUTES),
            Ok(utc("2026-12-31T23:00:00Z"))
        );
        assert_eq!(
            local_to_utc(Berlin, day(2028, 2, 28), DAY_MINUTES),
            Ok(utc("2028-02-28T23:00:00Z"))
        );
        assert_eq!(local_date(Berlin, utc("2026-12-31T23:00:00Z")), day(2027, 1, 1));
    }
}
