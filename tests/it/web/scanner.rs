//! A gateway that opens every link of every mail before anybody reads it: does it change anything?

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use mail_parser::MessageParser;
use passgenau::app::Assigning;
use passgenau::domain::notice::{
    CalendarStamp, Days, NewNotice, NoticeKind, NoticePayload, OutboxState, Recipient,
};
use passgenau::ids::OutboxId;
use passgenau::store::{OutboxFilter, Page};

use super::browser::Browser;
use crate::support::app::TestApp;
use crate::support::db::on_both;
use crate::support::people::{able, day};
use crate::support::smtp::Received;

/// Who gets a kind of mail.
fn recipient(office: &TestApp, kind: NoticeKind, asked: bool) -> Recipient {
    let person = able(if asked { 2 } else { 1 }).id;
    match kind {
        NoticeKind::AccountInvitation => Recipient::Account(office.account),
        kind if kind.to_office() => Recipient::Office,
        NoticeKind::RequestReceived
        | NoticeKind::ConfirmedRequester
        | NoticeKind::NotFillable
        | NoticeKind::RequestRefused
        | NoticeKind::CancelledRequester
        | NoticeKind::SubstituteRequester
        | NoticeKind::ChangedRequester
        | NoticeKind::ReminderRequester
        | NoticeKind::LateRequester
        | NoticeKind::QuestionRequester
        | NoticeKind::ServiceRequester
        | NoticeKind::ServiceReminderRequester
        | NoticeKind::ConsultationDay => Recipient::Contact(office.contact()),
        _ => Recipient::Person(person),
    }
}

/// Every address in both parts of a mail.
fn links(mail: &Received) -> BTreeSet<String> {
    let parsed = MessageParser::default()
        .parse(mail.bytes.as_slice())
        .expect("a mail");
    let text = parsed.body_text(0).unwrap_or_default().into_owned();
    let html = parsed.body_html(0).unwrap_or_default().replace("&amp;", "&");
    let mut found = BTreeSet::new();
    for body in [text, html] {
        for (at, _) in body.match_indices("http://") {
            let rest = &body[at..];
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>'))
                .unwrap_or(rest.len());
            found.insert(rest[..end].to_owned());
        }
    }
    found
}

on_both! {
    async fn opening_every_link_of_every_mail_changes_nothing(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let agreed = office.ask(&office.form()).await;
        let seat = Assigning { option: 0, seat: 0, person: able(1).id };
        office.app.assign(agreed, seat, office.account, &office.mark("m")).await.unwrap();
        let asked = office.ask(&passgenau::app::RequestForm { start_1: "14:00".into(), ..office.form() }).await;
        let person = able(2).id;
        office.plan_and_publish().await;
        office.mails().await;
        let mut tx = office.app.store.write().await.unwrap();
        let agreed = tx.request_by_number(agreed).await.unwrap().expect("there");
        let asked = tx.request_by_number(asked).await.unwrap().expect("there");
        let assignment = tx.assignments_of_request(agreed.id, passgenau::store::Which::Active).await.unwrap().remove(0);
        let offer = tx.offers_of_request(asked.id).await.unwrap().into_iter().find(|o| o.state.open()).expect("asked");
        // The latest link to set a password is as good as new.
        tx.issue_welcome(office.account, office.now()).await.unwrap();
        let calendar = CalendarStamp {
            uid: assignment.calendar.uid.clone(),
            sequence: 1,
            stamp: office.now(),
            starts_at: assignment.starts_at,
            ends_at: assignment.ends_at,
        };
        for &kind in NoticeKind::ALL.iter().filter(|kind| **kind != NoticeKind::LoginLink) {
            let open = kind.before_agreement() || matches!(kind, NoticeKind::CallOffice | NoticeKind::YesButOffice);
            let about_day = matches!(kind, NoticeKind::ReminderVolunteer | NoticeKind::ReminderRequester);
            let days = if about_day { day("2026-12-01") } else { day("2026-11-30") };
            let general = matches!(kind, NoticeKind::Welcome | NoticeKind::UndeliverableOffice | NoticeKind::Week
                | NoticeKind::ProofDue | NoticeKind::ParticularsStale | NoticeKind::Overview | NoticeKind::Statement
                | NoticeKind::AllowanceVolunteer | NoticeKind::AllowanceOffice | NoticeKind::ConsultationDay
                | NoticeKind::AccountInvitation | NoticeKind::DataReady | NoticeKind::Erased | NoticeKind::Thanks);
            let request = if open { &asked } else { &agreed };
            let mut to = recipient(&office, kind, open);
            if open && matches!(to, Recipient::Person(_)) {
                to = Recipient::Person(offer.person);
            }
            let told = NewNotice {
                kind,
                recipient: to,
                request: (!general).then_some(request.id),
                offer: (!general).then_some(if open { offer.id } else { assignment.offer }),
                assignment: (!general && !open).then_some(assignment.id),
                payload: NoticePayload {
                    calendar: kind.calendar_method().map(|_| calendar.clone()),
                    days: Some(Days { from: days, to: day("2026-12-06") }),
                    person: Some(person),
                    ..NoticePayload::default()
                },
                not_before: office.now(),
                dedupe_key: format!("scanner/{kind}"),
            };
            let id = OutboxId(office.app.ids.uuid(office.now()));
            tx.enqueue(&told, id, &format!("{id}@ehrenamt.example.org"), office.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        office.app.ask_for_link("person1@example.org", "a browser", "192.0.2.1").await.unwrap();
        office.app.prepare_links().await.unwrap();
        let before = office.sink.mails().len();
        office.mails().await;
        let mails = office.sink.mails().split_off(before);
        let mut tx = office.app.store.read().await.unwrap();
        for &kind in NoticeKind::ALL {
            let filter = OutboxFilter { kind: Some(kind), state: Some(OutboxState::Sent), ..OutboxFilter::default() };
            let sent = tx.outbox_page(&filter, Page::first(1)).await.unwrap();
            assert!(sent.total > 0, "{kind} has not left");
        }
        drop(tx);
        let mut addresses = BTreeSet::new();
        for mail in &mails {
            let found = links(mail);
            assert!(found.len() > 2, "{}", mail.text());
            addresses.extend(found);
        }
        let secret: Vec<_> = addresses.iter().filter(|a| a.len() > 60).collect();
        assert!(secret.len() >= 8, "links of offers, requests, own pages and accounts: {addresses:?}");
        let dump = db.dump().await;
        assert!(dump.len() > 200, "{}", dump.len());
        for address in &addresses {
            let path = address.strip_prefix("http://127.0.0.1:8080").expect("our own address");
            for method in [Method::HEAD, Method::GET, Method::GET, Method::OPTIONS] {
                let mut scanner = Browser::new(&office.app);
                let answer = scanner.request(method.clone(), path).await;
                let known = answer.status != StatusCode::NOT_FOUND && !answer.status.is_server_error();
                assert!(known, "{method} {path}: {}", answer.status);
                assert_eq!(answer.header("set-cookie"), "", "{method} {path}");
            }
        }
        let after = db.dump().await;
        let changed: Vec<_> = after.iter().filter(|row| dump.binary_search(row).is_err()).collect();
        assert_eq!(dump, after, "changed by looking: {changed:?}");
        println!("{} kinds, {} mails, {} addresses, {} rows", NoticeKind::ALL.len(), mails.len(), addresses.len(), dump.len());
        // Somebody who reads the mail afterwards can still answer.
        let view = office.app.offer_by_token(&office.app.keys.offer(&offer)).await.unwrap().expect("good");
        assert!(view.answerable);
    }
}
