//! What the outbox promises when the relay misbehaves: nothing lost, repeats recognisable, nobody bounced for the
//! relay's fault.

use chrono::TimeDelta;

use crate::support::app::{TestApp, subject};
use crate::support::db::on_both;
use crate::support::smtp::{Act, At};

on_both! {
    async fn a_dead_relay_makes_mails_wait_and_the_office_know(db) {
        let office = TestApp::new(db).await;
        office.sink.on(At::Connect, 1, Act::Close);
        office.ask(&office.form()).await;
        assert_eq!(office.mails().await.len(), 0);
        assert_eq!(office.tasks().await, ["queue_paused"]);
        assert_eq!(office.mails().await.len(), 0, "the queue waits");
        office.later(TimeDelta::seconds(11));
        assert_eq!(office.mails().await.len(), 1);
        assert_eq!(office.tasks().await, Vec::<String>::new());
    }

    async fn a_wrong_password_stops_everything_and_loses_nobodys_mail(db) {
        let office = TestApp::with(db, &[("SMTP_USER", "office"), ("SMTP_PASSWORD", "falsch")]).await;
        // "\0office\0geheim"
        office.sink.require_login("AG9mZmljZQBnZWhlaW0=");
        for hour in 8..14 {
            let form = passgenau::app::RequestForm { start_1: format!("{hour:02}:00"), ..office.form() };
            office.ask(&form).await;
        }
        for _ in 0..30 {
            assert_eq!(office.mails().await.len(), 0);
            office.later(TimeDelta::minutes(10));
        }
        assert_eq!(office.waiting().await, 6, "nobody is bounced for the relay's fault");
        assert_eq!(office.tasks().await, ["queue_paused"], "one alarm, however long it lasts");
        // The password is put right, and the program started again.
        let config = std::sync::Arc::new(crate::support::app::config(
            &office.sink,
            &[("SMTP_USER", "office"), ("SMTP_PASSWORD", "geheim")],
        ));
        let again = TestApp::another(db, &config, 7);
        again.clock.advance(office.now() + TimeDelta::minutes(10) - again.clock.now());
        again.drain_outbox(&tokio_util::sync::CancellationToken::new()).await.unwrap();
        assert_eq!(office.sink.mails().len(), 6);
        assert_eq!((office.waiting().await, office.tasks().await.len()), (0, 0));
    }

    async fn greylisting_is_waited_for(db) {
        let office = TestApp::new(db).await;
        office.sink.on(At::Rcpt, 3, Act::Say("450 4.2.0 come back later"));
        office.ask(&office.form()).await;
        let mut waited = Vec::new();
        for _ in 0..4 {
            if !office.mails().await.is_empty() {
                break;
            }
            let mut seconds = 0;
            while office.mails().await.is_empty() && office.sink.commands().iter().filter(|c| c.starts_with("RCPT")).count() == waited.len() + 1 {
                office.later(TimeDelta::seconds(1));
                seconds += 1;
                assert!(seconds < 120, "the next try comes");
            }
            waited.push(seconds);
            if office.waiting().await == 0 {
                break;
            }
        }
        assert_eq!(office.waiting().await, 0);
        assert!(waited.windows(2).all(|w| w[1] > w[0]), "pauses grow: {waited:?}");
        assert_eq!(office.sink.mails().len(), 1);
    }

    async fn a_refused_address_is_tried_once_and_becomes_a_task(db) {
        let office = TestApp::new(db).await;
        office.sink.on(At::Rcpt, 1, Act::Say("550 5.1.1 no such user"));
        office.ask(&office.form()).await;
        office.mails().await;
        office.later(TimeDelta::days(2));
        office.mails().await;
        assert_eq!(office.sink.commands().iter().filter(|c| c.starts_with("RCPT")).count(), 1);
        assert_eq!(office.tasks().await, ["mail_failed"]);
    }

    async fn a_relay_that_takes_the_mail_and_dies_gets_it_again_recognisably(db) {
        let office = TestApp::new(db).await;
        office.sink.on(At::Body, 1, Act::TakeAndClose);
        office.ask(&office.form()).await;
        office.mails().await;
        office.later(TimeDelta::minutes(2));
        office.mails().await;
        let mails = office.sink.mails();
        assert_eq!(mails.len(), 2);
        let header = |n: usize, name: &str| {
            let text = mails[n].text();
            text.lines().find(|l| l.starts_with(name)).expect("the header").to_owned()
        };
        for name in ["Message-ID:", "Date:"] {
            assert_eq!(header(0, name), header(1, name));
        }
        assert_eq!(mails[0].bytes, mails[1].bytes, "byte for byte");
        assert_eq!(subject(&mails[0]), subject(&mails[1]));
    }

    async fn two_processes_send_each_mail_once(db) {
        let office = TestApp::new(db).await;
        for n in 0..60 {
            let form = passgenau::app::RequestForm { room: format!("Raum {n}"), ..office.form() };
            office.ask(&form).await;
        }
        let other = TestApp::another(db, &office.app.config, 2);
        let stop = tokio_util::sync::CancellationToken::new();
        let (one, two) = tokio::join!(office.app.drain_outbox(&stop), other.drain_outbox(&stop));
        assert_eq!(one.unwrap().sent + two.unwrap().sent, 60);
        let mut ids: Vec<String> = office
            .sink
            .mails()
            .iter()
            .map(|m| m.text().lines().find(|l| l.starts_with("Message-ID:")).expect("an id").to_owned())
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!((office.sink.mails().len(), ids.len()), (60, 60));
    }
}
