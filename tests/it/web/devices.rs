//! Do schools and volunteers come in with a link by mail, and nobody else with it?

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use mail_parser::MessageParser;
use passgenau::domain::organisation::{Organisation, OrganisationKind};
use passgenau::ids::OrganisationId;
use uuid::Uuid;

use super::browser::{Answer, Browser};
use super::{office, signed_in};
use crate::support::app::{TestApp, to};

const SCHOOL: &str = "sekretariat@example.org";

/// Path of the link and digits of the code in the last mail to an address.
async fn mailed(office: &TestApp, address: &str) -> (String, String) {
    let mails = office.mails().await;
    let mail = *to(&mails, address).last().expect("a mail");
    let message = MessageParser::default().parse(&mail.bytes).expect("a mail");
    let text = message.body_text(0).expect("a text").into_owned();
    let lines = || text.lines().map(str::trim);
    let link = lines()
        .find(|line| line.contains("/anmelden/"))
        .expect("a link")
        .strip_prefix("http://127.0.0.1:8080")
        .expect("the base")
        .to_owned();
    let code = lines()
        .find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()))
        .expect("a code");
    (link, code.to_owned())
}

async fn ask(browser: &mut Browser, address: &str) -> Answer {
    browser
        .submit("/anmelden", "/anmelden", &[("email", address)])
        .await
}

#[tokio::test]
async fn a_link_works_once_and_not_by_looking() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    ask(&mut browser, "Sekretariat@Example.org")
        .await
        .shows("Schauen Sie in Ihr Postfach");
    let (link, _) = mailed(&office, SCHOOL).await;
    for method in [Method::GET, Method::HEAD, Method::GET, Method::OPTIONS] {
        let answer = browser.request(method, &link).await;
        assert!(!answer.status.is_server_error());
    }
    browser.get(&link).await.hides("name=\"code\"");
    let answer = browser.submit(&link, &link, &[]).await;
    let page = format!("/s/{}", office.school.id);
    assert_eq!(answer.location(), page);
    let home = browser.get(&page).await;
    home.shows("Grundschule am Lindenhof");
    home.shows("Meine Seiten und Geräte");
    let again = browser.submit("/anmelden", &link, &[]).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert_eq!(browser.get(&link).await.status, StatusCode::GONE);
    // The key in the address is no secret: it opens nothing elsewhere.
    let mut stranger = Browser::new(&office.app);
    assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND);
    // The whole desk works from the device.
    browser.get(&format!("{page}/new")).await.shows("Anfrage");
}

