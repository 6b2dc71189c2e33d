//! How are days and times written in German and English?

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc, Weekday};
use chrono_tz::Tz;

use super::Lang;

const DAYS_DE: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_DE: [&str; 12] = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
];
const MONTHS_EN: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

/// Name of a day of the week.
pub fn weekday(lang: Lang, day: Weekday) -> &'static str {
    let index = day.num_days_from_monday() as usize;
    match lang {
        Lang::De => DAYS_DE[index],
        Lang::En => DAYS_EN[index],
    }
}

fn month(lang: Lang, date: NaiveDate) -> &'static str {
    match lang {
        Lang::De => MONTHS_DE[date.month0() as usize],
        Lang::En => MONTHS_EN[date.month0() as usize],
    }
}

/// "25.11.2026", "25 November 2026".
pub fn date(lang: Lang, date: NaiveDate) -> String {
    match lang {
        Lang::De => date.format("%d.%m.%Y").to_string(),
        Lang::En => format!("{} {} {}", date.day(), month(lang, date), date.year()),
    }
}

/// "Mittwoch, 25.11.2026", "Wednesday, 25 November 2026".
pub fn day(lang: Lang, on: NaiveDate) -> String {
    format!("{}, {}", weekday(lang, on.weekday()), date(lang, on))
}

/// "Mittwoch, 25. November 2026", "Wednesday, 25 November 2026".
pub fn day_long(lang: Lang, on: NaiveDate) -> String {
    let dot = if lang == Lang::De { "." } else { "" };
    format!("{}, {}{dot} {} {}", weekday(lang, on.weekday()), on.day(), month(lang, on), on.year())
}

/// "Mi 25.11.", "Wed 25 Nov".
pub fn day_short(lang: Lang, on: NaiveDate) -> String {
    let name = weekday(lang, on.weekday());
    match lang {
        Lang::De => format!("{} {}", &name[..2], on.format("%d.%m.")),
        Lang::En => format!("{} {} {}", &name[..3], on.day(), &month(lang, on)[..3]),
    }
}

/// "9:00", in the zone.
pub fn clock(zone: Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    format!("{}:{:02}", local.hour(), local.minute())
}

/// "Mittwoch, 25.11.2026, 9:00 Uhr", "Wednesday, 25 November 2026, 9:00".
pub fn moment(lang: Lang, zone: Tz, at: DateTime<Utc>) -> String {
    let day = day(lang, at.with_timezone(&zone).date_naive());
    let word = if lang == Lang::De { " Uhr" } else { "" };
    format!("{day}, {}{word}", clock(zone, at))
}

/// "Mittwoch, 25.11.2026, 9:00–10:00 Uhr"; both days when it ends on another one.
pub fn span(lang: Lang, zone: Tz, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> String {
    let (first, last) = (starts_at.with_timezone(&zone).date_naive(), ends_at.with_timezone(&zone).date_naive());
    if first != last {
        return format!("{} – {}", moment(lang, zone, starts_at), moment(lang, zone, ends_at));
    }
    let word = if lang == Lang::De { " Uhr" } else { "" };
    format!("{}, {}–{}{word}", day(lang, first), clock(zone, starts_at), clock(zone, ends_at))
}

/// Local time with its offset, for the `datetime` attribute ("2026-11-25T09:00+01:00").
pub fn iso(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%Y-%m-%dT%H:%M%:z").to_string()
}
