//! Who is asked, how many at once, by which way, and what can be taken back?

use chrono::TimeDelta;
use passgenau::app::{AnswerOutcome, AppError, Assigning, RequestForm};
use passgenau::domain::asking::{AskingPolicy, AskingWay};
use passgenau::domain::offer::{Answer, OfferState};
use passgenau::domain::programme::ProgrammeId;

use crate::support::app::{TestApp, subject, to};
use crate::support::db::on_both;
use crate::support::people::able;

/// The same request on Tuesday, 24 November, 11 o'clock: 26 hours away.
fn soon(office: &TestApp) -> RequestForm {
    RequestForm {
        date_1: "2026-11-24".into(),
        start_1: "11:00".into(),
        urgent_reason: "Die Mutter ist nur diese Woche hier.".into(),
        ..office.form()
    }
}

on_both! {
    async fn the_first_yes_wins_and_the_others_are_thanked(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2), able(3)]).await;
        let number = office.ask(&office.form()).await;
        office.mails().await;
        let asked = office.app.ask_by_hand(number, 0, AskingWay::All, office.account, &office.mark("m")).await.unwrap();
        assert_eq!((asked, office.mails().await.len()), (3, 3));
        let offers = office.open_offers(number).await;
        // Fifty answers at once from three people: one has it.
        let answers = (0..50).map(|n| {
            let (app, token, mark) = (office.app.clone(), offers[n % 3].1.clone(), office.mark(&format!("a{n}")));
            tokio::spawn(async move { app.answer(&token, Answer::Accept, &mark).await.unwrap() })
        });
        let mut taken = 0;
        for answer in answers.collect::<Vec<_>>() {
            match answer.await.unwrap() {
                AnswerOutcome::Confirmed => {}
                AnswerOutcome::Taken => taken += 1,
                other => panic!("{other:?}"),
            }
        }
        assert!(taken >= 30, "{taken}");
        let mails = office.mails().await;
        let count = |text: &str| mails.iter().filter(|m| subject(m).starts_with(text)).count();
        assert_eq!((count("Bestätigt"), count("Einsatz am 01.12.2026 ist schon vergeben"), mails.len()), (2, 2, 4));
        assert_eq!(office.state(number).await, "confirmed");
        let late = office.app.answer(&offers[0].1, Answer::Decline, &office.mark("late")).await.unwrap();
        assert!(matches!(late, AnswerOutcome::Taken | AnswerOutcome::Confirmed));
        assert_eq!(office.waiting().await, 0, "no reminder is left behind");
    }

    async fn in_turn_asks_one_then_two(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2), able(3), able(4)]).await;
        let number = office.ask(&office.form()).await;
        office.app.ask_by_hand(number, 0, AskingWay::InTurn, office.account, &office.mark("m")).await.unwrap();
        let first = office.open_offers(number).await;
        assert_eq!((first.len(), first[0].0.plan), (1, None));
        office.app.answer(&first[0].1, Answer::Decline, &office.mark("no")).await.unwrap();
        let second = office.open_offers(number).await;
        assert_eq!(second.len(), 2);
        // One of two says no: the other one may still say yes, so nobody else is disturbed.
        office.app.answer(&second[0].1, Answer::Decline, &office.mark("no2")).await.unwrap();
        assert_eq!(office.open_offers(number).await.len(), 1);
        office.app.answer(&second[1].1, Answer::Decline, &office.mark("no3")).await.unwrap();
        let last = office.open_offers(number).await;
        assert_eq!(last.len(), 1, "the last one there is");
        office.app.answer(&last[0].1, Answer::Decline, &office.mark("no4")).await.unwrap();
        assert_eq!(office.state(number).await, "unfilled");
    }

    async fn when_time_is_short_a_plan_asks_three_at_once(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2), able(3), able(4)]).await;
        let number = office.ask(&soon(&office)).await;
        let id = office.app.start_plan("2026-11-23".parse().unwrap(), 1, office.account).await.unwrap();
        office.wait_for_plan(id).await;
        office.app.publish(id, true, office.account, &office.mark("p")).await.unwrap();
        let offers = office.open_offers(number).await;
        assert_eq!(offers.len(), 3);
        assert!(offers.iter().all(|(o, _)| o.plan == Some(id)));
        let rule = AskingPolicy::default().rule(TimeDelta::hours(26));
        assert_eq!(offers[0].0.answer_by, office.now() + rule.window());
    }

    async fn a_programme_has_its_own_rules(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2), able(3)]).await;
        let number = office.ask(&office.form()).await;
        let mut policy = AskingPolicy::default();
        for rule in &mut policy.rules {
            (rule.first, rule.window_minutes, rule.reminder_minutes) = (2, 60, 0);
        }
        let programme = ProgrammeId("interpreting".into());
        office.app.set_asking_policy(&programme, policy, office.account).await.unwrap();
        office.app.ask_by_hand(number, 0, AskingWay::InTurn, office.account, &office.mark("m")).await.unwrap();
        let offers = office.open_offers(number).await;
        assert_eq!((offers.len(), offers[0].0.answer_by), (2, office.now() + TimeDelta::hours(1)));
        let mut bad = AskingPolicy::default();
        bad.rules[0].next = 99;
        let refused = office.app.set_asking_policy(&programme, bad, office.account).await;
        assert!(matches!(refused, Err(AppError::Rejected(faults)) if faults[0].field == "next_0"));
    }

    async fn a_reminder_goes_before_the_time_is_over_and_never_at_night(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        office.app.ask_by_hand(number, 0, AskingWay::InTurn, office.account, &office.mark("m")).await.unwrap();
        office.mails().await;
        let (offer, token) = office.open_offer(number).await.unwrap();
        let before = offer.answer_by - TimeDelta::hours(4);
        let due = async || {
            office.app.digests().await.unwrap();
            let mails = office.mails().await;
            to(&mails, "person1@example.org").into_iter().cloned().collect::<Vec<_>>()
        };
        office.later(before - office.now() - TimeDelta::seconds(1));
        assert_eq!(due().await.len(), 0);
        office.later(TimeDelta::minutes(5));
        let mails = due().await;
        assert_eq!(mails.len(), 1);
        assert!(subject(&mails[0]).starts_with("Erinnerung: Bitte antworten bis"), "{}", subject(&mails[0]));
        let header = |name: &str| mails[0].text().lines().any(|l| l.starts_with(name));
        assert!(header("In-Reply-To:") && header("References:"), "the same thread");
        office.app.answer(&token, Answer::Decline, &office.mark("no")).await.unwrap();
        office.later(TimeDelta::days(1));
        assert!(due().await.iter().all(|m| !subject(m).starts_with("Erinnerung")));
    }

    async fn several_requests_for_one_person_are_one_mail_with_several_answers(db) {
        let office = TestApp::with(db, &[("PUBLICATION_HOLD", "5")]).await;
        office.people(&[able(1)]).await;
        let mut numbers = Vec::new();
        for start in ["09:00", "11:30", "14:00"] {
            numbers.push(office.ask(&RequestForm { start_1: start.into(), ..office.form() }).await);
        }
        office.mails().await;
        office.plan_and_publish().await;
        assert_eq!(office.mails().await.len(), 0, "held");
        office.later(TimeDelta::minutes(5));
        let mails = office.mails().await;
        assert_eq!(mails.len(), 1, "{:?}", mails.iter().map(subject).collect::<Vec<_>>());
        assert_eq!(subject(&mails[0]), "3 Einsätze möglich? Ab Dienstag, 01.12.2026");
        let body = mail_parser::MessageParser::default().parse(mails[0].bytes.as_slice()).unwrap();
        let text = body.body_text(0).unwrap().into_owned();
        for number in &numbers {
            let (_, token) = office.open_offer(*number).await.unwrap();
            assert!(text.contains(&format!("/e/{token}")), "{number}: {text}");
        }
        // One can be declined and the others accepted.
        let (_, token) = office.open_offer(numbers[1]).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("yes")).await.unwrap();
        assert_eq!(office.state(numbers[1]).await, "confirmed");
        assert_eq!(office.state(numbers[0]).await, "searching");
    }

    async fn assigning_confirms_both_sides_and_nobody_is_booked_twice(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        let other = office.ask(&RequestForm { start_1: "09:30".into(), ..office.form() }).await;
        office.mails().await;
        let seat = Assigning { option: 0, seat: 0, person: able(1).id };
        let mark = office.mark("m");
        office.app.assign(number, seat, office.account, &mark).await.unwrap();
        office.app.assign(number, seat, office.account, &mark).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed");
        let mails = office.mails().await;
        assert_eq!((to(&mails, "person1@example.org").len(), to(&mails, "sekretariat@example.org").len(), mails.len()), (1, 1, 2));
        let taken = office.app.assign(number, Assigning { person: able(2).id, ..seat }, office.account, &office.mark("n")).await;
        assert!(matches!(taken, Err(AppError::Conflict("conflict-seat-taken"))));
        let busy = office.app.assign(other, seat, office.account, &office.mark("o")).await;
        assert!(matches!(busy, Err(AppError::Conflict("conflict-person-busy"))), "{busy:?}");
        assert_eq!(office.state(other).await, "submitted", "nothing half done");
    }

    async fn what_was_done_by_hand_can_be_taken_back_for_two_minutes(db) {
        let office = TestApp::with(db, &[("ACTION_HOLD", "2")]).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        office.mails().await;
        for way in [Some(AskingWay::All), Some(AskingWay::InTurn), None] {
            match way {
                Some(way) => {
                    office.app.ask_by_hand(number, 0, way, office.account, &office.mark("m")).await.unwrap();
                }
                None => {
                    let seat = Assigning { option: 0, seat: 0, person: able(1).id };
                    office.app.assign(number, seat, office.account, &office.mark("m")).await.unwrap();
                }
            }
            office.later(TimeDelta::seconds(30));
            assert_eq!(office.mails().await.len(), 0, "{way:?}");
            let request = office.app.request_detail(number).await.unwrap().unwrap().request;
            let held = office.app.held_for_request(request.id).await.unwrap().expect("can be taken back");
            office.app.undo(held.id, office.account).await.unwrap();
            assert!(matches!(office.app.undo(held.id, office.account).await, Err(AppError::Conflict(_))));
            assert_eq!(office.state(number).await, "submitted", "{way:?}");
            office.later(TimeDelta::minutes(5));
            assert_eq!(office.mails().await.len(), 0, "nobody heard of it: {way:?}");
            assert_eq!((office.waiting().await, office.tasks().await.len()), (0, 0));
        }
        office.app.ask_by_hand(number, 0, AskingWay::All, office.account, &office.mark("m")).await.unwrap();
        let request = office.app.request_detail(number).await.unwrap().unwrap().request;
        let held = office.app.held_for_request(request.id).await.unwrap().unwrap();
        office.later(TimeDelta::minutes(2));
        assert!(matches!(office.app.undo(held.id, office.account).await, Err(AppError::Conflict("conflict-too-late-to-undo"))));
        assert_eq!(office.mails().await.len(), 2);
    }

    async fn a_plan_that_was_sent_out_can_be_taken_back_whole(db) {
        let office = TestApp::with(db, &[("PUBLICATION_HOLD", "5")]).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        let unfilled = office.ask(&RequestForm { language: "fa".into(), ..office.form() }).await;
        office.mails().await;
        let plan = office.plan_and_publish().await;
        assert_eq!((office.state(number).await.as_str(), office.state(unfilled).await.as_str()), ("searching", "unfilled"));
        let held = office.app.held_for_plan(plan).await.unwrap().unwrap();
        office.app.undo(held.id, office.account).await.unwrap();
        assert_eq!((office.state(number).await.as_str(), office.state(unfilled).await.as_str()), ("submitted", "submitted"));
        office.later(TimeDelta::minutes(10));
        assert_eq!((office.mails().await.len(), office.waiting().await), (0, 0));
        // The draft is there again and still fits.
        office.app.publish(plan, true, office.account, &office.mark("again")).await.unwrap();
        office.later(TimeDelta::minutes(5));
        let mails = office.mails().await;
        assert_eq!((to(&mails, "sekretariat@example.org").len(), mails.len()), (1, 2));
    }

    async fn nobody_suitable_is_said_and_changes_nothing(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&office.form()).await;
        let refused = office.app.ask_by_hand(number, 0, AskingWay::All, office.account, &office.mark("m")).await;
        assert!(matches!(refused, Err(AppError::Conflict("conflict-nobody-suitable"))));
        assert_eq!(office.state(number).await, "submitted");
        let offers = office.app.request_detail(number).await.unwrap().unwrap().offers;
        assert!(offers.iter().all(|(offer, _, _)| offer.state == OfferState::Withdrawn));
    }
}
