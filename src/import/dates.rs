//! What does a cell mean: a date, a time of day, a length, days away?

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::cells::items;
use super::fault::{Fail, Fails};
use super::words::key;
use crate::domain::text;

/// A date: `25.11.2026`, `5.1.26`, `2026-11-25`, `25. November 2026`, with its weekday before or midnight after it, or
/// the number a spreadsheet keeps it as (`46351`).
///
/// # Errors
/// `import-date`, `import-date-impossible` (31.02.), `import-date-year` (no year, or one that cannot be meant),
/// `import-weekday` (the weekday belongs to another date).
pub fn date(text: &str) -> Result<NaiveDate, Fail> {
    if let Some(date) = serial(text) {
        return Ok(date);
    }
    let (weekday, rest) = leading_weekday(text);
    let rest = without_midnight(rest.trim());
    let date = iso_date(rest).unwrap_or_else(|| german_date(rest))?;
    if !(2000..2100).contains(&date.year()) {
        return Err(Fail::new("import-date-year"));
    }
    match weekday {
        Some(day) if day != date.weekday() => Err(Fail::new("import-weekday")),
        _ => Ok(date),
    }
}

/// A time of day in minutes after midnight: `8`, `8:00`, `08.00`, `8 Uhr`, `8.30 Uhr`, `08:00:00`, `24:00`.
///
/// # Errors
/// `import-time`.
pub fn time(text: &str) -> Result<u16, Fail> {
    let fail = || Fail::new("import-time");
    // "10 Uhr 45" is 10:45.
    let folded = text::fold(text).replace(" uhr ", ":");
    let clock = folded.trim_end_matches("uhr").trim_end_matches('h').trim();
    let mut parts = clock.split([':', '.']);
    let mut number = |max: u16| {
        parts
            .next()
            .map(|p| digits(p, 2).filter(|n| *n <= max).ok_or_else(fail))
            .transpose()
    };
    let (hour, minute, second) = (number(24)?, number(59)?, number(59)?);
    if parts.next().is_some() || second.is_some_and(|s| s > 0) {
        return Err(fail());
    }
    let minutes = hour.ok_or_else(fail)? * 60 + minute.unwrap_or(0);
    if minutes > 1440 { Err(fail()) } else { Ok(minutes) }
}

/// A length in minutes: `60`, `45 Min.`, `1:30`, `1,5 Std.`, `2 h`, `1 Std. 30 Min.`.
///
/// # Errors
/// `import-duration`; also for a bare number below 10, which may mean hours.
pub fn duration(text: &str) -> Result<i64, Fail> {
    let fail = || Fail::new("import-duration");
    let folded = text::fold(text).replace(',', ".");
    if let Some((hours, minutes)) = folded.split_once(':') {
        let (hours, minutes) = (
            digits(hours, 2).ok_or_else(fail)?,
            digits(minutes, 2).filter(|m| *m < 60).ok_or_else(fail)?,
        );
        return Some(i64::from(hours) * 60 + i64::from(minutes))
            .filter(|m| *m > 0)
            .ok_or_else(fail);
    }
    let mut minutes = 0.0;
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let number: f64 = rest[..end].parse().map_err(|_| fail())?;
        let after = rest[end..].trim_start();
        let end = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        minutes += match key(&after[..end]).as_str() {
            "" if number >= 10.0 && minutes == 0.0 && end == after.len() => number,
            "min" | "minute" | "minuten" | "minutes" => number,
            "h" | "std" | "stunde" | "stunden" | "hour" | "hours" => number * 60.0,
            _ => return Err(fail()),
        };
        rest = &after[end..];
    }
    // A day has 1440 minutes; what is a fraction of a minute was never meant.
    if !(1.0..=1440.0).contains(&minutes) || minutes.fract().abs() > 1e-6 {
        return Err(fail());
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "between 1 and 1440, checked above"
    )]
    Ok(minutes.round() as i64)
}

/// Hours of a week in minutes: `6`, `4,5`, `3 Std.`.
///
/// # Errors
/// `import-hours` outside a quarter of an hour to 60 hours.
pub fn hours(text: &str) -> Result<i64, Fail> {
    hours_up_to(text, 60.0)
}

/// The same with another longest time.
///
/// # Errors
/// `import-hours`.
pub fn hours_up_to(text: &str, most: f64) -> Result<i64, Fail> {
    let fail = || Fail::new("import-hours");
    let folded = text::fold(text).replace(',', ".");
    let number = folded.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = key(&folded[number.len()..]);
    if !matches!(unit.as_str(), "" | "h" | "std" | "stunde" | "stunden" | "hours") {
        return Err(fail());
    }
    let hours: f64 = number.trim().parse().map_err(|_| fail())?;
    if !(0.25..=most).contains(&hours) {
        return Err(fail());
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "some thousand minutes at most, checked above"
    )]
    Ok((hours * 60.0).round() as i64)
}

