//! Does the office come in with its password only, and not for ever?

use axum::http::StatusCode;
use chrono::TimeDelta;
use passgenau::domain::rights::Role;

use super::browser::Browser;
use super::{PASSWORD, office, signed_in};

#[tokio::test]
async fn signing_in_leads_to_the_page_that_was_asked_for() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let refused = browser.get("/office/people?q=Amal").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    refused.shows("value=\"/office/people?q=Amal\"");
    browser.set_cookie("passgenau", "given-by-somebody-else");
    let fields = [
        ("email", "Buero@example.org"),
        ("password", PASSWORD),
        ("next", "/office/people?q=Amal"),
    ];
    let answer = browser.submit("/login", "/login", &fields).await;
    assert_eq!(answer.location(), "/office/people?q=Amal");
    let token = browser.cookie("passgenau").expect("a session").to_owned();
    assert_ne!(token, "given-by-somebody-else");
    assert!(token.len() >= 43, "256 bit");
    assert_eq!(browser.get("/office").await.status, StatusCode::OK);

    let answer = browser.submit("/office", "/logout", &[]).await;
    assert_eq!(answer.location(), "/login?ended");
    browser.set_cookie("passgenau", &token);
    assert_eq!(
        browser.get("/office").await.status,
        StatusCode::UNAUTHORIZED,
        "a replayed cookie is worth nothing"
    );
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    let (_db, office) = office().await;
    let mut browser = signed_in(&office).await;
    for _ in 0..11 {
        office.app.clock.advance(TimeDelta::minutes(59));
        assert_eq!(browser.get("/office").await.status, StatusCode::OK);
    }
    office.app.clock.advance(TimeDelta::hours(1));
    assert_eq!(
        browser.get("/office").await.status,
        StatusCode::UNAUTHORIZED,
        "after twelve hours"
    );
    let mut browser = signed_in(&office).await;
    office.app.clock.advance(TimeDelta::minutes(61));
    assert_eq!(
        browser.get("/office").await.status,
        StatusCode::UNAUTHORIZED,
        "after an hour without a click"
    );
}

#[tokio::test]
async fn unknown_and_known_accounts_look_alike_and_guessing_ends() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let known = browser
        .submit(
            "/login",
            "/login",
            &[("email", "buero@example.org"), ("password", "falsch")],
        )
        .await;
    let unknown = browser
        .submit(
            "/login",
            "/login",
            &[("email", "nobody@example.org"), ("password", "falsch")],
        )
        .await;
    assert_eq!(known.status, StatusCode::UNAUTHORIZED);
    let blank = |answer: &super::browser::Answer, email: &str| {
        let mark = answer.mark();
        answer.body.replace(&mark, "").replace(email, "")
    };
    assert_eq!(unknown.status, known.status);
    assert_eq!(
        blank(&known, "buero@example.org"),
        blank(&unknown, "nobody@example.org")
    );
    let mut last = known;
    for _ in 0..10 {
        last = browser
            .submit(
                "/login",
                "/login",
                &[("email", "buero@example.org"), ("password", "falsch")],
            )
            .await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.header("retry-after").parse::<u64>().is_ok_and(|s| s > 0));
}

#[tokio::test]
async fn a_first_password_is_set_once() {
    let (_db, office) = office().await;
    let welcome = office
        .app
        .add_user("neu@example.org", "Neue Kollegin", Role::Coordinator)
        .await
        .unwrap();
    let path = welcome
        .link
        .strip_prefix("http://127.0.0.1:8080")
        .expect("the base")
        .to_owned();
    let mut browser = Browser::new(&office.app);
    for _ in 0..3 {
        browser.get(&path).await.shows("Willkommen, Neue Kollegin");
    }
    let different = browser
        .submit(&path, &path, &[("password", PASSWORD), ("password_again", "x")])
        .await;
    assert_eq!(different.status, StatusCode::UNPROCESSABLE_ENTITY);
    different.shows("href=\"#password_again\"");
    let weak = browser
        .submit(&path, &path, &[("password", "kurz"), ("password_again", "kurz")])
        .await;
    weak.shows("mindestens 12 Zeichen");
    let set = browser
        .submit(
            &path,
            &path,
            &[("password", PASSWORD), ("password_again", PASSWORD)],
        )
        .await;
    assert_eq!(set.location(), "/office");
    browser.get("/office").await.shows("Neue Kollegin");
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
}
