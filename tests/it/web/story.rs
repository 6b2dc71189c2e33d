//! The whole way through the browser: a school asks, the office plans and sends, a volunteer agrees, the school sees it.

use axum::http::StatusCode;

use super::browser::Browser;
use super::{PASSWORD, office, pool, school_url, signed_in};
use crate::support::app::{TestApp, calendar, property, subject, to};
use crate::support::db::on_both;
use crate::support::smtp::Received;

/// The path of the first link of a mail that begins with `start`, as somebody who reads the text would follow it.
fn link(mail: &Received, start: &str) -> String {
    let parsed = mail_parser::MessageParser::default().parse(mail.bytes.as_slice());
    let text = parsed
        .expect("a mail")
        .body_text(0)
        .expect("a text part")
        .into_owned();
    let at = text
        .find(start)
        .unwrap_or_else(|| panic!("no link to {start} in\n{text}"));
    text[at..].split_whitespace().next().expect("a link").to_owned()
}

on_both! {
    /// The main job as a whole: pages through the real router, mails through a real SMTP conversation, links taken
    /// from the mails themselves.
    async fn a_school_asks_one_declines_another_comes_and_it_is_called_off(db) {
        let office = TestApp::new(db).await;
        office.people(&pool()).await;
        office.app.set_password(office.account, PASSWORD, "").await.unwrap();
        let mut school = Browser::new(&office.app);
        let new = format!("{}/new", school_url(&office));
        let form = serde_json::to_value(office.form()).unwrap();
        let form: Vec<(String, String)> =
            form.as_object().unwrap().iter().map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned())).collect();
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let asked = school.submit(&new, &new, &form).await;
        let request = asked.location().split('?').next().unwrap().to_owned();
        let received = office.mails().await;
        assert!(subject(to(&received, "sekretariat@example.org")[0]).ends_with("eingegangen"));
        assert_eq!(link(&received[0], "/s/"), request, "the mail leads to the request");

        let plan = office.plan().await;
        let mut clerk = signed_in(&office).await;
        let publish = format!("/office/plans/{plan}/publish");
        clerk.submit(&publish, &publish, &[]).await;
        let first = office.mails().await;
        assert_eq!(first.len(), 1);
        let page = link(&first[0], "/e/");
        let mut volunteer = Browser::new(&office.app);
        let no = volunteer.submit(&page, &page, &[("answer", "decline")]).await;
        assert_eq!(volunteer.get(no.location()).await.status, StatusCode::OK);

        let mut second = office.mails().await;
        second.retain(|mail| mail.to[0].starts_with("person"));
        assert_eq!(second.len(), 1);
        assert_ne!(first[0].to, second[0].to, "the next person is asked");
        let page = link(&second[0], "/e/");
        let yes = Browser::new(&office.app).submit(&page, &page, &[("answer", "accept")]).await;
        Browser::new(&office.app).get(yes.location()).await.shows("Grundschule am Lindenhof");
        school.get(&request).await.shows("Bestätigt");

        let confirmed = office.mails().await;
        let (theirs, ours) = (to(&confirmed, &second[0].to[0]), to(&confirmed, "sekretariat@example.org"));
        assert_eq!((confirmed.len(), theirs.len(), ours.len()), (2, 1, 1));
        let entries = [calendar(theirs[0]).unwrap(), calendar(ours[0]).unwrap()];
        assert!(entries.iter().all(|entry| entry.contains("METHOD:REQUEST")));

        let cancel = format!("{request}/cancel");
        school.submit(&cancel, &cancel, &[]).await;
        school.get(&request).await.shows("Abgesagt");
        let off = office.mails().await;
        assert_eq!(off.len(), 2);
        for (address, entry) in [(second[0].to[0].as_str(), &entries[0]), ("sekretariat@example.org", &entries[1])] {
            let gone = calendar(to(&off, address)[0]).unwrap();
            assert!(gone.contains("METHOD:CANCEL"));
            assert_eq!(property(&gone, "UID"), property(entry, "UID"));
        }
    }
}

