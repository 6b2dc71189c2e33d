//! What does an account for a part of the office's work see and change there, and nothing beyond?

use axum::http::StatusCode;
use passgenau::app::Assigning;
use passgenau::domain::organisation::{Organisation, OrganisationKind};
use passgenau::domain::rights::Role;
use passgenau::ids::OrganisationId;
use uuid::Uuid;

use super::browser::Browser;
use super::clerks::{account, clerk, coordinator, signed_in_as};
use super::office;
use crate::support::app::TestApp;
use crate::support::db::{Engine, TestDb};

#[tokio::test]
async fn lists_hold_the_own_part_only() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if !engine.available() {
            continue;
        }
        let db = TestDb::new(engine).await;
        let office = TestApp::new(&db).await;
        office.people(&super::pool()).await;
        let number = office.ask(&office.form()).await;
        let person = super::pool()[0].clone();
        let carrier = Organisation {
            id: OrganisationId(Uuid::from_u128(77)),
            name: "Caritasverband".into(),
            kind: OrganisationKind::Carrier,
            link_version: 1,
        };
        let mut tx = office.app.store.write().await.unwrap();
        tx.insert_organisation(&carrier).await.unwrap();
        tx.set_carrier(person.id, Some(carrier.id)).await.unwrap();
        tx.commit().await.unwrap();
        let other = super::pool()[1].clone();
        for (n, grants, sees_request, sees_person, sees_other) in [
            (
                1,
                vec![coordinator(Some("interpreting"), Some("MI"), None)],
                true,
                true,
                true,
            ),
            (2, vec![coordinator(None, Some("HS"), None)], false, false, false),
            (
                3,
                vec![coordinator(Some("huki"), None, None)],
                false,
                false,
                false,
            ),
            (
                4,
                vec![coordinator(None, None, Some(office.school.id))],
                true,
                false,
                false,
            ),
            (
                5,
                vec![coordinator(None, None, Some(carrier.id))],
                false,
                true,
                false,
            ),
            (
                6,
                vec![
                    coordinator(None, Some("HS"), None),
                    coordinator(None, None, Some(carrier.id)),
                ],
                false,
                true,
                false,
            ),
            (7, vec![], false, false, false),
        ] {
            let mut browser = clerk(&office, n, &grants).await;
            let requests = browser.get("/office/requests").await;
            let people = browser.get("/office/people").await;
            let search = browser.get(&format!("/office/search?q={number}")).await;
            let named = browser
                .get(&format!("/office/search?q={}", person.last_name))
                .await;
            let row = format!("/office/requests/{number}\"");
            assert_eq!(requests.body.contains(&row), sees_request, "{n}: requests");
            assert_eq!(search.body.contains(&row), sees_request, "{n}: search by number");
            for page in [&people, &named] {
                let seen =
                    |id: passgenau::ids::PersonId| page.body.contains(&format!("/office/people/{id}\""));
                assert_eq!(seen(person.id), sees_person, "{n}: people");
                assert!(!seen(other.id) || sees_other, "{n}: another carrier's people");
            }
            assert!(!named.body.contains("Grundschule am Lindenhof"), "{n}");
            if grants.is_empty() {
                continue;
            }
            // The request is for Tuesday, 1 December, and nobody has been asked.
            let week = browser.get("/office/week?from=2026-12-01").await;
            let day = browser.get("/office?show=open_soon").await;
            assert_eq!(
                week.body.contains(&format!("/office/requests/{number}")),
                sees_request,
                "{n}: week"
            );
            assert!(
                !day.body.contains(&format!("/office/requests/{number}")) || sees_request,
                "{n}: day"
            );
            assert_eq!(browser.get("/office").await.status, StatusCode::OK, "{n}");
            let board = browser.get("/office/week?from=2026-12-01&view=people").await;
            let seen = |id: passgenau::ids::PersonId| board.body.contains(&format!("/office/people/{id}\""));
            assert_eq!(seen(person.id), sees_person, "{n}: board of people");
            assert!(!seen(other.id) || sees_other, "{n}: board of people");
            let import = browser.get("/office/import").await;
            assert_eq!(import.status, StatusCode::FORBIDDEN, "{n}");
            import.shows("für einen Teil der Arbeit");
            import.shows("href=\"/office/week\"");
            // Nothing in the navigation leads to a page that would be refused.
            for page in [&requests, &people] {
                for whole in ["/office/import\"", "/office/accounts\""] {
                    page.hides(&format!("href=\"{whole}"));
                }
            }
        }
        // Whoever may not see what somebody does sees that they are busy.
        let seat = Assigning {
            option: 0,
            seat: 0,
            person: person.id,
        };
        office
            .app
            .assign(number, seat, office.account, &office.mark("a"))
            .await
            .unwrap();
        let row = format!("/office/requests/{number}\"");
        for (n, scope, sees) in [
            (8, coordinator(None, None, Some(carrier.id)), false),
            (9, coordinator(Some("interpreting"), Some("MI"), None), true),
        ] {
            let mut browser = clerk(&office, n, &[scope]).await;
            let board = browser.get("/office/week?from=2026-12-01&view=people").await;
            assert_eq!(board.body.contains(&row), sees, "{n}");
            assert_eq!(board.body.contains("anderswo eingeteilt"), !sees, "{n}");
        }
    }
}

