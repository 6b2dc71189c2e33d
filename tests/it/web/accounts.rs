//! Does the second factor keep others out, and can administrators look after everybody's account?

use axum::http::StatusCode;
use chrono::TimeDelta;
use passgenau::domain::rights::{Grant, Role};
use totp_rs::{Builder, Secret, Totp};

use super::browser::{Answer, Browser};
use super::{PASSWORD, office, signed_in};
use crate::support::app::TestApp;
use crate::support::db::{Engine, TestDb};

/// The authenticator of somebody who typed the key of the page.
fn authenticator(page: &Answer) -> Totp {
    let key = page.body.split("pg-link-text\">").nth(1).expect("a key");
    let key: String = key.split('<').next().expect("its end").split(' ').collect();
    let secret = Secret::try_from_base32(&key).expect("base32");
    Builder::new()
        .with_secret(secret)
        .build()
        .expect("an authenticator")
}

fn code(totp: &Totp, office: &TestApp) -> String {
    let seconds = u64::try_from(office.now().timestamp()).expect("after 1970");
    totp.generate(seconds).to_string()
}

/// Sets up a second factor; the recovery codes as well.
async fn enrol(browser: &mut Browser, office: &TestApp) -> (Totp, Vec<String>) {
    let page = browser
        .submit("/account/factor", "/account/factor/begin", &[])
        .await;
    page.shows("<svg");
    let totp = authenticator(&page);
    let mark = page.mark();
    let wrong = browser
        .post("/account/factor", &[("mark", &mark), ("code", "000000")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = code(&totp, office);
    let codes = browser
        .post("/account/factor", &[("mark", &mark), ("code", &right)])
        .await;
    let codes = codes
        .body
        .split("<li><code>")
        .skip(1)
        .map(|rest| rest.split('<').next().expect("a code").to_owned())
        .collect();
    (totp, codes)
}

async fn password(browser: &mut Browser) -> Answer {
    let fields = [
        ("email", "buero@example.org"),
        ("password", PASSWORD),
        ("next", "/office/people"),
    ];
    browser.submit("/login", "/login", &fields).await
}

#[tokio::test]
async fn after_the_password_comes_the_code_and_each_code_works_once() {
    let (_db, office) = office().await;
    let mut browser = signed_in(&office).await;
    let (totp, codes) = enrol(&mut browser, &office).await;
    assert_eq!(codes.len(), 10);
    browser.get("/account").await.shows("Noch 10 Ersatzcodes");

    office.later(TimeDelta::minutes(1));
    let mut other = Browser::new(&office.app);
    let step = password(&mut other).await;
    step.shows("Code eingeben");
    let waiting = other.cookie("passgenau").expect("a cookie").to_owned();
    assert_eq!(
        other.get("/office").await.status,
        StatusCode::UNAUTHORIZED,
        "the password alone opens nothing"
    );
    let mark = step.mark();
    let send = |code: String| {
        [
            ("mark", mark.clone()),
            ("next", "/office/people".to_owned()),
            ("code", code),
        ]
    };
    async fn post(browser: &mut Browser, fields: [(&str, String); 3]) -> Answer {
        let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        browser.post("/login/code", &fields).await
    }
    assert_eq!(
        post(&mut other, send("123".into())).await.status,
        StatusCode::UNAUTHORIZED
    );
    let good = code(&totp, &office);
    assert_eq!(
        post(&mut other, send(good.clone())).await.location(),
        "/office/people"
    );
    assert_ne!(other.cookie("passgenau"), Some(waiting.as_str()), "a new session");
    assert_eq!(other.get("/office/people").await.status, StatusCode::OK);

    // The same code again, by somebody who looked over the shoulder.
    let mut thief = Browser::new(&office.app);
    let mark = password(&mut thief).await.mark();
    let again = thief
        .post("/login/code", &[("mark", &mark), ("code", &good)])
        .await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    // The telephone is lost: a recovery code, in capitals, once.
    let recovery = codes[0].to_uppercase();
    let fields = [("mark", mark.as_str()), ("code", recovery.as_str())];
    assert_eq!(thief.post("/login/code", &fields).await.location(), "/office");
    let mut next = Browser::new(&office.app);
    let mark = password(&mut next).await.mark();
    let fields = [("mark", mark.as_str()), ("code", recovery.as_str())];
    assert_eq!(
        next.post("/login/code", &fields).await.status,
        StatusCode::UNAUTHORIZED
    );
    // Ten minutes later the password has to be given again.
    office.later(TimeDelta::minutes(11));
    let late = next
        .post("/login/code", &[("mark", &mark), ("code", &code(&totp, &office))])
        .await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    late.shows("Das hat zu lange gedauert");
}

#[tokio::test]
async fn guessing_codes_ends_and_others_still_get_in() {
    let (_db, office) = office().await;
    let mut browser = signed_in(&office).await;
    enrol(&mut browser, &office).await;
    let mut thief = Browser::new(&office.app);
    let mark = password(&mut thief).await.mark();
    let mut last = StatusCode::OK;
    for n in 0..10 {
        let guess = format!("{n:06}");
        last = thief
            .post("/login/code", &[("mark", &mark), ("code", &guess)])
            .await
            .status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn ten_wrong_passwords_stop_one_place_and_nobody_else() {
    let (_db, office) = office().await;
    let login = |password: &'static str, address: &'static str| {
        let app = office.app.clone();
        async move { app.login("buero@example.org", password, address, "").await }
    };
    for _ in 0..9 {
        assert!(matches!(
            login("falsch", "192.0.2.7").await,
            Err(passgenau::app::LoginError::Wrong)
        ));
    }
    let Err(passgenau::app::LoginError::Throttled(wait)) = login(PASSWORD, "192.0.2.7").await else {
        panic!("the tenth is looked at");
    };
    assert_eq!(wait, 600, "ten minutes, as the answer says");
    office.later(TimeDelta::minutes(4));
    let Err(passgenau::app::LoginError::Throttled(wait)) = login(PASSWORD, "192.0.2.7").await else {
        panic!("still closed");
    };
    assert_eq!(wait, 360);
    assert!(
        login(PASSWORD, "192.0.2.8").await.is_ok(),
        "the right person elsewhere gets in"
    );
    office.later(TimeDelta::minutes(7));
    assert!(login(PASSWORD, "192.0.2.7").await.is_ok());
}

#[tokio::test]
async fn an_administrator_without_second_factor_sets_one_up_first() {
    let db = TestDb::new(Engine::Sqlite).await;
    let office = TestApp::with(&db, &[("SECOND_FACTOR", "administrators")]).await;
    office
        .app
        .set_password(office.account, PASSWORD, "")
        .await
        .expect("set");
    let mut browser = signed_in(&office).await;
    assert_eq!(browser.get("/office").await.location(), "/account/factor?needed");
    browser
        .get("/account/factor?needed")
        .await
        .shows("ist eine zweite Sicherung vorgeschrieben");
    enrol(&mut browser, &office).await;
    assert_eq!(browser.get("/office").await.status, StatusCode::OK);
    // Others may do without.
    let mut tx = office.app.store.write().await.expect("a transaction");
    tx.set_grants(office.account, &[Grant::everywhere(Role::Coordinator)])
        .await
        .expect("set");
    tx.delete_factor(office.account).await.expect("gone");
    tx.commit().await.expect("committed");
    assert_eq!(browser.get("/office").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_invited_colleague_comes_in_with_their_role_and_is_locked_out_at_once() {
    let (_db, office) = office().await;
    let mut admin = signed_in(&office).await;
    let form = [
        ("name", "Jens Neu"),
        ("email", "Jens@Example.org"),
        ("role_1", "coordinator"),
        ("district_1", "MI"),
    ];
    let bare = admin
        .submit("/office/accounts/new", "/office/accounts/new", &[("name", "X")])
        .await;
    bare.shows("mindestens eine Aufgabe");
    bare.shows("href=\"#email\"");
    let narrowed = [
        ("name", "X"),
        ("email", "x@example.org"),
        ("role_1", "administrator"),
        ("programme_1", "huki"),
    ];
    admin
        .submit("/office/accounts/new", "/office/accounts/new", &narrowed)
        .await
        .shows("nicht beschränken");
    let unknown = [
        ("name", "X"),
        ("email", "x@example.org"),
        ("role_1", "reader"),
        ("district_1", "nirgends"),
    ];
    let unknown = admin
        .submit("/office/accounts/new", "/office/accounts/new", &unknown)
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let invited = admin
        .submit("/office/accounts/new", "/office/accounts/new", &form)
        .await;
    let link = invited
        .body
        .split("pg-link-text\">")
        .nth(1)
        .expect("a link")
        .split('<')
        .next()
        .expect("its end");
    let path = link
        .strip_prefix("http://127.0.0.1:8080")
        .expect("the base")
        .to_owned();
    let account = invited
        .body
        .rsplit("href=\"/office/accounts/")
        .next()
        .expect("its page");
    let account = format!("/office/accounts/{}", account.split('"').next().expect("its end"));
    admin
        .submit("/office/accounts/new", "/office/accounts/new", &form)
        .await
        .shows("schon ein Konto");

    let mut jens = Browser::new(&office.app);
    let set = jens
        .submit(
            &path,
            &path,
            &[("password", PASSWORD), ("password_again", PASSWORD)],
        )
        .await;
    assert_eq!(set.location(), "/office");
    assert_eq!(jens.get("/office/accounts").await.status, StatusCode::FORBIDDEN);
    admin.get("/office/accounts").await.shows("Jens Neu");
    admin.get(&account).await.shows("jens@example.org");

    // More duties hold at once.
    let more = [("name", "Jens Neu"), ("role_1", "administrator")];
    assert!(
        admin
            .submit(&account, &account, &more)
            .await
            .location()
            .ends_with("ok=account_changed")
    );
    assert_eq!(jens.get("/office/accounts").await.status, StatusCode::OK);
    let less = [("name", "Jens Neu"), ("role_1", "reader")];
    admin.submit(&account, &account, &less).await.location();
    assert_eq!(jens.get("/office/accounts").await.status, StatusCode::FORBIDDEN);
    let act = format!("{account}/act");
    admin.submit(&account, &act, &[("act", "lock")]).await.location();
    assert_eq!(jens.get("/office").await.status, StatusCode::UNAUTHORIZED);
    admin
        .submit(&account, &act, &[("act", "unlock")])
        .await
        .location();
    let mut again = Browser::new(&office.app);
    let fields = [("email", "jens@example.org"), ("password", PASSWORD)];
    assert_eq!(
        again.submit("/login", "/login", &fields).await.location(),
        "/office"
    );

    // Nobody shuts the last door behind them.
    let own = format!("/office/accounts/{}", office.account);
    let alone = [("name", "Ina Leitung"), ("role_1", "reader")];
    assert_eq!(
        admin.submit(&own, &own, &alone).await.status,
        StatusCode::CONFLICT
    );
    let lock = admin
        .submit(&own, &format!("{own}/act"), &[("act", "lock")])
        .await;
    assert_eq!(lock.status, StatusCode::CONFLICT);
    assert_eq!(admin.get("/office/accounts").await.status, StatusCode::OK);
}

#[tokio::test]
async fn everybody_sees_where_they_are_signed_in_and_ends_it() {
    let (_db, office) = office().await;
    let mut here = signed_in(&office).await;
    let mut there = signed_in(&office).await;
    here.get("/account").await.shows("Firefox, Linux");
    let wrong = [
        ("present", "falsch"),
        ("password", "noch ein langer Satz ö"),
        ("password_again", "noch ein langer Satz ö"),
    ];
    here.submit("/account", "/account/password", &wrong)
        .await
        .shows("Das jetzige Passwort stimmt nicht");
    let common = [
        ("present", PASSWORD),
        ("password", "Passwort2026!!"),
        ("password_again", "Passwort2026!!"),
    ];
    here.submit("/account", "/account/password", &common)
        .await
        .shows("zu bekannt");
    let good = [
        ("present", PASSWORD),
        ("password", "noch ein langer Satz ö"),
        ("password_again", "noch ein langer Satz ö"),
    ];
    let before = here.cookie("passgenau").expect("a session").to_owned();
    assert!(
        here.submit("/account", "/account/password", &good)
            .await
            .location()
            .ends_with("ok=password_changed")
    );
    assert_ne!(here.cookie("passgenau"), Some(before.as_str()));
    assert_eq!(there.get("/office").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(here.get("/office").await.status, StatusCode::OK);
    assert_eq!(
        here.submit("/account", "/account/sessions", &[("session", "all")])
            .await
            .location(),
        "/login?ended"
    );
    assert_eq!(here.get("/office").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_a_session() {
    let (_db, office) = office().await;
    let mut browser = signed_in(&office).await;
    let mark = browser.get("/office/accounts/new").await.mark();
    office.later(TimeDelta::minutes(61));
    let fields = [
        ("mark", mark.as_str()),
        ("name", "Jens <Neu>"),
        ("email", "jens@example.org"),
        ("role_1", "reader"),
    ];
    let late = browser.post("/office/accounts/new", &fields).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    late.shows("Ihre Eingaben sind noch da");
    let mark = late.mark();
    let kept = [
        ("mark", mark.as_str()),
        ("email", "buero@example.org"),
        ("password", PASSWORD),
        ("resume", "/office/accounts/new"),
        ("kept.name", "Jens <Neu>"),
        ("kept.email", "jens@example.org"),
        ("kept.role_1", "reader"),
    ];
    for field in &kept[3..] {
        late.shows(&format!("name=\"{}\"", field.0));
    }
    let back = browser.post("/login", &kept).await;
    back.shows("Jens &lt;Neu&gt;");
    let mark = back.mark();
    let fields = [
        ("mark", mark.as_str()),
        ("name", "Jens Neu"),
        ("email", "jens@example.org"),
        ("role_1", "reader"),
    ];
    browser
        .post("/office/accounts/new", &fields)
        .await
        .shows("Link für Jens Neu");
    // It leads nowhere else.
    let mut other = Browser::new(&office.app);
    let mark = other.get("/login").await.mark();
    let elsewhere = [
        ("mark", mark.as_str()),
        ("email", "buero@example.org"),
        ("password", PASSWORD),
        ("resume", "https://evil.example/"),
    ];
    assert_eq!(other.post("/login", &elsewhere).await.location(), "/office");
}
