//! Is every kind of mail really sent by what people do, to whom it belongs, with its subject, both parts and its calendar
//! entry? One office lives through a winter; the table is the one of the office's mails.

use chrono::TimeDelta;
use mail_parser::{MessageParser, MimeHeaders};
use passgenau::app::{Assigning, Decision, MailChoice, RequestForm};
use passgenau::domain::account::Actor;
use passgenau::domain::asking::AskingWay;
use passgenau::domain::money::Tariff;
use passgenau::domain::notice::{CalendarMethod, NoticeKind as K, OutboxState};
use passgenau::domain::offer::Answer;
use passgenau::domain::programme::ProgrammeId;
use passgenau::domain::request::TimeOption;
use passgenau::domain::rights::{Grant, Role};
use passgenau::domain::rules::RefusalReason;
use passgenau::store::{OutboxFilter, Page};

use crate::support::app::{TestApp, calendar, subject};
use crate::support::db::on_both;
use crate::support::people::{able, day, utc};
use crate::support::smtp::{Act, At, Received};

/// To whom a mail goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Volunteer,
    School,
    Office,
    Colleague,
}
use To::{Colleague, Office, School, Volunteer};

const REQUEST: Option<CalendarMethod> = Some(CalendarMethod::Request);
const CANCEL: Option<CalendarMethod> = Some(CalendarMethod::Cancel);

/// Number of the mail in the office's list, kind, recipient, how its subject begins, calendar entry.
const TABLE: [(&str, K, To, &str, Option<CalendarMethod>); 44] = [
    ("M1", K::RequestReceived, School, "Anfrage Nr. ", None),
    (
        "M2",
        K::QuestionRequester,
        School,
        "Rückfrage zu Anfrage Nr. ",
        None,
    ),
    ("M3", K::RequestRefused, School, "Anfrage Nr. ", None),
    ("M4", K::Offer, Volunteer, "Einsatz möglich? ", None),
    (
        "M5",
        K::OfferReminder,
        Volunteer,
        "Erinnerung: Bitte antworten bis ",
        None,
    ),
    ("M6", K::OfferWithdrawn, Volunteer, "Einsatz am ", None),
    (
        "M7",
        K::ConfirmedVolunteer,
        Volunteer,
        "Bestätigt: Einsatz am ",
        REQUEST,
    ),
    (
        "M8",
        K::ConfirmedRequester,
        School,
        "Bestätigt: Sprachmittlung am ",
        REQUEST,
    ),
    (
        "M9",
        K::NotFillable,
        School,
        "Leider keine Person gefunden – Anfrage Nr. ",
        None,
    ),
    (
        "M9",
        K::NotFillableOffice,
        Office,
        "Niemand mehr zu fragen – Anfrage Nr. ",
        None,
    ),
    (
        "M9",
        K::LastAskedOffice,
        Office,
        "Letzte Person ist gefragt – Anfrage Nr. ",
        None,
    ),
    (
        "M10",
        K::ChangedVolunteer,
        Volunteer,
        "Geändert: Einsatz am ",
        REQUEST,
    ),
    ("M10", K::ChangedRequester, School, "Ge", REQUEST),
    (
        "M11",
        K::CancelledVolunteer,
        Volunteer,
        "Abgesagt: Einsatz am ",
        CANCEL,
    ),
    (
        "M11",
        K::CancelledRequester,
        School,
        "Abgesagt: Sprachmittlung am ",
        CANCEL,
    ),
    (
        "M12",
        K::SubstituteRequester,
        School,
        "Ersatz wird gesucht: ",
        CANCEL,
    ),
    ("M12", K::SubstituteOffice, Office, "Ersatz wird gesucht: ", None),
    (
        "M13",
        K::ReminderVolunteer,
        Volunteer,
        "Erinnerung: Einsatz ",
        None,
    ),
    (
        "M13",
        K::ReminderRequester,
        School,
        "Erinnerung: Sprachmittlung ",
        None,
    ),
    ("M14", K::Week, Volunteer, "Ihre Einsätze vom ", None),
    (
        "M15",
        K::ServiceVolunteer,
        Volunteer,
        "Bitte Einsatzzeit bestätigen – Nr. ",
        None,
    ),
    (
        "M16",
        K::ServiceRequester,
        School,
        "Bitte Einsatz bestätigen – Nr. ",
        None,
    ),
    (
        "M17",
        K::ServiceReminderVolunteer,
        Volunteer,
        "Erinnerung: Einsatznachweis fehlt",
        None,
    ),
    (
        "M17",
        K::ServiceReminderRequester,
        School,
        "Erinnerung: Einsatznachweis fehlt",
        None,
    ),
    (
        "M18",
        K::Statement,
        Volunteer,
        "Ihre Abrechnung für Dezember 2026",
        None,
    ),
    (
        "M19",
        K::AllowanceVolunteer,
        Volunteer,
        "Hinweis: Freibetrag ",
        None,
    ),
    ("M19", K::AllowanceOffice, Office, "Hinweis: Freibetrag ", None),
    ("M20", K::ProofDue, Volunteer, "Bitte erneuern: ", None),
    (
        "M21",
        K::ParticularsStale,
        Volunteer,
        "Sind Ihre Zeiten noch aktuell?",
        None,
    ),
    ("M22", K::ConsultationDay, School, "Elternsprechtag", None),
    ("M23", K::Overview, Office, "Tagesübersicht ", None),
    ("M25", K::LoginLink, Volunteer, "Ihr Link zum Anmelden", None),
    ("M25", K::AccountInvitation, Colleague, "Ihr Zugang: ", None),
    (
        "M26",
        K::DataReady,
        Volunteer,
        "Ihre Datenauskunft liegt bereit",
        None,
    ),
    ("M26", K::Erased, Volunteer, "Ihre Daten sind gelöscht", None),
    ("M27", K::Thanks, Volunteer, "Danke für 10 Einsätze", None),
    (
        "M28",
        K::UndeliverableOffice,
        Office,
        "E-Mail nicht zustellbar: ",
        None,
    ),
    ("D5", K::Welcome, Volunteer, "Willkommen bei der ", None),
    (
        "call",
        K::CallOffice,
        Office,
        "Rückruf gewünscht – Anfrage Nr. ",
        None,
    ),
    (
        "D21",
        K::YesButOffice,
        Office,
        "„Ja, aber …“ – Anfrage Nr. ",
        None,
    ),
    ("D21", K::LateRequester, School, "Verspätung heute: ", None),
    ("D21", K::LateOffice, Office, "Verspätung: Anfrage Nr. ", None),
    ("D7", K::UrgentOffice, Office, "Eilig: Anfrage Nr. ", None),
    ("stand-in", K::StandInOffice, Office, "Vertretung gesucht: ", None),
];

