//! How do appointments become a calendar that programs subscribe to (RFC 5545, RFC 7986)?
//!
//! The same UIDs and times as in the invitations, so that a program that has both shows one. No attendee, no organiser,
//! no link: the text of a feed is copied into clouds. The same appointments give the same bytes, whenever they are
//! asked for.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};

use super::compose::Sender;
use super::ics;
use crate::domain::text::single_line;
use crate::view::{Arg, Lang, Templates};

/// One appointment of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// UID, the same as in the invitation.
    pub uid: String,
    /// SEQUENCE.
    pub sequence: i64,
    /// Last change.
    pub changed_at: DateTime<Utc>,
    /// Begin.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Number of the request.
    pub number: i64,
    /// Name of the programme.
    pub programme: String,
    /// Public address, or how it takes place.
    pub place: Option<String>,
    /// Page about it behind a login; nothing for those whose links are secrets.
    pub page: Option<String>,
}

/// Writes a feed.
pub fn write_feed(templates: &Templates, sender: &Sender, lang: Lang, entries: &[FeedEntry]) -> String {
    let office = single_line(&sender.office.name);
    let name = templates.message(lang, "calendar-feed-name", &[("office", office.as_str().into())]);
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", ics::PRODID),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-PUBLISHED-TTL", "PT1H"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.append_property(
        Property::new("REFRESH-INTERVAL", "PT1H")
            .add_parameter("VALUE", "DURATION")
            .done(),
    );
    calendar.append_property(Property::new("NAME", escaped(&name)));
    calendar.append_property(Property::new("X-WR-CALNAME", escaped(&name)));
    for entry in entries {
        calendar.push(event(templates, sender, lang, entry));
    }
    ics::with_zone(templates.zone(), &calendar.to_string())
}

fn event(templates: &Templates, sender: &Sender, lang: Lang, entry: &FeedEntry) -> Event {
    let mut summary = templates.message(
        lang,
        "calendar-summary",
        &[
            ("programme", single_line(&entry.programme).into()),
            ("number", Arg::Number(entry.number)),
        ],
    );
    if entry.cancelled {
        // Several programs show a cancelled entry of a subscription like any other.
        summary = templates.message(lang, "calendar-summary-cancelled", &[("summary", summary.into())]);
    }
    let mut description = templates.message(
        lang,
        "calendar-feed-description",
        &[
            ("number", Arg::Number(entry.number)),
            ("office", single_line(&sender.office.name).into()),
            ("phone", single_line(&sender.office.phone).into()),
        ],
    );
    if let Some(page) = &entry.page {
        description.push('\n');
        description.push_str(page);
    }
    let mut event = Event::new();
    event
        .uid(&single_line(&entry.uid))
        .sequence(u32::try_from(entry.sequence).unwrap_or(0))
        .timestamp(entry.changed_at)
        .append_property(ics::time_property("DTSTART", templates.zone(), entry.starts_at))
        .append_property(ics::time_property("DTEND", templates.zone(), entry.ends_at))
        .append_property(Property::new(
            "LAST-MODIFIED",
            entry.changed_at.format("%Y%m%dT%H%M%SZ").to_string(),
        ))
        .summary(&summary)
        .description(&description)
        .class(Class::Private);
    if entry.cancelled {
        event
            .status(EventStatus::Cancelled)
            .add_property("TRANSP", "TRANSPARENT");
    } else {
        event
            .status(EventStatus::Confirmed)
            .add_property("TRANSP", "OPAQUE");
    }
    if let Some(place) = &entry.place {
        event.location(&single_line(place));
    }
    event.done()
}

/// TEXT of a property whose type the crate does not know (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;")
}
