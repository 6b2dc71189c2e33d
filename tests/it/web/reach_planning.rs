//! Does a coordinator for a part of the work plan, send out and follow the mails of that part, and of no other?

use std::time::Duration;

use axum::http::StatusCode;
use passgenau::app::{AppError, Assigning};
use passgenau::domain::asking::AskingWay;
use passgenau::domain::offer::OfferState;
use passgenau::domain::plan::{PlanState, WishKind};
use passgenau::domain::request::RequestState;
use passgenau::ids::{OutboxId, PersonId, PlanId};

use super::browser::Browser;
use super::clerks::{account, clerk, coordinator};
use crate::support::app::TestApp;
use crate::support::db::{TestDb, on_both};

/// A request in MI, a volunteer there and one in HS who could both take it.
async fn two_parts(db: &TestDb) -> (TestApp, i64, [PersonId; 2]) {
    let office = TestApp::with(db, &[("PUBLICATION_HOLD", "5")]).await;
    let mut people = super::pool();
    people[0].last_name = "Nachbarin".into();
    people[1].district = "HS".into();
    people[1].last_name = "Fremdling".into();
    office.people(&people).await;
    let number = office.ask(&office.form()).await;
    (office, number, [people[0].id, people[1].id])
}

async fn state(office: &TestApp, number: i64) -> RequestState {
    let mut tx = office.app.store.read().await.unwrap();
    tx.request_by_number(number).await.unwrap().unwrap().state
}

/// Lets somebody compute a proposal for the week of the request, on the page.
async fn computed(office: &TestApp, browser: &mut Browser) -> PlanId {
    let started = browser
        .submit("/office/plan", "/office/plan", &[("week", "2026-11-30")])
        .await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
    let id: PlanId = started.location().rsplit('/').next().unwrap().parse().unwrap();
    office.wait_for_plan(id).await;
    id
}

async fn plan_state(office: &TestApp, id: PlanId) -> PlanState {
    office
        .app
        .store
        .read()
        .await
        .unwrap()
        .plan(id)
        .await
        .unwrap()
        .unwrap()
        .state
}