#[tokio::test]
async fn a_change_for_many_reaches_the_own_part_only() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if !engine.available() {
            continue;
        }
        let db = TestDb::new(engine).await;
        let office = TestApp::new(&db).await;
        let mut people = super::pool();
        people[1].district = "HS".into();
        office.people(&people).await;
        let ids: Vec<String> = people.iter().map(|p| p.id.to_string()).collect();
        let part = |district: &str| coordinator(None, Some(district), None);
        let mut here = clerk(&office, 1, &[part("MI")]).await;
        let mut elsewhere = clerk(&office, 2, &[part("HS")]).await;
        let (list, bulk) = ("/office/people", "/office/people/bulk");
        // Both are ticked, one of them by an id that somebody has typed: only the own one is changed.
        let ticked = [
            ("person", ids[0].as_str()),
            ("person", &ids[1]),
            ("action", "set_channel"),
            ("value", "letter"),
        ];
        let seen = here.submit(list, bulk, &ticked).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
        assert!(!seen.body.contains(&people[1].last_name), "nobody else is named");
        let done = here
            .submit(list, bulk, &[&ticked[..], &[("go", "1")]].concat())
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let channel = async |at: usize| {
            let mut tx = office.app.store.read().await.unwrap();
            tx.person(people[at].id).await.unwrap().unwrap().channel
        };
        assert_eq!(
            (channel(0).await.as_str(), channel(1).await),
            ("letter", people[1].channel)
        );
        // A change belongs to the account that made it, and to whoever sees the whole.
        let result = done.location().to_owned();
        assert_eq!(here.get(&result).await.status, StatusCode::OK);
        assert_eq!(elsewhere.get(&result).await.status, StatusCode::NOT_FOUND);
        let undo = format!("{result}/undo");
        assert_eq!(
            elsewhere.submit(list, &undo, &[]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(channel(0).await.as_str(), "letter");
        assert_eq!(here.submit(list, &undo, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(channel(0).await, people[0].channel);
        // Whoever ticks strangers only has ticked nobody.
        let nobody = elsewhere.submit(list, bulk, &[("person", ids[0].as_str())]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Also where the page is left out: the change itself looks.
        let reach = passgenau::domain::rights::Reach::Parts(vec![part("HS").scope]);
        let keys = [people[0].id.0];
        let refused = office
            .app
            .bulk_apply(
                (passgenau::domain::record::RecordKind::Person, &keys),
                (passgenau::app::records::BulkAction::SetChannel, "letter"),
                (office.account, &reach),
                &office.mark("many"),
                passgenau::view::Lang::De,
            )
            .await;
        assert!(matches!(refused, Err(passgenau::app::AppError::Rejected(_))));
        assert_eq!(channel(0).await, people[0].channel);
    }
}

/// The address of the calendar that an account is shown.
async fn feed_of(browser: &mut Browser) -> String {
    let page = browser.get("/office/calendar").await.body.replace("&#x2f;", "/");
    let at = page.find("/k/").expect("an address");
    page[at..]
        .split(['"', '<', '&', ' '])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn a_calendar_holds_the_own_part_only() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let seat = passgenau::app::Assigning {
        option: 0,
        seat: 0,
        person: super::pool()[0].id,
    };
    let mark = office.mark("agreed");
    office
        .app
        .assign(number, seat, office.account, &mark)
        .await
        .unwrap();
    let grant = |district: &str| coordinator(None, Some(district), None);
    for (n, district, sees) in [(1, "MI", true), (2, "HS", false)] {
        let mut browser = clerk(&office, n, &[grant(district)]).await;
        let path = feed_of(&mut browser).await;
        let calendar = browser.get(&path).await;
        assert_eq!(calendar.status, StatusCode::OK, "{path}");
        assert!(calendar.body.contains("BEGIN:VCALENDAR"));
        assert_eq!(calendar.body.contains("BEGIN:VEVENT"), sees, "{district}");
    }
    // Nobody's calendar, once the account may read nothing.
    let mut nothing = clerk(&office, 3, &[grant("MI")]).await;
    let path = feed_of(&mut nothing).await;
    let mut tx = office.app.store.write().await.unwrap();
    tx.set_grants(account(3), &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(nothing.get(&path).await.status, StatusCode::NOT_FOUND);
}

/// A coordinator for one part: what a foreign school, another carrier's person and the telephone show them.
#[tokio::test]
async fn a_part_of_the_work_has_its_own_telephone_absences_and_tables() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if !engine.available() {
            continue;
        }
        let db = TestDb::new(engine).await;
        let office = TestApp::new(&db).await;
        let mut people = super::pool();
        people[1].district = "HS".into();
        people[1].last_name = "Fremdling".into();
        office.people(&people).await;
        let number = office.ask(&office.form()).await;
        let seat = Assigning {
            option: 0,
            seat: 0,
            person: people[0].id,
        };
        let mark = office.mark("agreed");
        office
            .app
            .assign(number, seat, office.account, &mark)
            .await
            .unwrap();
        let part = |district: &str| coordinator(None, Some(district), None);
        let mut here = clerk(&office, 1, &[part("MI")]).await;
        let mut elsewhere = clerk(&office, 2, &[part("HS")]).await;
        let school = &office.school.name;

        // Organisations, their pages and the form of the telephone.
        let take = format!("/office/take?organisation={}", office.school.id);
        here.get("/office/organisations").await.shows(school);
        elsewhere.get("/office/organisations").await.hides(school);
        here.get(&take).await.shows(school);
        assert_eq!(elsewhere.get(&take).await.status, StatusCode::NOT_FOUND);
        let mut typed: Vec<(String, String)> = serde_json::to_value(office.form())
            .unwrap()
            .as_object()
            .unwrap()
            .iter()
            .map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned()))
            .collect();
        typed.push(("organisation".into(), office.school.id.to_string()));
        let typed: Vec<(&str, &str)> = typed.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let taken = here.submit(&take, "/office/take", &typed).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        let foreign = elsewhere.submit("/office/take", "/office/take", &typed).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        // A school of the own part, but a programme of another: said beside the field, and nothing is taken down.
        let mut other_programme = clerk(&office, 3, &[coordinator(Some("huki"), None, None)]).await;
        let refused = other_programme.submit(&take, "/office/take", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("außerhalb Ihres Bereichs");
        refused.shows("href=\"#programme\"");

        // Who is calling?
        let found = here
            .get(&format!("/office/caller?q={}", people[0].last_name))
            .await;
        found.shows(&format!("/office/people/{}\"", people[0].id));
        here.get("/office/caller?q=Fremdling")
            .await
            .hides(&people[1].id.to_string());
        elsewhere
            .get("/office/caller?q=Fremdling")
            .await
            .shows(&people[1].id.to_string());
        elsewhere.get("/office/caller?q=lindenhof").await.hides(school);
        elsewhere
            .get(&format!("/office/caller?q={number}"))
            .await
            .hides(&format!("/office/requests/{number}"));

        // Absent: only the own people, and the appointment of another part is one without a name.
        let absent = |person: usize| format!("/office/absent?person={}", people[person].id);
        here.get(&absent(0)).await.shows(school);
        assert_eq!(here.get(&absent(1)).await.status, StatusCode::NOT_FOUND);
        here.get("/office/absent?q=Fremdling")
            .await
            .hides(&people[1].id.to_string());
        let day = [("person", people[1].id.to_string()), ("span", "today".into())];
        let day: Vec<(&str, &str)> = day.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let strangers = here.submit("/office/absent", "/office/absent", &day).await;
        assert_eq!(strangers.status, StatusCode::NOT_FOUND);
        let mut carrier_of_person = office.app.store.write().await.unwrap();
        carrier_of_person
            .set_carrier(people[0].id, Some(office.school.id))
            .await
            .unwrap();
        carrier_of_person.commit().await.unwrap();
        let looked_after = coordinator(None, None, Some(office.school.id));
        let mut carrier = clerk(&office, 4, &[looked_after]).await;
        carrier.get(&absent(0)).await.shows(school);

        // The tables hold the own part: no proofs, no strangers.
        let export = async |browser: &mut Browser, kind: &str| {
            browser
                .submit("/office/export", "/office/export", &[("kind", kind)])
                .await
                .body
        };
        let table = export(&mut here, "people").await;
        assert!(
            table.contains(&people[0].last_name) && !table.contains("Fremdling"),
            "{table}"
        );
        let seen = people[0].proofs[0].checked_on.format("%d.%m.%Y").to_string();
        let whole = export(&mut signed_in_as(&office, 5, Role::Administrator).await, "people").await;
        assert!(whole.contains(&seen) && whole.contains("Fremdling"), "{whole}");
        assert!(!table.contains(&seen), "a day of a proof: {table}");
        let coordinator = export(&mut signed_in_as(&office, 6, Role::Coordinator).await, "people").await;
        assert!(!coordinator.contains(&seen) && coordinator.contains("Fremdling"));
        assert!(export(&mut here, "organisations").await.contains(school));
        assert!(!export(&mut elsewhere, "organisations").await.contains(school));
        assert!(!export(&mut elsewhere, "requests").await.contains(school));
        assert!(export(&mut elsewhere, "people").await.contains("Fremdling"));
        assert!(
            !export(&mut elsewhere, "assignments")
                .await
                .contains(&people[0].last_name)
        );
    }
}

/// Somebody looks after a volunteer whose appointment, and whose stand-in, belong to another part.
#[tokio::test]
async fn whoever_is_absent_leaves_appointments_of_other_parts_without_names() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if !engine.available() {
            continue;
        }
        let db = TestDb::new(engine).await;
        let office = TestApp::new(&db).await;
        let mut people = super::pool();
        people[0].district = "HS".into();
        people[1].last_name = "Fremdling".into();
        office.people(&people).await;
        let number = office.ask(&office.form()).await;
        let seat = Assigning {
            option: 0,
            seat: 0,
            person: people[0].id,
        };
        let mark = office.mark("agreed");
        office
            .app
            .assign(number, seat, office.account, &mark)
            .await
            .unwrap();
        let school = &office.school.name;
        let path = format!(
            "/office/absent?person={}&span=until&absent_from=2026-12-01&absent_to=2026-12-01",
            people[0].id
        );
        let mut there = clerk(&office, 1, &[coordinator(None, Some("HS"), None)]).await;
        let page = there.get(&path).await;
        page.shows("ein anderer Bereich");
        page.shows("jemand aus einem anderen Bereich");
        for hidden in [
            school.as_str(),
            "Fremdling",
            &people[1].id.to_string(),
            &format!("/office/requests/{number}"),
        ] {
            page.hides(hidden);
        }
        // Who sees the whole reads the same with names.
        let mut whole = signed_in_as(&office, 2, Role::Coordinator).await;
        let page = whole.get(&path).await;
        page.shows(school);
        page.shows("Fremdling");
    }
}