/// Looks at what is due every few hours until then.
async fn live(office: &TestApp, until: &str, step: TimeDelta) {
    let until = utc(until);
    while office.now() < until {
        office.app.digests().await.unwrap();
        office.mails().await;
        office.later(step.min(until - office.now()));
    }
}

async fn token_of(office: &TestApp, number: i64) -> String {
    let detail = office.app.request_detail(number).await.unwrap().unwrap();
    let mut tx = office.app.store.read().await.unwrap();
    let which = passgenau::store::Which::Active;
    let agreed = tx.assignments_of_request(detail.request.id, which).await.unwrap();
    let offer = detail
        .offers
        .iter()
        .find(|(o, ..)| o.id == agreed[0].offer)
        .unwrap();
    office.app.keys.offer(&offer.0)
}

async fn assign(office: &TestApp, form: &RequestForm, person: u128) -> i64 {
    let number = office.ask(form).await;
    let seat = Assigning {
        option: 0,
        seat: 0,
        person: able(person).id,
    };
    let mark = office.mark("m");
    office
        .app
        .assign_because(number, seat, "so abgesprochen", office.account, &mark)
        .await
        .unwrap();
    office.mails().await;
    number
}

/// Before the real operation, and its first day.
async fn begin(office: &TestApp) {
    let mut one = able(1);
    one.ui_language = "en".into();
    one.bounds.regime = Some("honorary".into());
    one.proofs[0].valid_until = Some(day("2027-01-15"));
    office.strangers(&[one, able(2), able(3)]).await;
    let mut tx = office.app.store.write().await.unwrap();
    let tariff = Tariff {
        programme: ProgrammeId("interpreting".into()),
        valid_from: day("2026-01-01"),
        first_minutes: 60,
        first_cents: 40_000,
        step_minutes: 30,
        step_cents: 10_000,
        remote_first_cents: None,
        remote_step_cents: None,
        travel_cents: 0,
        journey: None,
        late_hours: None,
        late_cents: None,
    };
    tx.upsert_tariff(&tariff).await.unwrap();
    tx.commit().await.unwrap();
    let (app, account) = (&office.app, office.account);
    app.start_real_operation(account, &office.mark("start"))
        .await
        .unwrap();
    let grants = [Grant::everywhere(Role::Administrator)];
    app.invite("neu@example.org", "Sabine Möller", &grants, account)
        .await
        .unwrap();
    app.send_data_ready(able(1).id, account, &office.mark("d"))
        .await
        .unwrap();
    app.ask_for_link("person1@example.org", "a browser", "192.0.2.1")
        .await
        .unwrap();
    app.prepare_links().await.unwrap();
    office.mails().await;
}

