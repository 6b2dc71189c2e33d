//! What does "Mo 8-13; Do 14-18:30" mean, and how is it written back?
//!
//! Entries are separated by `;` or a line break: days, then times, then perhaps `alle 2 Wochen`, `ab` a date, `bis`
//! a date, `außer` dates. German and English words may be mixed. What cannot be read without guessing ("vormittags",
//! "ab 14 Uhr") is a fault that says which part is meant, never a guess.

mod lexer;

use chrono::{NaiveDate, Weekday};

use self::lexer::{Token, Word};
use super::format::{Lang, date_numeric, weekday_short};
use super::recurrence::{Recurrence, in_order};
use crate::domain::Rejection;

/// Longest text that is read, in characters.
const TEXT_MAX: usize = 2000;
/// Most entries of one person.
const WINDOWS_MAX: usize = 60;

/// One part of an availability text that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailabilityFault {
    /// `availability-…`, a message id without its prefix.
    pub code: &'static str,
    /// The part that is meant, as typed.
    pub part: String,
}

impl AvailabilityFault {
    fn new(code: &'static str, part: impl Into<String>) -> Self {
        Self {
            code,
            part: part.into(),
        }
    }

    /// The same for a form field.
    pub fn rejection(&self, field: &str) -> Rejection {
        Rejection::new(field, self.code).with("part", &self.part)
    }
}

