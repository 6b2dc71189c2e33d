//! How does a confirmed or cancelled appointment become a calendar entry (RFC 5545, 5546)?
//!
//! Written with the icalendar crate (escaping, folding, attendees) and two things of our own: the time zone, which it
//! cannot write, as one constant block; and plain-text cleaning before it, because it trusts parameters that begin
//! and end with a quote. An entry says when, where (public address), and how to reach the office; nothing about the
//! talk, the family or anybody's telephone, for calendars are copied into clouds.

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;
use icalendar::{
    Attendee, CUType, Calendar, Class, Component, Event, EventLike, EventStatus, PartStat, Property, Role,
};

use super::compose::Sender;
use crate::domain::notice::{CalendarMethod, CalendarStamp, NoticeFacts};
use crate::domain::programme::Mode;
use crate::domain::text::{EmailAddress, single_line};
use crate::view::{Arg, Lang, Templates, ViewError};

/// The rules of Europe/Berlin since 1996, in the form Outlook reads (`RRULE` with `BYDAY`).
const BERLIN: &str = "BEGIN:VTIMEZONE\r\n\
TZID:Europe/Berlin\r\n\
BEGIN:DAYLIGHT\r\n\
DTSTART:19700329T020000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
TZNAME:CEST\r\n\
TZOFFSETFROM:+0100\r\n\
TZOFFSETTO:+0200\r\n\
END:DAYLIGHT\r\n\
BEGIN:STANDARD\r\n\
DTSTART:19701025T030000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
TZNAME:CET\r\n\
TZOFFSETFROM:+0200\r\n\
TZOFFSETTO:+0100\r\n\
END:STANDARD\r\n\
END:VTIMEZONE\r\n";

pub(super) const PRODID: &str = "-//Passgenau//Ehrenamtskoordination//DE";

/// The name of a method, as in `METHOD` and in the content type.
pub const fn method_name(method: CalendarMethod) -> &'static str {
    match method {
        CalendarMethod::Request => "REQUEST",
        CalendarMethod::Cancel => "CANCEL",
    }
}

/// Writes the entry for one recipient.
///
/// # Errors
/// When a message of the entry's text is missing (only with strict templates).
pub(super) fn write(
    templates: &Templates,
    sender: &Sender,
    facts: &NoticeFacts,
    recipient: &EmailAddress,
    method: CalendarMethod,
    entry: &CalendarStamp,
) -> Result<String, ViewError> {
    let lang = Lang::parse(&facts.ui_language);
    let (number, programme) = facts.request.as_ref().map_or((0, ""), |request| {
        let name = if lang == Lang::En {
            &request.programme.1
        } else {
            &request.programme.0
        };
        (request.number, name.as_str())
    });
    let summary = templates.message(
        lang,
        "calendar-summary",
        &[
            ("programme", single_line(programme).into()),
            ("number", Arg::Number(number)),
        ],
    );
    let description = templates.message(
        lang,
        "calendar-description",
        &[
            ("number", Arg::Number(number)),
            ("link", single_line(&facts.link).into()),
            ("office", single_line(&sender.office.name).into()),
            ("phone", single_line(&sender.office.phone).into()),
        ],
    );

    let mut event = Event::new();
    event
        .uid(&single_line(&entry.uid))
        .sequence(u32::try_from(entry.sequence).unwrap_or(0))
        .timestamp(entry.stamp)
        .append_property(time_property("DTSTART", templates.zone(), entry.starts_at))
        .append_property(time_property("DTEND", templates.zone(), entry.ends_at))
        .summary(&summary)
        .description(&description)
        .class(Class::Private)
        .add_property("TRANSP", "OPAQUE")
        .append_property(organizer(sender))
        .attendee(attendee(facts, recipient));
    event.status(match method {
        CalendarMethod::Request => EventStatus::Confirmed,
        CalendarMethod::Cancel => EventStatus::Cancelled,
    });
    if let Some(place) = place(templates, lang, facts) {
        event.location(&place);
    }

    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODID),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", method_name(method)),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.push(event.done());
    Ok(with_zone(templates.zone(), &calendar.to_string()))
}

/// The calendar with the block of its time zone before the first entry. The crate would give that block a DTSTAMP and
/// a UID, which a time zone must not have.
pub(super) fn with_zone(zone: Tz, calendar: &str) -> String {
    let first = calendar
        .find("BEGIN:VEVENT")
        .or_else(|| calendar.rfind("END:VCALENDAR"));
    match first {
        Some(at) if zone == Tz::Europe__Berlin => {
            format!("{}{BERLIN}{}", &calendar[..at], &calendar[at..])
        }
        _ => calendar.to_owned(),
    }
}

/// Local time of Berlin with its zone; UTC for other zones and for the hour that happens twice in autumn.
pub(super) fn time_property(name: &str, zone: Tz, at: DateTime<Utc>) -> Property {
    let local = at.with_timezone(&zone).naive_local();
    if zone == Tz::Europe__Berlin && zone.from_local_datetime(&local).single().is_some() {
        return Property::new(name, local.format("%Y%m%dT%H%M%S").to_string())
            .add_parameter("TZID", "Europe/Berlin")
            .done();
    }
    Property::new(name, at.format("%Y%m%dT%H%M%SZ").to_string())
}

fn organizer(sender: &Sender) -> Property {
    Property::new("ORGANIZER", format!("mailto:{}", sender.from))
        .add_parameter("CN", &quoted(&sender.office.name))
        .done()
}

/// Only the recipient: others would read the addresses of all.
fn attendee(facts: &NoticeFacts, recipient: &EmailAddress) -> Attendee {
    Attendee::new(format!("mailto:{recipient}"))
        .cutype(CUType::Individual)
        .role(Role::ReqParticipant)
        .partstat(PartStat::Accepted)
        .rsvp(false)
        .cn(quoted(&facts.recipient_name))
}

/// A parameter value in quotes, which therefore holds none.
fn quoted(text: &str) -> String {
    format!("\"{}\"", single_line(text).replace('"', "'"))
}

fn place(templates: &Templates, lang: Lang, facts: &NoticeFacts) -> Option<String> {
    let request = facts.request.as_ref()?;
    match request.mode {
        Mode::OnSite => {
            let parts: Vec<_> = [&request.organisation, &request.address]
                .into_iter()
                .map(|p| single_line(p))
                .filter(|p| !p.is_empty())
                .collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Mode::Phone | Mode::Video => Some(templates.message(lang, &format!("mode-{}", request.mode), &[])),
    }
}
