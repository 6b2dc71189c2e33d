//! Does any text of any person become more than text: a header, a tag, a template, a calendar line?

use icalendar::{Calendar, Component};
use passgenau::domain::notice::{ChangeValue, NoticeFacts, NoticeKind};
use passgenau::mail::{Mail, compose, sample_facts};

use super::shape::{Seen, read_with_python};
use super::{composed, sender, stamp};
use crate::support::templates;

/// Texts that something between the form and the reader may take for more than text.
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = [
        "=?utf-8?Q?a=0D=0AX-Canary:_1?=",
        "=?utf-8?B?YQ0KWC1DYW5hcnk6IDE=?=",
        "x\r\nX-Canary: 1\r\n\r\nbody",
        "x\nX-Canary: 1",
        "x\rX-Canary: 1",
        "x\u{2028}X-Canary: 1\u{85}X-Canary: 2",
        "\"quoted\" <evil@example.com>, other@example.com",
        "a\";X-CANARY=\"b",
        "\"X-CANARY\"",
        "x;X-CANARY=1:mailto:evil@example.com",
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-CANARY:1",
        "x\\nX-CANARY:1\\",
        "<script>canary()</script><img src=//canary>",
        "\"><script>canary()</script>",
        "' onmouseover='canary()",
        "&lt;script&gt;canary()&lt;/script&gt;",
        "{{ 7 * 191 }}{% include 'mail/offer/body.txt' %}",
        "{ $number } { -term } { \"x\" }",
        "${jndi:ldap://canary} #{7*191} <%= 7*191 %>",
        "=cmd|' /C calc'!A0",
        "\u{202E}gro.elpmaxe@live\u{2066}x\u{200F}",
        "nul\0nul \u{7}bell \u{1B}[31mred",
        ".\r\n.\r\nQUIT",
        "..\n.",
        "--=_boundary--",
        "From x\n>From y",
        "ș ț ğ ı ß é Ж ع 漢 👩‍🏫 e\u{301} O'Brien",
        "",
        " ",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("lang ".repeat(2000));
    texts.push("ununterbrochen".repeat(1000));
    texts
}

/// Facts with the text in every field that a person may have typed.
fn filled(kind: NoticeKind, text: &str) -> NoticeFacts {
    let mut facts = sample_facts(kind, "en");
    facts.recipient_name = text.to_owned();
    let items = facts.items.iter_mut().map(|item| &mut item.request);
    for request in facts.request.iter_mut().chain(items) {
        for field in [
            &mut request.programme.0,
            &mut request.programme.1,
            &mut request.district,
            &mut request.organisation,
            &mut request.address,
            &mut request.meeting_point,
            &mut request.contact,
        ] {
            *field = text.to_owned();
        }
        request.language = Some((text.to_owned(), text.to_owned()));
    }
    for change in &mut facts.changes {
        change.before = ChangeValue::Text(text.to_owned());
        change.after = ChangeValue::Text(text.to_owned());
    }
    facts.desk.mark = Some(text.to_owned());
    facts.desk.cover = Some((text.to_owned(), text.to_owned()));
    facts.person_short_name = Some(text.to_owned());
    facts.person_full_name = Some(text.to_owned());
    facts
}

fn mails(kind: NoticeKind) -> Vec<Mail> {
    let mut mails = Vec::new();
    for text in hostile() {
        mails.push(composed(&filled(kind, &text)));
        let mut sender = sender();
        for field in [
            &mut sender.office.name,
            &mut sender.office.phone,
            &mut sender.office.hours,
            &mut sender.office.address,
        ] {
            *field = text.clone();
        }
        let facts = sample_facts(kind, "en");
        mails.push(compose(templates(), &sender, &stamp(1), &facts).expect("composed"));
    }
    mails
}

