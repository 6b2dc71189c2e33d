//! After an appointment: proofs of service, differences, months that are accounted for, thanks; and the office's other
//! letters.

use chrono::{DateTime, TimeDelta, Utc};
use passgenau::app::{AppError, Assigning, DoneForm, MailChoice, RequestForm};
use passgenau::domain::account::Actor;
use passgenau::domain::money::{JourneyPay, Tariff};
use passgenau::domain::programme::ProgrammeId;
use passgenau::domain::rights::{Grant, Role};
use passgenau::store::Page;

use crate::support::app::{TestApp, subject, to};
use crate::support::db::{TestDb, on_both};
use crate::support::people::{able, day, utc};
use crate::support::smtp::Received;

const SCHOOL: &str = "sekretariat@example.org";
const PERSON: &str = "person1@example.org";
const OFFICE: &str = "ehrenamt@ehrenamt.example.org";

/// An hour costs 25 euros.
fn tariff(journey: Option<JourneyPay>) -> Tariff {
    Tariff {
        programme: ProgrammeId("interpreting".into()),
        valid_from: day("2026-01-01"),
        first_minutes: 60,
        first_cents: 2_500,
        step_minutes: 30,
        step_cents: 1_000,
        remote_first_cents: None,
        remote_step_cents: None,
        travel_cents: 0,
        journey,
        late_hours: None,
        late_cents: None,
    }
}

fn said(minutes: &str) -> DoneForm {
    DoneForm {
        minutes: minutes.into(),
        ..DoneForm::default()
    }
}

async fn agreed(office: &TestApp, form: &RequestForm) -> i64 {
    let number = office.ask(form).await;
    let seat = Assigning {
        option: 0,
        seat: 0,
        person: able(1).id,
    };
    office
        .app
        .assign_because(number, seat, "so abgesprochen", office.account, &office.mark("m"))
        .await
        .unwrap();
    office.mails().await;
    number
}

/// Moves the clock in steps and returns what arrived for one address, with the moment.
async fn travel(office: &TestApp, until: &str, step: TimeDelta, address: &str) -> Vec<String> {
    let until = utc(until);
    let mut seen = Vec::new();
    while office.now() < until {
        office.app.digests().await.unwrap();
        for mail in to(&office.mails().await, address) {
            seen.push(format!("{} {}", local(office.now()), subject(mail)));
        }
        office.later(step.min(until - office.now()));
    }
    seen
}

fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&chrono_tz::Europe::Berlin)
        .format("%a %d.%m. %H:%M")
        .to_string()
}

fn link(mail: &Received) -> String {
    let parsed = mail_parser::MessageParser::default()
        .parse(mail.bytes.as_slice())
        .expect("a mail");
    let text = parsed.body_text(0).expect("text").into_owned();
    text.split_whitespace()
        .find(|word| word.starts_with("http"))
        .expect("a link")
        .to_owned()
}

async fn assignment_of(office: &TestApp, number: i64) -> passgenau::ids::AssignmentId {
    let mut tx = office.app.store.read().await.unwrap();
    let request = tx.request_by_number(number).await.unwrap().expect("there");
    let which = passgenau::store::Which::Active;
    tx.assignments_of_request(request.id, which).await.unwrap()[0].id
}

