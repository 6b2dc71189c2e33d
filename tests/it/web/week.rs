//! Do the pages of the week, its prints and the day say what they should, and only to whom they should?

use axum::http::StatusCode;
use passgenau::app::Assigning;

use super::{office, signed_in};
use crate::support::app::TestApp;

async fn agreed(office: &TestApp) -> i64 {
    let number = office.ask(&office.form()).await;
    let seat = Assigning {
        option: 0,
        seat: 0,
        person: super::pool()[0].id,
    };
    let mark = office.mark("m");
    office
        .app
        .assign(number, seat, office.account, &mark)
        .await
        .unwrap();
    number
}

#[tokio::test]
async fn the_week_is_stepped_through_filtered_and_kept_without_a_script() {
    let (_db, office) = office().await;
    let number = agreed(&office).await;
    let open = office
        .ask(&passgenau::app::RequestForm {
            start_1: "13:00".into(),
            ..office.form()
        })
        .await;
    let mut clerk = signed_in(&office).await;
    // It is the week before; the next one is a link away.
    let now = clerk.get("/office/week").await;
    now.shows("In dieser Woche gibt es keine Termine.");
    now.shows("/office/week?from=2026-11-30");
    let list = clerk.get("/office/week?from=2026-12-02").await;
    list.shows("KW 49");
    list.shows("Amal Person1");
    list.shows("Noch in keinem Vorschlag.");
    let (first, second) = (
        list.body.find(&format!("/office/requests/{open}")).unwrap(),
        list.body.find(&format!("/office/requests/{number}")).unwrap(),
    );
    assert!(first < second, "what is open stands on top");
    assert!(list.body.len() < 100_000, "{} bytes", list.body.len());

    let people = clerk.get("/office/week?from=2026-11-30&view=people").await;
    people.shows("8-16");
    people.shows("zugesagt");
    let places = clerk.get("/office/week?from=2026-11-30&view=places").await;
    places.shows("Grundschule am Lindenhof");
    places.shows("Bestätigt");
    for page in [&people, &places] {
        assert!(page.body.len() < 100_000, "{} bytes", page.body.len());
    }

    // Hostile addresses are calm pages.
    for query in [
        "from=9999-99-99",
        "from=0001-01-01&view=people",
        "carrier=x&place=y&state=z&day=q&page=-3",
        "q=%27%3B--&area=%3Cscript%3E",
        "view=places&page=99999999",
    ] {
        let page = clerk.get(&format!("/office/week?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        page.hides("<script>");
    }

    // A filter is kept by name, shown, and forgotten.
    let filtered = "/office/week?from=2026-11-30&language=tr";
    let saved = clerk
        .submit(
            filtered,
            "/office/week/filters",
            &[("query", "from=2026-11-30&language=tr"), ("filter_name", "")],
        )
        .await;
    assert_eq!(saved.status, StatusCode::UNPROCESSABLE_ENTITY);
    saved.shows("Bitte füllen Sie dieses Feld aus.");
    let saved = clerk
        .submit(
            filtered,
            "/office/week/filters",
            &[
                ("query", "from=2026-11-30&language=tr"),
                ("filter_name", "Türkisch"),
            ],
        )
        .await;
    assert_eq!(
        saved.location(),
        "/office/week?from=2026-11-30&language=tr&ok=filter_saved"
    );
    let page = clerk.get("/office/week?from=2026-12-07").await;
    page.shows("href=\"/office/week?from=2026-12-07&amp;language=tr\"");
    let id = page.body.split("/office/week/filters/").nth(1).unwrap();
    let id = id.split('/').next().unwrap().to_owned();
    let gone = clerk
        .submit("/office/week", &format!("/office/week/filters/{id}/forget"), &[])
        .await;
    assert!(gone.location().starts_with("/office/week"));
    clerk.get("/office/week").await.hides("Türkisch</a>");
}

#[tokio::test]
async fn a_week_is_printed_by_a_post_and_the_sheet_stands_behind_its_own_address() {
    let (_db, office) = office().await;
    agreed(&office).await;
    let mut clerk = signed_in(&office).await;
    let prints = "/office/week/prints?from=2026-11-30";
    clerk.get(prints).await.shows("Aushang drucken");
    let sheet = clerk
        .submit(
            prints,
            "/office/week/prints",
            &[("from", "2026-11-30"), ("kind", "notice")],
        )
        .await;
    let address = sheet.location().to_owned();
    let sheet = clerk.get(&address).await;
    sheet.shows("Stand 23.11.2026, 9 Uhr");
    let paper = sheet.body.split("pr-paper").nth(1).unwrap();
    let paper = paper.split("</main>").next().unwrap();
    assert!(paper.contains("Amal") && !paper.contains("Person1") && !paper.contains("02381 555-01"));
    clerk.get(prints).await.shows("Der letzte Druck stimmt noch");
    let folder = clerk
        .submit(
            prints,
            "/office/week/prints",
            &[("from", "2026-11-30"), ("kind", "folder")],
        )
        .await;
    let folder = folder.location().to_owned();
    let folder = clerk.get(&folder).await;
    folder.shows("Nicht aushängen");
    folder.shows("02381 555-01");
    let odd = clerk
        .submit(prints, "/office/week/prints", &[("kind", "everything")])
        .await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
    clerk
        .get("/office/week/letters?from=2026-11-30")
        .await
        .shows("braucht niemand einen Brief");

    clerk.get("/office/emergency").await.shows("Notfallmappe");
    let file = clerk.submit("/office/emergency", "/office/emergency", &[]).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.header("content-disposition")
            .contains("notfallmappe-2026-11-23.html")
    );
    file.shows("Anrufliste");
}

#[tokio::test]
async fn the_day_leads_from_each_number_to_its_list_and_burns_in_the_title() {
    let (_db, office) = office().await;
    let mut clerk = signed_in(&office).await;
    clerk.get("/office").await.shows("Nichts zu tun. Alles läuft.");
    let number = office
        .ask(&passgenau::app::RequestForm {
            date_1: "2026-11-25".into(),
            urgent_reason: "eilt".into(),
            ..office.form()
        })
        .await;
    let day = clerk.get("/office").await;
    day.shows("<title>(1) ");
    day.shows("Eilige Anfragen");
    day.shows("href=\"/office?show=urgent\"");
    let list = clerk.get("/office?show=urgent").await;
    list.shows(&format!("/office/requests/{number}"));
    // On every page of the office.
    clerk.get("/office/week").await.shows("<title>(1) ");
    clerk.get("/office?show=proofs").await.shows("Nichts zu tun");
    assert_eq!(clerk.get("/office?show=nothing").await.status, StatusCode::OK);
    clerk
        .get("/office?live=1")
        .await
        .shows("http-equiv=\"refresh\" content=\"60\"");
}
