//! Does the office read what somebody writes about a barrier, and only once?

use axum::http::StatusCode;

use super::browser::Browser;
use super::{office, signed_in};

#[tokio::test]
async fn a_barrier_is_reported_and_read() {
    let (_db, office) = office().await;
    let mut reader = Browser::new(&office.app);
    let page = reader.get("/barrierefreiheit").await;
    page.shows("Barriere melden");
    let fields = [
        ("message", "Der Kalender liest sich nicht vor."),
        ("email", "leserin@example.org"),
    ];
    let sent = reader
        .submit("/barrierefreiheit", "/barrierefreiheit", &fields)
        .await;
    assert_eq!(sent.location(), "/barrierefreiheit?ok=barrier_reported");
    let empty = reader
        .submit(
            "/barrierefreiheit",
            "/barrierefreiheit",
            &[("message", " "), ("email", "x@")],
        )
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.shows("href=\"#message\"");
    empty.shows("href=\"#email\"");
    let mut clerk = signed_in(&office).await;
    let list = clerk.get("/office/inbox").await;
    let id = list
        .body
        .split("/office/inbox/")
        .nth(1)
        .and_then(|rest| rest.get(..36))
        .expect("a letter")
        .to_owned();
    let letter = clerk.get(&format!("/office/inbox/{id}")).await;
    letter.shows("Der Kalender liest sich nicht vor.");
    letter.shows("leserin@example.org");
    // Without an address, too, and not without end.
    let mut last = sent;
    for _ in 0..12 {
        last = reader
            .submit(
                "/barrierefreiheit",
                "/barrierefreiheit",
                &[("message", "Noch eine.")],
            )
            .await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
}