#[tokio::test]
async fn elsewhere_the_code_is_needed_and_after_ten_minutes_nothing_helps() {
    let (_db, office) = office().await;
    let mut asking = Browser::new(&office.app);
    ask(&mut asking, SCHOOL).await;
    let (link, code) = mailed(&office, SCHOOL).await;
    let mut phone = Browser::new(&office.app);
    phone.get(&link).await.shows("name=\"code\"");
    let bare = phone.submit(&link, &link, &[]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let answer = phone.submit(&link, &link, &[("code", wrong)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.shows("Dieser Code stimmt nicht");
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let answer = phone.submit(&link, &link, &[("code", &spaced)]).await;
    assert_eq!(answer.location(), format!("/s/{}", office.school.id));

    // The mail read on the phone, the code typed in where it was asked for.
    ask(&mut asking, SCHOOL).await;
    let (_, code) = mailed(&office, SCHOOL).await;
    let answer = asking
        .submit("/anmelden", "/anmelden/code", &[("code", &code)])
        .await;
    assert_eq!(answer.location(), format!("/s/{}", office.school.id));

    ask(&mut asking, SCHOOL).await;
    let (link, code) = mailed(&office, SCHOOL).await;
    office.later(TimeDelta::minutes(11));
    assert_eq!(asking.get(&link).await.status, StatusCode::GONE);
    let answer = asking.submit("/anmelden", &link, &[("code", &code)]).await;
    assert_eq!(answer.status, StatusCode::GONE);
    let answer = asking
        .submit("/anmelden", "/anmelden/code", &[("code", &code)])
        .await;
    assert_eq!(answer.status, StatusCode::GONE);
}

#[tokio::test]
async fn five_wrong_codes_kill_a_link() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    ask(&mut browser, SCHOOL).await;
    let (_, code) = mailed(&office, SCHOOL).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let answer = browser
            .submit("/anmelden", "/anmelden/code", &[("code", wrong)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser
        .submit("/anmelden", "/anmelden/code", &[("code", &code)])
        .await;
    assert_eq!(answer.status, StatusCode::GONE);
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_answer_and_no_mail() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    let blank = |answer: &Answer, email: &str| {
        let mark = answer.mark();
        answer.body.replace(&mark, "").replace(email, "")
    };
    let known = ask(&mut browser, SCHOOL).await;
    office.mails().await;
    let unknown = ask(&mut browser, "niemand@example.org").await;
    assert_eq!((known.status, unknown.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(blank(&known, SCHOOL), blank(&unknown, "niemand@example.org"));
    let mails = office.mails().await;
    assert!(to(&mails, "niemand@example.org").is_empty());
    // Nobody floods a mailbox, known or not.
    for address in [SCHOOL, "niemand@example.org"] {
        let mut last = ask(&mut browser, address).await;
        for _ in 0..5 {
            last = ask(&mut browser, address).await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS, "{address}");
        assert!(last.header("retry-after").parse::<u64>().is_ok_and(|s| s > 0));
    }
    let refused = ask(&mut browser, "kein@").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_device_opens_what_its_mailbox_speaks_for_until_it_is_signed_out() {
    let (_db, office) = office().await;
    let other = Organisation {
        id: OrganisationId(Uuid::from_u128(99)),
        name: "Realschule am Wald".into(),
        kind: OrganisationKind::School,
        link_version: 1,
    };
    let mut tx = office.app.store.write().await.unwrap();
    tx.insert_organisation(&other).await.unwrap();
    tx.commit().await.unwrap();
    let person = super::pool()[0].clone();
    let address = person.email.clone().expect("an address").to_string();
    let mut devices = Vec::new();
    for address in [SCHOOL, &address, &address] {
        let mut browser = Browser::new(&office.app);
        ask(&mut browser, address).await;
        let (link, _) = mailed(&office, address).await;
        browser.submit(&link, &link, &[]).await;
        devices.push(browser);
    }
    let (own, school) = (format!("/v/{}", person.id), format!("/s/{}", office.school.id));
    for (browser, opens, not) in [(0, &school, &own), (1, &own, &school), (2, &own, &school)] {
        let browser = &mut devices[browser];
        assert_eq!(browser.get(opens).await.status, StatusCode::OK);
        for path in [not.clone(), format!("/s/{}", other.id), format!("{not}/new")] {
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        browser.get("/mein").await.shows("dieses Gerät");
        assert_eq!(browser.get("/office").await.status, StatusCode::UNAUTHORIZED);
    }
    // One signs the other out.
    let list = devices[1].get("/mein").await;
    let key = list
        .body
        .split("name=\"device\" value=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|value| value.len() == 64)
        .expect("the other device")
        .to_owned();
    devices[1]
        .submit("/mein", "/mein/devices", &[("device", &key)])
        .await;
    assert_eq!(devices[2].get(&own).await.status, StatusCode::NOT_FOUND);
    assert_eq!(devices[1].get(&own).await.status, StatusCode::OK);
    // The office signs out everywhere.
    let mut clerk = signed_in(&office).await;
    let page = format!("/office/people/{}", person.id);
    clerk.get(&page).await.shows("Auf einem Gerät angemeldet");
    clerk.submit(&page, &format!("{page}/devices"), &[]).await;
    assert_eq!(devices[1].get(&own).await.status, StatusCode::NOT_FOUND);
    // A new link for the school: the old one and its devices are worth nothing.
    let old = super::school_url(&office);
    assert_eq!(devices[0].get(&old).await.status, StatusCode::OK);
    clerk
        .submit(
            "/office/organisations",
            &format!("/office/organisations/{}/close", office.school.id),
            &[],
        )
        .await;
    for path in [&old, &school] {
        assert_eq!(devices[0].get(path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_device_stays_signed_in_while_it_is_used_and_not_for_ever() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    ask(&mut browser, SCHOOL).await;
    let (link, _) = mailed(&office, SCHOOL).await;
    browser.submit(&link, &link, &[]).await;
    office.later(TimeDelta::days(170));
    assert_eq!(browser.get("/mein").await.status, StatusCode::OK);
    office.later(TimeDelta::days(170));
    assert_eq!(browser.get("/mein").await.status, StatusCode::OK);
    office.later(TimeDelta::days(26));
    assert_eq!(
        browser.get("/mein").await.status,
        StatusCode::UNAUTHORIZED,
        "after a year"
    );
    office.app.tidy().await.unwrap();
    assert!(office.app.devices_at(SCHOOL).await.unwrap().is_empty());
}

#[tokio::test]
async fn whoever_hands_over_is_signed_out() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    ask(&mut browser, SCHOOL).await;
    let (link, _) = mailed(&office, SCHOOL).await;
    browser.submit(&link, &link, &[]).await;
    let page = format!("/s/{}/contact", office.school.id);
    let old_link = super::school_url(&office);
    let contact = office.app.intake_data(office.school.id).await.unwrap().contacts[0].id;
    let fields = [
        ("name", "Herr Neu"),
        ("email", "neu@example.org"),
        ("phone", ""),
        ("from", &contact.to_string()),
    ];
    browser.submit(&page, &page, &fields).await;
    assert_eq!(browser.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&old_link).await.status, StatusCode::NOT_FOUND);
    let mut new = Browser::new(&office.app);
    ask(&mut new, "neu@example.org").await;
    let (link, _) = mailed(&office, "neu@example.org").await;
    assert_eq!(
        new.submit(&link, &link, &[]).await.location(),
        format!("/s/{}", office.school.id)
    );
}