#[tokio::test]
async fn a_request_goes_its_way_through_the_pages() {
    let (_db, office) = office().await;
    let mut school = Browser::new(&office.app);
    let base = school_url(&office);
    let form = serde_json::to_value(office.form()).expect("a form");
    let fields: Vec<(String, String)> = form
        .as_object()
        .expect("fields")
        .iter()
        .map(|(k, v)| (k.clone(), v.as_str().unwrap_or_default().to_owned()))
        .collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let new = format!("{base}/new");
    let request = school
        .submit(&new, &new, &fields)
        .await
        .location()
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    let number = request.rsplit('/').next().expect("a number").to_owned();

    let mut clerk = signed_in(&office).await;
    clerk.get("/office").await.shows("Übersicht");
    clerk
        .get(&format!("/office/requests?q={number}"))
        .await
        .shows("Grundschule am Lindenhof");
    let none = clerk.submit("/office/plan", "/office/plan", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let plan = clerk
        .submit("/office/plan", "/office/plan", &[("week", "2026-11-30")])
        .await
        .location()
        .to_owned();
    let mut draft = clerk.get(&plan).await;
    for _ in 0..600 {
        if !draft.body.contains("wird berechnet") {
            break;
        }
        draft.shows("http-equiv=\"refresh\"");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        draft = clerk.get(&plan).await;
    }
    draft.shows("1 von 1 Anfragen besetzt");
    draft.shows("Beweisbar bester Plan");
    draft.shows("Anfragen verschicken (1 Person)");
    draft.hides("http-equiv=\"refresh\"");
    let publish = format!("{plan}/publish");
    clerk.get(&publish).await.shows("1 Person bekommt eine E-Mail");
    let sent = clerk.submit(&publish, &publish, &[]).await;
    clerk.get(sent.location()).await.shows("verschickt");
    let mut page = school.get(&request).await;
    page.shows("Wir suchen");
    page.hides("Amal");

    let number: i64 = number.parse().expect("a number");
    let (offer, token) = office.open_offer(number).await.expect("an open offer");
    let person = office
        .app
        .store
        .read()
        .await
        .unwrap()
        .person(offer.person)
        .await
        .unwrap()
        .unwrap();
    let mut volunteer = Browser::new(&office.app);
    let answer_page = format!("/e/{token}");
    let question = volunteer.get(&answer_page).await;
    question.shows("können Sie helfen?");
    question.hides("Lindenhof");
    question.hides("Lindenweg");
    question.hides("Berger");
    let yes = volunteer
        .submit(&answer_page, &answer_page, &[("answer", "accept")])
        .await;
    let confirmed = volunteer.get(yes.location()).await;
    confirmed.shows("Grundschule am Lindenhof");
    confirmed.shows("Lindenweg 3");
    confirmed.shows("Ich kann doch nicht kommen");
    page = school.get(&request).await;
    page.shows(&person.short_name());
    page.hides(&person.last_name);

    // Someone else is quicker: the other page is not there; here the same person calls it off.
    let cancel = format!("{answer_page}/cancel");
    let off = volunteer.submit(&cancel, &cancel, &[]).await;
    volunteer
        .get(off.location())
        .await
        .shows("Danke, dass Sie Bescheid gegeben haben");
    school.get(&request).await.shows("Ersatz wird gesucht");
    clerk
        .get(&format!("/office/requests/{number}"))
        .await
        .shows(&person.full_name());

    let gone = format!("{request}/cancel");
    school.submit(&gone, &gone, &[]).await;
    school.get(&request).await.shows("Abgesagt");
    let (_, late) = match office.open_offer(number).await {
        Some(open) => open,
        None => (offer, token),
    };
    let mut late_browser = Browser::new(&office.app);
    late_browser.get(&format!("/e/{late}")).await.shows("abgesagt");
}

#[tokio::test]
async fn the_office_notes_what_is_said_on_the_telephone() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    office.plan_and_publish().await;
    let (offer, token) = office.open_offer(number).await.expect("an open offer");
    let mut volunteer = Browser::new(&office.app);
    let page = format!("/e/{token}");
    let call = volunteer.submit(&page, &page, &[("answer", "call")]).await;
    volunteer.get(call.location()).await.shows("Wir rufen Sie an");
    let mut clerk = signed_in(&office).await;
    let overview = clerk.get("/office").await;
    overview.shows("Bittet um Anruf");
    overview.shows("Hat am Telefon zugesagt");
    let path = format!("/office/offers/{}/answer", offer.id);
    let fields = [("answer", "accept"), ("back", "https://evil.example")];
    let noted = clerk.submit("/office", &path, &fields).await;
    assert_eq!(noted.location(), "/office?ok=answer_recorded");
    clerk.get("/office").await.hides("Bittet um Anruf");
    assert_eq!(office.state(number).await, "confirmed");
}

#[tokio::test]
async fn two_answers_from_one_page_view_are_a_machine() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    office.plan_and_publish().await;
    let (_, token) = office.open_offer(number).await.expect("an open offer");
    let mut scanner = Browser::new(&office.app);
    let page = format!("/e/{token}");
    let mark = scanner.get(&page).await.mark();
    scanner
        .post(&page, &[("mark", &mark), ("answer", "accept")])
        .await;
    let second = scanner
        .post(&page, &[("mark", &mark), ("answer", "decline")])
        .await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    second.shows("zwei verschiedene Antworten");
    assert_eq!(office.tasks().await, ["contradictory_answers"]);
}
