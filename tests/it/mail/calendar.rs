//! Does a calendar entry say when and where, the same to every calendar, and nothing else?

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, EventLike};
use mail_parser::{MessageParser, MimeHeaders};
use passgenau::domain::notice::{NoticeFacts, NoticeKind};
use passgenau::domain::programme::Mode;
use passgenau::mail::{Mail, compose, sample_facts};
use passgenau::view::Templates;

use super::{composed, sender, stamp};

fn entry_of(mail: &Mail) -> String {
    let message = MessageParser::default().parse(&mail.bytes).expect("a message");
    let part = message
        .parts
        .iter()
        .find(|p| p.content_type().is_some_and(|c| c.subtype() == Some("ics")));
    String::from_utf8(part.expect("an entry").contents().to_vec()).expect("UTF-8")
}

fn entry(facts: &NoticeFacts) -> String {
    entry_of(&composed(facts))
}

fn at(facts: &mut NoticeFacts, starts_at: DateTime<Utc>) {
    let calendar = facts.calendar.as_mut().expect("a kind with an entry");
    (calendar.starts_at, calendar.ends_at) = (starts_at, starts_at + TimeDelta::hours(1));
}

/// The instant a parsed property means, by the rules of the zone data base.
fn instant(time: DatePerhapsTime) -> DateTime<Utc> {
    match time {
        DatePerhapsTime::DateTime(CalendarDateTime::WithTimezone { date_time, tzid }) => {
            let zone: Tz = tzid.parse().expect("a zone");
            zone.from_local_datetime(&date_time)
                .single()
                .expect("one instant")
                .to_utc()
        }
        DatePerhapsTime::DateTime(CalendarDateTime::Utc(utc)) => utc,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_entry_is_read_back_with_the_same_instants_all_year() {
    // Around both clock changes of 2027, midnight, New Year and the leap day.
    for moment in [
        "2026-11-25T08:00:00Z",
        "2026-12-31T22:30:00Z",
        "2027-03-28T00:30:00Z",
        "2027-03-28T01:00:00Z",
        "2027-07-01T06:00:00Z",
        "2027-10-30T23:30:00Z",
        "2027-10-31T00:30:00Z",
        "2027-10-31T01:30:00Z",
        "2027-10-31T02:00:00Z",
        "2028-02-29T12:00:00Z",
    ] {
        let starts_at: DateTime<Utc> = moment.parse().expect("a moment");
        let mut facts = sample_facts(NoticeKind::ConfirmedVolunteer, "de");
        at(&mut facts, starts_at);
        let calendar: Calendar = entry(&facts).parse().expect("it parses");
        let event = calendar.events().next().expect("an event");
        assert_eq!(
            instant(event.get_start().expect("a start")),
            starts_at,
            "{moment}"
        );
        assert_eq!(
            instant(event.get_end().expect("an end")),
            starts_at + TimeDelta::hours(1),
            "{moment}"
        );
    }
}

#[test]
fn the_zone_block_agrees_with_the_zone_data_base() {
    // DAYLIGHT from the last Sunday of March, 2:00, STANDARD from the last Sunday of October, 3:00.
    let text = entry(&sample_facts(NoticeKind::ConfirmedVolunteer, "de"));
    for line in [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let zone = Tz::Europe__Berlin;
    for (before, after) in [("2027-03-28T00:59:59Z", 3), ("2027-10-31T00:59:59Z", 2)] {
        let before: DateTime<Utc> = before.parse().expect("a moment");
        let local: NaiveDateTime = (before + TimeDelta::seconds(1))
            .with_timezone(&zone)
            .naive_local();
        assert_eq!(local.format("%-H").to_string(), after.to_string());
    }
}

#[test]
fn a_confirmation_asks_for_nothing_more() {
    let text = entry(&sample_facts(NoticeKind::ConfirmedVolunteer, "de")).replace("\r\n ", "");
    for line in [
        "METHOD:REQUEST",
        "UID:5f0c3d2e9a7b4c1d8e6f0a1b2c3d4e5f@ehrenamt.example.org",
        "SEQUENCE:0",
        "DTSTAMP:20261123T080000Z",
        "DTSTART;TZID=Europe/Berlin:20261125T090000",
        "DTEND;TZID=Europe/Berlin:20261125T100000",
        "SUMMARY:Einsatz Sprachmittlung 17",
        "LOCATION:Grundschule am Mühlbach\\, Mühlbachweg 3\\, 59073 Hamm",
        "CLASS:PRIVATE",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "CALSCALE:GREGORIAN",
        "VERSION:2.0",
        "ORGANIZER;CN=\"Ehrenamtskoordination Hamm\":mailto:termine@ehrenamt.example.org",
        "ATTENDEE;CN=\"Amal\";CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:empfang@example.org",
    ] {
        assert!(text.lines().any(|l| l.trim_end() == line), "{line} in {text}");
    }
    assert_eq!(text.matches("ATTENDEE").count(), 1);
}

#[test]
fn a_cancellation_takes_the_same_entry_away() {
    for kind in [
        NoticeKind::CancelledVolunteer,
        NoticeKind::CancelledRequester,
        NoticeKind::SubstituteRequester,
    ] {
        let mut facts = sample_facts(kind, "de");
        facts.calendar.as_mut().expect("an entry").sequence = 1;
        let text = entry(&facts);
        let uid = &facts.calendar.as_ref().expect("an entry").uid;
        for line in [
            "METHOD:CANCEL",
            "STATUS:CANCELLED",
            "SEQUENCE:1",
            &format!("UID:{uid}"),
        ] {
            assert!(text.lines().any(|l| l == line), "{line} in {text}");
        }
        assert!(
            text.replace("\r\n ", "")
                .contains(":mailto:empfang@example.org\r\n"),
            "{text}"
        );
    }
}

#[test]
fn lines_are_folded_at_75_octets_between_characters() {
    let mut facts = sample_facts(NoticeKind::ConfirmedVolunteer, "de");
    facts.request.as_mut().expect("a request").organisation =
        "Größte Übergangsschule für Müßiggänger żółć 漢字漢字漢字 ".repeat(8);
    facts.request.as_mut().expect("a request").address = "ß".repeat(300);
    let text = entry(&facts);
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let calendar: Calendar = text.parse().expect("it parses");
    let location = calendar
        .events()
        .next()
        .and_then(|e| e.get_location())
        .expect("a place")
        .to_owned();
    assert_eq!(
        location,
        format!(
            "{}, {}",
            facts.request.as_mut().expect("a request").organisation.trim(),
            "ß".repeat(300)
        )
    );
}

#[test]
fn nothing_about_the_talk_gets_into_a_calendar() {
    for kind in [
        NoticeKind::ConfirmedVolunteer,
        NoticeKind::ConfirmedRequester,
        NoticeKind::CancelledVolunteer,
    ] {
        let mut facts = sample_facts(kind, "en");
        facts.person_short_name = Some("Kanarius V.".into());
        facts.person_full_name = Some("Kanarius Vogel".into());
        facts.request.as_mut().expect("a request").contact = "Frau Kanarius, 0151 555".into();
        facts.request.as_mut().expect("a request").meeting_point = "Kanarius-Zimmer".into();
        facts.request.as_mut().expect("a request").language = Some(("Kanarisch".into(), "Kanarius".into()));
        let text = entry(&facts).replace("\r\n ", "");
        assert!(
            !text.contains("Kanari") && !text.contains("parent") && !text.contains("0151"),
            "{text}"
        );
    }
}

#[test]
fn a_talk_by_telephone_is_nowhere() {
    let mut facts = sample_facts(NoticeKind::ConfirmedVolunteer, "de");
    facts.request.as_mut().expect("a request").mode = Mode::Phone;
    assert!(entry(&facts).contains("LOCATION:Telefon\r\n"));
}

#[test]
fn another_zone_is_written_in_utc() {
    let templates = Templates::strict(Tz::Europe__Kyiv).expect("templates");
    let facts = sample_facts(NoticeKind::ConfirmedVolunteer, "de");
    let mail = compose(&templates, &sender(), &stamp(1), &facts).expect("composed");
    let text = entry_of(&mail);
    assert!(
        text.contains("DTSTART:20261125T080000Z\r\n") && !text.contains("VTIMEZONE"),
        "{text}"
    );
}