fn check(seen: &Seen, kind: NoticeKind) {
    let headers: Vec<_> = seen.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        !headers.iter().any(|h| h.to_ascii_lowercase().contains("canary")),
        "{kind}: {headers:?}"
    );
    assert!(
        seen.headers.iter().all(|(_, v)| !v.contains(['\r', '\n'])),
        "{kind}: {:?}",
        seen.headers
    );
    assert_eq!(seen.to.len(), 1, "{kind}: {:?}", seen.to);
    assert_eq!(seen.to[0].1, sample_facts(kind, "en").recipient_email);
    let html = &seen.parts[1].text;
    for live in ["<script", "<img", "onmouseover='", "1337"] {
        assert!(!html.contains(live), "{kind}: {live} in {html}");
    }
    assert!(
        !seen.parts[0].text.contains("1337"),
        "{kind}: a template in a text was run"
    );
    for part in &seen.parts {
        let marks = [
            '\0', '\u{7}', '\u{1B}', '\u{202E}', '\u{2066}', '\u{200F}', '\u{2028}', '\u{85}',
        ];
        assert!(!part.text.contains(marks), "{kind}: {:?}", part.text);
    }
}

#[test]
fn hostile_texts_stay_texts() {
    for kind in [
        NoticeKind::Offer,
        NoticeKind::ConfirmedVolunteer,
        NoticeKind::SubstituteOffice,
    ] {
        for seen in read_with_python(&mails(kind)) {
            seen.check();
            check(&seen, kind);
            if kind == NoticeKind::ConfirmedVolunteer {
                calendar(&seen.parts[3].text);
            }
        }
    }
}

fn calendar(text: &str) {
    let calendar: Calendar = text.parse().expect("it parses");
    let events: Vec<_> = calendar.events().collect();
    assert_eq!(events.len(), 1);
    assert!(
        !events[0].properties().keys().any(|k| k.contains("CANARY")),
        "{text}"
    );
    let attendees = events[0].multi_properties().get("ATTENDEE").expect("an attendee");
    assert_eq!(attendees.len(), 1);
    assert_eq!(attendees[0].value(), "mailto:empfang@example.org");
    assert!(
        !attendees[0].params().keys().any(|k| k.contains("CANARY")),
        "{text}"
    );
    let organizer = events[0].properties().get("ORGANIZER").expect("an organizer");
    assert_eq!(organizer.value(), "mailto:termine@ehrenamt.example.org");
    assert!(!organizer.params().keys().any(|k| k.contains("CANARY")), "{text}");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.starts_with("X-CANARY"), "{line}");
    }
}

#[test]
fn names_of_all_scripts_arrive_as_they_are() {
    for name in [
        "Șerban Țîrlea",
        "Ayşe Çağlar",
        "Işıl",
        "Großmann-Öztürk",
        "José",
        "Жанна Щукина",
        "علي حسن",
        "王小明",
        "O'Brien",
        "D. Müller, jun.",
    ] {
        let mut facts = sample_facts(NoticeKind::ConfirmedVolunteer, "de");
        facts.recipient_name = name.to_owned();
        let seen = read_with_python(&[composed(&facts)]).remove(0);
        seen.check();
        assert_eq!(seen.to, [(name.to_owned(), "empfang@example.org".to_owned())]);
        assert!(
            seen.parts[0].text.contains(&format!("Guten Tag {name},")),
            "{}",
            seen.parts[0].text
        );
        let calendar = seen.parts[2].text.replace("\r\n ", "");
        assert!(calendar.contains(&format!("CN=\"{name}\"")), "{calendar}");
    }
}

#[test]
fn an_address_that_needs_more_than_plain_smtp_is_refused() {
    for address in [
        "ü@example.org",
        "a@ü.de",
        "x@example.org\r\nBcc: y@example.org",
        "",
        "a b@example.org",
        "\"a b\"@example.org",
    ] {
        let mut facts = sample_facts(NoticeKind::Offer, "de");
        facts.recipient_email = address.to_owned();
        let error = compose(templates(), &sender(), &stamp(1), &facts).expect_err(address);
        assert_eq!(error.to_string(), "the recipient address cannot be used");
    }
}
