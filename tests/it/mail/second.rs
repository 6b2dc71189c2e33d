//! How do mails read with a second block in a language that is neither German nor English?

use mail_parser::MessageParser;
use passgenau::domain::notice::{EndCause, NoticeKind};
use passgenau::mail::{Mail, SecondLanguage, sample_facts};

use super::{composed, text};

fn parts(mail: &Mail) -> (String, String) {
    let raw = text(mail);
    let message = MessageParser::default().parse(raw.as_bytes()).expect("a message");
    let part = |part: Option<std::borrow::Cow<'_, str>>| part.expect("a part").replace("\r\n", "\n");
    (part(message.body_text(0)), part(message.body_html(0)))
}

#[test]
fn every_language_says_every_kind_it_covers_under_the_german_text() {
    for language in SecondLanguage::ALL {
        for &kind in NoticeKind::ALL
            .iter()
            .filter(|kind| SecondLanguage::covers(**kind))
        {
            let facts = sample_facts(kind, language.code);
            let mail = composed(&facts);
            let (plain, html) = parts(&mail);
            let name = format!("{kind} {}", language.code);
            assert!(
                text(&mail).contains(&format!("Content-Language: de, {}\r\n", language.code)),
                "{name}"
            );
            let german = html.find("<div lang=\"de\" dir=\"ltr\">").expect("German");
            let block = format!("<div lang=\"{}\" dir=\"{}\">", language.code, language.dir);
            let second = html.find(&block).expect("the second block");
            assert!(german < second, "{name}");
            let note = format!("<p lang=\"{}\" dir=\"{}\">(", language.code, language.dir);
            assert!(html.contains(&note), "{name}: {html}");
            // Times stay together whichever way the text around them runs.
            let time = "\u{2066}25.11.2026, 9:00-10:00\u{2069}";
            assert!(
                plain.contains(time) && html[second..].contains(time),
                "{name}: {plain}"
            );
            assert!(!plain.contains("{{") && !html.contains("English"), "{name}");
            let ends = matches!(kind, NoticeKind::OfferWithdrawn | NoticeKind::CancelledVolunteer);
            assert_eq!(
                html[second..].matches(&facts.link).count(),
                usize::from(!ends),
                "{name}"
            );
            assert_eq!(
                plain.matches(&facts.link).count(),
                if ends {
                    plain.matches(&facts.link).count()
                } else {
                    2
                },
                "{name}"
            );
        }
    }
}

#[test]
fn an_offer_names_no_organisation_in_any_language() {
    for language in SecondLanguage::ALL {
        let (plain, html) = parts(&composed(&sample_facts(NoticeKind::Offer, language.code)));
        assert!(
            plain.contains("\u{2068}Heessen\u{2069}")
                && !plain.contains("Mühlbach")
                && !html.contains("Mühlbach")
        );
        let (plain, _) = parts(&composed(&sample_facts(
            NoticeKind::ConfirmedVolunteer,
            language.code,
        )));
        assert!(
            plain.contains("\u{2068}Grundschule am Mühlbach, Mühlbachweg 3, 59073 Hamm, Sekretariat"),
            "{plain}"
        );
    }
}

#[test]
fn other_kinds_stay_german() {
    for &kind in NoticeKind::ALL
        .iter()
        .filter(|kind| !SecondLanguage::covers(**kind))
    {
        assert_eq!(
            composed(&sample_facts(kind, "ar")).bytes,
            composed(&sample_facts(kind, "de")).bytes,
            "{kind}"
        );
    }
}

#[test]
fn arabic_as_a_whole() {
    for kind in [
        NoticeKind::Offer,
        NoticeKind::ConfirmedVolunteer,
        NoticeKind::CancelledVolunteer,
    ] {
        let mut facts = sample_facts(kind, "ar");
        facts.cause = Some(EndCause::ByRequester);
        let (plain, html) = parts(&composed(&facts));
        insta::assert_snapshot!(format!("second-{kind}-ar"), format!("{plain}\n=====\n{html}"));
    }
}
