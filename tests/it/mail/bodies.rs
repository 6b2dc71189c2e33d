//! What does every mail say?

use mail_parser::{MessageParser, MimeHeaders};
use passgenau::calendar::format::Lang;
use passgenau::domain::notice::{EndCause, NoticeFacts, NoticeItem, NoticeKind};
use passgenau::domain::offer::OfferState;
use passgenau::mail::{Mail, sample_facts, samples};

use super::{composed, text};
use crate::support::templates;

#[test]
fn every_sample_renders_in_every_language() {
    let templates = templates();
    for sample in samples() {
        for &lang in Lang::ALL {
            if let Err(error) = templates.render_sample(&sample, lang) {
                panic!("{} ({}): {error:?}", sample.template(), lang.as_str());
            }
        }
    }
}

#[test]
fn every_folder_belongs_to_a_kind_of_mail() {
    let mut folders: Vec<_> = templates()
        .names()
        .iter()
        .filter_map(|n| {
            n.strip_prefix("mail/")?
                .split_once('/')
                .map(|(folder, _)| folder.to_owned())
        })
        .filter(|folder| !["parts", "second"].contains(&folder.as_str()))
        .collect();
    folders.dedup();
    let mut kinds: Vec<_> = NoticeKind::ALL.iter().map(|k| k.to_string()).collect();
    kinds.sort();
    assert_eq!(folders, kinds);
}

/// A mail as people and programs see it: headers, then each part decoded.
fn shown(mail: &Mail) -> String {
    let raw = text(mail);
    let message = MessageParser::default().parse(raw.as_bytes()).expect("a message");
    let mut shown = String::new();
    for (name, value) in message.headers_raw() {
        if name != "Content-Type" {
            let value = if name == "Subject" {
                message.subject().unwrap_or_default()
            } else {
                value.trim()
            };
            shown.push_str(&format!("{name}: {value}\n"));
        }
    }
    for part in &message.parts {
        let Some(kind) = part.content_type() else { continue };
        let kind = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
        if !kind.starts_with("multipart/") && kind != "application/ics" {
            let body = String::from_utf8_lossy(part.contents()).replace("\r\n", "\n");
            shown.push_str(&format!("\n===== {kind}\n{body}"));
        }
    }
    shown
}

#[test]
fn whole_mails() {
    for &kind in NoticeKind::ALL {
        for lang in ["de", "en"] {
            insta::assert_snapshot!(
                format!("{kind}-{lang}"),
                shown(&composed(&sample_facts(kind, lang)))
            );
        }
    }
}

fn subject(facts: &NoticeFacts) -> String {
    let mail = composed(facts);
    let message = MessageParser::default().parse(&mail.bytes).expect("a message");
    message.subject().expect("a subject").to_owned()
}

#[test]
fn subjects_are_those_people_know() {
    let subjects: Vec<_> = NoticeKind::ALL
        .iter()
        .map(|&kind| subject(&sample_facts(kind, "en")))
        .collect();
    assert_eq!(
        subjects,
        [
            "Anfrage Nr. 17 eingegangen",
            "Einsatz möglich? Mittwoch, 25.11.2026, Heessen",
            "Einsatz am 25.11.2026 ist schon vergeben – danke!",
            "Bestätigt: Einsatz am 25.11.2026, 9 Uhr",
            "Bestätigt: Sprachmittlung am 25.11.2026, 9 Uhr",
            "Leider keine Person gefunden – Anfrage Nr. 17",
            "Anfrage Nr. 17 kann nicht vermittelt werden",
            "Niemand mehr zu fragen – Anfrage Nr. 17",
            "Letzte Person ist gefragt – Anfrage Nr. 17",
            "Abgesagt: Einsatz am 25.11.2026",
            "Abgesagt: Sprachmittlung am 25.11.2026",
            "Ersatz wird gesucht: 25.11.2026",
            "Ersatz wird gesucht: 25.11.2026",
            "Rückruf gewünscht – Anfrage Nr. 17",
            "Willkommen bei der Ehrenamtskoordination Hamm – stimmt das so?",
            "Erinnerung: Bitte antworten bis Di 24.11., 12 Uhr",
            "E-Mail nicht zustellbar: Amal Karimi",
            "Geändert: Einsatz am 25.11.2026",
            "Geändert: Sprachmittlung am 25.11.2026",
            "Erinnerung: Einsatz am Mittwoch, 25.11.2026, 9 Uhr",
            "Erinnerung: Sprachmittlung am Mittwoch, 25.11.2026, 9 Uhr",
            "Ihre Einsätze vom Mi 25.11. bis Di 01.12.",
            "Bitte erneuern: erweitertes Führungszeugnis bis 25.11.2026",
            "Sind Ihre Zeiten noch aktuell?",
            "Tagesübersicht Mi 25.11.: 50 offen, 4 heute",
            "Vertretung gesucht: 25.11.2026",
            "„Ja, aber …“ – Anfrage Nr. 17",
            "Verspätung heute: etwa 20 Minuten",
            "Verspätung: Anfrage Nr. 17, etwa 20 Minuten",
            "Eilig: Anfrage Nr. 17, Mittwoch, 25.11.2026",
            "Ihr Link zum Anmelden",
            "Rückfrage zu Anfrage Nr. 17",
            "Bitte Einsatzzeit bestätigen – Nr. 17",
            "Bitte Einsatz bestätigen – Nr. 17",
            "Erinnerung: Einsatznachweis fehlt – Nr. 17",
            "Erinnerung: Einsatznachweis fehlt – Nr. 17",
            "Ihre Abrechnung für November 2026",
            "Hinweis: Freibetrag 2026 fast ausgeschöpft",
            "Hinweis: Freibetrag 2026 fast ausgeschöpft: Amal Karimi",
            "Elternsprechtag 1. Halbjahr 2026/27: Sprachmittlung jetzt anmelden",
            "Ihr Zugang: Ehrenamtskoordination Hamm",
            "Ihre Datenauskunft liegt bereit",
            "Ihre Daten sind gelöscht",
            "Danke für 25 Einsätze",
        ]
    );
}

