//! What does every mail look like with plausible facts? For the check of adapted texts at the start, and for tests.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::context::{Block, LayoutContext, MailContext, Office};
use super::second::{SecondContext, SecondLanguage, SecondLine, SecondLines};
use crate::config::OfficeProfile;
use crate::domain::notice::{
    CalendarStamp, Change, ChangeValue, ChangedField, DayCounts, Days, DeskFacts, EndCause, MoneyFacts,
    NoticeFacts, NoticeItem, NoticeKind, RequestFacts,
};
use crate::domain::offer::OfferState;
use crate::domain::programme::{Mode, ProofKind};
use crate::domain::request::{Occasion, RequestState, TimeOption};
use crate::view::{Lang, Sample};

/// Facts of a kind of mail about an invented request: Wednesday, 25 November 2026, 9 to 10 o'clock in Germany.
///
/// `ui_language` may also be a language of the second block.
pub fn sample_facts(kind: NoticeKind, ui_language: &str) -> NoticeFacts {
    let second = SecondLanguage::parse(ui_language);
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
            | NoticeKind::ChangedRequester
            | NoticeKind::ReminderRequester
            | NoticeKind::StandInOffice
            | NoticeKind::YesButOffice
            | NoticeKind::LateRequester
            | NoticeKind::LateOffice
            | NoticeKind::ServiceRequester
            | NoticeKind::ServiceReminderRequester
            | NoticeKind::AllowanceOffice
    );
    let to_office = kind.to_office();
    let request = RequestFacts {
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
    };
    NoticeFacts {
        kind,
        recipient_name: recipient(kind).to_owned(),
        recipient_email: if to_office {
            "ehrenamt@example.org"
        } else {
            "empfang@example.org"
        }
        .to_owned(),
        ui_language: if second.is_some() { "de" } else { ui_language }.to_owned(),
        request: about_request(kind).then(|| request.clone()),
        items: items(kind, &request),
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
        code: (kind == NoticeKind::LoginLink).then(|| "204816".to_owned()),
        calendar: kind.calendar_method().map(|_| stamp(starts_at, time.ends_at)),
        cause: cause(kind),
        changes: changes(kind, time, later),
        late_minutes: matches!(kind, NoticeKind::LateRequester | NoticeKind::LateOffice).then_some(20),
        travel_minutes: (kind == NoticeKind::ReminderVolunteer).then_some(22),
        days: days(kind, starts_at.date_naive()),
        proof: (kind == NoticeKind::ProofDue).then_some(ProofKind::Clearance),
        money: matches!(
            kind,
            NoticeKind::Statement | NoticeKind::AllowanceVolunteer | NoticeKind::AllowanceOffice
        )
        .then_some(MoneyFacts {
            cents: 7_500,
            used: 268_000,
            allowance: 330_000,
            year: 2026,
            percent: 80,
        }),
        count: (kind == NoticeKind::Thanks).then_some(25),
        title: (kind == NoticeKind::ConsultationDay)
            .then(|| "Elternsprechtag 1. Halbjahr 2026/27".to_owned()),
        deadline: (kind == NoticeKind::ConsultationDay).then(|| starts_at.date_naive() - TimeDelta::days(14)),
        today: false,
        desk: DeskFacts::default(),
        counts: (kind == NoticeKind::Overview).then_some(DayCounts {
            waiting: 37,
            searching: 12,
            substituting: 1,
            unfilled: 3,
            today: 4,
            tasks: 5,
            ending: 2,
        }),
        own_link: (recipient(kind) == "Amal" && kind != NoticeKind::Erased)
            .then(|| "https://ehrenamt.example.org/v/beispiel".to_owned()),
        stop_link: kind
            .can_be_stopped()
            .then(|| "https://ehrenamt.example.org/m/beispiel/stop".to_owned()),
        second_language: second.map(|language| language.code.to_owned()),
        trial: false,
    }
}

/// Two appointments of a week.
fn items(kind: NoticeKind, request: &RequestFacts) -> Vec<NoticeItem> {
    if kind != NoticeKind::Week {
        return Vec::new();
    }
    let item = NoticeItem {
        request: request.clone(),
        answer_by: None,
        link: "https://ehrenamt.example.org/e/beispiel".to_owned(),
    };
    vec![item.clone(), item]
}

