//! A gateway that opens every address of every mail has done nothing; one click of a mail program stops reminders only.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use passgenau::app::RequestForm;
use passgenau::domain::offer::Answer;

use super::browser::Browser;
use super::{office, pool};
use crate::support::app::{TestApp, subject};
use crate::support::smtp::Received;

/// Every address of our site in a mail, without scheme and host.
fn addresses(mail: &Received) -> BTreeSet<String> {
    let parsed = mail_parser::MessageParser::default()
        .parse(mail.bytes.as_slice())
        .expect("a mail");
    let bodies = [parsed.body_text(0), parsed.body_html(0)];
    let header = mail.text().replace("\r\n ", "");
    let texts: Vec<String> = bodies
        .into_iter()
        .flatten()
        .map(|b| b.into_owned())
        .chain([header])
        .collect();
    let mut found = BTreeSet::new();
    for text in texts {
        for part in text.split("http://127.0.0.1:8080").skip(1) {
            let end = part
                .find(|c: char| c.is_whitespace() || "\"'<>".contains(c))
                .unwrap_or(part.len());
            found.insert(part[..end].to_owned());
        }
    }
    found.retain(|path| !path.is_empty() && !path.contains('='));
    found
}

async fn everything(office: &TestApp, numbers: &[i64]) -> String {
    let mut all = String::new();
    for number in numbers {
        let detail = office.app.request_detail(*number).await.unwrap().unwrap();
        all.push_str(&format!("{:?}\n{:?}\n", detail.request, detail.offers));
    }
    for person in pool() {
        all.push_str(&format!("{:?}\n", office.app.mail_view(&person).await.unwrap()));
    }
    all.push_str(&format!(
        "{:?} {:?}",
        office
            .app
            .store
            .read()
            .await
            .unwrap()
            .queue_state()
            .await
            .unwrap(),
        office.tasks().await
    ));
    all
}

#[tokio::test]
async fn opening_every_address_of_every_mail_changes_nothing() {
    let (_db, office) = office().await;
    let (first, second) = (
        office.ask(&office.form()).await,
        office
            .ask(&RequestForm {
                start_1: "13:00".into(),
                ..office.form()
            })
            .await,
    );
    office.plan_and_publish().await;
    let mut mails = office.mails().await;
    let (_, token) = office.open_offer(second).await.expect("an open offer");
    office
        .app
        .answer(&token, Answer::Accept, &office.mark("a"))
        .await
        .unwrap();
    mails.extend(office.mails().await);
    // Up to Saturday evening: reminders, the weekly plan, the overview.
    for _ in 0..44 {
        office.later(TimeDelta::hours(3));
        office.app.digests().await.unwrap();
        mails.extend(office.mails().await);
    }
    let subjects: Vec<String> = mails.iter().map(subject).collect();
    for start in [
        "Einsatz möglich?",
        "Bestätigt",
        "Ihre Einsätze vom",
        "Erinnerung: Einsatz",
        "Tagesübersicht",
    ] {
        assert!(
            subjects.iter().any(|s| s.starts_with(start)),
            "{start}: {subjects:?}"
        );
    }
    let before = everything(&office, &[first, second]).await;
    let mut gateway = Browser::new(&office.app);
    let mut opened = 0;
    for path in mails.iter().flat_map(addresses).collect::<BTreeSet<_>>() {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let answer = gateway.request(method.clone(), &path).await;
            assert!(
                !answer.status.is_server_error(),
                "{method} {path}: {}",
                answer.status
            );
            opened += 1;
        }
    }
    assert!(opened > 30, "only {opened} addresses were opened");
    assert_eq!(everything(&office, &[first, second]).await, before);
}

#[tokio::test]
async fn one_click_stops_reminders_by_post_and_without_a_page() {
    let (_db, office) = office().await;
    let person = pool().remove(0);
    let url = {
        let mut tx = office.app.store.read().await.unwrap();
        office.app.person_url(&mut tx, person.id).await.unwrap()
    };
    let path = format!("{}/mails/stop", url.trim_start_matches("http://127.0.0.1:8080"));
    let mut browser = Browser::new(&office.app);
    let reminders = async || office.app.mail_view(&person).await.unwrap().mail.reminders;
    browser.get(&path).await.shows("Erinnerungen und Wochenplan");
    assert!(reminders().await, "looking changes nothing");
    let request = Request::post(&path).header("content-type", "application/x-www-form-urlencoded");
    let answer = browser
        .send_body(request, Body::from("List-Unsubscribe=One-Click"))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!reminders().await);
    // On the page itself they can be switched on again, with a mark.
    let page = path.trim_end_matches("/stop");
    assert_eq!(
        browser.post(page, &[("choice", "reminders_on")]).await.status,
        StatusCode::FORBIDDEN
    );
    browser.submit(page, page, &[("choice", "reminders_on")]).await;
    assert!(reminders().await);
}