/// Reads an availability text. Times without a date of their own count from `from` on. An empty text is no time.
///
/// # Errors
/// Every part that cannot be read: `availability-unknown-word`, `-vague-time`, `-bad-time`, `-bad-date`, `-no-day`,
/// `-no-time`, `-no-end`, `-end-before-start` (also for times over midnight), `-single-date`, `-rhythm-start` (every
/// second week, but which?), `-rhythm`, `-until-before-from`, `-too-long`.
pub fn parse(text: &str, from: NaiveDate) -> Result<Vec<Recurrence>, Vec<AvailabilityFault>> {
    if text.chars().count() > TEXT_MAX {
        return Err(vec![AvailabilityFault::new(
            "availability-too-long",
            excerpt(text),
        )]);
    }
    let mut read = Vec::new();
    let mut faults = Vec::new();
    for entry in text.split([';', '\n', '\r']) {
        match Entry::parse(entry) {
            Ok(parsed) => read.extend(parsed.recurrences(from)),
            Err(found) => faults.extend(found),
        }
    }
    if read.len() > WINDOWS_MAX {
        faults.push(AvailabilityFault::new("availability-too-long", excerpt(text)));
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

/// Writes what [`parse`] reads: "Mo-Fr 8-12:30; Sa 10-14 alle 2 Wochen ab 30.11.2026". A begin is written when it
/// lies after `today` or decides which weeks count.
pub fn to_text(recurrences: &[Recurrence], lang: Lang, today: NaiveDate) -> String {
    recurrences
        .iter()
        .map(|r| entry_text(r, lang, today))
        .collect::<Vec<_>>()
        .join("; ")
}

fn entry_text(r: &Recurrence, lang: Lang, today: NaiveDate) -> String {
    let (every, weeks, from, until, except) = match lang {
        Lang::De => ("alle", "Wochen", "ab", "bis", "außer"),
        Lang::En => ("every", "weeks", "from", "until", "except"),
    };
    // The form that is read back in both languages.
    let date = |date: NaiveDate| date_numeric(date, Lang::De);
    let mut text = format!(
        "{} {}-{}",
        days_text(&r.weekdays, lang),
        clock(r.start_minute),
        clock(r.end_minute)
    );
    if r.interval_weeks > 1 {
        text.push_str(&format!(" {every} {} {weeks}", r.interval_weeks));
    }
    if r.interval_weeks > 1 || r.from > today {
        text.push_str(&format!(" {from} {}", date(r.from)));
    }
    if let Some(last) = r.until {
        text.push_str(&format!(" {until} {}", date(last)));
    }
    if !r.exceptions.is_empty() {
        let dates: Vec<_> = r.exceptions.iter().copied().map(date).collect();
        text.push_str(&format!(" {except} {}", dates.join(", ")));
    }
    text
}

/// "Mo-Fr", "Mo, Mi".
fn days_text(days: &[Weekday], lang: Lang) -> String {
    let mut parts = Vec::new();
    let mut rest = days;
    while let Some((&first, _)) = rest.split_first() {
        let run = rest
            .iter()
            .zip(std::iter::successors(Some(first), |d| Some(d.succ())))
            .take_while(|(a, b)| **a == *b)
            .count();
        let short = |day| weekday_short(day, lang).to_owned();
        match rest.get(run - 1) {
            Some(&last) if run > 2 => parts.push(format!("{}-{}", short(first), short(last))),
            _ => parts.extend(rest.iter().take(run).copied().map(short)),
        }
        rest = rest.get(run..).unwrap_or_default();
    }
    parts.join(", ")
}

/// "8", "18:30".
fn clock(minute: u16) -> String {
    if minute.is_multiple_of(60) {
        format!("{}", minute / 60)
    } else {
        format!("{}:{:02}", minute / 60, minute % 60)
    }
}

/// One entry: groups of days with their times, and what holds for all of them.
#[derive(Default)]
struct Entry {
    windows: Vec<(Vec<Weekday>, u16, u16)>,
    weeks: Option<u16>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    exceptions: Vec<NaiveDate>,
}

impl Entry {
    fn parse(text: &str) -> Result<Self, Vec<AvailabilityFault>> {
        use Word::{Dash, Date, Days, Separator, Time};
        let tokens = lexer::tokens(text);
        let mut entry = Self::default();
        let mut faults = Vec::new();
        if tokens.iter().all(|t| matches!(t.0, Dash | Separator)) {
            return Ok(entry);
        }
        let mut group = Group::default();
        let mut rest = tokens.as_slice();
        while let Some((Token(word, typed), after)) = rest.split_first() {
            rest = after;
            match (word, rest) {
                (Days(first), [Token(Dash, _), Token(Days(last), _), after @ ..])
                    if first.len() == 1 && last.len() == 1 =>
                {
                    group.next(&mut entry, &mut faults, text);
                    group.days.extend(range(first[0], last[0]));
                    rest = after;
                }
                (Days(days), _) => {
                    group.next(&mut entry, &mut faults, text);
                    group.days.extend(days);
                }
                (Time(start), [Token(Dash, _), Token(Time(end), end_typed), after @ ..]) => {
                    if start < end {
                        group.times.push((*start, *end));
                    } else {
                        let part = format!("{typed}-{end_typed}");
                        group.fault(&mut faults, "availability-end-before-start", &part);
                    }
                    rest = after;
                }
                (Time(_), [Token(Dash, _), Token(Word::BadTime, _), ..]) => {}
                (Word::BadTime, [Token(Dash, _), Token(Time(_), _), after @ ..]) => {
                    group.fault(&mut faults, "availability-bad-time", typed);
                    rest = after;
                }
                (Time(_), _) => group.fault(&mut faults, "availability-no-end", typed),
                (Word::From, [Token(Date(date), _), after @ ..]) => {
                    entry.from = Some(*date);
                    rest = after;
                }
                (Dash, [Token(Date(date), _), after @ ..]) => {
                    entry.until = Some(*date);
                    rest = after;
                }
                (Word::Except, _) => {
                    while let [Token(Date(date), _), after @ ..]
                    | [Token(Separator, _), Token(Date(date), _), after @ ..] = rest
                    {
                        entry.exceptions.push(*date);
                        rest = after;
                    }
                }
                (Word::EveryWeeks(weeks), _) => entry.weeks = Some(*weeks),
                (Date(_), _) => group.fault(&mut faults, "availability-single-date", typed),
                (Word::BadTime, _) => group.fault(&mut faults, "availability-bad-time", typed),
                (Word::BadDate, _) => group.fault(&mut faults, "availability-bad-date", typed),
                (Word::Vague, _) => group.fault(&mut faults, "availability-vague-time", typed),
                (Word::Unknown, _) => {
                    let more = rest.iter().take_while(|t| t.0 == Word::Unknown).count();
                    let words = rest[..more]
                        .iter()
                        .fold(typed.clone(), |all, t| format!("{all} {}", t.1));
                    group.fault(&mut faults, "availability-unknown-word", &excerpt(&words));
                    rest = &rest[more..];
                }
                (Dash | Separator | Word::From, _) => {}
            }
        }
        group.close(&mut entry, &mut faults, text);
        entry.check(&mut faults, text);
        if faults.is_empty() { Ok(entry) } else { Err(faults) }
    }

    fn check(&mut self, faults: &mut Vec<AvailabilityFault>, text: &str) {
        self.exceptions.sort_unstable();
        self.exceptions.dedup();
        match self.weeks {
            Some(0 | 53..) => faults.push(AvailabilityFault::new("availability-rhythm", excerpt(text))),
            Some(2..) if self.from.is_none() => {
                faults.push(AvailabilityFault::new("availability-rhythm-start", excerpt(text)))
            }
            _ => {}
        }
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            faults.push(AvailabilityFault::new(
                "availability-until-before-from",
                excerpt(text),
            ));
        }
    }

    fn recurrences(self, from: NaiveDate) -> impl Iterator<Item = Recurrence> {
        self.windows
            .into_iter()
            .map(move |(weekdays, start_minute, end_minute)| Recurrence {
                weekdays,
                interval_weeks: self.weeks.unwrap_or(1),
                start_minute,
                end_minute,
                from: self.from.unwrap_or(from),
                until: self.until,
                exceptions: self.exceptions.clone(),
            })
    }
}

/// Days and the times that follow them.
#[derive(Default)]
struct Group {
    days: Vec<Weekday>,
    times: Vec<(u16, u16)>,
    /// A fault of this group has been named; what is missing because of it is not named again.
    faulty: bool,
}

impl Group {
    fn fault(&mut self, faults: &mut Vec<AvailabilityFault>, code: &'static str, part: &str) {
        self.faulty = true;
        faults.push(AvailabilityFault::new(code, part));
    }

    /// A day has come: if times came before it, a new group begins.
    fn next(&mut self, entry: &mut Entry, faults: &mut Vec<AvailabilityFault>, text: &str) {
        if !self.times.is_empty() || self.faulty {
            self.close(entry, faults, text);
        }
    }

    fn close(&mut self, entry: &mut Entry, faults: &mut Vec<AvailabilityFault>, text: &str) {
        let Self { days, times, faulty } = std::mem::take(self);
        if !faulty && days.is_empty() {
            faults.push(AvailabilityFault::new("availability-no-day", excerpt(text)));
        } else if !faulty && times.is_empty() {
            faults.push(AvailabilityFault::new("availability-no-time", excerpt(text)));
        }
        let days = in_order(days.into_iter());
        entry
            .windows
            .extend(times.into_iter().map(|(start, end)| (days.clone(), start, end)));
    }
}

/// The days from one to another, over the end of the week if need be.
fn range(first: Weekday, last: Weekday) -> Vec<Weekday> {
    let mut days = vec![first];
    let mut day = first;
    while day != last {
        day = day.succ();
        days.push(day);
    }
    days
}

fn excerpt(text: &str) -> String {
    let text = text.trim();
    let cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        format!("{cut}…")
    } else {
        cut
    }
}

#[cfg(test)]
mod tests;