on_both! {
    async fn a_part_is_planned_and_sent_out_by_whom_it_belongs_to(db) {
        let (office, number, [near, far]) = two_parts(db).await;
        // Nobody in MI can take the second one; somebody in HS could be asked for all that is known there.
        let unserved = office.ask(&passgenau::app::RequestForm { language: "ti".into(), ..office.form() }).await;
        let mut here = clerk(&office, 1, &[coordinator(None, Some("MI"), None)]).await;
        let mut elsewhere = clerk(&office, 2, &[coordinator(None, Some("HS"), None)]).await;
        here.get("/office/plan").await.shows("2 Anfragen warten");
        elsewhere.get("/office/plan").await.hides("name=\"week\"");

        let id = computed(&office, &mut here).await;
        let path = format!("/office/plans/{id}");
        let day = here.get(&format!("{path}?day=2026-12-01")).await;
        day.shows("Nachbarin");
        day.shows("Nur für: Mitte");
        for part in [path.clone(), format!("{path}?day=2026-12-01"), format!("{path}/sheet"), format!("{path}/publish")] {
            let page = here.get(&part).await;
            assert_eq!(page.status, StatusCode::OK, "{part}");
            page.hides("Fremdling");
            page.hides(&far.to_string());
            assert_eq!(elsewhere.get(&part).await.status, StatusCode::NOT_FOUND, "{part}");
        }
        elsewhere.get("/office/plan").await.hides(&path);
        for step in ["publish", "discard", "stop", "wish"] {
            let refused = elsewhere.submit("/office/plan", &format!("{path}/{step}"), &[]).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{step}");
        }
        // The change itself looks as well: rights may have been taken since the page was opened.
        let mark = office.mark("publish");
        let refused = office.app.publish(id, true, account(2), &mark).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        assert!(matches!(office.app.discard_plan(id, account(2)).await, Err(AppError::NotFound)));
        let stranger = office.app.wish(number, far, 0, Some(WishKind::Fixed), account(1)).await;
        assert!(matches!(stranger, Err(AppError::NotFound)), "nobody of another part is fixed");
        let foreign = office.app.wish(number, far, 0, Some(WishKind::Fixed), account(2)).await;
        assert!(matches!(foreign, Err(AppError::NotFound)), "nor on a request of another part");
        assert_eq!(plan_state(&office, id).await, PlanState::Draft);

        // Sent out: the own person is asked, and no school is told that there is nobody.
        let publish = format!("{path}/publish");
        here.get(&publish).await.hides("tell_unfilled");
        let sent = here.submit(&publish, &publish, &[("tell_unfilled", "on")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(office.open_offer(number).await.unwrap().0.person, near);
        assert_eq!(state(&office, unserved).await, RequestState::Submitted);

        // Taken back by the same part only.
        let page = here.get(&path).await.body.replace("&#x2f;", "/");
        let at = page.find("/office/actions/").expect("it can be taken back");
        let undo = page[at..].split('"').next().unwrap().to_owned();
        assert_eq!(elsewhere.submit("/office/plan", &undo, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(here.submit(&path, &undo, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(office.open_offer(number).await.is_none());
        assert_eq!(state(&office, number).await, RequestState::Submitted);
    }

    async fn the_whole_is_planned_beside_its_parts(db) {
        let (office, number, [near, far]) = two_parts(db).await;
        let mut here = clerk(&office, 1, &[coordinator(None, Some("MI"), None)]).await;
        let whole = office.plan().await;
        let path = format!("/office/plans/{whole}");
        assert_eq!(here.get(&path).await.status, StatusCode::NOT_FOUND, "it names people of other parts");
        here.get("/office/plan").await.hides(&path);
        // A draft for a part leaves that of the whole, and one for the whole takes the place of all.
        let part = computed(&office, &mut here).await;
        assert_eq!(plan_state(&office, whole).await, PlanState::Draft);
        let again = computed(&office, &mut here).await;
        assert_eq!(plan_state(&office, part).await, PlanState::Superseded);
        let newest = office.plan().await;
        assert_eq!(plan_state(&office, again).await, PlanState::Superseded);
        assert_eq!(plan_state(&office, whole).await, PlanState::Superseded);
        // Whoever plans the whole has fixed somebody of another part on it: the part waits.
        office.app.discard_plan(newest, office.account).await.unwrap();
        office.app.wish(number, far, 0, Some(WishKind::Fixed), office.account).await.unwrap();
        let part = computed(&office, &mut here).await;
        let view = office.app.plan_view(part).await.unwrap().unwrap();
        assert!(view.choices.is_empty() && view.unplaced.is_empty());
        here.get(&format!("/office/plans/{part}")).await.hides("Fremdling");
        office.app.wish(number, far, 0, None, office.account).await.unwrap();
        // While one part is computed, another one waits instead of landing on a foreign page.
        let mut tx = office.app.store.write().await.unwrap();
        let running = PlanId(uuid::Uuid::from_u128(4711));
        let reach = passgenau::domain::rights::Reach::Parts(vec![coordinator(None, Some("HS"), None).scope]);
        let window = tx.plan(part).await.unwrap().unwrap().window;
        let until = office.now() + Duration::from_secs(60);
        tx.insert_plan_computing(running, window, &reach, None, office.now(), until).await.unwrap();
        tx.commit().await.unwrap();
        let told = here.submit("/office/plan", "/office/plan", &[("week", "2026-11-30")]).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        told.shows("für einen anderen Bereich berechnet");
        let mut tx = office.app.store.write().await.unwrap();
        tx.fail_plan(running, "lost", office.now()).await.unwrap();
        tx.commit().await.unwrap();
        let view = office.app.plan_view(computed(&office, &mut here).await).await.unwrap().unwrap();
        assert_eq!(view.choices[0].people[0].0.id, near);
    }

    async fn by_hand_a_part_asks_and_enters_its_own_people(db) {
        let (office, number, [near, far]) = two_parts(db).await;
        let mut here = clerk(&office, 1, &[coordinator(None, Some("MI"), None)]).await;
        for path in [format!("/office/requests/{number}"), format!("/office/requests/{number}/ask")] {
            let page = here.get(&path).await;
            page.shows("Nachbarin");
            page.hides("Fremdling");
            page.hides(&far.to_string());
        }
        let stranger = Assigning { option: 0, seat: 0, person: far };
        let entered = office.app.assign(number, stranger, account(1), &office.mark("assign")).await;
        assert!(matches!(entered, Err(AppError::NotFound)));
        let asked = office.app.ask_one(number, stranger, "", account(1), &office.mark("one")).await;
        assert!(matches!(asked, Err(AppError::NotFound)));
        let all = office.app.ask_by_hand(number, 0, AskingWay::All, account(1), &office.mark("all")).await.unwrap();
        assert_eq!(all, 1, "of two who could");
        assert_eq!(office.open_offer(number).await.unwrap().0.person, near);
    }

    async fn the_mails_of_a_part_are_followed_there(db) {
        let (office, number, _) = two_parts(db).await;
        let mut here = clerk(&office, 1, &[coordinator(None, Some("MI"), None)]).await;
        let mut elsewhere = clerk(&office, 2, &[coordinator(None, Some("HS"), None)]).await;
        let id = computed(&office, &mut here).await;
        office.app.publish(id, true, account(1), &office.mark("publish")).await.unwrap();
        let (offer, _) = office.open_offer(number).await.unwrap();
        assert_eq!(offer.state, OfferState::Offered);
        let page = here.get("/office/outbox").await;
        page.shows("Nachbarin");
        let row = format!("href=\"/office/requests/{number}\"");
        page.shows(&row);
        // Neither the queue nor the wording is a matter of one part.
        for whole in ["/office/outbox/pause", "/office/mail-texts\"", "/office/consultation-days\""] {
            page.hides(whole);
        }
        let at = page.body.find("/office/outbox/0").expect("a mail");
        let mail = page.body[at..].split('"').next().unwrap().to_owned();
        assert_eq!(here.get(&mail).await.status, StatusCode::OK);
        let foreign = elsewhere.get("/office/outbox").await;
        foreign.hides("Nachbarin");
        foreign.hides(&row);
        elsewhere.get(&format!("/office/outbox?person={}", offer.person)).await.hides("Nachbarin");
        for path in [mail.clone(), format!("{mail}/html")] {
            assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let key: OutboxId = mail.rsplit('/').next().unwrap().parse().unwrap();
        assert!(matches!(office.app.retry_mail(key, account(2)).await, Err(AppError::NotFound)));
        let dropped = [("reason", "told_otherwise")];
        assert_eq!(elsewhere.submit("/office/plan", &format!("{mail}/drop"), &dropped).await.status, StatusCode::NOT_FOUND);
        assert_eq!(here.submit(&mail, &format!("{mail}/drop"), &dropped).await.status, StatusCode::SEE_OTHER);
        here.get(&mail).await.shows("Nicht mehr nötig");
        for browser in [&mut here, &mut elsewhere] {
            assert_eq!(browser.get("/office/inbox").await.status, StatusCode::OK);
        }
    }
}
