//! Does nothing leave before the office says so, and is the first letter always the first?

use chrono::TimeDelta;
use passgenau::app::{MailChoice, Operation};
use passgenau::domain::asking::AskingWay;

use crate::support::app::{TestApp, subject, to};
use crate::support::db::on_both;
use crate::support::people::able;
use crate::support::smtp::{Act, At};

on_both! {
    async fn on_trial_nothing_leaves_and_the_start_greets_everybody_once(db) {
        let office = TestApp::on_trial(db).await;
        office.strangers(&[able(1), able(2), able(3)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        assert_eq!(office.mails().await.len(), 0);
        assert_eq!(office.state(number).await, "searching");
        office.later(TimeDelta::minutes(1));

        let preview = office.app.preview_real_operation().await.unwrap();
        assert_eq!((preview.welcomed, preview.without_mail, preview.withdrawn), (3, 0, 1));
        let mark = office.mark("start");
        office.app.start_real_operation(office.account, &mark).await.unwrap();
        office.app.start_real_operation(office.account, &office.mark("again")).await.unwrap();
        assert_eq!(office.app.operation().await.unwrap(), Operation::Real);
        assert_eq!(office.state(number).await, "submitted", "the offers of the trial are gone");
        let mails = office.mails().await;
        assert_eq!(mails.len(), 3);
        for mail in &mails {
            assert!(subject(mail).starts_with("Willkommen bei der"), "{}", subject(mail));
        }
        // From now on offers leave.
        office.app.ask_by_hand(number, 0, AskingWay::InTurn, office.account, &office.mark("m")).await.unwrap();
        let mails = office.mails().await;
        assert_eq!(mails.len(), 1);
        assert!(subject(&mails[0]).starts_with("Einsatz möglich?"));
    }

    async fn on_trial_everything_can_go_to_one_address(db) {
        let office = TestApp::on_trial(db).await;
        office.strangers(&[able(1)]).await;
        assert!(office.app.set_trial_address("keine Adresse", office.account).await.is_err());
        office.app.set_trial_address(" probe@example.org ", office.account).await.unwrap();
        office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let mails = office.mails().await;
        assert!(mails.len() >= 3, "{}", mails.len());
        assert_eq!(to(&mails, "probe@example.org").len(), mails.len(), "nobody else");
        assert!(mails.iter().all(|m| subject(m).starts_with("[Probe] ")));
    }

    async fn whoever_joins_later_is_greeted_before_they_are_asked(db) {
        let office = TestApp::new(db).await;
        office.strangers(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        office.mails().await;
        // The relay puts the welcome off: the offer has to wait for it.
        office.sink.on(At::Rcpt, 1, Act::Say("450 4.2.0 come back later"));
        office.app.ask_by_hand(number, 0, AskingWay::InTurn, office.account, &office.mark("m")).await.unwrap();
        assert_eq!(office.mails().await.len(), 0);
        let mut seen = Vec::new();
        for _ in 0..10 {
            office.later(TimeDelta::seconds(61));
            seen.extend(office.mails().await.iter().map(subject));
        }
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert!(seen[0].starts_with("Willkommen") && seen[1].starts_with("Einsatz möglich?"), "{seen:?}");
    }

    async fn whom_the_welcome_does_not_reach_is_called(db) {
        let office = TestApp::new(db).await;
        office.strangers(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        office.mails().await;
        office.sink.on(At::Rcpt, 1, Act::Say("550 5.1.1 no such user"));
        office.app.ask_by_hand(number, 0, AskingWay::InTurn, office.account, &office.mark("m")).await.unwrap();
        let mut mails = office.mails().await;
        office.later(TimeDelta::minutes(2));
        mails.extend(office.mails().await);
        assert_eq!(mails.len(), 1);
        assert!(subject(&mails[0]).starts_with("E-Mail nicht zustellbar: "), "{}", subject(&mails[0]));
        let mut tasks = office.tasks().await;
        tasks.sort();
        assert_eq!(tasks, ["call_by_phone", "mail_failed"]);
    }

    async fn a_volunteer_says_whether_it_is_right(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let person = able(1);
        let view = office.app.mail_view(&person).await.unwrap();
        assert!(view.mail.reminders && view.mail.confirmed_at.is_none());
        office.app.choose_mails(person.id, MailChoice::Wrong, Some(&office.mark("w"))).await.unwrap();
        assert_eq!(office.tasks().await, ["particulars_wrong"]);
        office.app.choose_mails(person.id, MailChoice::Right, Some(&office.mark("r"))).await.unwrap();
        assert_eq!(office.tasks().await, Vec::<String>::new());
        office.app.choose_mails(person.id, MailChoice::RemindersOff, None).await.unwrap();
        let view = office.app.mail_view(&person).await.unwrap();
        assert_eq!((view.mail.reminders, view.mail.confirmed_at), (false, Some(office.now())));
    }
}
