//! What the office does to its mails by hand: once more, never, all of them stopped; and what it sees of each.

use chrono::TimeDelta;
use passgenau::app::AppError;
use passgenau::domain::desk::DropReason;
use passgenau::domain::notice::{NoticeKind, OutboxState};
use passgenau::ids::OutboxId;
use passgenau::store::{OutboxFilter, Page};

use crate::support::app::{TestApp, subject};
use crate::support::db::on_both;
use crate::support::smtp::{Act, At};

async fn newest(office: &TestApp) -> OutboxId {
    let mut tx = office.app.store.read().await.unwrap();
    tx.outbox_page(&OutboxFilter::default(), Page::first(1))
        .await
        .unwrap()
        .rows[0]
        .id
}

async fn state(office: &TestApp, id: OutboxId) -> OutboxState {
    office
        .app
        .store
        .read()
        .await
        .unwrap()
        .outbox_entry(id)
        .await
        .unwrap()
        .unwrap()
        .state
}

on_both! {
    async fn a_mail_that_was_given_up_goes_out_on_a_second_try(db) {
        let office = TestApp::new(db).await;
        office.sink.on(At::Rcpt, 1, Act::Say("550 5.1.1 no such user"));
        office.ask(&office.form()).await;
        assert_eq!(office.mails().await.len(), 0);
        let id = newest(&office).await;
        assert_eq!(state(&office, id).await, OutboxState::Failed);
        let view = office.app.posted_mail(id).await.unwrap().unwrap();
        assert_eq!(view.entry.last_error.as_deref(), Some("550-recipient"));
        assert!(office.app.drop_mail(id, DropReason::Other, office.account).await.is_err(), "it waits no more");

        office.app.retry_mail(id, office.account).await.unwrap();
        let mails = office.mails().await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].text().contains(&format!("Message-ID: <{id}@")), "the same mail");
        assert_eq!(state(&office, id).await, OutboxState::Sent);
        let again = office.app.retry_mail(id, office.account).await;
        assert!(matches!(again, Err(AppError::Conflict("conflict-mail-moved"))), "sent is sent");
        let view = office.app.posted_mail(id).await.unwrap().unwrap();
        assert_eq!(view.history.iter().filter(|line| line.action == "mail.retried").count(), 1);
        assert!(office.app.retry_mail(OutboxId(uuid::Uuid::from_u128(1)), office.account).await.is_err());
    }

    async fn a_mail_is_dropped_with_a_reason_and_never_leaves(db) {
        let office = TestApp::new(db).await;
        office.app.hold_mails(office.account).await.unwrap();
        office.ask(&office.form()).await;
        let id = newest(&office).await;
        office.app.drop_mail(id, DropReason::ToldOtherwise, office.account).await.unwrap();
        office.app.let_mails_go(office.account).await.unwrap();
        assert_eq!(office.mails().await.len(), 0);
        let view = office.app.posted_mail(id).await.unwrap().unwrap();
        assert_eq!(view.entry.state, OutboxState::Obsolete);
        assert_eq!(view.history[0].detail["reason"], "told_otherwise");
    }

    async fn what_is_stopped_by_hand_only_a_hand_lets_go(db) {
        let office = TestApp::new(db).await;
        office.ask(&office.form()).await;
        office.app.hold_mails(office.account).await.unwrap();
        office.app.hold_mails(office.account).await.unwrap();
        assert!(office.app.alarms(false).await.unwrap().0);
        office.later(TimeDelta::days(3));
        assert_eq!(office.mails().await.len(), 0);
        // A relay that is away or comes back does not undo it.
        let mut tx = office.app.store.write().await.unwrap();
        tx.pause_queue(office.now(), "unreachable-connect").await.unwrap();
        assert!(!tx.resume_queue().await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(office.mails().await.len(), 0);
        office.app.let_mails_go(office.account).await.unwrap();
        assert!(!office.app.alarms(false).await.unwrap().0);
        assert_eq!(office.mails().await.len(), 1);
    }

    async fn a_relay_that_is_away_can_be_tried_at_once(db) {
        let office = TestApp::new(db).await;
        office.sink.on(At::Connect, 1, Act::Close);
        office.ask(&office.form()).await;
        assert_eq!(office.mails().await.len(), 0);
        assert!(office.app.alarms(false).await.unwrap().0);
        assert_eq!(office.tasks().await, ["queue_paused"]);
        office.app.let_mails_go(office.account).await.unwrap();
        assert_eq!(office.mails().await.len(), 1, "no waiting for the next try");
        assert_eq!(office.tasks().await, Vec::<String>::new());
    }

    async fn mails_are_found_by_person_school_and_number(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&office.form()).await;
        office.ask(&office.form()).await;
        let mut tx = office.app.store.read().await.unwrap();
        let mut found = async |words: &str, kind| {
            let filter = OutboxFilter { words: Some(words.to_owned()), kind, ..OutboxFilter::default() };
            tx.outbox_page(&filter, Page::first(10)).await.unwrap().total
        };
        assert_eq!(found("lindenhof", None).await, 2);
        assert_eq!(found("berger", None).await, 2);
        assert_eq!(found(&format!("{number} lindenhof"), None).await, 1);
        assert_eq!(found("lindenhof", Some(NoticeKind::Offer)).await, 0);
        assert_eq!(found("' OR 1=1 --", None).await, 0);
        assert_eq!(found("%", None).await, 0);
    }

    async fn a_preview_says_what_would_leave_but_opens_nothing(db) {
        let office = TestApp::new(db).await;
        office.ask(&office.form()).await;
        let id = newest(&office).await;
        let preview = office.app.posted_mail(id).await.unwrap().unwrap().preview.unwrap();
        let mails = office.mails().await;
        assert_eq!(preview.row.subject, subject(&mails[0]));
        assert_eq!(preview.row.to, mails[0].to[0]);
        let school = office.app.keys.organisation(&office.school);
        assert!(mails[0].text().replace("=\r\n", "").contains(&school[..40]), "the mail has the link");
        for part in [&preview.text, &preview.html] {
            assert!(!part.contains("/s/") && part.contains("http://127.0.0.1:8080/…"), "{part}");
        }
    }

    async fn a_test_mail_tries_the_relay_and_says_what_came_of_it(db) {
        let office = TestApp::new(db).await;
        let me = office.app.store.read().await.unwrap().account(office.account).await.unwrap().unwrap();
        for kind in NoticeKind::ALL {
            for language in ["de", "en"] {
                let sample = office.app.sample_mail(*kind, language).unwrap();
                assert!(!sample.row.subject.is_empty() && !sample.text.is_empty() && !sample.html.is_empty(), "{kind}");
            }
        }
        office.app.send_sample(NoticeKind::Offer, "en", &me).await.unwrap().unwrap();
        let mails = office.sink.mails();
        assert_eq!((mails.len(), mails[0].to.as_slice()), (1, ["buero@example.org".to_owned()].as_slice()));
        office.sink.on(At::Rcpt, 1, Act::Say("550 5.7.1 not you"));
        let refused = office.app.send_sample(NoticeKind::Offer, "de", &me).await.unwrap().unwrap_err();
        assert_eq!(refused.code(), "550-recipient");
        assert_eq!(office.waiting().await, 0, "past the queue");
    }
}
