//! Does a form change something only when it is ours, only once, and does it keep what was typed?

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::browser::Browser;
use super::{office, school_url, signed_in};
use crate::support::app::TestApp;

const HOSTILE: &str = "<script>alert(1)</script>\"'&{{ 7*7 }}{% raw %}\u{202e}";

/// A complete form, as pairs.
fn fields(office: &TestApp) -> Vec<(String, String)> {
    let value = serde_json::to_value(office.form()).expect("a form");
    let object = value.as_object().expect("fields");
    object
        .iter()
        .map(|(k, v)| (k.clone(), v.as_str().expect("text").to_owned()))
        .collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect()
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_request() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let page = format!("{}/new", school_url(&office));
    let mark = browser.get(&page).await.mark();
    let typed = fields(&office);
    let mut all = vec![("mark", mark.as_str())];
    all.extend(borrowed(&typed));
    let first = browser.post(&page, &all).await;
    let second = browser.post(&page, &all).await;
    assert_eq!(first.location(), second.location());
    browser
        .get(first.location())
        .await
        .shows("Ihre Anfrage ist eingegangen");
    let found = office
        .app
        .requests_of(office.school.id, passgenau::store::Page::first(10))
        .await
        .unwrap();
    assert_eq!(found.total, 1);
    assert_eq!(office.waiting().await, 1, "one mail");
}

