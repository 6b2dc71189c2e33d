//! Answers through the pages: twice, late, on two devices, from fifty people at once. One result, and a page that says
//! what happened.

use axum::http::StatusCode;
use chrono::TimeDelta;
use passgenau::app::RequestForm;
use passgenau::domain::asking::AskingWay;
use passgenau::domain::offer::OfferState;
use passgenau::domain::request::TimeOption;

use super::browser::Browser;
use crate::support::app::{TestApp, subject, to};
use crate::support::db::on_both;
use crate::support::people::{able, utc};

const SCHOOL: &str = "sekretariat@example.org";

/// Asks everybody at once for a request; the pages of their offers.
async fn all_asked(office: &TestApp, form: &RequestForm) -> (i64, Vec<String>) {
    let number = office.ask(form).await;
    office
        .app
        .ask_by_hand(number, 0, AskingWay::All, office.account, &office.mark("ask"))
        .await
        .unwrap();
    office.mails().await;
    let offers = office.open_offers(number).await;
    (
        number,
        offers
            .into_iter()
            .map(|(_, token)| format!("/e/{token}"))
            .collect(),
    )
}

/// What confirms that a move was looked at.
async fn seen_move(office: &TestApp, number: i64, to: TimeOption) -> String {
    office.app.preview_move(number, to).await.unwrap().digest
}

