//! Do the pages let in whom they should, change only what a form of ours says, and tell the truth?

mod access;
mod accounts;
mod answering;
mod barriers;
mod browser;
mod city_login;
mod clerks;
mod devices;
mod feeds;
mod forms;
mod headers;
mod login;
mod mail_desk;
mod markup;
mod reach;
mod reach_planning;
mod scanner;
mod sockets;
mod story;
mod week;
mod week_scale;

use passgenau::domain::person::{Person, Proof};
use passgenau::domain::programme::ProofKind;

use crate::support::app::TestApp;
use crate::support::db::{Engine, TestDb};
use crate::support::people::interpreter;
use browser::Browser;

const PASSWORD: &str = "ein langer Satz mit Umlaut ü";

/// A program with one school, one office account and two interpreters, on SQLite.
async fn office() -> (TestDb, TestApp) {
    let db = TestDb::new(Engine::Sqlite).await;
    let office = TestApp::new(&db).await;
    office.people(&pool()).await;
    office
        .app
        .set_password(office.account, PASSWORD, "")
        .await
        .expect("a good password");
    (db, office)
}

fn pool() -> Vec<Person> {
    let mut people = vec![interpreter(1), interpreter(2)];
    for person in &mut people {
        let first = person.proofs[0].clone();
        let more = [ProofKind::Training, ProofKind::Adult].map(|kind| Proof {
            kind,
            ..first.clone()
        });
        person.proofs.extend(more);
    }
    people
}

/// A browser that is signed in to the office.
async fn signed_in(office: &TestApp) -> Browser {
    let mut browser = Browser::new(&office.app);
    let token = office
        .app
        .login("buero@example.org", PASSWORD, "192.0.2.1", "Firefox, Linux")
        .await
        .expect("signed in");
    browser.set_cookie("passgenau", &token.token);
    browser
}

/// A page as somebody of the office reads it: its text without marks, entities as signs.
pub(crate) async fn page_of(office: &TestApp, path: &str) -> String {
    office
        .app
        .set_password(office.account, PASSWORD, "")
        .await
        .expect("a good password");
    let answer = signed_in(office).await.get(path).await;
    assert_eq!(answer.status, axum::http::StatusCode::OK, "{path}");
    let mut text = String::new();
    let mut inside = false;
    for sign in answer.body.chars() {
        match sign {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(sign),
            _ => {}
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("&#38;", "&").replace("&#39;", "'")
}

/// The address of the school's page.
fn school_url(office: &TestApp) -> String {
    format!("/s/{}", office.app.keys.organisation(&office.school))
}