/// One request through everything that can happen to it before its date.
async fn one_request(office: &TestApp) {
    let (app, account) = (&office.app, office.account);
    let number = office.ask(&office.form()).await;
    app.ask_requester(number, "Welcher Raum?", account, &office.mark("q"))
        .await
        .unwrap();
    let refused = office
        .ask(&RequestForm {
            date_1: "2026-12-02".into(),
            ..office.form()
        })
        .await;
    let reason = Decision::Refuse(Some(RefusalReason::Lesson));
    app.decide(refused, reason, "", account).await.unwrap();
    let urgent = RequestForm {
        date_1: "2026-11-25".into(),
        urgent_reason: "Die Mutter ist nur diese Woche hier.".into(),
        ..office.form()
    };
    office.ask(&urgent).await;
    app.ask_by_hand(number, 0, AskingWay::All, account, &office.mark("ask"))
        .await
        .unwrap();
    office.mails().await;
    let offers = office.open_offers(number).await;
    assert_eq!(offers.len(), 3);
    app.answer(&offers[0].1, Answer::Call, &office.mark("call"))
        .await
        .unwrap();
    app.say_but(&offers[1].1, "erst ab halb zehn", &office.mark("but"))
        .await
        .unwrap();
    office.later(offers[2].0.answer_by - office.now() - TimeDelta::minutes(40));
    app.digests().await.unwrap();
    office.mails().await;
    app.answer(&offers[2].1, Answer::Accept, &office.mark("yes"))
        .await
        .unwrap();
    office.mails().await;
    let later = TimeOption {
        starts_at: utc("2026-12-01T09:00:00Z"),
        ends_at: utc("2026-12-01T10:00:00Z"),
    };
    app.move_request(
        number,
        later,
        &seen_move(office, number, later).await,
        true,
        account,
        &office.mark("mv"),
    )
    .await
    .unwrap();
    office.mails().await;
    app.ask_stand_in(&offers[2].1, &office.mark("s")).await.unwrap();
    office.mails().await;
    app.end_stand_in(&offers[2].1, &office.mark("e")).await.unwrap();
    app.cancel_by_volunteer(&offers[2].1, &office.mark("c"))
        .await
        .unwrap();
    office.mails().await;
    // Whoever is asked in their place says no, too.
    while let Some((_, token)) = office.open_offer(number).await {
        app.answer(&token, Answer::Decline, &office.mark("no"))
            .await
            .unwrap();
    }
    office.mails().await;
    assert_eq!(office.state(number).await, "unfilled");
    let off = assign(
        office,
        &RequestForm {
            date_1: "2026-12-03".into(),
            ..office.form()
        },
        2,
    )
    .await;
    app.cancel_by_requester(office.school.id, off, &office.mark("off"))
        .await
        .unwrap();
    office.mails().await;
}

