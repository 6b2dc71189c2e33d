//! What answers lead to: silence, nobody left, two at once, a double click, a machine, a late change of mind.

use chrono::TimeDelta;
use passgenau::app::{AnswerOutcome, AppError};
use passgenau::domain::offer::{Answer, OfferState};
use passgenau::domain::person::Channel;

use crate::support::app::{TestApp, subject, to};
use crate::support::db::on_both;
use crate::support::people::able;

on_both! {
    async fn silence_asks_the_next_and_then_tells_school_and_office(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        office.mails().await;
        let (first, token) = office.open_offer(number).await.unwrap();

        office.later(first.answer_by - office.now() - TimeDelta::seconds(1));
        assert_eq!(office.app.expire_offers().await.unwrap(), 0, "not a second early");
        office.later(TimeDelta::seconds(1));
        assert_eq!(office.app.expire_offers().await.unwrap(), 1);
        assert_eq!(office.app.expire_offers().await.unwrap(), 0, "once");
        let (second, _) = office.open_offer(number).await.unwrap();
        assert_ne!(first.person, second.person);
        let late = office.app.answer(&token, Answer::Accept, &office.mark("late")).await.unwrap();
        assert_eq!(late, AnswerOutcome::Expired);
        let mails = office.mails().await;
        assert_eq!(mails.len(), to(&mails, "ehrenamt@ehrenamt.example.org").len(), "it is 20:00, nobody is disturbed");
        assert_eq!(mails.len(), 1, "only the office reads that the last one is asked");
        office.later(TimeDelta::hours(11));
        assert_eq!(office.mails().await.len(), 1);

        office.later(second.answer_by - office.now());
        office.app.expire_offers().await.unwrap();
        assert_eq!(office.state(number).await, "unfilled");
        assert_eq!(office.tasks().await, ["nobody_left"]);
        let mails = office.mails().await;
        let school = to(&mails, "sekretariat@example.org");
        assert_eq!(subject(school[0]), format!("Leider keine Person gefunden – Anfrage Nr. {number}"));
        assert_eq!(to(&mails, "ehrenamt@ehrenamt.example.org").len(), 1);
    }

    async fn of_two_who_accept_at_once_one_has_the_seat(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (offer, token) = office.open_offer(number).await.unwrap();
        // The same link on two devices, and 20 times each.
        let answers = (0..40).map(|n| {
            let (app, token, mark) = (office.app.clone(), token.clone(), office.mark(&format!("a{n}")));
            tokio::spawn(async move { app.answer(&token, Answer::Accept, &mark).await.unwrap() })
        });
        for answer in answers.collect::<Vec<_>>() {
            assert_eq!(answer.await.unwrap(), AnswerOutcome::Confirmed);
        }
        let mails = office.mails().await;
        let confirmations = mails.iter().filter(|m| subject(m).starts_with("Bestätigt")).count();
        assert_eq!(confirmations, 2, "one for each side, whatever the clicks");
        let mut tx = office.app.store.read().await.unwrap();
        let stored = tx.offer(offer.id).await.unwrap().unwrap();
        assert_eq!(stored.state, OfferState::Accepted);
    }

    async fn twenty_equal_forms_are_one_request(db) {
        let office = TestApp::new(db).await;
        let (form, mark) = (office.form(), office.mark("new"));
        let posts = (0..20).map(|_| {
            let (app, school, form, mark) = (office.app.clone(), office.school.id, form.clone(), mark.clone());
            tokio::spawn(async move { app.submit_request(school, &form, &mark).await.unwrap() })
        });
        let mut numbers = Vec::new();
        for post in posts.collect::<Vec<_>>() {
            numbers.push(post.await.unwrap());
        }
        numbers.dedup();
        assert_eq!(numbers.len(), 1);
        assert_eq!(office.mails().await.len(), 1);
    }

    async fn a_machine_that_presses_every_button_decides_nothing(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (offer, token) = office.open_offer(number).await.unwrap();
        let view = office.mark("one page view");
        assert_eq!(office.app.answer(&token, Answer::Accept, &view).await.unwrap(), AnswerOutcome::Confirmed);
        assert_eq!(office.app.answer(&token, Answer::Decline, &view).await.unwrap(), AnswerOutcome::Contradictory);
        let mut tx = office.app.store.read().await.unwrap();
        assert_eq!(tx.offer(offer.id).await.unwrap().unwrap().state, OfferState::CallRequested);
        drop(tx);
        assert_eq!(office.tasks().await, ["contradictory_answers"]);
        assert_ne!(office.state(number).await, "confirmed");
        // The office asks, and writes down what was really meant.
        let said = office.app.record_answer(offer.id, Answer::Accept, office.account).await.unwrap();
        assert_eq!(said, AnswerOutcome::Confirmed);
        assert_eq!(office.tasks().await, Vec::<String>::new());
        assert_eq!(office.state(number).await, "confirmed");
    }

    async fn a_no_can_be_taken_back_while_nobody_else_is_asked(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (_, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Decline, &office.mark("no")).await.unwrap();
        assert_eq!(office.state(number).await, "unfilled");
        let outcome = office.app.answer(&token, Answer::Accept, &office.mark("yes")).await.unwrap();
        assert_eq!(outcome, AnswerOutcome::Confirmed);
        assert_eq!(office.state(number).await, "confirmed");
    }

    async fn forged_and_foreign_links_open_nothing(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (_, token) = office.open_offer(number).await.unwrap();
        let mut forged = token.clone();
        let last = if forged.pop() == Some('A') { 'Q' } else { 'A' };
        forged.insert(20, last);
        for bad in [forged.as_str(), "", "x", "AAAA", office.app.keys.organisation(&office.school).as_str()] {
            assert!(office.app.offer_by_token(bad).await.unwrap().is_none(), "{bad}");
            let refused = office.app.answer(bad, Answer::Accept, &office.mark("m")).await;
            assert!(matches!(refused, Err(AppError::NotFound)));
            assert!(office.app.organisation_by_token(&token).await.unwrap().is_none());
        }
        assert_eq!(office.state(number).await, "searching");
    }

    async fn people_without_mail_are_called(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        person.channel = Channel::Phone;
        person.email = None;
        office.people(&[person]).await;
        let number = office.ask(&office.form()).await;
        office.mails().await;
        office.plan_and_publish().await;
        assert_eq!(office.mails().await.len(), 0);
        assert_eq!(office.tasks().await, ["call_by_phone"]);
        let (offer, _) = office.open_offer(number).await.unwrap();
        office.app.record_answer(offer.id, Answer::Accept, office.account).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed");
        assert_eq!(office.tasks().await, Vec::<String>::new());
        let mails = office.mails().await;
        assert_eq!(mails.len(), 1, "the school is told; the volunteer has no mail");
    }

    async fn a_draft_that_no_longer_fits_is_not_published(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        let plan = office.plan().await;
        office.app.cancel_by_requester(office.school.id, number, &office.mark("c")).await.unwrap();
        let refused = office.app.publish(plan, true, office.account, &office.mark("p")).await;
        assert!(matches!(refused, Err(AppError::Conflict("conflict-plan-stale"))), "{refused:?}");
        assert!(office.open_offer(number).await.is_none());
    }

    async fn every_fault_of_a_form_is_told_and_nothing_is_stored(db) {
        let office = TestApp::new(db).await;
        let form = passgenau::app::RequestForm {
            language: "klingonisch".into(),
            headcount: "0".into(),
            rules_accepted: String::new(),
            date_1: "25.12.2026".into(),
            date_2: "2026-11-20".into(),
            start_2: "09:00".into(),
            duration_2: "60".into(),
            date_3: "2027-03-28".into(),
            start_3: "02:30".into(),
            duration_3: "600".into(),
            ..office.form()
        };
        let refused = office.app.submit_request(office.school.id, &form, &office.mark("new")).await;
        let Err(AppError::Rejected(faults)) = refused else { panic!("accepted") };
        let mut told: Vec<_> = faults.iter().map(|f| format!("{}: {}", f.field, f.code)).collect();
        told.sort();
        assert_eq!(
            told,
            [
                "date_1: holiday",
                "date_2: past",
                "duration_3: too-long-assignment",
                "headcount: number-range",
                "language: unknown-choice",
                "rules_accepted: rules",
            ]
        );
        assert_eq!(office.waiting().await, 0);
    }
}
