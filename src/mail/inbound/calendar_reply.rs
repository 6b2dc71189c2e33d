//! What does a calendar program answer (iTIP REPLY, RFC 5546)?
//!
//! Read line by line and not with a parser of whole calendars: programs write these in many dialects (Outlook leaves
//! the organiser out), and a hostile one may nest components a thousand deep. Three properties are enough.

use mail_parser::Message;

use super::{kind, parts, text_of};

/// Most bytes of a calendar that are read.
const CALENDAR_MAX: usize = 64 * 1024;

/// What the attendee says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarAnswer {
    /// `ACCEPTED`.
    Accepted,
    /// `DECLINED`.
    Declined,
    /// `TENTATIVE`, another time proposed, handed on: somebody has to talk.
    Unclear,
}

/// A calendar program's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarReply {
    /// UID of the entry.
    pub uid: String,
    /// Who answers, in lower case, as the entry says.
    pub attendee: Option<String>,
    /// What.
    pub answer: CalendarAnswer,
}

/// The first answer in a message.
pub(super) fn read(message: &Message<'_>, from: Option<&str>) -> Option<CalendarReply> {
    parts(message)
        .filter(|part| matches!(kind(part).as_str(), "text/calendar" | "application/ics"))
        .find_map(|part| answer(&text_of(part, CALENDAR_MAX), from))
}

/// Reads a calendar; `from` chooses among several attendees.
pub(super) fn answer(calendar: &str, from: Option<&str>) -> Option<CalendarReply> {
    let unfolded = calendar
        .replace("\r\n", "\n")
        .replace("\n ", "")
        .replace("\n\t", "");
    let mut method = String::new();
    let (mut uid, mut attendees) = (None, Vec::new());
    let mut in_event = false;
    for line in unfolded.lines() {
        let Some((name, parameters, value)) = property(line) else {
            continue;
        };
        match name.as_str() {
            "METHOD" => method = value.trim().to_ascii_uppercase(),
            "BEGIN" if value.trim().eq_ignore_ascii_case("VEVENT") => in_event = true,
            "END" if value.trim().eq_ignore_ascii_case("VEVENT") => break,
            "UID" if in_event && uid.is_none() => uid = Some(value.trim().to_owned()),
            "ATTENDEE" if in_event && attendees.len() < 50 => {
                attendees.push((address(value), partstat(parameters)))
            }
            _ => {}
        }
    }
    if method != "REPLY" && method != "COUNTER" {
        return None;
    }
    let uid = uid.filter(|uid| !uid.is_empty() && uid.len() <= 255)?;
    let (attendee, said) = attendees
        .iter()
        .find(|(address, _)| address.as_deref() == from)
        .or_else(|| attendees.first())
        .cloned()
        .unwrap_or((None, CalendarAnswer::Unclear));
    Some(CalendarReply {
        uid,
        attendee,
        answer: if method == "COUNTER" {
            CalendarAnswer::Unclear
        } else {
            said
        },
    })
}

/// Name, parameters and value of a content line; a colon inside quotes belongs to a parameter.
fn property(line: &str) -> Option<(String, &str, &str)> {
    let mut quoted = false;
    let colon = line.char_indices().find_map(|(at, c)| {
        if c == '"' {
            quoted = !quoted;
        }
        (c == ':' && !quoted).then_some(at)
    })?;
    let (head, value) = (&line[..colon], &line[colon + 1..]);
    let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
    Some((name.trim().to_ascii_uppercase(), parameters, value))
}

fn address(value: &str) -> Option<String> {
    let value = value.trim().to_ascii_lowercase();
    let address = value.strip_prefix("mailto:").unwrap_or(&value).trim();
    address.contains('@').then(|| address.to_owned())
}

fn partstat(parameters: &str) -> CalendarAnswer {
    let value = parameters
        .split(';')
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("PARTSTAT"))
        .map(|(_, value)| value.trim().trim_matches('"').to_ascii_uppercase());
    match value.as_deref() {
        Some("ACCEPTED") => CalendarAnswer::Accepted,
        Some("DECLINED") => CalendarAnswer::Declined,
        _ => CalendarAnswer::Unclear,
    }
}