on_both! {
    async fn of_fifty_who_say_yes_at_once_one_has_the_seat_and_the_others_are_thanked(db) {
        let office = TestApp::new(db).await;
        let people: Vec<_> = (1..=50).map(able).collect();
        office.people(&people).await;
        let (number, pages) = all_asked(&office, &office.form()).await;
        assert_eq!(pages.len(), 50);
        let mut ready = Vec::new();
        for page in pages {
            let mut browser = Browser::new(&office.app);
            let mark = browser.get(&page).await.mark();
            ready.push((browser, page, mark));
        }
        let answers: Vec<_> = ready
            .into_iter()
            .map(|(mut browser, page, mark)| {
                tokio::spawn(async move {
                    let answer = browser.post(&page, &[("mark", &mark), ("answer", "accept")]).await;
                    let after = browser.get(&page).await;
                    (answer, after)
                })
            })
            .collect();
        let (mut seated, mut thanked) = (0, 0);
        for answer in answers {
            let (answer, after) = answer.await.unwrap();
            match answer.status {
                StatusCode::SEE_OTHER => {
                    seated += 1;
                    after.shows("Grundschule am Lindenhof");
                }
                StatusCode::CONFLICT => {
                    thanked += 1;
                    answer.shows("Schon besetzt");
                    answer.shows("Danke, dass Sie geholfen hätten!");
                    after.shows("Danke, dass Sie geholfen hätten!");
                    after.hides("Grundschule am Lindenhof");
                }
                other => panic!("{other}: {}", answer.body),
            }
        }
        assert_eq!((seated, thanked), (1, 49));
        assert_eq!(office.state(number).await, "confirmed");
        let mails = office.mails().await;
        let count = |start: &str| mails.iter().filter(|m| subject(m).starts_with(start)).count();
        assert_eq!((count("Bestätigt: Einsatz"), count("Bestätigt: Sprachmittlung")), (1, 1));
        assert_eq!(count("Einsatz am 01.12.2026 ist schon vergeben"), 49);
        assert_eq!(mails.len(), 51, "nobody hears anything twice");
        let assigned = db.dump().await.into_iter().filter(|row| row.starts_with("assignment: ")).count();
        assert_eq!(assigned, 1);
    }

    async fn two_devices_and_two_clicks_are_one_answer(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let (number, pages) = all_asked(&office, &office.form()).await;
        let page = &pages[0];
        let (mut phone, mut desk) = (Browser::new(&office.app), Browser::new(&office.app));
        let (on_phone, at_desk) = (phone.get(page).await.mark(), desk.get(page).await.mark());
        assert_ne!(on_phone, at_desk);
        for _ in 0..3 {
            let yes = phone.post(page, &[("mark", &on_phone), ("answer", "accept")]).await;
            assert_eq!(yes.location().split('?').next(), Some(page.as_str()));
        }
        // The other device still shows the question; its yes is the same yes, its no does not end what is agreed.
        let again = desk.post(page, &[("mark", &at_desk), ("answer", "accept")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        let no = desk.post(page, &[("mark", &at_desk), ("answer", "decline")]).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        no.shows("Sie haben diesen Einsatz schon zugesagt.");
        no.shows(&format!("{page}/cancel"));
        assert_eq!(office.state(number).await, "confirmed");
        assert_eq!(office.mails().await.len(), 2, "one confirmation for each side");
        assert_eq!(office.tasks().await, Vec::<String>::new());
    }

    async fn whoever_is_late_reads_why_and_changes_nothing(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let mut browser = Browser::new(&office.app);
        // The time is over.
        let (number, pages) = all_asked(&office, &office.form()).await;
        let days_old = browser.get(&pages[0]).await.mark();
        let (offer, _) = office.open_offer(number).await.unwrap();
        office.later(offer.answer_by - office.now() - TimeDelta::hours(1));
        let old = browser.post(&pages[0], &[("mark", &days_old), ("answer", "accept")]).await;
        assert_eq!(old.status, StatusCode::CONFLICT);
        old.shows("Diese Seite war länger als einen Tag offen.");
        assert_eq!(office.state(number).await, "searching", "pressed once more, it counts");
        let fresh = old.mark();
        office.later(TimeDelta::hours(1));
        office.app.expire_offers().await.unwrap();
        let late = browser.post(&pages[0], &[("mark", &fresh), ("answer", "accept")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.shows("Die Zeit zum Antworten ist vorbei");
        late.shows("02381 555-0100");
        late.hides("Grundschule am Lindenhof");
        assert_eq!(office.state(number).await, "unfilled");
        // Called off meanwhile, with the page still open.
        let form = RequestForm { date_1: "2026-12-08".into(), ..office.form() };
        let (number, pages) = all_asked(&office, &form).await;
        let mark = browser.get(&pages[0]).await.mark();
        office.app.cancel_by_requester(office.school.id, number, &office.mark("off")).await.unwrap();
        for answer in ["accept", "decline", "call"] {
            let gone = browser.post(&pages[0], &[("mark", &mark), ("answer", answer)]).await;
            assert_eq!(gone.status, StatusCode::CONFLICT, "{answer}");
            gone.hides("Grundschule am Lindenhof");
        }
        assert_eq!(office.state(number).await, "cancelled");
        // Somebody else was faster.
        let form = RequestForm { date_1: "2026-12-09".into(), ..office.form() };
        let (number, pages) = all_asked(&office, &form).await;
        let mark = browser.get(&pages[1]).await.mark();
        Browser::new(&office.app).submit(&pages[0], &pages[0], &[("answer", "accept")]).await.location();
        let taken = browser.post(&pages[1], &[("mark", &mark), ("answer", "accept")]).await;
        assert_eq!(taken.status, StatusCode::CONFLICT);
        taken.shows("Schon besetzt");
        assert_eq!(office.state(number).await, "confirmed");
        // Forged, cut off, of somebody else: a page that says nothing.
        for path in ["/e/AAAA", &pages[0][..pages[0].len() - 2], "/e/x/cancel"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn the_link_of_a_moved_appointment_shows_the_new_time_and_asks_again(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let (number, pages) = all_asked(&office, &office.form()).await;
        let mut browser = Browser::new(&office.app);
        let old = browser.get(&pages[0]).await.mark();
        let to = TimeOption { starts_at: utc("2026-12-02T12:00:00Z"), ends_at: utc("2026-12-02T13:00:00Z") };
        office.app.move_request(number, to, &seen_move(&office, number, to).await, true, office.account, &office.mark("mv")).await.unwrap();
        let stale = browser.post(&pages[0], &[("mark", &old), ("answer", "accept")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "nobody agrees to a time they have not read");
        let fresh = office.open_offers(number).await;
        assert_eq!(fresh.len(), 2, "both are asked for the new time");
        let page = format!("/e/{}", fresh[0].1);
        browser.get(&page).await.shows("13:00");
        browser.submit(&page, &page, &[("answer", "accept")]).await.location();
        office.mails().await;
        // Moved once more: the same link, the new time.
        let later = TimeOption { starts_at: utc("2026-12-02T13:30:00Z"), ends_at: utc("2026-12-02T14:30:00Z") };
        office.app.move_request(number, later, &seen_move(&office, number, later).await, true, office.account, &office.mark("mv2")).await.unwrap();
        browser.get(&page).await.shows("14:30");
        let mails = office.mails().await;
        assert!(subject(to_one(&mails, SCHOOL)).starts_with("Geändert"));
    }

    async fn a_deadline_keeps_its_local_hour_over_the_change_of_the_clock(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        // Saturday, 27 March 2027, 18:00; Easter and the night of the change lie between.
        office.later(utc("2027-03-27T17:00:00Z") - office.now());
        let form = RequestForm { date_1: "2027-04-06".into(), ..office.form() };
        let (number, pages) = all_asked(&office, &form).await;
        let offers = office.open_offers(number).await;
        assert_eq!(offers[0].0.answer_by, utc("2027-03-31T14:00:00Z"), "16:00 by the summer clock");
        let mut browser = Browser::new(&office.app);
        browser.get(&pages[0]).await.shows("16 Uhr");
        office.later(offers[0].0.answer_by - office.now() - TimeDelta::seconds(1));
        office.app.expire_offers().await.unwrap();
        browser.submit(&pages[0], &pages[0], &[("answer", "decline")]).await.location();
        office.later(TimeDelta::seconds(1));
        office.app.expire_offers().await.unwrap();
        let offer = office.app.store.read().await.unwrap().offer(offers[1].0.id).await.unwrap().unwrap();
        assert_eq!(offer.state, OfferState::Expired);
        browser.get(&pages[1]).await.shows("Die Zeit zum Antworten ist vorbei");
    }
}

fn to_one<'a>(
    mails: &'a [crate::support::smtp::Received],
    address: &str,
) -> &'a crate::support::smtp::Received {
    to(mails, address)[0]
}
