//! Is every answer in its shell: headers on pages, errors and assets; assets to keep, but nothing else from the disk?

use axum::http::{Request, StatusCode};

use super::browser::{Answer, Browser};
use super::{office, school_url, signed_in};
use crate::support::app::TestApp;
use crate::support::db::{Engine, TestDb};

#[track_caller]
fn in_its_shell(answer: &Answer, name: &str) {
    let policy = answer.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{name}: {policy}"
    );
    assert!(
        policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"),
        "{name}: {policy}"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{name}");
    assert!(!answer.header("x-request-id").is_empty(), "{name}");
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let start = browser.get("/").await;
    assert_eq!(start.status, StatusCode::OK);
    in_its_shell(&start, "start");
    let missing = browser.get("/nowhere").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    in_its_shell(&missing, "404");
    missing.shows("Diese Seite gibt es nicht");
    in_its_shell(&browser.post("/impressum", &[]).await, "405");
    in_its_shell(&browser.get("/healthz").await, "health");
    let asset = start
        .body
        .split("href=\"")
        .find_map(|p| p.split('"').next().filter(|h| h.ends_with("base.css")));
    let asset = browser.get(asset.expect("a style sheet")).await;
    assert_eq!(asset.status, StatusCode::OK);
    in_its_shell(&asset, "asset");
    let mut clerk = signed_in(&office).await;
    let page = clerk.get("/office").await;
    in_its_shell(&page, "office");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("x-robots-tag").contains("noindex"));

    office.app.store.close().await;
    let broken = clerk.get("/office/requests").await;
    assert!(broken.status.is_server_error(), "{}", broken.status);
    in_its_shell(&broken, "5xx");
    broken.hides("sqlx");
    broken.hides("pool");
    broken.shows("Vorfallnummer");
    assert_eq!(
        browser.get("/healthz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(
        browser.get("/").await.status,
        StatusCode::OK,
        "what needs no database goes on"
    );
}

#[tokio::test]
async fn https_makes_cookies_and_transport_strict() {
    let db = TestDb::new(Engine::Sqlite).await;
    let office = TestApp::with(&db, &[("BASE_URL", "https://ehrenamt.example.org")]).await;
    office
        .app
        .set_password(office.account, super::PASSWORD, "")
        .await
        .expect("a good password");
    let mut browser = Browser::new(&office.app);
    assert_eq!(
        browser.get("/").await.header("strict-transport-security"),
        "max-age=31536000"
    );
    let fields = [
        ("email", "buero@example.org"),
        ("password", super::PASSWORD),
        ("next", ""),
    ];
    let answer = browser.submit("/login", "/login", &fields).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-passgenau="), "{cookie}");
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
}

#[tokio::test]
async fn assets_are_kept_by_browsers_until_they_change() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let page = browser.get("/").await;
    let hrefs: Vec<&str> = page
        .body
        .split("href=\"/static/")
        .skip(1)
        .filter_map(|p| p.split('"').next())
        .collect();
    assert!(hrefs.len() >= 4, "{hrefs:?}");
    for href in hrefs {
        let asset = browser.get(&format!("/static/{href}")).await;
        assert_eq!(asset.status, StatusCode::OK, "{href}");
        assert!(asset.header("cache-control").contains("immutable"), "{href}");
        let etag = asset.header("etag").to_owned();
        let again = Request::get(format!("/static/{href}")).header("if-none-match", etag);
        assert_eq!(
            browser.send(again).await.status,
            StatusCode::NOT_MODIFIED,
            "{href}"
        );
        let (_, file) = href.split_once('/').expect("a hash and a path");
        let old = browser.get(&format!("/static/0123456789abcdef/{file}")).await;
        assert_eq!(
            (old.status, old.header("cache-control")),
            (StatusCode::OK, "no-cache"),
            "{href}"
        );
    }
}

#[tokio::test]
async fn nothing_but_assets_comes_out() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let tries = [
        "../Cargo.toml",
        "..%2fCargo.toml",
        "%2e%2e/Cargo.toml",
        "%252e%252e/Cargo.toml",
        "..\\Cargo.toml",
        "..%5cCargo.toml",
        "base.css%00.svg",
        "vendor/../base.css",
        "vendor/.current",
        ".gitignore",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "package.json",
        "node_modules/x.css",
        "i18n/de/office.ftl",
        "",
        "vendor",
        "vendor/",
    ];
    for path in tries {
        let answer = browser.get(&format!("/static/x/{path}")).await;
        assert!(
            matches!(answer.status.as_u16(), 400 | 404),
            "{path}: {}",
            answer.status
        );
        answer.hides("[package]");
    }
}

#[tokio::test]
async fn the_language_of_a_page_can_be_linked() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    browser.get("/").await.shows("<html lang=\"de\"");
    let english = browser.get("/datenschutz?lang=en").await;
    english.shows("<html lang=\"en\"");
    assert!(english.header("set-cookie").starts_with("lang=en;"));
    browser.get("/impressum").await.shows("<html lang=\"en\"");
    browser
        .get("/impressum?lang=xx%22onload")
        .await
        .shows("<html lang=\"en\"");
    browser
        .get(&format!("{}?lang=de", school_url(&office)))
        .await
        .shows("<html lang=\"de\"");
}
