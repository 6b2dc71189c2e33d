//! How does a week become fields to fill in, and back? Two spans for each day; whatever is rarer stands in the text.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Weekday};

use super::form::{Today, Typed, week_value};
use crate::calendar::availability;
use crate::calendar::recurrence::Recurrence;
use crate::domain::Rejection;

/// The days, Monday first, as the names of fields begin.
pub const DAYS: [(&str, Weekday); 7] = [
    ("mo", Weekday::Mon),
    ("tu", Weekday::Tue),
    ("we", Weekday::Wed),
    ("th", Weekday::Thu),
    ("fr", Weekday::Fri),
    ("sa", Weekday::Sat),
    ("su", Weekday::Sun),
];
/// Spans for each day.
pub const SPANS: usize = 2;

/// The name of a field of the grid: day, number of the span, `from` or `to`.
pub fn name(day: &str, span: usize, end: &str) -> String {
    format!("week.{day}.{span}.{end}")
}

/// The names of all fields of the grid.
fn names() -> impl Iterator<Item = String> {
    DAYS.iter()
        .flat_map(|(day, _)| (0..SPANS).flat_map(move |span| ["from", "to"].map(|end| name(day, span, end))))
}

/// Whether a window can be shown in the grid: every week, already begun, without end and exceptions.
fn plain(window: &Recurrence, today: NaiveDate) -> bool {
    window.interval_weeks == 1
        && window.from <= today
        && window.until.is_none()
        && window.exceptions.is_empty()
}

/// Splits windows into the spans of each day and what does not fit into the grid.
fn split(windows: Vec<Recurrence>, today: NaiveDate) -> ([Vec<(u16, u16)>; 7], Vec<Recurrence>) {
    let mut days: [Vec<(u16, u16)>; 7] = Default::default();
    let mut rest = Vec::new();
    for window in windows {
        let room = |day: &Weekday| days[day_index(*day)].len() < SPANS;
        if plain(&window, today) && window.weekdays.iter().all(room) {
            for day in &window.weekdays {
                days[day_index(*day)].push((window.start_minute, window.end_minute));
            }
        } else {
            rest.push(window);
        }
    }
    days.iter_mut().for_each(|spans| spans.sort_unstable());
    (days, rest)
}

fn day_index(day: Weekday) -> usize {
    usize::try_from(day.num_days_from_monday()).unwrap_or(0)
}

/// The fields of the grid for a text of times.
pub fn grid(value: &str, today: NaiveDate) -> Vec<(String, String)> {
    let windows = availability::parse(value, today).unwrap_or_default();
    let (days, _) = split(windows, today);
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let mut fields = Vec::new();
    for ((day, _), spans) in DAYS.iter().zip(days) {
        for (span, (from, to)) in spans.into_iter().enumerate() {
            fields.push((name(day, span, "from"), clock(from)));
            fields.push((name(day, span, "to"), clock(to)));
        }
    }
    fields
}

/// What the grid and the text together say. `field` is the text; `field.was` is the text the grid was made from. The
/// side that was changed counts; when both were, they must agree.
///
/// # Errors
/// Every part of the text and every span that cannot be read; `week-both` when both were changed differently.
pub fn parse(field: &str, typed: &Typed, today: Today) -> Result<String, Vec<Rejection>> {
    let text = typed.get(field);
    let from_text = match availability::parse(text, today.day) {
        Ok(windows) => windows,
        Err(faults) => return Err(faults.iter().map(|fault| fault.rejection(field)).collect()),
    };
    let was = typed.get(&format!("{field}.was"));
    let shown: BTreeMap<String, String> = grid(was, today.day).into_iter().collect();
    let touched = |name: &str| typed.get(name).trim() != shown.get(name).map_or("", String::as_str);
    let sent = typed.0.keys().any(|name| name.starts_with("week."));
    if !sent || !names().any(|name| touched(&name)) {
        return Ok(week_value(&from_text, today.day));
    }
    let base = availability::parse(was, today.day).unwrap_or_default();
    let (_, rest) = split(base.clone(), today.day);
    let mut windows = from_grid(typed, today.day)?;
    windows.extend(rest);
    let value = week_value(&windows, today.day);
    let text_value = week_value(&from_text, today.day);
    if text_value != week_value(&base, today.day) && text_value != value {
        return Err(vec![Rejection::new(field, "week-both")]);
    }
    Ok(value)
}

