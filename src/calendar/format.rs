//! How are dates and times said in German and in English?
//!
//! Own tables of words: the machine's locale plays no part, so every server writes the same mail.

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDate, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;

/// A language of pages and mails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// German.
    #[default]
    De,
    /// English.
    En,
}

impl Lang {
    /// Every language, German first. Only complete ones are listed here.
    pub const ALL: &'static [Self] = &[Self::De, Self::En];

    /// The language with this tag; German for every other one.
    pub fn parse(tag: &str) -> Self {
        if tag == "en" || tag.starts_with("en-") {
            Self::En
        } else {
            Self::De
        }
    }

    /// Its tag.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// Direction of its script, for the `dir` attribute.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::De | Self::En => "ltr",
        }
    }
}

const WEEKDAYS: [[&str; 7]; 2] = [
    [
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ],
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
];
const WEEKDAYS_SHORT: [[&str; 7]; 2] = [
    ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
];
const MONTHS: [[&str; 12]; 2] = [
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

/// "Mittwoch", "Wednesday".
pub fn weekday(day: Weekday, lang: Lang) -> &'static str {
    WEEKDAYS[lang as usize][day.num_days_from_monday() as usize]
}

/// "Mi", "Wed".
pub fn weekday_short(day: Weekday, lang: Lang) -> &'static str {
    WEEKDAYS_SHORT[lang as usize][day.num_days_from_monday() as usize]
}

/// "November".
pub fn month(date: NaiveDate, lang: Lang) -> &'static str {
    MONTHS[lang as usize][date.month0() as usize]
}

/// "Mittwoch, 25. November 2026", "Wednesday, 25 November 2026".
pub fn date_long(date: NaiveDate, lang: Lang) -> String {
    format!("{}, {}", weekday(date.weekday(), lang), date_plain(date, lang))
}

/// "25. November 2026", "25 November 2026".
pub fn date_plain(date: NaiveDate, lang: Lang) -> String {
    let dot = if lang == Lang::De { "." } else { "" };
    format!("{}{dot} {} {}", date.day(), month(date, lang), date.year())
}

/// "Mi 25.11.", "Wed 25 Nov".
pub fn date_short(date: NaiveDate, lang: Lang) -> String {
    let day = weekday_short(date.weekday(), lang);
    match lang {
        Lang::De => format!("{day} {:02}.{:02}.", date.day(), date.month()),
        Lang::En => format!("{day} {} {}", date.day(), month_short(date)),
    }
}

/// "25.11.2026", "25 Nov 2026".
pub fn date_numeric(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::De => format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year()),
        Lang::En => format!("{} {} {}", date.day(), month_short(date), date.year()),
    }
}

/// "16 Uhr", "16:30 Uhr", "16:00". In the hour that comes twice in autumn it says which of the two.
pub fn time(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    let local = at.with_timezone(&zone);
    let which = which_hour(at, zone, lang);
    match (lang, local.minute()) {
        (Lang::De, 0) => format!("{} Uhr{which}", local.hour()),
        (Lang::De, minute) => format!("{}:{minute:02} Uhr{which}", local.hour()),
        (Lang::En, minute) => format!("{}:{minute:02}{which}", local.hour()),
    }
}

/// "9:00-10:00 Uhr", "9:00-10:00"; when it ends on another day, that day is named.
pub fn time_range(start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    let (from, to) = (start.with_timezone(&zone), end.with_timezone(&zone));
    let uhr = if lang == Lang::De { " Uhr" } else { "" };
    let clock = |t: &DateTime<Tz>| format!("{}:{:02}", t.hour(), t.minute());
    let (which_start, which_end) = (which_hour(start, zone, lang), which_hour(end, zone, lang));
    if from.date_naive() == to.date_naive() {
        if which_start.is_empty() {
            return format!("{}-{}{uhr}{which_end}", clock(&from), clock(&to));
        }
        return format!(
            "{}{uhr}{which_start}-{}{uhr}{which_end}",
            clock(&from),
            clock(&to)
        );
    }
    format!(
        "{}{uhr}{which_start} - {}, {}{uhr}{which_end}",
        clock(&from),
        date_short(to.date_naive(), lang),
        clock(&to)
    )
}

/// "Mittwoch, 25. November 2026, 9:00-10:00 Uhr".
pub fn appointment(start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    format!(
        "{}, {}",
        date_long(start.with_timezone(&zone).date_naive(), lang),
        time_range(start, end, zone, lang)
    )
}

/// "Mi 25.11., 9:00-10:00 Uhr".
pub fn appointment_short(start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    format!(
        "{}, {}",
        date_short(start.with_timezone(&zone).date_naive(), lang),
        time_range(start, end, zone, lang)
    )
}

/// "Do 26.11., 16 Uhr": a moment, such as the end of an answer window.
pub fn moment(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    format!(
        "{}, {}",
        date_short(at.with_timezone(&zone).date_naive(), lang),
        time(at, zone, lang)
    )
}

/// "23.11.2026, 9:14 Uhr": a moment with its year, such as when something was noted.
pub fn stamp(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    format!(
        "{}, {}",
        date_numeric(at.with_timezone(&zone).date_naive(), lang),
        time(at, zone, lang)
    )
}

/// "KW 53", "week 53": the ISO week of a day. Its year can differ from the day's at the turn of the year.
pub fn week(date: NaiveDate, lang: Lang) -> String {
    let week = date.iso_week().week();
    match lang {
        Lang::De => format!("KW {week}"),
        Lang::En => format!("week {week}"),
    }
}

