//! How far ahead must a school ask, and on which working day does something fall?
//!
//! Working days ("Werktage" as the office counts them) are Monday to Friday without public holidays. School holidays
//! do not matter to them.

use chrono::{Days, NaiveDate};

use super::holidays::is_workday;

/// Working days between a request and its appointment that need no reason, where a programme does not say otherwise.
/// The day of submission does not count; the appointment may be on the fifth working day after it.
pub const LEAD_WORKDAYS: u32 = 5;

/// The `count`th working day after `date`; `date` itself does not count.
pub fn add_workdays(date: NaiveDate, count: u32) -> NaiveDate {
    let mut day = date;
    let mut left = count;
    while left > 0 {
        day = day + Days::new(1);
        if is_workday(day) {
            left -= 1;
        }
    }
    day
}

/// `date` if it is a working day, else the last one before it.
pub fn workday_on_or_before(date: NaiveDate) -> NaiveDate {
    let mut day = date;
    while !is_workday(day) {
        day = day - Days::new(1);
    }
    day
}

/// Working days after `from` up to and including `to`; none when `to` is not after `from`.
pub fn workdays_between(from: NaiveDate, to: NaiveDate) -> usize {
    from.iter_days()
        .skip(1)
        .take_while(|day| *day <= to)
        .filter(|&day| is_workday(day))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Counted by hand on a printed calendar: submitted, earliest.
    const LEAD_TIMES: &[(&str, &str)] = &[
        // 2026: a plain week, over a weekend, Easter, 1 May (a Friday), Ascension, Whitsun, Corpus Christi.
        ("2026-11-23", "2026-11-30"),
        ("2026-11-27", "2026-12-04"),
        ("2026-11-28", "2026-12-04"),
        ("2026-11-29", "2026-12-04"),
        ("2026-04-01", "2026-04-10"),
        ("2026-04-27", "2026-05-05"),
        ("2026-05-11", "2026-05-19"),
        ("2026-05-22", "2026-06-01"),
        ("2026-06-01", "2026-06-09"),
        // 3 October 2026 is a Saturday, 1 November a Sunday: nothing lost.
        ("2026-10-01", "2026-10-08"),
        ("2026-10-30", "2026-11-06"),
        // Year end: 25 December is a Friday, 26 a Saturday, 1 January a Friday; 24 and 31 are working days.
        ("2026-12-21", "2026-12-29"),
        ("2026-12-24", "2027-01-04"),
        ("2026-12-31", "2027-01-08"),
        // 2027: Good Friday 26 March, Easter Monday 29 March, the clock change lies between.
        ("2027-03-22", "2027-03-31"),
        ("2027-03-25", "2027-04-05"),
        ("2027-05-05", "2027-05-13"),
        ("2027-05-14", "2027-05-24"),
        ("2027-05-26", "2027-06-03"),
        // 1 November 2027 is a Monday; Christmas falls on a weekend.
        ("2027-10-29", "2027-11-08"),
        ("2027-12-23", "2027-12-30"),
        // 2028: leap day, Good Friday 14 April, 1 May a Monday, 25 and 26 December Monday and Tuesday.
        ("2028-02-28", "2028-03-06"),
        ("2028-02-29", "2028-03-07"),
        ("2028-04-13", "2028-04-24"),
        ("2028-04-28", "2028-05-08"),
        ("2028-12-22", "2029-01-03"),
        // 2029: Easter Monday 2 April, 1 May a Tuesday, 3 October a Wednesday, 1 November a Thursday.
        ("2029-03-29", "2029-04-09"),
        ("2029-04-30", "2029-05-08"),
        ("2029-10-02", "2029-10-10"),
        ("2029-10-31", "2029-11-08"),
        // 2030: Easter Monday 22 April, 1 May a Wednesday, Corpus Christi 20 June.
        ("2030-04-18", "2030-04-29"),
        ("2030-04-30", "2030-05-08"),
        ("2030-06-19", "2030-06-27"),
        ("2030-12-24", "2031-01-03"),
    ];

    /// Every day of five years; the file is written by `lead_times.py` beside it.
    #[test]
    fn lead_times_as_python_computes_them() {
        let golden = include_str!("../../tests/it/calendar/golden/lead_times.csv");
        for line in golden.lines() {
            let (submitted, earliest) = line.split_once(';').unwrap();
            let counted = add_workdays(day(submitted), LEAD_WORKDAYS);
            assert_eq!(counted, day(earliest), "submitted {submitted}");
        }
        assert_eq!(golden.lines().count(), 1826);
    }

    #[test]
    fn lead_times_over_the_holidays_2026_to_2030() {
        for (submitted, earliest) in LEAD_TIMES {
            assert_eq!(
                add_workdays(day(submitted), LEAD_WORKDAYS),
                day(earliest),
                "submitted {submitted}"
            );
        }
    }

    #[test]
    fn the_earliest_day_is_the_fifth_working_day_after_any_day() {
        for date in day("2026-01-01")
            .iter_days()
            .take_while(|d| *d < day("2031-01-01"))
        {
            let earliest = add_workdays(date, LEAD_WORKDAYS);
            assert!(is_workday(earliest));
            assert_eq!(workdays_between(date, earliest), 5, "{date}");
            assert!((earliest - date).num_days() <= 12, "{date}");
        }
    }

    #[test]
    fn a_digest_on_a_holiday_moves_before_it() {
        assert_eq!(workday_on_or_before(day("2027-03-29")), day("2027-03-25"));
        assert_eq!(workday_on_or_before(day("2026-12-24")), day("2026-12-24"));
        assert_eq!(workdays_between(day("2026-11-23"), day("2026-11-23")), 0);
    }
}