/// Days from one to another, both included: `23.11.2026-30.11.2026`, `24.12.2026`, separated by `,`, `;` or lines.
/// Anything else, such as a reason, is refused: the program has no place for it.
///
/// # Errors
/// `import-absence` with the part that is no span of days, `import-absence-order`.
pub fn absences(text: &str) -> Result<Vec<(NaiveDate, NaiveDate)>, Fails> {
    let mut fails = Vec::new();
    let mut spans = Vec::new();
    for item in items(text, &[',', ';', '\n', '\r']) {
        match span(item) {
            Some((from, to)) if from <= to => spans.push((from, to)),
            Some(_) => fails.push(Fail::new("import-absence-order").with("part", item)),
            None => fails.push(Fail::new("import-absence").with("part", item)),
        }
    }
    spans.sort_unstable();
    spans.dedup();
    if fails.is_empty() {
        Ok(spans)
    } else {
        Err(Fails(fails))
    }
}

fn span(item: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Ok(day) = date(item) {
        return Some((day, day));
    }
    let (from, to) = item
        .split_once(" bis ")
        .or_else(|| item.split_once(['-', '–', '—']))?;
    let (from, to) = (from.trim().trim_start_matches("vom "), to.trim());
    let to = date(to).ok()?;
    // "23.11.-30.11.2026": the first day has the year of the last.
    let from = date(from)
        .or_else(|_| date(&format!("{}{}", from.trim_end_matches('.'), to.format(".%Y"))))
        .ok()?;
    Some((from, to))
}

/// The day with this number in a spreadsheet, for the years that can be meant (2000 to 2099).
fn serial(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit());
    let number: u64 = text
        .parse()
        .ok()
        .filter(|n| digits && (36_526..73_051).contains(n))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number))
}

fn digits(text: &str, most: usize) -> Option<u16> {
    let text = text.trim();
    let good = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

fn leading_weekday(text: &str) -> (Option<Weekday>, &str) {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let day = match key(word).as_str() {
        "mo" | "montag" => Weekday::Mon,
        "di" | "dienstag" => Weekday::Tue,
        "mi" | "mittwoch" => Weekday::Wed,
        "do" | "donnerstag" => Weekday::Thu,
        "fr" | "freitag" => Weekday::Fri,
        "sa" | "samstag" | "sonnabend" => Weekday::Sat,
        "so" | "sonntag" => Weekday::Sun,
        _ => return (None, text),
    };
    (Some(day), rest.trim_start_matches(['.', ',', ' ']))
}

fn without_midnight(text: &str) -> &str {
    let date = text
        .strip_suffix("00:00:00")
        .or_else(|| text.strip_suffix("00:00"))
        .or_else(|| text.strip_suffix(" 0:00"));
    date.map_or(text, |date| date.trim_end_matches(['T', ' ']))
}

fn iso_date(text: &str) -> Option<Result<NaiveDate, Fail>> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 {
        return None;
    }
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    Some(ymd(year, month, day))
}

fn german_date(text: &str) -> Result<NaiveDate, Fail> {
    let fail = || Fail::new("import-date");
    let (day, rest) = text.split_once('.').ok_or_else(fail)?;
    let rest = rest.trim_start();
    let (month, year) = match rest.split_once('.') {
        Some((text, year)) => (digits(text, 2).or_else(|| month(text)), year.trim()),
        None => {
            let (name, year) = rest
                .split_once(' ')
                .ok_or_else(|| Fail::new("import-date-year"))?;
            (month(name), year.trim())
        }
    };
    if year.is_empty() {
        return Err(Fail::new("import-date-year"));
    }
    let (day, month) = (digits(day, 2).ok_or_else(fail)?, month.ok_or_else(fail)?);
    let year_number = digits(year, 4).ok_or_else(fail)?;
    match year.len() {
        2 => ymd(2000 + year_number, month, day),
        4 => ymd(year_number, month, day),
        _ => Err(Fail::new("import-date-year")),
    }
}

fn ymd(year: u16, month: u16, day: u16) -> Result<NaiveDate, Fail> {
    let date = NaiveDate::from_ymd_opt(i32::from(year), month.into(), day.into());
    date.ok_or_else(|| Fail::new("import-date-impossible"))
}

