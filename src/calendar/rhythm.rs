//! When is what comes round due: by local days and hours, whatever the clock does, and not on holidays?
//!
//! Every rhythm answers one question: which due moment is the last one, and is it still worth it? Whoever was away for
//! a week does the last one if it still helps somebody, and none twice.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;

use super::holidays::is_workday;
use super::local::{local_date, resolve};
use super::workdays::workday_on_or_before;

/// How far back a due moment is looked for.
const BACK_DAYS: u64 = 14;

/// Something that comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// On every working day at this minute of the day.
    Workdays(u16),
    /// On this day of the week at this minute; on a holiday, on the working day before.
    Weekly(Weekday, u16),
}

impl Rhythm {
    /// The last due moment not after `now`, unless it is longer ago than `worth`.
    pub fn last_due(self, zone: Tz, now: DateTime<Utc>, worth: Duration) -> Option<DateTime<Utc>> {
        let today = local_date(zone, now);
        // A weekly day that is a holiday moves back, so look ahead as well.
        let first = today.checked_add_days(Days::new(7))?;
        let days = (0..BACK_DAYS + 7).filter_map(|back| first.checked_sub_days(Days::new(back)));
        let due = days
            .filter_map(|day| self.on(zone, day))
            .filter(|at| *at <= now)
            .max()?;
        (now - due <= worth).then_some(due)
    }

    /// The due moment that belongs to a day, if one does.
    fn on(self, zone: Tz, day: NaiveDate) -> Option<DateTime<Utc>> {
        match self {
            Self::Workdays(minute) => is_workday(day).then(|| resolve(zone, day, minute)),
            Self::Weekly(weekday, minute) => {
                (day.weekday() == weekday).then(|| resolve(zone, workday_on_or_before(day), minute))
            }
        }
    }
}

/// Monday and Sunday of the week after a moment's.
pub fn next_week(zone: Tz, at: DateTime<Utc>) -> Option<(NaiveDate, NaiveDate)> {
    let today = local_date(zone, at);
    let monday = today.checked_add_days(Days::new(7 - u64::from(today.weekday().num_days_from_monday())))?;
    Some((monday, monday.checked_add_days(Days::new(6))?))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        let (date, time) = text.split_once(' ').unwrap();
        let (hour, minute) = time.split_once(':').unwrap();
        let minutes = hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap();
        resolve(Berlin, date.parse().unwrap(), minutes)
    }

    #[test]
    fn the_overview_comes_on_working_days_at_the_same_local_time() {
        let daily = Rhythm::Workdays(6 * 60 + 45);
        for (now, due) in [
            ("2026-11-23 06:45", Some("2026-11-23 06:45")),
            ("2026-11-23 06:44", None),
            ("2026-11-22 12:00", None),
            // Around both changes of the clock it is 6:45 on the wall.
            ("2027-03-30 08:00", Some("2027-03-30 06:45")),
            ("2027-10-29 08:00", Some("2027-10-29 06:45")),
            ("2027-11-02 07:00", Some("2027-11-02 06:45")),
            // New Year's Eve is a working day, New Year is not, and in the evening it helps nobody any more.
            ("2026-12-31 08:00", Some("2026-12-31 06:45")),
            ("2027-01-01 08:00", None),
            ("2026-11-23 19:00", None),
        ] {
            assert_eq!(
                daily.last_due(Berlin, at(now), Duration::hours(12)),
                due.map(at),
                "{now}"
            );
        }
    }

    #[test]
    fn the_weekly_plan_moves_before_a_holiday() {
        let weekly = Rhythm::Weekly(Weekday::Fri, 10 * 60);
        let worth = Duration::hours(50);
        for (now, due) in [
            ("2026-11-27 10:00", Some("2026-11-27 10:00")),
            ("2026-11-27 09:59", None),
            ("2026-11-29 11:00", Some("2026-11-27 10:00")),
            ("2026-11-30 11:00", None),
            // Good Friday 2027 is 26 March: Maundy Thursday.
            ("2027-03-25 10:00", Some("2027-03-25 10:00")),
            ("2027-03-26 10:00", Some("2027-03-25 10:00")),
            // Christmas 2026 is a Friday, New Year 2027 too.
            ("2026-12-24 10:30", Some("2026-12-24 10:00")),
            ("2026-12-31 10:00", Some("2026-12-31 10:00")),
        ] {
            assert_eq!(weekly.last_due(Berlin, at(now), worth), due.map(at), "{now}");
        }
    }

    #[test]
    fn every_due_moment_of_two_years_is_due_once() {
        for (rhythm, worth, expected) in [
            (Rhythm::Workdays(405), Duration::hours(12), 500..=510),
            (Rhythm::Weekly(Weekday::Fri, 600), Duration::hours(50), 104..=106),
        ] {
            let mut found = std::collections::BTreeSet::new();
            let mut now = at("2026-11-01 00:00");
            while now < at("2028-11-01 00:00") {
                found.extend(rhythm.last_due(Berlin, now, worth));
                now += Duration::minutes(30);
            }
            assert!(expected.contains(&found.len()), "{rhythm:?}: {}", found.len());
        }
    }

    #[test]
    fn next_week_is_the_one_after_whatever_the_day() {
        for day in ["2026-11-26 10:00", "2026-11-27 10:00", "2026-11-29 23:00"] {
            assert_eq!(
                next_week(Berlin, at(day)),
                Some(("2026-11-30".parse().unwrap(), "2026-12-06".parse().unwrap())),
                "{day}"
            );
        }
    }
}