#[test]
fn other_programmes_are_called_by_their_name() {
    let mut facts = sample_facts(NoticeKind::ConfirmedRequester, "de");
    facts.request.as_mut().expect("a request").programme = ("Alltagsbegleitung".into(), "Companions".into());
    facts.request.as_mut().expect("a request").language = None;
    assert_eq!(
        subject(&facts),
        "Bestätigt: Alltagsbegleitung am 25.11.2026, 9 Uhr"
    );
    let shown = shown(&composed(&facts));
    assert!(
        !shown.contains("Sprachmittlung") && !shown.contains("übersetzen"),
        "{shown}"
    );
}

#[test]
fn an_offer_names_no_organisation_even_if_its_facts_do() {
    for kind in [
        NoticeKind::Offer,
        NoticeKind::OfferReminder,
        NoticeKind::OfferWithdrawn,
    ] {
        let mut facts = sample_facts(kind, "en");
        facts.request.as_mut().expect("a request").organisation = "Mühlbachschule".into();
        facts.request.as_mut().expect("a request").address = "Mühlbachweg 3".into();
        facts.request.as_mut().expect("a request").meeting_point = "Mühlbachzimmer".into();
        facts.request.as_mut().expect("a request").contact = "Frau Mühlbach".into();
        facts.person_full_name = Some("Karim Mühlbach".into());
        let item = NoticeItem {
            request: facts.request.clone().expect("a request"),
            answer_by: None,
            link: facts.link.clone(),
        };
        facts.items = vec![item.clone(), item];
        let shown = shown(&composed(&facts));
        assert!(!shown.contains("Mühlbach"), "{shown}");
    }
}

#[test]
fn full_names_are_for_the_office_only() {
    for &kind in NoticeKind::ALL {
        let mut facts = sample_facts(kind, "en");
        (facts.person_short_name, facts.person_full_name) =
            (Some("Amal K.".into()), Some("Amal Karimi".into()));
        let office = kind.to_office();
        let shown = shown(&composed(&facts));
        assert!(office || !shown.contains("Karimi"), "{kind}: {shown}");
    }
}

#[test]
fn what_ended_is_said_as_it_was() {
    let said = |kind, cause, offer_state| {
        let mut facts = sample_facts(kind, "de");
        (facts.cause, facts.offer_state) = (Some(cause), offer_state);
        (subject(&facts), shown(&composed(&facts)))
    };
    let (subject, text) = said(
        NoticeKind::OfferWithdrawn,
        EndCause::ByRequester,
        Some(OfferState::Withdrawn),
    );
    assert_eq!(
        subject,
        "Einsatz am 25.11.2026 wird nicht mehr gebraucht – danke!"
    );
    assert!(text.contains("wird nicht mehr gebraucht"));
    let (_, text) = said(
        NoticeKind::OfferWithdrawn,
        EndCause::Taken,
        Some(OfferState::Expired),
    );
    assert!(text.contains("bis zum genannten Zeitpunkt nichts gehört"));
    let (_, text) = said(NoticeKind::CancelledVolunteer, EndCause::ByVolunteer, None);
    assert!(
        text.contains("Ihre Absage ist bei uns angekommen")
            && !text.contains("Danke, dass Sie geholfen hätten")
    );
    let (_, text) = said(NoticeKind::CancelledVolunteer, EndCause::Replaced, None);
    assert!(text.contains("jemand hat diesen Einsatz für Sie übernommen"));
    let (_, text) = said(
        NoticeKind::OfferWithdrawn,
        EndCause::Moved,
        Some(OfferState::Withdrawn),
    );
    assert!(text.contains("ist verschoben worden"));
    let (_, text) = said(NoticeKind::CancelledVolunteer, EndCause::NotFilled, None);
    assert!(text.contains("nicht genug Personen"));
    let (_, text) = said(NoticeKind::CancelledRequester, EndCause::NotFilled, None);
    assert!(text.contains("nicht genug Personen"));
}