/// "45 Min.", "1 Std.", "1 Std. 30 Min."; "45 min", "1 h 30 min".
pub fn duration(minutes: i64, lang: Lang) -> String {
    let (hour, minute) = match lang {
        Lang::De => ("Std.", "Min."),
        Lang::En => ("h", "min"),
    };
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} {minute}"),
        (h, 0) => format!("{h} {hour}"),
        (h, m) => format!("{h} {hour} {m} {minute}"),
    }
}

/// The first three letters, which English dates use.
fn month_short(date: NaiveDate) -> &'static str {
    month(date, Lang::En).get(..3).unwrap_or_default()
}

/// Which of the two readings is meant, when the clock shows this time twice.
fn which_hour(at: DateTime<Utc>, zone: Tz, lang: Lang) -> &'static str {
    let local = at.with_timezone(&zone);
    let MappedLocalTime::Ambiguous(first, _) = zone.from_local_datetime(&local.naive_local()) else {
        return "";
    };
    match (lang, first.to_utc() == at) {
        (Lang::De, true) => " (Sommerzeit)",
        (Lang::De, false) => " (Winterzeit)",
        (Lang::En, true) => " (summer time)",
        (Lang::En, false) => " (winter time)",
    }
}

/// An amount of money: "1.234,50 €" or "€1,234.50".
pub fn euros(cents: i64, lang: Lang) -> String {
    let (whole, rest) = ((cents / 100).unsigned_abs(), (cents % 100).unsigned_abs());
    let sign = if cents < 0 { "-" } else { "" };
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(if lang == Lang::De { '.' } else { ',' });
        }
        grouped.push(digit);
    }
    match lang {
        Lang::De => format!("{sign}{grouped},{rest:02}\u{a0}€"),
        Lang::En => format!("{sign}€{grouped}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn money_is_written_as_the_language_does() {
        assert_eq!(euros(123_450, Lang::De), "1.234,50\u{a0}€");
        assert_eq!(euros(7, Lang::De), "0,07\u{a0}€");
        assert_eq!(euros(-100_000_000, Lang::En), "-€1,000,000.00");
    }

    #[test]
    fn dates_in_both_languages() {
        let date = day("2026-11-25");
        assert_eq!(date_long(date, Lang::De), "Mittwoch, 25. November 2026");
        assert_eq!(date_long(date, Lang::En), "Wednesday, 25 November 2026");
        assert_eq!(date_short(date, Lang::De), "Mi 25.11.");
        assert_eq!(date_short(date, Lang::En), "Wed 25 Nov");
        assert_eq!(date_numeric(day("2027-03-01"), Lang::De), "01.03.2027");
        assert_eq!(date_numeric(day("2027-03-01"), Lang::En), "1 Mar 2027");
        assert_eq!(
            date_long(day("2028-02-29"), Lang::De),
            "Dienstag, 29. Februar 2028"
        );
        assert_eq!(date_plain(day("2027-03-01"), Lang::De), "1. März 2027");
    }

    #[test]
    fn times_are_those_of_the_office() {
        let (start, end) = (utc("2026-11-25T08:00:00Z"), utc("2026-11-25T09:00:00Z"));
        assert_eq!(
            appointment(start, end, Berlin, Lang::De),
            "Mittwoch, 25. November 2026, 9:00-10:00 Uhr"
        );
        assert_eq!(
            appointment_short(start, end, Berlin, Lang::En),
            "Wed 25 Nov, 9:00-10:00"
        );
        assert_eq!(
            moment(utc("2026-11-26T15:00:00Z"), Berlin, Lang::De),
            "Do 26.11., 16 Uhr"
        );
        assert_eq!(
            moment(utc("2026-11-26T15:30:00Z"), Berlin, Lang::De),
            "Do 26.11., 16:30 Uhr"
        );
        assert_eq!(time(utc("2026-07-01T22:05:00Z"), Berlin, Lang::De), "0:05 Uhr");
        assert_eq!(
            stamp(utc("2026-11-23T08:14:00Z"), Berlin, Lang::De),
            "23.11.2026, 9:14 Uhr"
        );
    }

    #[test]
    fn a_range_over_midnight_names_the_day_it_ends() {
        let range = time_range(
            utc("2026-12-31T21:00:00Z"),
            utc("2027-01-01T00:30:00Z"),
            Berlin,
            Lang::De,
        );
        assert_eq!(range, "22:00 Uhr - Fr 01.01., 1:30 Uhr");
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart() {
        assert_eq!(
            time(utc("2027-10-31T00:30:00Z"), Berlin, Lang::De),
            "2:30 Uhr (Sommerzeit)"
        );
        assert_eq!(
            time(utc("2027-10-31T01:30:00Z"), Berlin, Lang::De),
            "2:30 Uhr (Winterzeit)"
        );
        let range = time_range(
            utc("2027-10-31T00:30:00Z"),
            utc("2027-10-31T02:00:00Z"),
            Berlin,
            Lang::De,
        );
        assert_eq!(range, "2:30 Uhr (Sommerzeit)-3:00 Uhr");
    }

    #[test]
    fn weeks_at_the_turn_of_the_year() {
        for (date, name) in [
            ("2026-12-27", "KW 52"),
            ("2026-12-28", "KW 53"),
            ("2027-01-03", "KW 53"),
            ("2027-01-04", "KW 1"),
        ] {
            assert_eq!(week(day(date), Lang::De), name, "{date}");
        }
    }

    #[test]
    fn durations() {
        assert_eq!(duration(45, Lang::De), "45 Min.");
        assert_eq!(duration(90, Lang::De), "1 Std. 30 Min.");
        assert_eq!(duration(120, Lang::En), "2 h");
    }
}