/// The months after: reminders, proofs, accounts, thanks, and somebody leaves.
async fn winter(office: &TestApp) {
    let (app, account) = (&office.app, office.account);
    for hour in 8..18 {
        let form = RequestForm {
            start_1: format!("{hour:02}:00"),
            duration_1: "45".into(),
            ..office.form()
        };
        assign(office, &form, 2).await;
    }
    app.choose_mails(able(2).id, MailChoice::ThanksOn, None)
        .await
        .unwrap();
    let first = assign(
        office,
        &RequestForm {
            date_1: "2026-12-02".into(),
            ..office.form()
        },
        1,
    )
    .await;
    let second = RequestForm {
        date_1: "2026-12-02".into(),
        start_1: "13:00".into(),
        ..office.form()
    };
    assign(office, &second, 1).await;
    live(office, "2026-12-02T07:40:00Z", TimeDelta::minutes(30)).await;
    let token = token_of(office, first).await;
    app.say_late(&token, 20, &office.mark("late")).await.unwrap();
    office.mails().await;
    live(office, "2026-12-02T15:00:00Z", TimeDelta::minutes(30)).await;
    app.report_outcome(office.school.id, first, true, "60")
        .await
        .unwrap();
    app.add_consultation_period(
        "Elternsprechtag 1. Halbjahr",
        "2027-02-10",
        "",
        "2027-01-29",
        account,
    )
    .await
    .unwrap();
    live(office, "2027-01-04T09:00:00Z", TimeDelta::hours(3)).await;
    app.close_month(day("2026-12-01"), account, &office.mark("m"))
        .await
        .unwrap();
    live(office, "2027-01-30T00:45:00Z", TimeDelta::hours(3)).await;
    // An address that is no good any more, and somebody who leaves.
    let asked = office
        .ask(&RequestForm {
            date_1: "2027-02-16".into(),
            ..office.form()
        })
        .await;
    office.mails().await;
    live(office, "2027-02-01T09:00:00Z", TimeDelta::hours(6)).await;
    office.sink.on(At::Rcpt, 1, Act::Say("550 5.1.1 no such user"));
    app.ask_by_hand(asked, 0, AskingWay::InTurn, account, &office.mark("w"))
        .await
        .unwrap();
    office.mails().await;
    office.later(TimeDelta::minutes(2));
    office.mails().await;
    let mut reached = None;
    for person in [able(2).id, able(3).id] {
        let stored = app
            .store
            .read()
            .await
            .unwrap()
            .person(person)
            .await
            .unwrap()
            .unwrap();
        reached = reached.or(stored.email_failed_at.is_none().then_some(person));
    }
    let leaves = reached.expect("only one address was refused");
    app.erase_person(leaves, Actor::Account(account)).await.unwrap();
    office.mails().await;
}

/// Every mail of a kind that has left, as it arrived.
async fn sent(office: &TestApp, all: &[Received], kind: K) -> Vec<Received> {
    let filter = OutboxFilter {
        kind: Some(kind),
        state: Some(OutboxState::Sent),
        ..OutboxFilter::default()
    };
    let mut tx = office.app.store.read().await.unwrap();
    let rows = tx.outbox_page(&filter, Page::first(500)).await.unwrap().rows;
    let ids: Vec<String> = rows
        .iter()
        .map(|row| format!("Message-ID: <{}@", row.id))
        .collect();
    let is_it = |mail: &&Received| ids.iter().any(|id| mail.text().contains(id));
    all.iter().filter(is_it).cloned().collect()
}

fn recipient(address: &str) -> To {
    match address {
        "sekretariat@example.org" => School,
        "ehrenamt@ehrenamt.example.org" => Office,
        "neu@example.org" => Colleague,
        _ => Volunteer,
    }
}