/// The windows of the grid; days with the same times become one.
fn from_grid(typed: &Typed, today: NaiveDate) -> Result<Vec<Recurrence>, Vec<Rejection>> {
    let mut faults = Vec::new();
    let mut spans: Vec<((u16, u16), Vec<Weekday>)> = Vec::new();
    for (day, weekday) in DAYS {
        for span in 0..SPANS {
            let (from_name, to_name) = (name(day, span, "from"), name(day, span, "to"));
            let (from, to) = (typed.get(&from_name).trim(), typed.get(&to_name).trim());
            if from.is_empty() && to.is_empty() {
                continue;
            }
            match (minute(from), minute(to)) {
                (Some(start), Some(end)) if start < end => {
                    match spans.iter_mut().find(|(known, _)| *known == (start, end)) {
                        Some((_, days)) => days.push(weekday),
                        None => spans.push(((start, end), vec![weekday])),
                    }
                }
                (Some(_), Some(_)) => faults.push(Rejection::new(to_name, "end-before-start")),
                (None, _) => faults.push(Rejection::new(
                    from_name,
                    if from.is_empty() { "required" } else { "time" },
                )),
                (_, None) => faults.push(Rejection::new(
                    to_name,
                    if to.is_empty() { "required" } else { "time" },
                )),
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(spans
        .into_iter()
        .map(|((start, end), days)| Recurrence::weekly(&days, start, end, today))
        .collect())
}

/// "8", "08:30", "24:00" in minutes.
pub(super) fn minute(text: &str) -> Option<u16> {
    let text = text.replace('.', ":");
    let (hours, minutes) = text.split_once(':').unwrap_or((&text, "0"));
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && total <= 1440).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::format::Lang;

    fn today() -> Today {
        Today {
            day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            lang: Lang::De,
        }
    }

    fn sent(was: &str, text: &str, changes: &[(&str, &str)]) -> Typed {
        let mut typed = Typed::default();
        typed.0.insert("availability".into(), vec![text.into()]);
        typed.0.insert("availability.was".into(), vec![was.into()]);
        for (name, time) in grid(was, today().day) {
            typed.0.insert(name, vec![time]);
        }
        for (name, time) in changes {
            typed.0.insert((*name).into(), vec![(*time).into()]);
        }
        typed
    }

    #[test]
    fn the_grid_changes_its_own_days_and_keeps_what_it_cannot_show() {
        let was = "Mo, Mi 8-13; Sa 10-14 alle 2 Wochen ab 05.12.2026";
        let typed = sent(
            was,
            was,
            &[("week.fr.0.from", "14:00"), ("week.fr.0.to", "18:30")],
        );
        assert_eq!(
            parse("availability", &typed, today()).unwrap(),
            "Mo, Mi 8-13; Fr 14-18:30; Sa 10-14 alle 2 Wochen ab 05.12.2026"
        );
    }

    #[test]
    fn the_text_counts_when_the_grid_was_left_alone() {
        let typed = sent("Mo 8-13", "Di 9-12", &[]);
        assert_eq!(parse("availability", &typed, today()).unwrap(), "Di 9-12");
    }

    #[test]
    fn two_different_changes_are_never_guessed_at() {
        let typed = sent("Mo 8-13", "Di 9-12", &[("week.mo.0.to", "12:00")]);
        assert_eq!(
            parse("availability", &typed, today()).unwrap_err()[0].code,
            "week-both"
        );
    }

    #[test]
    fn every_half_filled_span_is_named() {
        let typed = sent(
            "",
            "",
            &[
                ("week.mo.0.from", "8:00"),
                ("week.tu.0.from", "12"),
                ("week.tu.0.to", "9"),
                ("week.we.1.to", "25:00"),
            ],
        );
        let faults = parse("availability", &typed, today()).unwrap_err();
        let found: Vec<_> = faults.iter().map(|f| (f.field.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("week.mo.0.to", "required"),
                ("week.tu.0.to", "end-before-start"),
                ("week.we.1.from", "required"),
            ]
        );
    }
}
