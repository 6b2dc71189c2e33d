//! What does every mail look like with plausible facts? For the check of adapted texts at the start, and for tests.

use chrono::{DateTime, TimeDelta, Utc};

use super::context::{Block, LayoutContext, MailContext, Office};
use crate::config::OfficeProfile;
use crate::domain::notice::{CalendarStamp, EndCause, NoticeFacts, NoticeItem, NoticeKind, RequestFacts};
use crate::domain::offer::OfferState;
use crate::domain::programme::Mode;
use crate::domain::request::{Occasion, RequestState, TimeOption};
use crate::view::{Lang, Sample};

/// Facts of a kind of mail about an invented request: Wednesday, 25 November 2026, 9 to 10 o'clock in Germany.
pub fn sample_facts(kind: NoticeKind, ui_language: &str) -> NoticeFacts {
    let starts_at = DateTime::from_timestamp(1_795_593_600, 0).unwrap_or_default();
    let time = TimeOption {
        starts_at,
        ends_at: starts_at + TimeDelta::hours(1),
    };
    let later = TimeOption {
        starts_at: starts_at + TimeDelta::days(1),
        ends_at: time.ends_at + TimeDelta::days(1),
    };
    let offered = kind.before_agreement();
    let unless_offered = |text: &str| if offered { String::new() } else { text.to_owned() };
    let names_person = matches!(
        kind,
        NoticeKind::ConfirmedRequester
            | NoticeKind::SubstituteRequester
            | NoticeKind::SubstituteOffice
            | NoticeKind::CallOffice
            | NoticeKind::UndeliverableOffice
    );
    let to_office = kind.to_office();
    NoticeFacts {
        kind,
        recipient_name: recipient(kind).to_owned(),
        recipient_email: if to_office {
            "ehrenamt@example.org"
        } else {
            "empfang@example.org"
        }
        .to_owned(),
        ui_language: ui_language.to_owned(),
        request: about_request(kind).then(|| RequestFacts {
            number: 17,
            programme: ("Sprachmittlung".to_owned(), "Interpreting".to_owned()),
            language: Some((
                "Arabisch (levantinisch)".to_owned(),
                "Arabic (Levantine)".to_owned(),
            )),
            occasion: Occasion::ParentTalk,
            mode: Mode::OnSite,
            times: match kind {
                NoticeKind::RequestReceived
                | NoticeKind::NotFillable
                | NoticeKind::RequestRefused
                | NoticeKind::NotFillableOffice => {
                    vec![time, later]
                }
                _ => vec![time],
            },
            headcount: 1,
            district: "Heessen".to_owned(),
            organisation: unless_offered("Grundschule am Mühlbach"),
            address: unless_offered("Mühlbachweg 3, 59073 Hamm"),
            meeting_point: unless_offered("Sekretariat, 1. Etage, Raum 12"),
            contact: unless_offered("Frau Berger, 02381 555-0100"),
            state: RequestState::Searching,
        }),
        items: Vec::new(),
        person_short_name: names_person.then(|| "Amal K.".to_owned()),
        person_full_name: (names_person && to_office).then(|| "Amal Karimi".to_owned()),
        offer_state: offered.then_some(if kind == NoticeKind::OfferWithdrawn {
            OfferState::Withdrawn
        } else {
            OfferState::Offered
        }),
        answer_by: matches!(kind, NoticeKind::Offer | NoticeKind::OfferReminder)
            .then(|| starts_at - TimeDelta::hours(21)),
        link: "https://ehrenamt.example.org/e/beispiel".to_owned(),
        calendar: kind.calendar_method().map(|_| stamp(starts_at, time.ends_at)),
        cause: cause(kind),
        changes: Vec::new(),
        late_minutes: None,
        days: None,
        proof: None,
        counts: None,
        stop_link: kind
            .can_be_stopped()
            .then(|| "https://ehrenamt.example.org/m/beispiel/stop".to_owned()),
        second_language: None,
        trial: false,
    }
}

/// Whether a kind is about one request.
const fn about_request(kind: NoticeKind) -> bool {
    !matches!(kind, NoticeKind::Welcome | NoticeKind::UndeliverableOffice)
}

