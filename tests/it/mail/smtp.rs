//! Does a mail reach the relay, and does every failure get its right name?

use std::time::{Duration, Instant};

use passgenau::config::{Smtp, SmtpTls};
use passgenau::domain::notice::NoticeKind;
use passgenau::mail::{Mail, SendError, SendErrorClass, Transport, sample_facts};

use super::{composed, text};
use crate::support::smtp::{Act, At, Sink};

const DEADLINE: Duration = Duration::from_millis(600);

fn mail() -> Mail {
    composed(&sample_facts(NoticeKind::ConfirmedVolunteer, "de"))
}

fn transport(settings: &Smtp) -> Transport {
    Transport::smtp(settings, "ehrenamt.example.org", DEADLINE).expect("settings")
}

/// Sends one mail to a relay that misbehaves once at a step.
async fn failure(at: At, act: Act) -> SendError {
    let sink = Sink::start().await;
    sink.on(at, 1, act);
    transport(&sink.settings())
        .send(&mail())
        .await
        .expect_err("it must fail")
}

#[tokio::test]
async fn a_mail_arrives_byte_for_byte() {
    let sink = Sink::start().await;
    let mail = mail();
    transport(&sink.settings()).send(&mail).await.expect("sent");
    let received = sink.wait_for(1).await.remove(0);
    assert_eq!(received.text().trim_end(), text(&mail).trim_end());
    assert_eq!(received.hello, "ehrenamt.example.org");
    assert_eq!(received.from, format!("bounce+{}@ehrenamt.example.org", mail.id));
    assert_eq!(received.to, ["empfang@example.org"]);
    assert!(
        !sink
            .commands()
            .iter()
            .any(|c| c.contains("BODY=") || c.contains("SMTPUTF8")),
        "plain SMTP is enough"
    );
}

#[tokio::test]
async fn every_refusal_is_classified_by_where_it_happens() {
    use SendErrorClass::{Recipient, Relay, Temporary};
    let cases = [
        (At::Connect, "554 go away", Relay, "554-connect"),
        (At::Connect, "421 busy", Temporary, "421-connect"),
        (At::Ehlo, "550 no", Relay, "550-connect"),
        (At::Mail, "530 5.7.0 authentication required", Relay, "530-sender"),
        (At::Mail, "553 5.1.8 sender not allowed", Relay, "553-sender"),
        (At::Mail, "451 later", Temporary, "451-sender"),
        (At::Rcpt, "550 5.1.1 no such user", Recipient, "550-recipient"),
        (At::Rcpt, "550 5.7.1 Unable to relay", Relay, "denied-recipient"),
        (
            At::Rcpt,
            "554 5.7.1 <x>: Relay access denied",
            Relay,
            "denied-recipient",
        ),
        (At::Rcpt, "450 4.2.0 greylisted", Temporary, "450-recipient"),
        (At::Data, "554 no", Recipient, "554-data"),
        (At::Data, "452 full", Temporary, "452-data"),
        (At::Body, "554 5.6.0 content refused", Recipient, "554-body"),
        (
            At::Body,
            "432 4.3.2 concurrent connections",
            Temporary,
            "432-body",
        ),
        (At::Body, "nonsense", Temporary, "reply-body"),
    ];
    for (at, answer, class, code) in cases {
        let error = failure(at, Act::Say(answer)).await;
        assert_eq!((error.class, error.code().as_str()), (class, code), "{answer}");
    }
}

#[tokio::test]
async fn a_closed_connection_is_no_answer() {
    for (at, class, code) in [
        (At::Connect, SendErrorClass::Relay, "reply-connect"),
        (At::Mail, SendErrorClass::Temporary, "reply-sender"),
        (At::Body, SendErrorClass::Temporary, "reply-body"),
    ] {
        let error = failure(at, Act::Close).await;
        assert_eq!((error.class, error.code().as_str()), (class, code));
    }
}

#[tokio::test]
async fn a_silent_relay_holds_a_mail_no_longer_than_the_deadline() {
    for (at, code) in [
        (At::Connect, "timeout-connect"),
        (At::Ehlo, "timeout-connect"),
        (At::Mail, "timeout-sender"),
        (At::Rcpt, "timeout-recipient"),
        (At::Data, "timeout-data"),
        (At::Body, "timeout-body"),
    ] {
        let begin = Instant::now();
        let error = failure(at, Act::Stall).await;
        assert_eq!(
            (error.class, error.code().as_str()),
            (SendErrorClass::Temporary, code)
        );
        assert!(
            begin.elapsed() < DEADLINE * 4,
            "{at:?} took {:?}",
            begin.elapsed()
        );
    }
}

#[tokio::test]
async fn a_relay_that_stalls_at_the_farewell_has_taken_the_mail() {
    let sink = Sink::start().await;
    sink.on(At::Quit, 1, Act::Stall);
    transport(&sink.settings())
        .send(&mail())
        .await
        .expect("the mail was accepted");
    assert_eq!(sink.mails().len(), 1);
}

#[tokio::test]
async fn an_answer_that_comes_late_but_in_time_is_heard() {
    let sink = Sink::start().await;
    sink.on(At::Body, 1, Act::Delay(DEADLINE / 2));
    transport(&sink.settings()).send(&mail()).await.expect("sent");
    assert_eq!(sink.mails().len(), 1);
}

