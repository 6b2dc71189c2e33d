//! Which days are public holidays in North Rhine-Westphalia?
//!
//! Feiertagsgesetz NW § 2, for the years 2000 to 2100 and, computed the same way, beyond. 24 and 31 December and
//! Rosenmontag are no holidays.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::text_enum;

text_enum! {
    /// A public holiday.
    Holiday {
        /// Neujahr.
        NewYear = "new_year",
        /// Karfreitag.
        GoodFriday = "good_friday",
        /// Ostermontag.
        EasterMonday = "easter_monday",
        /// Tag der Arbeit.
        LabourDay = "labour_day",
        /// Christi Himmelfahrt.
        Ascension = "ascension",
        /// Pfingstmontag.
        WhitMonday = "whit_monday",
        /// Fronleichnam.
        CorpusChristi = "corpus_christi",
        /// Tag der Deutschen Einheit.
        GermanUnity = "german_unity",
        /// Reformationstag, a holiday in 2017 only.
        Reformation = "reformation",
        /// Allerheiligen.
        AllSaints = "all_saints",
        /// 1. Weihnachtstag.
        Christmas = "christmas",
        /// 2. Weihnachtstag.
        SecondChristmas = "second_christmas",
    }
}

/// The holiday on `date`, if it is one. Ascension Day can fall on 1 May (2008); the fixed day is named then.
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    match (date.month(), date.day()) {
        (1, 1) => return Some(Holiday::NewYear),
        (5, 1) => return Some(Holiday::LabourDay),
        (10, 3) => return Some(Holiday::GermanUnity),
        (10, 31) if date.year() == 2017 => return Some(Holiday::Reformation),
        (11, 1) => return Some(Holiday::AllSaints),
        (12, 25) => return Some(Holiday::Christmas),
        (12, 26) => return Some(Holiday::SecondChristmas),
        _ => {}
    }
    match (date - easter_sunday(date.year())).num_days() {
        -2 => Some(Holiday::GoodFriday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        60 => Some(Holiday::CorpusChristi),
        _ => None,
    }
}

/// Whether `date` is a public holiday. Sundays are none for being Sundays.
pub fn is_holiday(date: NaiveDate) -> bool {
    holiday(date).is_some()
}

/// Whether `date` is a working day: Monday to Friday and no public holiday.
pub fn is_workday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(date)
}

/// Easter Sunday of a year of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
pub fn easter_sunday(year: i32) -> NaiveDate {
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late;
    // 22 March plus `days`.
    let march = NaiveDate::from_ymd_opt(year, 3, 22).unwrap_or(NaiveDate::MIN);
    march
        .checked_add_days(Days::new(u64::from(days.unsigned_abs())))
        .unwrap_or(march)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_as_python_dateutil_computes_it() {
        let table = include_str!("../../tests/it/calendar/golden/easter.csv");
        let mut years = 0;
        for line in table.lines() {
            let date = day(line);
            assert_eq!(easter_sunday(date.year()), date);
            years += 1;
        }
        assert_eq!(years, 101, "2000 to 2100");
    }

    #[test]
    fn the_holidays_of_2027() {
        let mut date = day("2027-01-01");
        let mut found = Vec::new();
        while date.year() == 2027 {
            found.extend(holiday(date).map(|h| format!("{date} {h}")));
            date = date.succ_opt().unwrap();
        }
        assert_eq!(
            found,
            [
                "2027-01-01 new_year",
                "2027-03-26 good_friday",
                "2027-03-29 easter_monday",
                "2027-05-01 labour_day",
                "2027-05-06 ascension",
                "2027-05-17 whit_monday",
                "2027-05-27 corpus_christi",
                "2027-10-03 german_unity",
                "2027-11-01 all_saints",
                "2027-12-25 christmas",
                "2027-12-26 second_christmas",
            ]
        );
    }

    #[test]
    fn every_year_has_its_eleven() {
        for year in 2000..=2100 {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let count = first
                .iter_days()
                .take_while(|d| d.year() == year)
                .filter(|&d| is_holiday(d))
                .count();
            // 2008: Ascension Day on 1 May. 2017: Reformation Day.
            let expected = match year {
                2008 => 10,
                2017 => 12,
                _ => 11,
            };
            assert_eq!(count, expected, "{year}");
        }
    }

    #[test]
    fn christmas_eve_new_years_eve_and_carnival_monday_are_working_days() {
        for text in ["2026-12-24", "2026-12-31", "2027-02-08"] {
            assert!(is_workday(day(text)), "{text}");
        }
        for text in ["2026-12-25", "2026-11-21", "2026-11-22", "2027-05-27"] {
            assert!(!is_workday(day(text)), "{text}");
        }
    }
}
