//! Which intervals of UTC does a weekly availability mean, right across clock changes?
//!
//! The rule of RFC 5545 is asked for *dates* only, with its start at noon in UTC, where no clock ever changes; the
//! wall clock of the office's zone is put on those dates by [`local`](super::local). So the traps of rule engines
//! (gaps, doubled hours, the process's own zone, exceptions stored with a wrong offset) cannot occur.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use rrule::{Frequency, NWeekday, RRule, RRuleSet};
use serde::{Deserialize, Serialize};

use super::intervals::Interval;
use super::local::{DAY_MINUTES, local_date, resolve};

/// Most occurrences that one question returns: every day of a leap year.
pub const MAX_OCCURRENCES: u16 = 366;

/// The begin of an availability that has none: long ago.
pub const ALWAYS: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// Repeating availability in local time of the office's zone, kept in columns and turned into an RFC 5545 rule for
/// each question. The text form of a rule set is never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

impl Recurrence {
    /// Every week on these days between these minutes of the local day, from `from` on, without end.
    pub fn weekly(weekdays: &[Weekday], start_minute: u16, end_minute: u16, from: NaiveDate) -> Self {
        Self {
            weekdays: in_order(weekdays.iter().copied()),
            interval_weeks: 1,
            start_minute,
            end_minute,
            from,
            until: None,
            exceptions: Vec::new(),
        }
    }

    /// The occurrences that share time with `from..to`, whole (not cut to it), in order.
    ///
    /// A begin or end that the clocks jump over is shifted behind the jump, one that comes twice is the first of the
    /// two. At most [`MAX_OCCURRENCES`] are returned; ask for a year or less. A value outside the bounds its field
    /// names has no occurrences.
    pub fn intervals(&self, zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Interval> {
        if from >= to || self.start_minute >= self.end_minute || self.end_minute > DAY_MINUTES {
            return Vec::new();
        }
        // An occurrence can begin on the day before the window's first and still reach into it.
        let Some(eve) = local_date(zone, from).pred_opt() else {
            return Vec::new();
        };
        let dates = self.dates_up_to(eve, local_date(zone, to), MAX_OCCURRENCES + 2);
        let clock = |date, minute| resolve(zone, date, minute);
        let interval = |date| (clock(date, self.start_minute), clock(date, self.end_minute));
        let inside = |&(start, end): &Interval| start < end && start < to && end > from;
        let found = dates.into_iter().map(interval).filter(inside);
        found.take(usize::from(MAX_OCCURRENCES)).collect()
    }

    /// The days of it from `first` to `last`, both included, in order, at most [`MAX_OCCURRENCES`].
    pub fn dates(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        self.dates_up_to(first, last, MAX_OCCURRENCES)
    }

    fn dates_up_to(&self, first: NaiveDate, last: NaiveDate, limit: u16) -> Vec<NaiveDate> {
        let first = first.max(self.from);
        let last = self.until.map_or(last, |until| until.min(last));
        if self.weekdays.is_empty() || self.interval_weeks == 0 || first > last {
            return Vec::new();
        }
        let Some(start) = self.week_before(first) else {
            return Vec::new();
        };
        let rule = RRule::new(Frequency::Weekly)
            .interval(self.interval_weeks)
            .week_start(Weekday::Mon)
            .by_weekday(self.weekdays.iter().map(|&day| NWeekday::Every(day)).collect());
        let Ok(rule) = rule.validate(noon(start)) else {
            return Vec::new();
        };
        let rules = RRuleSet::new(noon(start))
            .rrule(rule)
            .after(noon(first))
            .before(noon(last));
        let mut dates: Vec<NaiveDate> = rules.all(limit).dates.iter().map(DateTime::date_naive).collect();
        dates.retain(|date| (first..=last).contains(date) && !self.exceptions.contains(date));
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// A start for the rule that keeps its rhythm and lies shortly before `first`, so that a rule that began years
    /// ago costs nothing: the Monday of the last counted week, or `from` itself.
    fn week_before(&self, first: NaiveDate) -> Option<NaiveDate> {
        let monday = |date: NaiveDate| {
            date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))
        };
        let begin = monday(self.from)?;
        let step = i64::from(self.interval_weeks) * 7;
        let passed = (first - begin).num_days().max(0) / step * step;
        Some(
            begin
                .checked_add_days(Days::new(passed.unsigned_abs()))?
                .max(self.from),
        )
    }
}