#[tokio::test]
async fn a_mail_taken_in_silence_is_sent_again_as_the_same_mail() {
    let sink = Sink::start().await;
    sink.on(At::Body, 1, Act::TakeAndClose);
    let transport = transport(&sink.settings());
    let error = transport.send(&mail()).await.expect_err("unknown");
    assert_eq!(error.class, SendErrorClass::Temporary);
    transport.send(&mail()).await.expect("sent");
    let mails = sink.wait_for(2).await;
    assert_eq!(mails[0].bytes, mails[1].bytes);
}

#[tokio::test]
async fn a_dropped_attempt_closes_its_connection_and_leaves_the_next_one_alone() {
    let sink = Sink::start().await;
    sink.on(At::Body, 1, Act::Stall);
    let transport =
        Transport::smtp(&sink.settings(), "ehrenamt.example.org", Duration::from_secs(60)).expect("settings");
    let cut_off = tokio::time::timeout(Duration::from_millis(200), transport.send(&mail())).await;
    assert!(cut_off.is_err(), "the relay stalls");
    sink.on(At::Rcpt, 1, Act::Say("550 no such user"));
    let error = transport.send(&mail()).await.expect_err("refused");
    assert_eq!(error.class, SendErrorClass::Recipient);
    assert!(sink.mails().is_empty());
}

#[tokio::test]
async fn a_closed_port_is_the_relays_fault() {
    let sink = Sink::start().await;
    let settings = sink.settings();
    drop(sink);
    tokio::task::yield_now().await;
    let error = transport(&settings)
        .send(&mail())
        .await
        .expect_err("nobody listens");
    assert_eq!(
        (error.class, error.code().as_str()),
        (SendErrorClass::Relay, "unreachable-connect")
    );
    let nowhere = Smtp {
        host: "relay.invalid".into(),
        ..settings
    };
    let error = transport(&nowhere).send(&mail()).await.expect_err("no such host");
    assert_eq!(error.class, SendErrorClass::Relay);
}

#[tokio::test]
async fn without_starttls_nothing_is_said() {
    let sink = Sink::start().await;
    let settings = Smtp {
        tls: SmtpTls::Starttls,
        user: Some("office".into()),
        password: Some("geheim".to_owned().into()),
        ..sink.settings()
    };
    let error = transport(&settings).send(&mail()).await.expect_err("no STARTTLS");
    assert_eq!(
        (error.class, error.code().as_str()),
        (SendErrorClass::Relay, "unsupported-starttls")
    );
    assert!(
        sink.commands().iter().all(|c| c.starts_with("EHLO")),
        "{:?}",
        sink.commands()
    );

    sink.offer("STARTTLS");
    sink.on(At::Starttls, 1, Act::Say("502 not now"));
    let error = transport(&settings).send(&mail()).await.expect_err("refused");
    assert_eq!(
        (error.class, error.code().as_str()),
        (SendErrorClass::Relay, "502-starttls")
    );

    sink.on(At::Starttls, 1, Act::Say("220 go"));
    let error = transport(&settings)
        .send(&mail())
        .await
        .expect_err("no TLS follows");
    assert_eq!(error.class, SendErrorClass::Relay);
    assert!(
        !sink
            .commands()
            .iter()
            .any(|c| c.starts_with("AUTH") || c.starts_with("MAIL")),
        "{:?}",
        sink.commands()
    );
}

#[tokio::test]
async fn implicit_tls_does_not_speak_to_a_plain_relay() {
    let sink = Sink::start().await;
    let settings = Smtp {
        tls: SmtpTls::Implicit,
        ..sink.settings()
    };
    let error = transport(&settings).send(&mail()).await.expect_err("no TLS");
    assert_eq!(error.class, SendErrorClass::Relay, "{}", error.code());
    assert!(sink.mails().is_empty());
}

#[tokio::test]
async fn a_wrong_login_is_the_relays_fault_and_a_right_one_works() {
    let sink = Sink::start().await;
    // "\0office\0schlüssel"
    sink.require_login("AG9mZmljZQBzY2hsw7xzc2Vs");
    let error = transport(&sink.settings())
        .send(&mail())
        .await
        .expect_err("no login");
    assert_eq!(
        (error.class, error.code().as_str()),
        (SendErrorClass::Relay, "530-sender")
    );
    let with = |password: &str| Smtp {
        user: Some("office".into()),
        password: Some(password.to_owned().into()),
        ..sink.settings()
    };
    let error = transport(&with("falsch"))
        .send(&mail())
        .await
        .expect_err("wrong password");
    assert_eq!(
        (error.class, error.code().as_str()),
        (SendErrorClass::Relay, "535-auth")
    );
    transport(&with("schlüssel")).send(&mail()).await.expect("sent");
    assert_eq!(sink.mails().len(), 1);
}

#[tokio::test]
async fn at_most_three_conversations_at_a_time() {
    let sink = Sink::start().await;
    let transport = std::sync::Arc::new(
        Transport::smtp(&sink.settings(), "ehrenamt.example.org", Duration::from_secs(20)).expect("settings"),
    );
    let mail = std::sync::Arc::new(mail());
    let mut sending = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let (transport, mail) = (transport.clone(), mail.clone());
        sending.spawn(async move { transport.send(&mail).await });
    }
    while let Some(sent) = sending.join_next().await {
        sent.expect("no panic").expect("sent");
    }
    assert_eq!(sink.wait_for(40).await.len(), 40);
    assert!(sink.peak() <= 3, "{} connections", sink.peak());
}

#[tokio::test]
async fn errors_tell_nothing_personal() {
    let error = failure(At::Rcpt, Act::Say("550 5.1.1 <empfang@example.org> Amal unknown")).await;
    let said = format!("{error} {error:?}");
    assert!(!said.contains("empfang") && !said.contains("Amal"), "{said}");
}