/// The time has moved by a day, and somebody else comes.
fn changes(kind: NoticeKind, after: TimeOption, before: TimeOption) -> Vec<Change> {
    let text = |text: &str| ChangeValue::Text(text.to_owned());
    let time = Change {
        field: ChangedField::Time,
        before: ChangeValue::Time(before),
        after: ChangeValue::Time(after),
    };
    let person = Change {
        field: ChangedField::Person,
        before: text("Amal K."),
        after: text("Mehmet Y."),
    };
    match kind {
        NoticeKind::ChangedVolunteer => vec![time],
        NoticeKind::ChangedRequester => vec![time, person],
        _ => Vec::new(),
    }
}

/// The week, or the day, that a kind is about.
fn days(kind: NoticeKind, day: NaiveDate) -> Option<Days> {
    let week = Days {
        from: day,
        to: day + TimeDelta::days(6),
    };
    let one = Days { from: day, to: day };
    match kind {
        NoticeKind::Week | NoticeKind::Statement | NoticeKind::ConsultationDay => Some(week),
        NoticeKind::ProofDue
        | NoticeKind::Overview
        | NoticeKind::ReminderVolunteer
        | NoticeKind::ReminderRequester => Some(one),
        _ => None,
    }
}

/// Whether a kind is about one request.
const fn about_request(kind: NoticeKind) -> bool {
    !matches!(
        kind,
        NoticeKind::Welcome
            | NoticeKind::UndeliverableOffice
            | NoticeKind::Week
            | NoticeKind::ProofDue
            | NoticeKind::ParticularsStale
            | NoticeKind::Overview
            | NoticeKind::LoginLink
            | NoticeKind::Statement
            | NoticeKind::AllowanceVolunteer
            | NoticeKind::AllowanceOffice
            | NoticeKind::ConsultationDay
            | NoticeKind::AccountInvitation
            | NoticeKind::DataReady
            | NoticeKind::Erased
            | NoticeKind::Thanks
    )
}

fn recipient(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Offer
        | NoticeKind::OfferWithdrawn
        | NoticeKind::ConfirmedVolunteer
        | NoticeKind::CancelledVolunteer
        | NoticeKind::Welcome
        | NoticeKind::OfferReminder
        | NoticeKind::ChangedVolunteer
        | NoticeKind::ReminderVolunteer
        | NoticeKind::Week
        | NoticeKind::ProofDue
        | NoticeKind::ParticularsStale
        | NoticeKind::ServiceVolunteer
        | NoticeKind::ServiceReminderVolunteer
        | NoticeKind::Statement
        | NoticeKind::AllowanceVolunteer
        | NoticeKind::DataReady
        | NoticeKind::Erased
        | NoticeKind::Thanks => "Amal",
        NoticeKind::AccountInvitation => "Sabine Möller",
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
    for &kind in NoticeKind::ALL
        .iter()
        .filter(|kind| SecondLanguage::covers(**kind))
    {
        for facts in variants(kind) {
            let mail = MailContext::new(&facts, Lang::De, &office);
            let context = SecondContext::new(&mail, chrono_tz::Europe::Berlin);
            for language in SecondLanguage::ALL {
                let name = format!("mail/second/{}.txt", language.code);
                samples.push(Sample::new(name.as_str(), &context));
                samples.push(Sample::new(name, &context.note()));
            }
        }
    }
    samples.push(Sample::new(
        "mail/parts/second.html",
        &SecondLines {
            lines: &SecondLine::samples(),
        },
    ));
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
            own: stop.map(str::to_owned),
            stop: stop.map(str::to_owned),
            note: stop.map(|_| block(Lang::En)),
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
    bare.code = None;
    (bare.days, bare.proof, bare.counts, bare.late_minutes) = (None, None, None, None);
    (bare.money, bare.count, bare.title, bare.deadline) = (None, None, None, None);
    (bare.changes, bare.items) = (Vec::new(), Vec::new());
    if let Some(entry) = plain.calendar.clone() {
        let stamp = entry.starts_at - TimeDelta::hours(3);
        variants.push(NoticeFacts {
            calendar: Some(CalendarStamp { stamp, ..entry }),
            ..plain.clone()
        });
    }
    variants.push(NoticeFacts {
        today: true,
        ..plain.clone()
    });
    for &proof in ProofKind::ALL {
        variants.push(NoticeFacts {
            proof: Some(proof),
            ..plain.clone()
        });
    }
    variants.push(bare);
    variants.push(plain);
    variants
}