/// Days from Monday to Sunday, each once.
pub fn in_order(days: impl Iterator<Item = Weekday>) -> Vec<Weekday> {
    let mut days: Vec<Weekday> = days.collect();
    days.sort_unstable_by_key(Weekday::num_days_from_monday);
    days.dedup();
    days
}

fn noon(date: NaiveDate) -> DateTime<rrule::Tz> {
    rrule::Tz::UTC.from_utc_datetime(&date.and_time(chrono::NaiveTime::MIN)) + chrono::Duration::hours(12)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;
    use proptest::prelude::*;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_weekly_time_stays_the_same_on_the_wall_across_both_changes() {
        let sundays = Recurrence::weekly(&[Weekday::Sun], 14 * 60, 15 * 60, day(2027, 1, 1));
        let spring = sundays.intervals(Berlin, utc("2027-03-20T00:00:00Z"), utc("2027-03-30T00:00:00Z"));
        assert_eq!(
            spring.iter().map(|i| i.0).collect::<Vec<_>>(),
            [utc("2027-03-21T13:00:00Z"), utc("2027-03-28T12:00:00Z")]
        );
        let autumn = sundays.intervals(Berlin, utc("2027-10-20T00:00:00Z"), utc("2027-11-01T00:00:00Z"));
        assert_eq!(
            autumn.iter().map(|i| i.0).collect::<Vec<_>>(),
            [utc("2027-10-24T12:00:00Z"), utc("2027-10-31T13:00:00Z")]
        );
    }

    #[test]
    fn times_inside_the_changed_hour() {
        let night = Recurrence::weekly(&[Weekday::Sun], 150, 240, day(2027, 1, 1));
        let spring = night.intervals(Berlin, utc("2027-03-28T00:00:00Z"), utc("2027-03-28T12:00:00Z"));
        assert_eq!(
            spring,
            [(utc("2027-03-28T01:30:00Z"), utc("2027-03-28T02:00:00Z"))]
        );
        let autumn = night.intervals(Berlin, utc("2027-10-31T00:00:00Z"), utc("2027-10-31T12:00:00Z"));
        assert_eq!(
            autumn,
            [(utc("2027-10-31T00:30:00Z"), utc("2027-10-31T03:00:00Z"))]
        );
        // 2:30 to 3:00 shrinks to nothing when 2:30 is shifted to 3:30.
        let gone = Recurrence::weekly(&[Weekday::Sun], 150, 180, day(2027, 1, 1));
        assert!(
            gone.intervals(Berlin, utc("2027-03-28T00:00:00Z"), utc("2027-03-28T12:00:00Z"))
                .is_empty()
        );
    }

    #[test]
    fn only_what_shares_time_with_the_window_and_uncut() {
        let daily = Recurrence::weekly(&[Weekday::Mon], 8 * 60, 13 * 60, day(2026, 1, 1));
        let touches = |from, to| daily.intervals(Berlin, utc(from), utc(to)).len();
        assert_eq!(
            touches("2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z"),
            0,
            "the end is excluded"
        );
        assert_eq!(
            touches("2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z"),
            0,
            "so is the window's end"
        );
        let cut = daily.intervals(Berlin, utc("2026-11-23T09:00:00Z"), utc("2026-11-23T10:00:00Z"));
        assert_eq!(cut, [(utc("2026-11-23T07:00:00Z"), utc("2026-11-23T12:00:00Z"))]);
    }

    #[test]
    fn every_second_week_keeps_its_rhythm_over_year_end_and_week_53() {
        let mut rule = Recurrence::weekly(&[Weekday::Tue, Weekday::Thu], 0, 60, day(2026, 12, 10));
        rule.interval_weeks = 2;
        // The week of 10 December counts, the Tuesday before `from` does not.
        let expected = [
            day(2026, 12, 10),
            day(2026, 12, 22),
            day(2026, 12, 24),
            day(2027, 1, 5),
            day(2027, 1, 7),
        ];
        assert_eq!(rule.dates(day(2026, 12, 1), day(2027, 1, 10)), expected);
        assert_eq!(rule.dates(day(2027, 1, 1), day(2027, 1, 10)), expected[3..]);
    }

    #[test]
    fn ends_exceptions_and_the_leap_day_count() {
        let mut rule = Recurrence::weekly(&[Weekday::Tue], 0, DAY_MINUTES, day(2028, 2, 1));
        rule.until = Some(day(2028, 3, 14));
        rule.exceptions = vec![day(2028, 3, 7)];
        assert_eq!(
            rule.dates(day(2028, 2, 20), day(2028, 12, 31)),
            [day(2028, 2, 22), day(2028, 2, 29), day(2028, 3, 14)]
        );
    }

    #[test]
    fn nonsense_has_no_occurrences() {
        let good = Recurrence::weekly(&[Weekday::Mon], 60, 120, day(2026, 1, 1));
        let (from, to) = (utc("2026-01-01T00:00:00Z"), utc("2027-01-01T00:00:00Z"));
        for bad in [
            Recurrence {
                weekdays: vec![],
                ..good.clone()
            },
            Recurrence {
                interval_weeks: 0,
                ..good.clone()
            },
            Recurrence {
                end_minute: 60,
                ..good.clone()
            },
            Recurrence {
                end_minute: 1441,
                ..good.clone()
            },
            Recurrence {
                until: Some(day(2025, 1, 1)),
                ..good.clone()
            },
        ] {
            assert!(bad.intervals(Berlin, from, to).is_empty(), "{bad:?}");
        }
        assert!(good.intervals(Berlin, to, from).is_empty());
    }

    #[test]
    fn a_huge_question_is_bounded_and_quick() {
        let week = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ];
        let daily = Recurrence::weekly(&week, 0, 60, day(1900, 1, 1));
        assert_eq!(
            daily
                .intervals(Berlin, utc("2026-01-01T00:00:00Z"), utc("2226-01-01T00:00:00Z"))
                .len(),
            366
        );
        let rare = Recurrence {
            interval_weeks: u16::MAX,
            ..daily
        };
        assert_eq!(rare.dates(day(2020, 1, 1), day(2030, 1, 1)).len(), 0);
    }

    /// 500 random availabilities; the file is written by `generate.py` beside it.
    #[test]
    fn occurrences_as_python_dateutil_computes_them() {
        let golden = include_str!("../../tests/it/calendar/golden/recurrence.csv");
        let minutes = |text: &str| DateTime::from_timestamp(text.parse::<i64>().unwrap() * 60, 0).unwrap();
        let mut checked = (0, 0);
        for line in golden.lines() {
            let cells: Vec<&str> = line.split(';').collect();
            let rule = Recurrence {
                weekdays: cells[0]
                    .split(' ')
                    .map(|d| Weekday::try_from(d.parse::<u8>().unwrap()).unwrap())
                    .collect(),
                interval_weeks: cells[1].parse().unwrap(),
                start_minute: cells[2].parse().unwrap(),
                end_minute: cells[3].parse().unwrap(),
                from: cells[4].parse().unwrap(),
                until: cells[5].parse().ok(),
                exceptions: cells[6].split_whitespace().map(|d| d.parse().unwrap()).collect(),
            };
            let expected: Vec<Interval> = cells[9]
                .split_whitespace()
                .map(|span| {
                    span.split_once('-')
                        .map(|(start, end)| (minutes(start), minutes(end)))
                        .unwrap()
                })
                .collect();
            assert_eq!(
                rule.intervals(Berlin, minutes(cells[7]), minutes(cells[8])),
                expected,
                "{line}"
            );
            checked = (checked.0 + 1, checked.1 + expected.len());
        }
        assert!(checked.0 == 500 && checked.1 > 2000, "{checked:?}");
    }

    proptest! {
        /// The occurrences are those of a plain walk over the calendar.
        #[test]
        fn dates_are_those_of_a_plain_walk(mask in 1u8..128, interval in 1u16..6, from in 0i64..800, first in 0i64..900, length in 0i64..300) {
            let base = day(2026, 1, 1);
            let at = |n: i64| base + chrono::Duration::days(n);
            let days = (0..7u8).filter(|d| mask >> d & 1 == 1).map(|d| Weekday::try_from(d).unwrap());
            let rule = Recurrence { interval_weeks: interval, ..Recurrence::weekly(&in_order(days), 0, 1, at(from)) };
            let week = |d: NaiveDate| (d - day(1970, 1, 5)).num_days().div_euclid(7);
            let walk: Vec<_> = (first..=first + length).map(at)
                .filter(|&d| d >= at(from) && rule.weekdays.contains(&d.weekday()) && (week(d) - week(at(from))) % i64::from(interval) == 0)
                .collect();
            prop_assert_eq!(rule.dates(at(first), at(first + length)), walk);
        }
    }
}