#[tokio::test]
async fn a_coordinator_for_a_part_adds_people_of_that_part() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if !engine.available() {
            continue;
        }
        let db = TestDb::new(engine).await;
        let office = TestApp::new(&db).await;
        let mut here = clerk(&office, 1, &[coordinator(Some("interpreting"), Some("MI"), None)]).await;
        let new = "/office/people/new";
        here.get("/office/people").await.shows(new);
        let typed = |last: &'static str, programme: &'static str, district: &'static str| {
            [
                ("first_name", "Nour"),
                ("last_name", last),
                ("channel", "phone"),
                ("phone", "0151 5550101"),
                ("ui_language", "de"),
                ("mobility", "public_transport"),
                ("programmes", programme),
                ("district", district),
                ("everywhere", "on"),
                ("modes", "on_site"),
            ]
        };
        for (last, programme, district) in [("Anderswo", "interpreting", "HS"), ("Fachfremd", "huki", "MI")] {
            let refused = here.submit(new, new, &typed(last, programme, district)).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{}",
                refused.body
            );
            refused.shows("gehört nicht zu Ihrem Bereich");
        }
        let added = here
            .submit(new, new, &typed("Nachbarin", "interpreting", "MI"))
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let mut whole = signed_in_as(&office, 2, Role::Administrator).await;
        let list = whole.get("/office/people").await;
        list.shows("Nachbarin");
        list.hides("Anderswo");
        list.hides("Fachfremd");
    }
}