on_both! {
    async fn both_sides_are_asked_an_hour_after_the_end_and_again_and_then_the_office_decides(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = agreed(&office, &office.form()).await;
        // Tuesday 9 to 10: asked at 11, again on the working days one and two weeks later.
        let mine = travel(&office, "2026-12-28T12:00:00Z", TimeDelta::minutes(30), PERSON).await;
        let mine: Vec<_> = mine.iter().filter(|s| s.contains("Einsatzzeit") || s.contains("nachweis")).collect();
        assert_eq!(
            mine,
            [
                &format!("Tue 01.12. 11:00 Bitte Einsatzzeit bestätigen – Nr. {number}"),
                &format!("Wed 09.12. 08:00 Erinnerung: Einsatznachweis fehlt – Nr. {number}"),
                &format!("Wed 16.12. 08:00 Erinnerung: Einsatznachweis fehlt – Nr. {number}"),
            ]
        );
        let school: Vec<_> = office.sink.mails().iter().filter(|m| m.to == [SCHOOL]).map(subject).collect();
        let count = |start: &str| school.iter().filter(|s| s.starts_with(start)).count();
        assert_eq!((count("Bitte Einsatz bestätigen"), count("Erinnerung: Einsatznachweis")), (1, 2));
        assert_eq!(office.tasks().await, ["service_open"]);
        let ending = passgenau::app::Ending {
            kind: passgenau::domain::review::OutcomeKind::Held,
            agency: String::new(),
            cents: None,
        };
        office.app.record_outcome(number, &ending, office.account).await.unwrap();
        assert_eq!(office.tasks().await, Vec::<String>::new());
    }

    async fn whoever_has_said_how_it_went_is_not_asked_and_a_difference_is_the_offices_task(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = agreed(&office, &office.form()).await;
        let assignment = assignment_of(&office, number).await;
        office.later(utc("2026-12-01T09:05:00Z") - office.now());
        office.app.report_outcome(office.school.id, number, true, "60").await.unwrap();
        office.later(TimeDelta::hours(1));
        office.app.digests().await.unwrap();
        let mails = office.mails().await;
        assert!(to(&mails, SCHOOL).iter().all(|m| !subject(m).contains("bestätigen")));
        assert_eq!(to(&mails, PERSON).iter().filter(|m| subject(m).contains("Einsatzzeit")).count(), 1);
        office.app.report_done(able(1).id, assignment, Some(&said("90"))).await.unwrap();
        assert_eq!(office.tasks().await, ["service_mismatch"]);
        office.app.report_done(able(1).id, assignment, Some(&said("75"))).await.unwrap();
        assert_eq!(office.tasks().await, Vec::<String>::new(), "a quarter of an hour is none");
        let wrong = office.app.report_outcome(office.school.id, number, true, "-3").await;
        assert!(matches!(wrong, Err(AppError::Rejected(_))));
        let mine = travel(&office, "2026-12-20T12:00:00Z", TimeDelta::hours(6), PERSON).await;
        assert!(mine.iter().all(|s| !s.contains("nachweis")), "{mine:?}");
    }

    async fn a_question_and_its_answer_stand_on_the_page_and_never_in_a_mail(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&office.form()).await;
        office.mails().await;
        let mark = office.mark("q");
        for _ in 0..2 {
            office.app.ask_requester(number, "Welcher Raum? Kanarienvogel", office.account, &mark).await.unwrap();
        }
        let mails = office.mails().await;
        assert_eq!(mails.len(), 1, "a double click is one question");
        assert_eq!(subject(&mails[0]), format!("Rückfrage zu Anfrage Nr. {number}"));
        assert!(!mails[0].text().contains("Kanarienvogel"));
        let request = office.app.request_of(office.school.id, number).await.unwrap().expect("there").request;
        let asked = office.app.questions_of(request.id).await.unwrap().remove(0);
        let answer = |text: &'static str, mark: String| {
            let (app, school) = (office.app.clone(), office.school.id);
            async move { app.answer_question(school, number, asked.id, text, &mark).await }
        };
        assert!(matches!(answer("  ", office.mark("a")).await, Err(AppError::Rejected(_))));
        answer("Raum 12", office.mark("a")).await.unwrap();
        assert_eq!(office.tasks().await, ["question_answered"]);
        assert!(matches!(answer("Raum 13", office.mark("a")).await, Err(AppError::Conflict(_))));
        office.later(TimeDelta::days(31));
        office.app.tidy().await.unwrap();
        assert!(office.app.questions_of(request.id).await.unwrap().is_empty());
    }

    async fn schools_are_told_of_a_consultation_day_once_six_weeks_before(db) {
        let office = TestApp::new(db).await;
        let add = |title: &'static str, first: &'static str, by: &'static str| {
            let (app, account) = (office.app.clone(), office.account);
            async move { app.add_consultation_period(title, first, "", by, account).await }
        };
        let Err(AppError::Rejected(faults)) = add("", "2026-13-01", "gestern").await else { panic!("taken") };
        assert_eq!(faults.iter().map(|f| f.field.clone()).collect::<Vec<_>>(), ["title", "first_day", "register_by"]);
        assert!(matches!(add("Sprechtag", "2027-02-10", "2027-02-11").await, Err(AppError::Rejected(_))));
        add("Elternsprechtag 1. Halbjahr", "2027-02-10", "2027-01-29").await.unwrap();
        let seen = travel(&office, "2027-02-09T12:00:00Z", TimeDelta::hours(1), SCHOOL).await;
        // 42 days before is Wednesday, 30 December.
        assert_eq!(seen, ["Wed 30.12. 08:00 Elternsprechtag 1. Halbjahr: Sprachmittlung jetzt anmelden"]);
        let mail = office.sink.mails().into_iter().rfind(|m| m.to == [SCHOOL]).expect("sent");
        assert!(link(&mail).ends_with("/day"), "{}", link(&mail));
        let told = office.app.consultation_periods().await.unwrap().remove(0);
        let removed = office.app.remove_consultation_period(told.id, office.account).await;
        assert!(matches!(removed, Err(AppError::Conflict(_))));
    }

    async fn an_invitation_carries_the_link_that_sets_the_password_and_none_that_is_used(db) {
        let office = TestApp::on_trial(db).await;
        let grants = [Grant::everywhere(Role::Administrator)];
        let invited = office.app.invite("neu@example.org", "Sabine Möller", &grants, office.account).await.unwrap();
        let mails = office.mails().await;
        assert_eq!((mails.len(), mails[0].to[0].as_str()), (1, "neu@example.org"), "also while nothing is real");
        assert_eq!(link(&mails[0]), invited.link);
        let token = invited.link.rsplit('/').next().expect("a token").to_owned();
        office.app.welcome(&token, "ein langer Satz mit Umlaut ü", "").await.unwrap();
        office.later(TimeDelta::seconds(5));
        let again = office.app.invite_again(invited.account, office.account).await.unwrap();
        let token = again.link.rsplit('/').next().expect("a token").to_owned();
        office.app.welcome(&token, "ein langer Satz mit Umlaut ü", "").await.unwrap();
        assert_eq!(office.mails().await.len(), 0, "a link that is used is not sent");
    }

    async fn data_lie_ready_behind_a_link_and_the_last_mail_goes_to_the_address_that_was(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        office.app.send_data_ready(able(1).id, office.account, &office.mark("d")).await.unwrap();
        let mails = office.mails().await;
        assert_eq!(subject(&mails[0]), "Ihre Datenauskunft liegt bereit");
        assert!(link(&mails[0]).ends_with("/about"));
        office.app.erase_person(able(1).id, Actor::Account(office.account)).await.unwrap();
        let mails = office.mails().await;
        let last = to(&mails, PERSON);
        assert_eq!(last.iter().map(|m| subject(m)).collect::<Vec<_>>(), ["Ihre Daten sind gelöscht"]);
        let dump = db.dump().await;
        assert!(dump.iter().any(|row| row.contains(PERSON)), "kept until it has left");
        office.later(TimeDelta::hours(1));
        office.app.tidy().await.unwrap();
        let left: Vec<_> = db.dump().await.into_iter().filter(|row| row.contains(PERSON)).collect();
        assert_eq!(left, Vec::<String>::new());
    }

    async fn a_round_number_is_thanked_for_once_and_only_if_wanted(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        for hour in 8..18 {
            agreed(&office, &RequestForm { start_1: format!("{hour:02}:00"), duration_1: "45".into(), ..office.form() }).await;
        }
        office.later(utc("2026-12-02T06:00:00Z") - office.now());
        let seen = travel(&office, "2026-12-03T12:00:00Z", TimeDelta::hours(1), PERSON).await;
        assert!(seen.iter().all(|s| !s.contains("Danke für")), "{seen:?}");
        office.app.choose_mails(able(1).id, MailChoice::ThanksOn, None).await.unwrap();
        let seen = travel(&office, "2026-12-08T12:00:00Z", TimeDelta::hours(1), PERSON).await;
        let thanks: Vec<_> = seen.iter().filter(|s| s.contains("Danke für")).collect();
        assert_eq!(thanks, ["Fri 04.12. 08:00 Danke für 10 Einsätze"]);
    }

    async fn allowances_are_told_at_four_fifths_and_a_month_is_accounted_for_once(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        person.bounds.regime = Some("honorary".into());
        office.people(&[person]).await;
        let mut tx = office.app.store.write().await.unwrap();
        tx.upsert_tariff(&Tariff {
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
        }).await.unwrap();
        tx.commit().await.unwrap();
        let first = agreed(&office, &office.form()).await;
        let second = agreed(&office, &RequestForm { start_1: "13:00".into(), ..office.form() }).await;
        let seen = travel(&office, "2026-11-26T12:00:00Z", TimeDelta::hours(1), PERSON).await;
        let told: Vec<_> = seen.iter().filter(|s| s.contains("Freibetrag")).collect();
        assert_eq!(told, ["Mon 23.11. 09:00 Hinweis: Freibetrag 2026 fast ausgeschöpft"], "800 of 960 €");
        let office_told = office.sink.mails().iter().filter(|m| m.to == [OFFICE] && subject(m).contains("Freibetrag")).count();
        assert_eq!(office_told, 1);

        office.later(utc("2026-12-02T09:00:00Z") - office.now());
        let december = day("2026-12-01");
        let early = office.app.close_month(december, office.account, &office.mark("s")).await;
        assert!(matches!(early, Err(AppError::Conflict(_))));
        office.app.report_outcome(office.school.id, first, true, "").await.unwrap();
        office.app.report_done(able(1).id, assignment_of(&office, first).await, Some(&said("90"))).await.unwrap();
        office.later(utc("2027-01-04T09:00:00Z") - office.now());
        let preview = office.app.month_preview(december).await.unwrap();
        assert_eq!((preview.lines.len(), preview.lines[0].total(), preview.unproven), (1, 50_000, 1));
        let mark = office.mark("s");
        assert_eq!(office.app.close_month(december, office.account, &mark).await.unwrap(), 1);
        assert_eq!(office.app.close_month(december, office.account, &mark).await.unwrap(), 1, "a double click is one");
        let mails = office.mails().await;
        let statement: Vec<_> = to(&mails, PERSON).into_iter().filter(|m| subject(m).starts_with("Ihre Abrechnung")).collect();
        assert_eq!(statement.len(), 1);
        let text = statement[0].text();
        assert!(text.contains("500,00"), "{text}");
        // What is confirmed later is paid later, and nothing twice.
        let nothing = office.app.close_month(december, office.account, &office.mark("s")).await;
        assert!(matches!(nothing, Err(AppError::Conflict(_))));
        office.app.report_outcome(office.school.id, second, true, "").await.unwrap();
        assert_eq!(office.app.month_preview(december).await.unwrap().lines[0].total(), 40_000);
        office.app.close_month(december, office.account, &office.mark("s")).await.unwrap();
        let mut tx = office.app.store.read().await.unwrap();
        let paid = tx.payments_of(able(1).id, Page::first(10)).await.unwrap();
        let mut cents: Vec<_> = paid.iter().map(|p| p.cents).collect();
        cents.sort_unstable();
        assert_eq!(cents, [40_000, 50_000]);
    }

    async fn who_is_called_off_late_is_paid_what_the_programme_says_and_once(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let tariff = |late_cents| Tariff {
            programme: ProgrammeId("interpreting".into()),
            valid_from: day("2026-01-01"),
            first_minutes: 60,
            first_cents: 2_500,
            step_minutes: 30,
            step_cents: 1_000,
            remote_first_cents: None,
            remote_step_cents: None,
            travel_cents: 0,
            journey: None,
            late_hours: Some(36),
            late_cents,
        };
        let store = async |late_cents| {
            let mut tx = office.app.store.write().await.unwrap();
            tx.upsert_tariff(&tariff(late_cents)).await.unwrap();
            tx.commit().await.unwrap();
        };
        store(None).await;
        let early = agreed(&office, &office.form()).await;
        let late = agreed(&office, &RequestForm { start_1: "13:00".into(), ..office.form() }).await;
        // The first appointment begins at eight o'clock of universal time: 37 and 35 hours before.
        office.later(utc("2026-11-29T19:00:00Z") - office.now());
        office.app.cancel_by_requester(office.school.id, early, &office.mark("c1")).await.unwrap();
        office.later(utc("2026-11-30T12:00:00Z") - office.now());
        office.app.cancel_by_requester(office.school.id, late, &office.mark("c2")).await.unwrap();
        office.later(utc("2027-01-04T09:00:00Z") - office.now());
        let december = day("2026-12-01");
        assert!(office.app.month_preview(december).await.unwrap().lines.is_empty(), "the programme pays nothing for it");
        store(Some(1_250)).await;
        let preview = office.app.month_preview(december).await.unwrap();
        assert_eq!((preview.lines[0].total(), preview.lines[0].appointments), (1_250, 1), "the one that was called off in time is not paid");
        office.app.close_month(december, office.account, &office.mark("s")).await.unwrap();
        let again = office.app.close_month(december, office.account, &office.mark("s")).await;
        assert!(matches!(again, Err(AppError::Conflict(_))), "nothing is paid twice");
    }

    async fn the_mail_about_a_late_cancellation_names_what_is_paid(db) {
        for (late_cents, words) in [(Some(1_250), "Dafür bekommen Sie 12,50"), (None, "Ob Ihnen dafür trotzdem etwas zusteht")] {
            let db = TestDb::new(db.engine).await;
            let office = TestApp::new(&db).await;
            office.people(&[able(1)]).await;
            let mut tx = office.app.store.write().await.unwrap();
            tx.upsert_tariff(&Tariff { late_hours: None, late_cents, ..tariff(None) }).await.unwrap();
            tx.commit().await.unwrap();
            let number = agreed(&office, &office.form()).await;
            office.later(utc("2026-11-30T12:00:00Z") - office.now());
            office.app.cancel_by_requester(office.school.id, number, &office.mark("c")).await.unwrap();
            let mails = office.mails().await;
            let told = to(&mails, PERSON);
            let called_off: Vec<_> = told.iter().filter(|m| subject(m).starts_with("Abgesagt")).collect();
            assert_eq!(called_off.len(), 1, "{:?}", told.iter().map(|m| subject(m)).collect::<Vec<_>>());
            let parsed = mail_parser::MessageParser::default().parse(called_off[0].bytes.as_slice()).unwrap();
            let text = parsed.body_text(0).unwrap();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(words), "{text}");
        }
    }

    async fn a_journey_is_given_back_as_far_as_the_tariff_goes(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let pay = JourneyPay { km_cents: Some(30), free_km: 5, tickets: true, most_cents: 1_000 };
        let mut tx = office.app.store.write().await.unwrap();
        tx.upsert_tariff(&tariff(Some(pay))).await.unwrap();
        assert_eq!(tx.tariffs().await.unwrap()[0].journey, Some(pay), "kept as it was");
        tx.commit().await.unwrap();
        let driven = agreed(&office, &office.form()).await;
        let by_bus = agreed(&office, &RequestForm { start_1: "13:00".into(), ..office.form() }).await;
        let silent = agreed(&office, &RequestForm { start_1: "15:00".into(), ..office.form() }).await;
        office.later(utc("2026-12-02T09:00:00Z") - office.now());
        let (me, app) = (able(1).id, &office.app);
        for number in [driven, by_bus, silent] {
            app.report_outcome(office.school.id, number, true, "").await.unwrap();
        }
        // Everything that is wrong is said at once.
        let wrong = DoneForm { minutes: "0".into(), km: "weit".into(), ticket: "5000".into() };
        let first = assignment_of(&office, driven).await;
        let faults = match app.report_done(me, first, Some(&wrong)).await {
            Err(AppError::Rejected(faults)) => faults.into_iter().map(|f| f.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(faults, ["minutes", "km", "ticket"]);
        app.report_done(me, first, Some(&DoneForm { km: "20,3".into(), ..said("60") })).await.unwrap();
        let second = assignment_of(&office, by_bus).await;
        app.report_done(me, second, Some(&DoneForm { ticket: "6,40 €".into(), ..said("60") })).await.unwrap();
        let done = app.own_done(me).await.unwrap();
        assert_eq!(done.iter().filter(|d| d.journey == Some(pay)).count(), 3);
        office.later(utc("2027-01-04T09:00:00Z") - office.now());
        let preview = app.month_preview(day("2026-12-01")).await.unwrap();
        // 21 kilometres, of which five are not paid; a ticket; nothing said.
        assert_eq!(preview.lines[0].total(), (2_500 + 480) + (2_500 + 640) + 2_500);
        assert_eq!(preview.lines[0].journeys, 480 + 640);
    }
}