#[test]
fn a_reminder_says_the_day_and_on_the_day_itself_today() {
    for kind in [NoticeKind::ReminderVolunteer, NoticeKind::ReminderRequester] {
        let mut facts = sample_facts(kind, "de");
        facts.today = true;
        assert!(subject(&facts).contains(" heute, 9 Uhr"), "{}", subject(&facts));
        assert!(shown(&composed(&facts)).contains("heute ist Ihr"));
    }
}

#[test]
fn html_is_complete_and_asks_for_nothing_from_outside() {
    for &kind in NoticeKind::ALL {
        let mail = composed(&sample_facts(kind, "en"));
        let message = MessageParser::default().parse(&mail.bytes).expect("a message");
        let html = message
            .body_html(0)
            .expect("HTML")
            .replace("\r\n", "\n")
            .to_lowercase();
        assert!(
            html.starts_with("<!doctype html>\n<html lang=\"de\" dir=\"ltr\">"),
            "{html}"
        );
        assert!(html.contains("<div lang=\"en\" dir=\"ltr\">"));
        for remote in [
            "<script",
            "<form",
            "<img",
            "<link",
            "<iframe",
            "<style>",
            "url(",
            "http-equiv",
            "javascript:",
        ] {
            assert!(!html.contains(remote), "{kind}: {remote}");
        }
        let link = format!("<a href=\"{}\"", sample_facts(kind, "de").link);
        assert!(
            html.contains(&link) || html.contains("nichts weiter tun") || html.contains("nicht kommen"),
            "{html}"
        );
        for tag in [
            "html", "head", "body", "main", "footer", "table", "tr", "th", "td", "p", "div", "a", "ul", "li",
        ] {
            let opened =
                html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            assert_eq!(
                opened,
                html.matches(&format!("</{tag}>")).count(),
                "{kind}: <{tag}>"
            );
        }
    }
}

#[test]
fn the_plain_text_alone_says_everything() {
    for &kind in NoticeKind::ALL {
        let facts = sample_facts(kind, "de");
        let mail = composed(&facts);
        let message = MessageParser::default().parse(&mail.bytes).expect("a message");
        let text = message.body_text(0).expect("text");
        let when = "Mittwoch, 25. November 2026, 9:00-10:00 Uhr";
        assert!(
            facts.request.is_none() || text.contains(when),
            "{kind}: {when} in {text}"
        );
        for part in [
            "02381 555-0199",
            "/impressum",
            "/datenschutz",
            "/barrierefreiheit",
        ] {
            assert!(text.contains(part), "{kind}: {part} in {text}");
        }
        let ended = matches!(kind, NoticeKind::OfferWithdrawn | NoticeKind::CancelledVolunteer);
        assert!(ended || text.contains(&facts.link), "{kind}: link in {text}");
    }
}

/// What a mail may know is a closed list: a new field has to be added here, too, by someone who has thought about it.
/// Notes, reasons, topics, tokens of cases and families' names are not in it.
#[test]
fn the_facts_of_a_mail_are_a_closed_list() {
    let facts = serde_json::to_value(sample_facts(NoticeKind::Offer, "de")).expect("JSON");
    let keys = |value: &serde_json::Value| {
        value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys(&facts),
        [
            "answer_by",
            "calendar",
            "cause",
            "changes",
            "code",
            "count",
            "counts",
            "days",
            "deadline",
            "desk",
            "items",
            "kind",
            "late_minutes",
            "link",
            "money",
            "offer_state",
            "own_link",
            "person_full_name",
            "person_short_name",
            "proof",
            "recipient_email",
            "recipient_name",
            "request",
            "second_language",
            "stop_link",
            "title",
            "today",
            "travel_minutes",
            "trial",
            "ui_language",
        ]
    );
    assert_eq!(
        keys(&facts["request"]),
        [
            "address",
            "contact",
            "district",
            "headcount",
            "language",
            "meeting_point",
            "mode",
            "number",
            "occasion",
            "organisation",
            "programme",
            "state",
            "times",
        ]
    );
}