#[tokio::test]
async fn a_form_comes_back_with_every_fault_and_everything_typed() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let page = format!("{}/new", school_url(&office));
    let answer = browser
        .submit(
            &page,
            &page,
            &[
                ("room", HOSTILE),
                ("note", HOSTILE),
                ("date_1", "2026-02-30"),
                ("date_2", "2026-12-02"),
                ("level", "Z9"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in [
        "programme",
        "occasion",
        "mode",
        "date_1",
        "start_2",
        "duration_2",
        "rules_accepted",
    ] {
        answer.shows(&format!("href=\"#{field}\""));
        answer.shows(&format!("id=\"{field}\""));
        answer.shows(&format!("id=\"{field}-fault\""));
    }
    answer.hides("<script>");
    answer.shows("&lt;script&gt;alert(1)");
    answer.shows("value=\"2026-12-02\"");
    answer.hides("rejection-");
    let found = office
        .app
        .requests_of(office.school.id, passgenau::store::Page::first(10))
        .await
        .unwrap();
    assert_eq!(found.total, 0);
}

#[tokio::test]
async fn faults_are_named_in_the_order_of_their_fields() {
    let (_db, office) = office().await;
    let long = "x".repeat(1200);
    let wrong = [
        ("organisation", office.school.id.to_string()),
        ("language", "Klingonisch".into()),
        ("occasion", "party".into()),
        ("programme", "none".into()),
        ("mode", "dance".into()),
        ("date_1", "2026-02-30".into()),
        ("start_1", "25:00".into()),
        ("duration_1", "7".into()),
        ("date_2", "2020-02-01".into()),
        ("room", long.clone()),
        ("note", long.clone()),
        ("sender", long.clone()),
        ("topic", long.clone()),
        ("headcount", "500".into()),
        ("level", "Z9".into()),
        ("gender", "x".into()),
        ("people_expected", "-3".into()),
        ("urgent_reason", long.clone()),
        ("cost_centre", long.clone()),
        ("location", "nowhere".into()),
        ("contact", "nobody".into()),
    ];
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let school = format!("{}/new", school_url(&office));
    let mut clerk = signed_in(&office).await;
    for (form, page) in [
        (
            format!("/office/take?organisation={}", office.school.id),
            "/office/take",
        ),
        (school.clone(), school.as_str()),
    ] {
        let answer = clerk.submit(&form, page, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        let body = &answer.body;
        let named: Vec<&str> = body
            .match_indices("<li><a href=\"#")
            .filter_map(|(at, start)| body[at + start.len()..].split('"').next())
            .collect();
        assert!(named.len() >= 12, "{page}: {named:?}");
        let places: Vec<usize> = named
            .iter()
            .filter_map(|field| body.find(&format!(" id=\"{field}\"")))
            .collect();
        assert!(places.is_sorted(), "{page}: {named:?}");
    }
}

#[tokio::test]
async fn how_a_request_ended_is_asked_again_with_every_fault() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let mut browser = signed_in(&office).await;
    let page = format!("/office/requests/{number}");
    let typed = [("kind", "external"), ("agency", ""), ("cost", "viel")];
    let answer = browser.submit(&page, &format!("{page}/outcome"), &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.shows("Bitte prüfen Sie 2 Angaben");
    answer.shows("Bitte geben Sie einen Betrag in Euro ein");
    answer.shows("value=\"viel\"");
    answer.shows("value=\"external\" checked");
    let answer = browser
        .submit(&page, &format!("{page}/outcome"), &[("cost", "")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.shows("Bitte prüfen Sie eine Angabe");
    let typed = [
        ("kind", "external"),
        ("agency", "Dolmetschbüro"),
        ("cost", "85,50"),
    ];
    let answer = browser.submit(&page, &format!("{page}/outcome"), &typed).await;
    browser.get(answer.location()).await.shows("85,50");
}

#[tokio::test]
async fn only_forms_of_ours_change_something() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let mut clerk = signed_in(&office).await;
    let path = format!("/office/requests/{number}/cancel");
    let mark = clerk.get(&path).await.mark();
    let stranger = Browser::new(&office.app).get("/login").await.mark();
    let school = Browser::new(&office.app)
        .get(&format!("{}/new", school_url(&office)))
        .await
        .mark();
    let from = |site: &str| Request::post(&path).header("sec-fetch-site", site);

    assert_eq!(
        clerk.post(&path, &[]).await.status,
        StatusCode::FORBIDDEN,
        "no mark"
    );
    for foreign in [stranger.as_str(), school.as_str(), "x", ""] {
        assert_eq!(
            clerk.post(&path, &[("mark", foreign)]).await.status,
            StatusCode::FORBIDDEN,
            "{foreign}"
        );
    }
    let good = [("mark", mark.as_str())];
    assert_eq!(
        clerk.send_form(from("cross-site"), &good).await.status,
        StatusCode::FORBIDDEN,
        "cross-site"
    );
    assert_eq!(
        clerk.send_form(from("same-site"), &good).await.status,
        StatusCode::FORBIDDEN,
        "same-site"
    );
    let foreign = Request::post(&path).header("origin", "https://evil.example");
    assert_eq!(
        clerk.send_form(foreign, &good).await.status,
        StatusCode::FORBIDDEN,
        "foreign origin"
    );
    assert_eq!(
        clerk.send_form(Request::post(&path), &[]).await.status,
        StatusCode::FORBIDDEN,
        "nothing at all"
    );
    let text = Request::post(&path)
        .header("content-type", "text/plain")
        .header("sec-fetch-site", "same-origin");
    let body = Body::from(format!("mark={mark}"));
    assert_eq!(
        clerk.send_body(text, body).await.status,
        StatusCode::FORBIDDEN,
        "plain text"
    );
    assert_eq!(office.state(number).await, "submitted");

    // A browser that sends neither header is believed for its mark.
    assert_eq!(
        clerk.send_form(Request::post(&path), &good).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(office.state(number).await, "cancelled");
}

#[tokio::test]
async fn a_form_that_was_open_for_too_long_is_shown_again() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let page = format!("{}/new", school_url(&office));
    let mark = browser.get(&page).await.mark();
    office.app.clock.advance(chrono::TimeDelta::hours(25));
    let answer = browser
        .post(&page, &[("mark", &mark), ("room", "Raum 104")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.shows("Ihre Angaben sind noch da");
    answer.shows("value=\"Raum 104\"");
}

#[tokio::test]
async fn too_much_is_refused_at_once() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let page = format!("{}/new", school_url(&office));
    let mark = browser.get(&page).await.mark();
    let long = "x".repeat(100_000);
    assert_eq!(
        browser
            .post(&page, &[("mark", &mark), ("note", &long)])
            .await
            .status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let many = vec![("a", "b"); 10_000];
    assert_eq!(browser.post(&page, &many).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        browser.post(&page, &[("mark", "\u{fffd}")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn hostile_words_in_addresses_stay_words() {
    let (_db, office) = office().await;
    office.ask(&office.form()).await;
    let mut clerk = signed_in(&office).await;
    for path in ["/office/requests", "/office/people"] {
        for key in [
            "q",
            "state",
            "programme",
            "language",
            "district",
            "from",
            "to",
            "page",
        ] {
            for value in [
                "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
                "%27%22%3E%3Cb%3E",
                "%00",
                "%25",
                "-1",
                "99999999999999999999",
                "%F0%9F%92%A9",
            ] {
                let answer = clerk.get(&format!("{path}?{key}={value}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}?{key}={value}");
                answer.hides("<script>");
                answer.hides("\"><b>");
            }
        }
        assert_eq!(
            clerk.get(&format!("{path}?%FF=%FF&&=&q")).await.status,
            StatusCode::OK
        );
    }
    for path in [
        "/office/requests/abc",
        "/office/requests/-1",
        "/office/requests/99999999999999999999",
        "/office/people/x",
        "/office/plans/%00",
    ] {
        assert_eq!(clerk.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
