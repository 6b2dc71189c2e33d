//! Does the office come in with its password only, and not for ever?

use axum::http::StatusCode;
use chrono::TimeDelta;
use passgenau::app::LoginError;
use passgenau::domain::account::Account;
use passgenau::domain::organisation::{Contact, ContactKind};
use passgenau::domain::rights::Role;
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{AccountId, ContactId};
use uuid::Uuid;

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

/// Median and quartiles, in microseconds.
fn quartiles(mut samples: Vec<u128>) -> [u128; 3] {
    samples.sort_unstable();
    [1, 2, 3].map(|part| samples[samples.len() * part / 4])
}

/// Can the time of an answer tell whether an address is known? A measurement, so it runs only when asked for:
/// `cargo test --test it -- --ignored tell_nothing_by_their_time --nocapture`.
///
/// Each address is used once and from a place of its own, as the limits would otherwise answer instead; the groups take
/// turns, so that a busy machine slows all of them. What follows in both cases, the same page, is not measured.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes"]
async fn addresses_tell_nothing_by_their_time() {
    const SAMPLES: u128 = 200;
    let (_db, office) = office().await;
    let app = &office.app;
    let mut tx = app.store.read().await.unwrap();
    let hash = tx.account(office.account).await.unwrap().unwrap().password_hash;
    drop(tx);
    let mut tx = app.store.write().await.unwrap();
    for n in 0..SAMPLES {
        // Accounts with a password, and invited ones that have none yet.
        for (kind, offset, password_hash) in [("known", 10_000, hash.clone()), ("invited", 20_000, None)] {
            tx.insert_account(&Account {
                id: AccountId(Uuid::from_u128(offset + n)),
                email: EmailAddress::parse("email", &format!("{kind}{n}@example.org")).unwrap(),
                name: format!("Konto {n}"),
                password_hash,
                disabled_at: None,
                created_at: office.now(),
                welcome_issued_at: None,
                welcome_used_at: None,
            })
            .await
            .unwrap();
        }
        let contact = Contact {
            id: ContactId(Uuid::from_u128(30_000 + n)),
            organisation: office.school.id,
            name: format!("Frau {n}"),
            email: EmailAddress::parse("email", &format!("schule-known{n}@example.org")).unwrap(),
            phone: None,
            kind: ContactKind::Person,
        };
        tx.insert_contact(&contact).await.unwrap();
    }
    tx.commit().await.unwrap();
    for (what, kinds) in [
        ("login", &["known", "invited", "unknown"][..]),
        ("link", &["known", "unknown"]),
    ] {
        let mut taken = vec![Vec::new(); kinds.len()];
        for n in 0..SAMPLES {
            // Each turn begins with another group.
            for turn in 0..kinds.len() {
                let at = (usize::try_from(n).unwrap() + turn) % kinds.len();
                let place = format!("2001:db8:{:x}:{n:x}::1", at + 1);
                let began = std::time::Instant::now();
                if what == "login" {
                    let address = format!("{}{n}@example.org", kinds[at]);
                    let answer = app.login(&address, "gewiss nicht das Passwort", &place, "").await;
                    assert!(matches!(answer, Err(LoginError::Wrong)));
                } else {
                    let address = format!("schule-{}{n}@example.org", kinds[at]);
                    app.ask_for_link(&address, "browser", &place).await.unwrap();
                }
                taken[at].push(began.elapsed().as_micros());
            }
        }
        let all: Vec<[u128; 3]> = taken.into_iter().map(quartiles).collect();
        for (kind, [low, median, high]) in kinds.iter().zip(&all) {
            println!("{what} {kind}: {low} / {median} / {high} µs");
        }
        // Indistinguishable by single answers: the medians lie within the middle half of each other.
        for [low, _, high] in &all {
            for [_, median, _] in &all {
                assert!(low <= median && median <= high, "{what}: {all:?}");
            }
        }
    }
}
