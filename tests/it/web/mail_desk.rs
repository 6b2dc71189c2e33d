//! Does the mail desk show what there is, do what it says, and tell every page when no mail leaves?

use axum::http::StatusCode;
use passgenau::store::{OutboxFilter, Page};

use super::{office, pool, signed_in};
use crate::mail::inbound::{DOMAIN, samples};

#[tokio::test]
async fn a_mail_is_shown_dropped_and_sent_again() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let mut browser = signed_in(&office).await;
    let list = browser.get(&format!("/office/outbox?q={number}")).await;
    list.shows("Eingangsbestätigung");
    list.shows("Frau Berger, Grundschule am Lindenhof");
    let mut tx = office.app.store.read().await.unwrap();
    let id = tx
        .outbox_page(&OutboxFilter::default(), Page::first(1))
        .await
        .unwrap()
        .rows[0]
        .id;
    drop(tx);
    let url = format!("/office/outbox/{id}");
    let page = browser.get(&url).await;
    page.shows(&format!("Anfrage Nr. {number} eingegangen"));
    page.shows("sekretariat@example.org");
    assert!(
        page.header("content-security-policy")
            .ends_with("frame-src 'self'")
    );
    let html = browser.get(&format!("{url}/html")).await;
    assert!(
        html.header("content-security-policy")
            .contains("default-src 'none'")
    );
    html.shows("<html lang=\"de\"");
    html.hides("/s/");

    let unreasoned = browser.submit(&url, &format!("{url}/drop"), &[]).await;
    assert_eq!(unreasoned.status, StatusCode::UNPROCESSABLE_ENTITY);
    unreasoned.shows("Bitte einen Grund wählen.");
    let done = browser
        .submit(&url, &format!("{url}/drop"), &[("reason", "told_otherwise")])
        .await;
    let shown = browser.get(done.location()).await;
    shown.shows("Die E-Mail ist verworfen.");
    shown.shows("schon anders Bescheid gesagt");
    shown.shows("Ina Leitung");
    let mark = browser.get("/office/outbox").await.mark();
    let late = browser.post(&format!("{url}/retry"), &[("mark", &mark)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.shows("inzwischen gesendet oder verworfen");
    for nothing in [
        "/office/outbox/x",
        "/office/outbox/00000000-0000-0000-0000-000000000001",
    ] {
        assert_eq!(browser.get(nothing).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn every_page_says_when_no_mail_leaves() {
    let (_db, office) = office().await;
    let mut browser = signed_in(&office).await;
    browser.get("/office/requests").await.hides("<title>(!)");
    let held = browser
        .submit("/office/outbox", "/office/outbox/pause", &[])
        .await;
    browser
        .get(held.location())
        .await
        .shows("Der Versand ist angehalten");
    for page in ["/office/requests", "/office/people", "/office/plan"] {
        let page = browser.get(page).await;
        page.shows("<title>(!) ");
        page.shows("Der Mailversand steht still");
    }
    browser
        .get(&super::school_url(&office))
        .await
        .hides("steht still");
    let freed = browser
        .submit("/office/outbox", "/office/outbox/resume", &[])
        .await;
    browser
        .get(freed.location())
        .await
        .shows("Der Versand geht weiter.");
    browser.get("/office/requests").await.hides("steht still");
}

#[tokio::test]
async fn what_somebody_wrote_is_read_and_recorded() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    office.plan_and_publish().await;
    let mails = office.mails().await;
    let offer = mails
        .iter()
        .find(|mail| mail.to[0].starts_with("person"))
        .unwrap();
    let text = offer.text();
    let id = text
        .split("Message-ID: <")
        .nth(1)
        .unwrap()
        .split('>')
        .next()
        .unwrap();
    let letter = format!(
        "From: {}\nTo: x@{DOMAIN}\nSubject: AW: Einsatz <b>\nIn-Reply-To: <{id}>\n\nJa & <script>alert(1)</script>\n\n> Können Sie helfen?\n",
        offer.to[0]
    );
    office
        .app
        .receive(samples::crlf(&letter).as_bytes())
        .await
        .unwrap();
    let mut browser = signed_in(&office).await;
    let overview = browser.get("/office").await;
    overview.shows("Antwort per E-Mail");
    let path = overview
        .body
        .split("href=\"/office/inbox/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let page = browser.get(&format!("/office/inbox/{path}")).await;
    page.shows("Ja &amp; &lt;script&gt;alert(1)&lt;/script&gt;");
    page.hides("<script>alert");
    page.shows("Zitierter Text");
    let inbox = browser.get("/office/inbox?part=letters").await;
    inbox.shows("offen");
    inbox.shows("Es ist kein Postfach eingestellt");
    let answer = page
        .body
        .split("action=\"/office/offers/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let back = browser
        .submit(
            &format!("/office/inbox/{path}"),
            &format!("/office/offers/{answer}"),
            &[("answer", "accept"), ("back", "/office")],
        )
        .await;
    assert!(back.location().starts_with("/office"), "{}", back.location());
    assert_eq!(office.state(number).await, "confirmed");
    assert_eq!(office.tasks().await, Vec::<String>::new());
    browser.get("/office/inbox").await.hides(">offen<");
}

#[tokio::test]
async fn every_text_can_be_seen_and_sent_to_oneself() {
    let (_db, office) = office().await;
    let mut browser = signed_in(&office).await;
    browser.get("/office/mail-texts").await.shows("Einsatz möglich?");
    let page = browser.get("/office/mail-texts/offer?in=en").await;
    page.shows("/office/mail-texts/offer/html?in=en");
    browser
        .get("/office/mail-texts/offer/html?in=en")
        .await
        .shows("lang=\"en\"");
    let done = browser
        .submit(
            "/office/mail-texts/offer",
            "/office/mail-texts/offer/test",
            &[("in", "en")],
        )
        .await;
    browser
        .get(done.location())
        .await
        .shows("Die Test-Mail ist unterwegs.");
    assert_eq!(office.sink.mails()[0].to, ["buero@example.org"]);
    office.sink.on(
        crate::support::smtp::At::Connect,
        1,
        crate::support::smtp::Act::Close,
    );
    let failed = browser
        .submit(
            "/office/mail-texts/offer",
            "/office/mail-texts/offer/test",
            &[("in", "de")],
        )
        .await;
    assert_eq!(failed.status, StatusCode::BAD_GATEWAY);
    failed.shows("nicht angenommen");
    assert_eq!(
        browser.get("/office/mail-texts/nothing").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_office_notes_in_which_other_language_somebody_reads() {
    let (_db, office) = office().await;
    let mut clerk = signed_in(&office).await;
    let page = format!("/office/people/{}", pool()[0].id);
    clerk
        .get(&page)
        .await
        .shows("Es ist noch keine weitere Sprache freigegeben.");
    office
        .app
        .release_language("ar", true, office.account)
        .await
        .expect("released");
    let path = format!("{page}/second-language");
    let kept = clerk.submit(&page, &path, &[("second_language", "ar")]).await;
    clerk
        .get(kept.location())
        .await
        .shows("<option value=\"ar\" selected>العربية</option>");
    let wrong = clerk.submit(&page, &path, &[("second_language", "xx")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut tx = office.app.store.read().await.expect("read");
    let mail = tx.person_mail(pool()[0].id).await.expect("read");
    assert_eq!(mail.second_language.as_deref(), Some("ar"));
}