fn looked_at(kind: K, mail: &Received, to: To, start: &str, method: Option<CalendarMethod>) {
    assert_eq!(mail.to.len(), 1, "{kind}: one recipient");
    assert_eq!(recipient(&mail.to[0]), to, "{kind}: {:?}", mail.to);
    assert!(subject(mail).starts_with(start), "{kind}: {}", subject(mail));
    let parsed = MessageParser::default().parse(mail.bytes.as_slice()).unwrap();
    let types: Vec<String> = parsed
        .parts
        .iter()
        .filter_map(|part| part.content_type())
        .map(|t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or_default()))
        .collect();
    let plain = parsed.body_text(0).unwrap().into_owned();
    let html = parsed.body_html(0).unwrap().into_owned();
    assert!(
        types.contains(&"text/plain".into()) && types.contains(&"text/html".into()),
        "{kind}: {types:?}"
    );
    assert!(
        plain.contains("Tel") && plain.contains("/impressum"),
        "{kind}: {plain}"
    );
    assert!(html.contains("<html lang=\"de\""), "{kind}");
    for broken in ["{{", "{%", "undefined", "none", "  :", "Guten Tag ,", "..\n"] {
        assert!(!plain.contains(broken), "{kind}: {broken:?} in\n{plain}");
    }
    assert!(
        plain.is_ascii() || plain.chars().any(|c| "äöüÄÖÜß–„“→§€".contains(c)),
        "{kind}: {plain}"
    );
    let entry = calendar(mail);
    assert_eq!(entry.is_some(), method.is_some(), "{kind}: calendar entry");
    if let (Some(entry), Some(method)) = (entry, method) {
        let word = if method == CalendarMethod::Cancel {
            "METHOD:CANCEL"
        } else {
            "METHOD:REQUEST"
        };
        assert!(entry.contains(word), "{kind}: {entry}");
        assert!(types.contains(&"application/ics".into()), "{kind}: {types:?}");
    }
    // Whoever reads English gets a second block with the same content.
    let english = parsed.subject().is_some() && mail.to[0] == "person1@example.org";
    assert_eq!(
        plain.contains("(English version below)"),
        english,
        "{kind}\n{plain}"
    );
    assert_eq!(html.contains("<div lang=\"en\" dir=\"ltr\">"), english, "{kind}");
}

/// What confirms that a move was looked at.
async fn seen_move(office: &TestApp, number: i64, to: TimeOption) -> String {
    office.app.preview_move(number, to).await.unwrap().digest
}

on_both! {
    async fn every_kind_is_sent_by_what_people_do(db) {
        let office = TestApp::on_trial(db).await;
        begin(&office).await;
        one_request(&office).await;
        winter(&office).await;
        let all = office.sink.mails();
        let mut missing = Vec::new();
        for (id, kind, to, start, method) in TABLE {
            assert_eq!(kind.calendar_method(), method, "{kind}");
            let mails = sent(&office, &all, kind).await;
            if mails.is_empty() {
                missing.push((id, kind.as_str()));
            }
            for mail in &mails {
                looked_at(kind, mail, to, start, method);
            }
        }
        assert_eq!(missing, [], "never sent");
        let known: Vec<K> = TABLE.iter().map(|(_, kind, ..)| *kind).collect();
        for kind in K::ALL {
            assert!(known.contains(kind), "{kind} stands in no row of the table");
        }
        let ids: std::collections::BTreeSet<String> = all
            .iter()
            .map(|m| m.text().lines().find(|l| l.starts_with("Message-ID")).unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), all.len(), "nothing twice");
    }

    /// M24: of a group that meets again and again, host and leader read who covers, with their calendar entries.
    async fn a_groups_host_and_leader_read_that_somebody_covers(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let form = RequestForm { occasion: "course".into(), ..office.form() };
        let number = assign(&office, &form, 1).await;
        let token = token_of(&office, number).await;
        office.app.ask_stand_in(&token, &office.mark("s")).await.unwrap();
        office.mails().await;
        let (_, cover) = office.open_offer(number).await.unwrap();
        office.app.answer(&cover, Answer::Accept, &office.mark("yes")).await.unwrap();
        let mails = office.mails().await;
        assert_eq!(mails.len(), 3);
        let of = |address: &str| mails.iter().find(|m| m.to[0] == address).unwrap();
        for (address, method) in [("sekretariat@example.org", "METHOD:REQUEST"), ("person1@example.org", "METHOD:CANCEL")] {
            assert_eq!(subject(of(address)), "Gruppe Sprachmittlung: Vertretung am 01.12.2026");
            assert!(calendar(of(address)).unwrap().contains(method), "{address}");
        }
        assert!(calendar(of("person2@example.org")).unwrap().contains("METHOD:REQUEST"));
    }
}
