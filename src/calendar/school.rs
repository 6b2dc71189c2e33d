//! When are schools closed, and until when do we know?
//!
//! The table is `school_holidays_nrw.csv`, after the Ferienordnung published by the Ministry of Schools. A school's
//! own movable days off are not in it.

use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::holidays::is_workday;
use crate::domain::text_enum;

text_enum! {
    /// School holidays.
    SchoolHoliday {
        /// Herbstferien.
        Autumn = "autumn",
        /// Weihnachtsferien.
        Christmas = "christmas",
        /// Osterferien.
        Easter = "easter",
        /// Pfingstferien.
        Whitsun = "whitsun",
        /// Sommerferien.
        Summer = "summer",
        /// Days off under another name.
        Other = "other",
    }
}

/// One span of school holidays, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolHolidays {
    /// Which.
    pub kind: SchoolHoliday,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

static TABLE: LazyLock<Vec<SchoolHolidays>> = LazyLock::new(|| {
    include_str!("school_holidays_nrw.csv")
        .lines()
        .skip(1)
        .filter_map(row)
        .collect()
});

/// The table, in order.
pub fn school_holidays() -> &'static [SchoolHolidays] {
    &TABLE
}

/// The school holidays on `date`, if any are known.
pub fn school_holiday(date: NaiveDate) -> Option<SchoolHoliday> {
    let next = TABLE.partition_point(|span| span.to < date);
    TABLE
        .get(next)
        .filter(|span| span.from <= date)
        .map(|span| span.kind)
}

/// Whether schools are open: a working day outside the school holidays.
pub fn is_school_day(date: NaiveDate) -> bool {
    is_workday(date) && school_holiday(date).is_none()
}

/// Whether the office has to be told that its school holidays run out: less than six months ahead are known. After the
/// last one every working day counts as a school day.
pub fn runs_out(known: &[SchoolHolidays], today: NaiveDate) -> bool {
    let last = known.iter().map(|span| span.to).max().unwrap_or(NaiveDate::MIN);
    today
        .checked_add_months(Months::new(6))
        .is_none_or(|ahead| last < ahead)
}

/// The Mondays of the next `count` weeks after the week of `today` that have five school days.
pub fn next_full_school_weeks(today: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let full = |monday: &NaiveDate| monday.iter_days().take(5).all(is_school_day);
    monday
        .iter_weeks()
        .skip(1)
        .filter(|week| week.weekday() == Weekday::Mon)
        .filter(full)
        .take(count)
        .collect()
}

fn row(line: &str) -> Option<SchoolHolidays> {
    let mut cells = line.split(',');
    let kind = SchoolHoliday::parse(cells.next()?)?;
    Some(SchoolHolidays {
        kind,
        from: cells.next()?.parse().ok()?,
        to: cells.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_table_is_whole_sorted_and_without_overlaps() {
        assert_eq!(
            school_holidays().len(),
            include_str!("school_holidays_nrw.csv").lines().count() - 1
        );
        for span in school_holidays() {
            assert!(span.from <= span.to);
        }
        for pair in school_holidays().windows(2) {
            assert!(pair[0].to < pair[1].from);
        }
    }

    #[test]
    fn the_school_year_2026_has_its_193_days() {
        let days = day("2026-09-02")
            .iter_days()
            .take_while(|d| *d < day("2027-07-19"));
        assert_eq!(days.filter(|&d| is_school_day(d)).count(), 193);
    }

    #[test]
    fn the_office_is_warned_six_months_before_the_calendar_ends() {
        assert_eq!(
            school_holidays().last().map(|span| span.to),
            Some(day("2029-01-05"))
        );
        assert!(!runs_out(school_holidays(), day("2028-07-05")));
        assert!(runs_out(school_holidays(), day("2028-07-06")));
        assert!(runs_out(&[], day("2026-01-01")));
    }

    #[test]
    fn full_weeks_avoid_every_kind_of_day_off() {
        assert_eq!(
            next_full_school_weeks(day("2026-11-23"), 2),
            [day("2026-11-30"), day("2026-12-07")]
        );
        assert_eq!(
            next_full_school_weeks(day("2026-12-11"), 2),
            [day("2026-12-14"), day("2027-01-11")]
        );
        for today in day("2026-01-01")
            .iter_days()
            .take_while(|d| *d < day("2029-01-01"))
        {
            let weeks = next_full_school_weeks(today, 2);
            assert_eq!(weeks.len(), 2);
            for monday in weeks {
                assert!(monday > today);
                assert!((monday - today).num_days() < 100, "{today}");
                assert!(
                    monday
                        .iter_days()
                        .take(5)
                        .all(|d| is_workday(d) && school_holiday(d).is_none())
                );
            }
        }
    }
}