fn recipient(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Offer
        | NoticeKind::OfferWithdrawn
        | NoticeKind::ConfirmedVolunteer
        | NoticeKind::CancelledVolunteer
        | NoticeKind::Welcome
        | NoticeKind::OfferReminder => "Amal",
        kind if kind.to_office() => "Ehrenamtskoordination",
        _ => "Frau Berger",
    }
}

fn stamp(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> CalendarStamp {
    CalendarStamp {
        uid: "5f0c3d2e9a7b4c1d8e6f0a1b2c3d4e5f@ehrenamt.example.org".to_owned(),
        sequence: 0,
        stamp: starts_at - TimeDelta::days(2),
        starts_at,
        ends_at,
    }
}

fn cause(kind: NoticeKind) -> Option<EndCause> {
    match kind {
        NoticeKind::OfferWithdrawn => Some(EndCause::Taken),
        NoticeKind::CancelledVolunteer | NoticeKind::CancelledRequester => Some(EndCause::ByRequester),
        NoticeKind::SubstituteRequester | NoticeKind::SubstituteOffice => Some(EndCause::ByVolunteer),
        _ => None,
    }
}

/// A context for every template of a mail and every branch that its text can take.
pub fn samples() -> Vec<Sample> {
    let office = Office::new(&OfficeProfile {
        name: "Ehrenamtskoordination Hamm".to_owned(),
        phone: "02381 555-0199".to_owned(),
        email: "ehrenamt@example.org".to_owned(),
        hours: "Mo-Do 8-16 Uhr, Fr 8-12 Uhr".to_owned(),
        address: "Musterstraße 1, 59065 Hamm".to_owned(),
    });
    let mut samples = Vec::new();
    for &kind in NoticeKind::ALL {
        for facts in variants(kind) {
            let context = MailContext::new(&facts, Lang::De, &office);
            for file in ["subject.txt", "body.txt", "body.html"] {
                samples.push(Sample::new(format!("mail/{kind}/{file}"), &context));
            }
        }
    }
    let block = |lang: Lang| Block {
        lang: lang.as_str(),
        dir: lang.dir(),
        body: "<p>Guten Tag</p>".to_owned(),
    };
    for (langs, stop) in [
        (vec![Lang::De], None),
        (
            vec![Lang::De, Lang::En],
            Some("https://ehrenamt.example.org/m/x/stop"),
        ),
    ] {
        let context = LayoutContext {
            subject: "Anfrage Nr. 17 eingegangen".to_owned(),
            blocks: langs.into_iter().map(block).collect(),
            office: office.clone(),
            site: "https://ehrenamt.example.org".to_owned(),
            stop: stop.map(str::to_owned),
        };
        for file in ["layout.txt", "layout.html"] {
            samples.push(Sample::new(format!("mail/parts/{file}"), &context));
        }
    }
    samples
}

/// The plain facts, every cause of an end, and facts with everything optional left out.
pub(super) fn variants(kind: NoticeKind) -> Vec<NoticeFacts> {
    let plain = sample_facts(kind, "de");
    let mut variants: Vec<_> = EndCause::ALL
        .iter()
        .map(|&cause| NoticeFacts {
            cause: Some(cause),
            ..plain.clone()
        })
        .collect();
    variants.push(NoticeFacts {
        offer_state: Some(OfferState::Expired),
        ..plain.clone()
    });
    if let Some(request) = plain.request.clone() {
        let item = NoticeItem {
            request,
            answer_by: plain.answer_by,
            link: plain.link.clone(),
        };
        variants.push(NoticeFacts {
            items: vec![item.clone(), item],
            ..plain.clone()
        });
    }
    let mut bare = plain.clone();
    if let Some(request) = &mut bare.request {
        request.language = None;
        request.mode = Mode::Phone;
        request.headcount = 2;
        for text in [
            &mut request.organisation,
            &mut request.address,
            &mut request.meeting_point,
            &mut request.contact,
        ] {
            text.clear();
        }
    }
    (
        bare.person_short_name,
        bare.person_full_name,
        bare.answer_by,
        bare.calendar,
        bare.cause,
        bare.offer_state,
    ) = (None, None, None, None, None, None);
    variants.push(bare);
    variants.push(plain);
    variants
}
