//! What happens after a yes: a stand-in, a delay, a condition, a moved appointment. Only those concerned hear of it.

use chrono::TimeDelta;
use passgenau::app::{AppError, Assigning};
use passgenau::domain::asking::{AskingPolicy, AskingWay};
use passgenau::domain::offer::{Answer, OfferState};
use passgenau::domain::programme::ProgrammeId;
use passgenau::domain::request::TimeOption;

use crate::support::app::{TestApp, calendar, property, subject, to};
use crate::support::db::on_both;
use crate::support::people::{able, utc};

const SCHOOL: &str = "sekretariat@example.org";
const OFFICE: &str = "ehrenamt@ehrenamt.example.org";

/// A request that person 1 has agreed to, with all mails sent; the token of their page.
async fn agreed(office: &TestApp) -> (i64, String) {
    let number = office.ask(&office.form()).await;
    let seat = Assigning {
        option: 0,
        seat: 0,
        person: able(1).id,
    };
    office
        .app
        .assign(number, seat, office.account, &office.mark("m"))
        .await
        .unwrap();
    office.mails().await;
    let detail = office.app.request_detail(number).await.unwrap().unwrap();
    let token = office.app.keys.offer(&detail.offers[0].0);
    (number, token)
}

on_both! {
    async fn whoever_looks_for_a_stand_in_stays_responsible_until_there_is_one(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let (number, token) = agreed(&office).await;
        let mark = office.mark("s");
        office.app.ask_stand_in(&token, &mark).await.unwrap();
        office.app.ask_stand_in(&token, &mark).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed", "nothing has changed for the school");
        let mails = office.mails().await;
        assert_eq!((to(&mails, OFFICE).len(), to(&mails, "person2@example.org").len(), mails.len()), (1, 1, 2));

        let (_, second) = office.open_offer(number).await.unwrap();
        office.app.answer(&second, Answer::Accept, &office.mark("yes")).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed");
        let mails = office.mails().await;
        assert_eq!(mails.len(), 3, "{:?}", mails.iter().map(subject).collect::<Vec<_>>());
        let free = to(&mails, "person1@example.org");
        assert!(calendar(free[0]).unwrap().contains("METHOD:CANCEL"));
        let school = to(&mails, SCHOOL);
        assert_eq!(subject(school[0]), "Geändert: Sprachmittlung am 01.12.2026");
        let entry = calendar(school[0]).unwrap();
        assert!(entry.contains("METHOD:REQUEST"));
        assert_eq!(property(&entry, "SEQUENCE"), "0", "neither time nor place has changed");
    }

    async fn without_a_stand_in_everything_stays_as_agreed(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let (number, token) = agreed(&office).await;
        office.app.ask_stand_in(&token, &office.mark("s")).await.unwrap();
        let (_, second) = office.open_offer(number).await.unwrap();
        office.app.answer(&second, Answer::Decline, &office.mark("no")).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed", "person 1 still comes");
        assert_eq!(office.tasks().await, ["nobody_left"]);
        let mails = office.mails().await;
        assert_eq!(to(&mails, SCHOOL).len(), 0);
        office.app.end_stand_in(&token, &office.mark("e")).await.unwrap();
        assert!(!office.app.offer_by_token(&token).await.unwrap().unwrap().stand_in);
    }

    async fn yes_but_stops_the_clock_and_the_text_is_in_no_mail(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        office.app.ask_by_hand(number, 0, AskingWay::InTurn, office.account, &office.mark("m")).await.unwrap();
        office.mails().await;
        let (offer, token) = office.open_offer(number).await.unwrap();
        let empty = office.app.say_but(&token, "  ", &office.mark("b")).await;
        assert!(matches!(empty, Err(AppError::Rejected(_))));
        office.app.say_but(&token, "erst ab halb zehn, Kanarienvogel", &office.mark("c")).await.unwrap();
        office.later(TimeDelta::days(3));
        office.app.expire_offers().await.unwrap();
        let mut tx = office.app.store.read().await.unwrap();
        assert_eq!(tx.offer(offer.id).await.unwrap().unwrap().state, OfferState::CallRequested);
        assert!(tx.offer_remark(offer.id).await.unwrap().unwrap().contains("halb zehn"));
        drop(tx);
        assert_eq!(office.tasks().await, ["yes_but"]);
        let mails = office.mails().await;
        assert_eq!(to(&mails, OFFICE).len(), 1);
        assert!(mails.iter().all(|m| !m.text().contains("Kanarienvogel")));
        office.later(TimeDelta::days(30));
        office.app.tidy().await.unwrap();
        let mut tx = office.app.store.read().await.unwrap();
        assert_eq!(tx.offer_remark(offer.id).await.unwrap(), None, "kept for thirty days");
    }

    async fn a_delay_reaches_school_and_office_at_once_and_only_near_the_time(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let (_, token) = agreed(&office).await;
        let early = office.app.say_late(&token, 20, &office.mark("l")).await;
        assert!(matches!(early, Err(AppError::Conflict("conflict-too-early-to-be-late"))));
        office.later(utc("2026-12-01T07:40:00Z") - office.now());
        assert!(matches!(office.app.say_late(&token, 15, &office.mark("l")).await, Err(AppError::Rejected(_))));
        office.app.say_late(&token, 20, &office.mark("l2")).await.unwrap();
        office.app.say_late(&token, 20, &office.mark("l3")).await.unwrap();
        let mails = office.mails().await;
        assert_eq!((to(&mails, SCHOOL).len(), to(&mails, OFFICE).len(), mails.len()), (1, 1, 2));
        assert_eq!(subject(to(&mails, SCHOOL)[0]), "Verspätung heute: etwa 20 Minuten");
        office.later(TimeDelta::hours(3));
        assert!(matches!(office.app.say_late(&token, 10, &office.mark("x")).await, Err(AppError::Conflict(_))));
    }

    async fn a_moved_appointment_keeps_whoever_can_and_tells_old_and_new(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let (number, _) = agreed(&office).await;
        let time = |starts: &str, ends: &str| TimeOption { starts_at: utc(starts), ends_at: utc(ends) };
        let later = time("2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z");
        let preview = office.app.preview_move(number, later).await.unwrap();
        assert_eq!((preview.agreed.len(), preview.agreed[0].1), (1, true));
        office.app.move_request(number, later, &preview.digest, true, office.account, &office.mark("mv")).await.unwrap();
        let mails = office.mails().await;
        assert_eq!(mails.len(), 2, "{:?}", mails.iter().map(subject).collect::<Vec<_>>());
        for address in ["person1@example.org", SCHOOL] {
            let entry = calendar(to(&mails, address)[0]).unwrap();
            assert!(entry.contains("METHOD:REQUEST"));
            assert_eq!(property(&entry, "SEQUENCE"), "1");
            assert_eq!(property(&entry, "DTSTART"), "TZID=Europe/Berlin:20261201T110000");
        }
        // In the middle of the night nobody can: person 1 is free, and others are asked.
        let night = time("2026-12-01T02:00:00Z", "2026-12-01T03:00:00Z");
        let preview = office.app.preview_move(number, night).await.unwrap();
        assert!(!preview.agreed[0].1);
        office.app.move_request(number, night, &preview.digest, true, office.account, &office.mark("n")).await.unwrap();
        assert_ne!(office.state(number).await, "confirmed");
        let mails = office.mails().await;
        let told = calendar(to(&mails, "person1@example.org")[0]).unwrap();
        assert!(told.contains("METHOD:CANCEL"));
        assert_eq!(property(&told, "SEQUENCE"), "2");
    }

    async fn a_programme_can_leave_the_choice_to_the_office(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let (number, token) = agreed(&office).await;
        let policy = AskingPolicy { replace_by_itself: false, ..AskingPolicy::default() };
        office.app.set_asking_policy(&ProgrammeId("interpreting".into()), policy, office.account).await.unwrap();
        office.app.cancel_by_volunteer(&token, &office.mark("c")).await.unwrap();
        assert_eq!(office.state(number).await, "substituting");
        assert!(office.open_offer(number).await.is_none());
        assert_eq!(office.tasks().await, ["replace_by_hand"]);
    }
}