fn month(name: &str) -> Option<u16> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mae", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez",
    ];
    let name = key(name);
    let start = name.get(..3)?;
    let start = if start == "mrz" { "mae" } else { start };
    MONTHS
        .iter()
        .position(|m| *m == start)
        .and_then(|p| u16::try_from(p + 1).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn code<T: std::fmt::Debug>(result: Result<T, Fail>) -> String {
        result.unwrap_err().code.into_owned()
    }

    #[test]
    fn dates_as_people_and_spreadsheets_write_them() {
        for text in [
            "25.11.2026",
            "25.11.26",
            "2026-11-25",
            "25. November 2026",
            "25. Nov. 2026",
            "Mi 25.11.2026",
            "Mi., 25.11.2026",
            "Mittwoch, 25. November 2026",
            "25.11.2026 00:00:00",
            "2026-11-25T00:00:00",
            "25.11.2026 0:00",
            "46351",
        ] {
            assert_eq!(date(text), Ok(day("2026-11-25")), "{text}");
        }
        assert_eq!(date("1.3.2027"), Ok(day("2027-03-01")));
        assert_eq!(date("1. März 2027"), Ok(day("2027-03-01")));
        assert_eq!(date("29.02.2028"), Ok(day("2028-02-29")));
    }

    #[test]
    fn wrong_dates_say_what_is_wrong() {
        for (text, expected) in [
            ("31.02.2027", "import-date-impossible"),
            ("29.02.2027", "import-date-impossible"),
            ("25.13.2026", "import-date-impossible"),
            ("25.11.", "import-date-year"),
            ("25.11", "import-date-year"),
            ("25.11.1026", "import-date-year"),
            ("25.11.026", "import-date-year"),
            ("Do 25.11.2026", "import-weekday"),
            ("12345", "import-date"),
            ("11/25/2026", "import-date"),
            ("morgen", "import-date"),
            ("25.11.2026 09:00", "import-date"),
        ] {
            assert_eq!(code(date(text)), expected, "{text}");
        }
    }

    #[test]
    fn times_as_people_and_spreadsheets_write_them() {
        for (text, minutes) in [
            ("8", 480),
            ("8:00", 480),
            ("08.00", 480),
            ("8 Uhr", 480),
            ("8.30 Uhr", 510),
            ("08:30:00", 510),
            ("8h", 480),
            ("10 Uhr 45", 645),
            ("24:00", 1440),
            ("0:05", 5),
        ] {
            assert_eq!(time(text), Ok(minutes), "{text}");
        }
        for text in [
            "25:00",
            "8:75",
            "8-10",
            "acht",
            "0,3333",
            "24:01",
            "8:00:30",
            "8:00 Uhr früh",
            ":30",
            "123",
        ] {
            assert_eq!(code(time(text)), "import-time", "{text}");
        }
    }

    #[test]
    fn lengths() {
        for (text, minutes) in [
            ("60", 60),
            ("45 Min.", 45),
            ("1:30", 90),
            ("1,5 Std.", 90),
            ("2 h", 120),
            ("1 Std. 30 Min.", 90),
            ("90 Minuten", 90),
            ("1h30min", 90),
            ("0:45", 45),
        ] {
            assert_eq!(duration(text), Ok(minutes), "{text}");
        }
        for text in [
            "2",
            "0",
            "",
            "-60",
            "eine Stunde",
            "1:75",
            "0:00",
            "99999",
            "60 60",
            "1.2.3 h",
        ] {
            assert_eq!(code(duration(text)), "import-duration", "{text}");
        }
        assert_eq!(
            (hours("6"), hours("4,5"), hours("3 Std.")),
            (Ok(360), Ok(270), Ok(180))
        );
        assert!(
            hours("0").is_err()
                && hours("100").is_err()
                && hours("viel").is_err()
                && hours("6 Tage").is_err()
        );
    }

    #[test]
    fn absences_are_days_and_nothing_else() {
        let spans =
            absences("23.11.2026-30.11.2026, 24.12.2026; 1.2.2027 bis 5.2.2027\n10.05.–12.05.2027").unwrap();
        let expected = [
            ("2026-11-23", "2026-11-30"),
            ("2026-12-24", "2026-12-24"),
            ("2027-02-01", "2027-02-05"),
            ("2027-05-10", "2027-05-12"),
        ];
        assert_eq!(spans, expected.map(|(a, b)| (day(a), day(b))));
        let fails = absences("Kur 01.12.2026-05.12.2026, 5.12.2026-1.12.2026")
            .unwrap_err()
            .0;
        assert_eq!(
            fails.iter().map(|f| f.code.as_ref()).collect::<Vec<_>>(),
            ["import-absence", "import-absence-order"]
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_them_fall_over(text in "\\PC{0,40}", near in "[0-9.:,\\-/ EUhrMinStdbisvomMärzö()+]{0,24}") {
            for text in [text.as_str(), near.as_str()] {
                let _ = (date(text), time(text), duration(text), hours(text), absences(text));
            }
        }

        #[test]
        fn every_day_is_read_back(offset in 0i64..36_000) {
            let date_ = day("2000-01-01") + chrono::Duration::days(offset);
            for format in ["%d.%m.%Y", "%-d.%-m.%Y", "%Y-%m-%d", "%d.%m.%y"] {
                prop_assert_eq!(date(&date_.format(format).to_string()), Ok(date_));
            }
        }
    }
}
