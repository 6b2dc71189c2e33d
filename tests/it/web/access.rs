//! May only those open an address who should? Every line of the route table, as every role.

use axum::http::{Method, StatusCode};
use passgenau::app::Assigning;
use passgenau::domain::account::Account;
use passgenau::domain::organisation::{Organisation, OrganisationKind};
use passgenau::domain::person::PersonState;
use passgenau::domain::programme::ProgrammeId;
use passgenau::domain::rights::{Grant, Right, Role, Scope};
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{AccountId, OrganisationId};
use passgenau::web::{Access, table};
use uuid::Uuid;

use super::browser::{Answer, Browser};
use super::{office, school_url, signed_in};
use crate::support::app::TestApp;
use crate::support::db::{Engine, TestDb};

/// A path of the table with real values in place of its placeholders.
fn filled(path: &str, token: &str, number: i64, person: &str, plan: &str) -> String {
    let id = if path.starts_with("/office/people") {
        person
    } else {
        plan
    };
    path.replace("{token}", token)
        .replace("{number}", &number.to_string())
        .replace("{seat}", "0")
        .replace("{id}", id)
        .replace("{kind}", "language")
        .replace("{key}", "tr")
        .replace("{name}", "people.csv")
        .replace("{hash}", "0")
        .replace("{*path}", "base.css")
}

/// What the page for a missing right says.
const NO_RIGHT: &str = "Das gehört nicht zu Ihren Aufgaben";

/// Somebody of the office with these grants, signed in.
async fn clerk(office: &TestApp, n: u128, grants: &[Grant]) -> Browser {
    let id = AccountId(Uuid::from_u128(500 + n));
    let mut tx = office.app.store.write().await.unwrap();
    let address = format!("konto{n}@example.org");
    tx.insert_account(&Account {
        id,
        email: EmailAddress::parse("email", &address).unwrap(),
        name: format!("Konto {n}"),
        password_hash: None,
        disabled_at: None,
        created_at: office.now(),
        welcome_issued_at: None,
        welcome_used_at: None,
    })
    .await
    .unwrap();
    tx.set_grants(id, grants).await.unwrap();
    tx.commit().await.unwrap();
    let token = office.app.set_password(id, super::PASSWORD, "").await.unwrap();
    let mut browser = Browser::new(&office.app);
    browser.set_cookie("passgenau", &token.token);
    browser
}

async fn signed_in_as(office: &TestApp, n: u128, role: Role) -> Browser {
    clerk(office, n, &[Grant::everywhere(role)]).await
}

/// Whoever is let in gets a page, a redirect, or is told that the form has no mark.
fn reaches(answer: &Answer) -> bool {
    answer.status != StatusCode::UNAUTHORIZED
        && !answer.body.contains("Dieser Link gilt nicht mehr")
        && !answer.body.contains(NO_RIGHT)
}

#[tokio::test]
async fn every_route_lets_in_whom_the_table_names() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let plan = office.plan_and_publish().await.to_string();
    let person = super::pool()[0].id;
    let (_, offer) = office.open_offer(number).await.expect("an open offer");
    let school = office.app.keys.organisation(&office.school);
    let own = office.app.keys.person(person, 1);
    // The offer's MAC under the school's id and the other way round: forged.
    let forged = format!("{}{}", &school[..20], &offer[20..]);
    let mut roles = Vec::new();
    for (role, n) in Role::ALL.iter().zip(0..) {
        roles.push((*role, clerk(&office, n, &[Grant::everywhere(*role)]).await));
    }
    let mut nothing = clerk(&office, 90, &[]).await;

    for route in table() {
        let name = format!("{} {}", route.method, route.path);
        let mut nobody = Browser::new(&office.app);
        let with = |token: &str| filled(route.path, token, number, &person.to_string(), &plan);
        let method = || route.method.clone();
        match route.access {
            Access::Public => {
                assert!(
                    reaches(&nobody.request(method(), &with("x")).await)
                        || route.path.contains("welcome")
                        || route.path.contains("/anmelden/"),
                    "{name}"
                );
            }
            Access::Account | Access::Office(_) => {
                let answer = nobody.request(method(), &with("x")).await;
                assert_eq!(
                    answer.status,
                    StatusCode::UNAUTHORIZED,
                    "{name} without an account"
                );
                nobody.set_cookie("passgenau", &school);
                let answer = nobody.request(method(), &with("x")).await;
                assert_eq!(
                    answer.status,
                    StatusCode::UNAUTHORIZED,
                    "{name} with a foreign session"
                );
                for (role, browser) in &mut roles {
                    let may = match route.access {
                        Access::Office(right) => role.rights().contains(&right),
                        _ => true,
                    };
                    let answer = browser.request(method(), &with("x")).await;
                    assert_eq!(reaches(&answer), may, "{name} as {role}: {}", answer.status);
                    assert!(may || answer.status == StatusCode::FORBIDDEN, "{name} as {role}");
                }
                let answer = nothing.request(method(), &with("x")).await;
                assert_eq!(
                    reaches(&answer),
                    route.access == Access::Account,
                    "{name} without any role"
                );
            }
            Access::OrganisationLink | Access::OfferLink | Access::PersonLink => {
                let (good, others) = match route.access {
                    Access::OfferLink => (&offer, [&school, &own]),
                    Access::PersonLink => (&own, [&school, &offer]),
                    _ => (&school, [&offer, &own]),
                };
                assert!(
                    reaches(&nobody.request(method(), &with(good)).await),
                    "{name} with its link"
                );
                // Keys are no secrets: they open something on a device that is signed in only.
                let (school_key, person_key) = (office.school.id.to_string(), person.to_string());
                let wrong = [
                    school_key.as_str(),
                    person_key.as_str(),
                    others[0].as_str(),
                    others[1].as_str(),
                    forged.as_str(),
                    "x",
                    "%00",
                    "..",
                ];
                for wrong in wrong {
                    // Signed in or not: the office has its own pages.
                    for browser in [&mut nobody, &mut roles[0].1] {
                        let answer = browser.request(method(), &with(wrong)).await;
                        assert!(
                            matches!(answer.status.as_u16(), 404 | 405),
                            "{name} with {wrong}: {}",
                            answer.status
                        );
                    }
                }
            }
            Access::Device => {
                let answer = nobody.request(method(), &with("x")).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name} without a device");
                nobody.set_cookie("passgenau-device", &school);
                for browser in [&mut nobody, &mut roles[0].1] {
                    let answer = browser.request(method(), &with("x")).await;
                    assert_eq!(
                        answer.status,
                        StatusCode::UNAUTHORIZED,
                        "{name} with another cookie"
                    );
                }
            }
            Access::FeedLink => {
                let person = passgenau::domain::feed::FeedOwner::Person(super::pool()[0].id);
                let own = office.app.keys.feed(person, 0);
                let answer = nobody
                    .request(route.method.clone(), &with(&format!("{own}.ics")))
                    .await;
                assert_eq!(answer.status, StatusCode::OK, "{name} with its secret");
                for wrong in [
                    own.clone(),
                    format!("o{}.ics", &own[1..]),
                    format!("{offer}.ics"),
                    "x.ics".into(),
                ] {
                    for browser in [&mut nobody, &mut roles[0].1] {
                        let answer = browser.request(route.method.clone(), &with(&wrong)).await;
                        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name} with {wrong}");
                    }
                }
            }
            Access::DemoOnly => {
                for browser in [&mut nobody, &mut roles[0].1] {
                    let answer = browser.request(method(), &with("x")).await;
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name} outside the demo");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_narrowed_role_reaches_its_part_and_nothing_of_the_whole() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let plan = office.plan_and_publish().await.to_string();
    let person = super::pool()[0].id.to_string();
    let narrowed = |programme: Option<&str>, district: Option<&str>, carrier| Grant {
        role: Role::Coordinator,
        scope: Scope {
            programme: programme.map(|p| ProgrammeId(p.into())),
            district: district.map(str::to_owned),
            carrier,
        },
    };
    let here = clerk(&office, 1, &[narrowed(Some("interpreting"), Some("MI"), None)]).await;
    let elsewhere = clerk(&office, 2, &[narrowed(None, Some("HS"), None)]).await;
    let huki = clerk(&office, 3, &[narrowed(Some("huki"), None, None)]).await;
    let carrier = clerk(&office, 4, &[narrowed(None, None, Some(office.school.id))]).await;
    for (mut browser, sees_request, sees_person, sees_school) in [
        (here, true, true, true),
        (elsewhere, false, false, false),
        // Any school may ask for a programme.
        (huki, false, false, true),
        (carrier, true, false, true),
    ] {
        for route in table() {
            let Access::Office(right) = route.access else {
                continue;
            };
            let path = filled(route.path, "x", number, &person, &plan);
            let answer = browser.request(route.method.clone(), &path).await;
            let name = format!("{} {}: {}", route.method, route.path, answer.status);
            if !Role::Coordinator.rights().contains(&right) {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
            } else if route.path.starts_with("/office/requests/{number}") {
                assert_eq!(answer.status != StatusCode::NOT_FOUND, sees_request, "{name}");
            } else if route.path.starts_with("/office/people/{id}") {
                assert_eq!(answer.status != StatusCode::NOT_FOUND, sees_person, "{name}");
            } else if route.path.starts_with("/office/data/{kind}") && route.path != "/office/data/{kind}/new"
            {
                // A language holds for everybody; whose organisation it is counts, and what changes is the whole.
                let keys = [
                    ("language", "tr".to_owned(), true),
                    ("exclusion", Uuid::from_u128(1).to_string(), false),
                    ("funding", "komm_an".to_owned(), false),
                ];
                for (kind, key, shared) in keys {
                    let path = route.path.replace("{kind}", kind).replace("{key}", &key);
                    let answer = browser.request(route.method.clone(), &path).await;
                    let may = shared && right == Right::Read;
                    assert_eq!(!answer.body.contains(NO_RIGHT), may, "{name} {kind}");
                }
                let school = [
                    ("organisation", office.school.id.to_string()),
                    ("location", office.place.to_string()),
                    ("contact", Uuid::from_u128(13).to_string()),
                ];
                for (kind, key) in school.iter().filter(|_| route.path.contains("{key}")) {
                    let path = route.path.replace("{kind}", kind).replace("{key}", key);
                    let answer = browser.request(route.method.clone(), &path).await;
                    if right == Right::Read {
                        let expected = if sees_school {
                            StatusCode::OK
                        } else {
                            StatusCode::NOT_FOUND
                        };
                        assert_eq!(answer.status, expected, "{name} {kind}");
                    } else {
                        assert!(answer.body.contains(NO_RIGHT), "{name} {kind}");
                    }
                }
            } else if route.path.starts_with("/office/offers/{id}")
                || route.path.starts_with("/office/tasks/{id}")
                || route.path.starts_with("/office/actions/{id}")
            {
                // The id in the path is a plan's.
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
            } else if LISTS.contains(&route.path) {
                assert!(!answer.body.contains(NO_RIGHT), "{name}");
            } else {
                assert!(answer.body.contains(NO_RIGHT), "{name}");
            }
        }
    }
}

/// Lists whose rows are those of the part a role holds for.
const LISTS: [&str; 20] = [
    "/office",
    "/office/requests",
    "/office/people",
    "/office/search",
    "/office/week",
    "/office/week/filters",
    "/office/week/filters/{id}/forget",
    "/office/calendar",
    "/office/people/bulk",
    "/office/people/bulk/{id}",
    "/office/people/bulk/{id}/undo",
    "/office/organisations",
    "/office/data",
    "/office/calls",
    "/office/caller",
    "/office/absent",
    "/office/take",
    "/office/take/{id}",
    "/office/take/drop",
    "/office/export",
];

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
        let grant = |programme: Option<&str>, district: Option<&str>, carrier| Grant {
            role: Role::Coordinator,
            scope: Scope {
                programme: programme.map(|p| ProgrammeId(p.into())),
                district: district.map(str::to_owned),
                carrier,
            },
        };
        let other = super::pool()[1].clone();
        for (n, grants, sees_request, sees_person, sees_other) in [
            (
                1,
                vec![grant(Some("interpreting"), Some("MI"), None)],
                true,
                true,
                true,
            ),
            (2, vec![grant(None, Some("HS"), None)], false, false, false),
            (3, vec![grant(Some("huki"), None, None)], false, false, false),
            (
                4,
                vec![grant(None, None, Some(office.school.id))],
                true,
                false,
                false,
            ),
            (5, vec![grant(None, None, Some(carrier.id))], false, true, false),
            (
                6,
                vec![grant(None, Some("HS"), None), grant(None, None, Some(carrier.id))],
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
            let plan = browser.get("/office/plan").await;
            assert_eq!(plan.status, StatusCode::FORBIDDEN, "{n}");
            plan.shows("für einen Teil der Arbeit");
            plan.shows("href=\"/office/week\"");
            // Nothing in the navigation leads to a page that would be refused.
            for page in [&requests, &people] {
                for whole in ["/office/plan\"", "/office/outbox\"", "/office/import\""] {
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
            (8, grant(None, None, Some(carrier.id)), false),
            (9, grant(Some("interpreting"), Some("MI"), None), true),
        ] {
            let mut browser = clerk(&office, n, &[scope]).await;
            let board = browser.get("/office/week?from=2026-12-01&view=people").await;
            assert_eq!(board.body.contains(&row), sees, "{n}");
            assert_eq!(board.body.contains("anderswo eingeteilt"), !sees, "{n}");
        }
    }
}

#[tokio::test]
async fn proofs_are_shown_to_those_who_keep_them() {
    let (_db, office) = office().await;
    let page = format!("/office/people/{}", super::pool()[0].id);
    for (n, roles, sees) in [
        (1, vec![Role::Coordinator], false),
        (2, vec![Role::Coordinator, Role::Clearance], true),
        (3, vec![Role::Clearance], true),
        (4, vec![Role::Administrator], true),
    ] {
        let grants: Vec<Grant> = roles.into_iter().map(Grant::everywhere).collect();
        let mut browser = clerk(&office, n, &grants).await;
        let answer = browser.get(&page).await;
        assert_eq!(answer.status, StatusCode::OK, "{n}");
        assert_eq!(answer.body.contains("proofs-title"), sees, "{n}");
    }
}

#[tokio::test]
async fn a_renewed_link_and_a_person_who_left_open_nothing() {
    let (_db, office) = office().await;
    let person = super::pool()[0].id;
    let number = office.ask(&office.form()).await;
    office.plan_and_publish().await;
    let (asked, _) = office.open_offer(number).await.expect("an open offer");
    let mut browser = Browser::new(&office.app);
    let own = |version| format!("/v/{}", office.app.keys.person(asked.person, version));
    let page = browser.get(&own(1)).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("Ansehen und antworten");
    page.hides("Grundschule am Lindenhof");
    assert_eq!(page.header("set-cookie"), "");
    let other = if asked.person == person {
        super::pool()[1].id
    } else {
        person
    };
    let theirs = browser
        .get(&format!("/v/{}", office.app.keys.person(other, 1)))
        .await;
    theirs.shows("Gerade warten keine Anfragen");

    let mut tx = office.app.store.write().await.unwrap();
    assert_eq!(tx.renew_person_link(asked.person, office.now()).await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert_eq!(browser.get(&own(1)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&own(2)).await.status, StatusCode::OK);

    let mut tx = office.app.store.write().await.unwrap();
    let mut gone = tx.person(asked.person).await.unwrap().unwrap();
    gone.state = PersonState::Left;
    let version = gone.version;
    assert!(tx.update_person(&gone, version).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(browser.get(&own(2)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_school_sees_no_request_of_another_school() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let other = Organisation {
        id: OrganisationId(Uuid::from_u128(99)),
        name: "Realschule am Wald".into(),
        kind: OrganisationKind::School,
        link_version: 1,
    };
    let mut tx = office.app.store.write().await.unwrap();
    tx.insert_organisation(&other).await.unwrap();
    tx.commit().await.unwrap();
    let mut browser = Browser::new(&office.app);
    let theirs = format!("/s/{}", office.app.keys.organisation(&other));
    browser.get(&school_url(&office)).await.shows(&number.to_string());
    browser.get(&theirs).await.hides("Nr. ");
    let foreign = browser.get(&format!("{theirs}/requests/{number}")).await;
    let missing = browser.get(&format!("{theirs}/requests/{}", number + 1000)).await;
    assert_eq!(
        (foreign.status, missing.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    let page = format!("{theirs}/requests/{number}/cancel");
    let answer = browser.submit(&format!("{theirs}/new"), &page, &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(office.state(number).await, "submitted");
}

#[tokio::test]
async fn looking_changes_nothing() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let plan = office.plan_and_publish().await.to_string();
    let person = super::pool()[0].id.to_string();
    let (before, offer) = office.open_offer(number).await.expect("an open offer");
    let school = office.app.keys.organisation(&office.school);
    let own = office.app.keys.person(super::pool()[0].id, 1);
    let mut clerk = signed_in(&office).await;
    let queue = office
        .app
        .store
        .read()
        .await
        .unwrap()
        .queue_state()
        .await
        .unwrap();
    for route in table().into_iter().filter(|route| route.method == Method::GET) {
        let token = match route.access {
            Access::OfferLink => &offer,
            Access::PersonLink => &own,
            _ => &school,
        };
        let path = filled(route.path, token, number, &person, &plan);
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let answer = clerk
                .request(method, &format!("{path}?a=accept&answer=accept"))
                .await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
            if matches!(route.access, Access::OfferLink | Access::PersonLink) {
                assert_eq!(answer.header("set-cookie"), "", "{path}");
            }
        }
    }
    let (after, _) = office.open_offer(number).await.expect("still open");
    assert_eq!(before, after);
    assert_eq!(office.state(number).await, "searching");
    assert_eq!(
        office
            .app
            .store
            .read()
            .await
            .unwrap()
            .queue_state()
            .await
            .unwrap(),
        queue
    );
}

#[test]
fn routes_are_added_in_the_table_only() {
    fn look(folder: &std::path::Path, faults: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, faults);
            } else if !path.ends_with("web/routes.rs") && path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for word in [
                    ".route(",
                    ".nest(",
                    ".nest_service(",
                    ".route_service(",
                    "routing::",
                ] {
                    if text.contains(word) {
                        faults.push(format!("{} has {word}", path.display()));
                    }
                }
            }
        }
    }
    let mut faults = Vec::new();
    look(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut faults,
    );
    assert!(faults.is_empty(), "{faults:?}");
}

#[tokio::test]
async fn other_methods_are_refused_with_a_page() {
    let (_db, office) = office().await;
    let mut browser = Browser::new(&office.app);
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let answer = browser.request(method.clone(), "/login").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(
            answer.header("allow").contains("POST"),
            "{method}: {:?}",
            answer.headers
        );
        answer.shows("<h1");
    }
    assert_eq!(
        browser.post("/impressum", &[]).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
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
        let part = |district: &str| Grant {
            role: Role::Coordinator,
            scope: Scope {
                district: Some(district.into()),
                ..Scope::default()
            },
        };
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
    let grant = |district: &str| Grant {
        role: Role::Coordinator,
        scope: Scope {
            district: Some(district.into()),
            ..Scope::default()
        },
    };
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
    tx.set_grants(AccountId(Uuid::from_u128(503)), &[]).await.unwrap();
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
        let part = |district: &str| Grant {
            role: Role::Coordinator,
            scope: Scope {
                district: Some(district.into()),
                ..Scope::default()
            },
        };
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
        let mut other_programme = clerk(
            &office,
            3,
            &[Grant {
                role: Role::Coordinator,
                scope: Scope {
                    programme: Some(ProgrammeId("huki".into())),
                    ..Scope::default()
                },
            }],
        )
        .await;
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
        let looked_after = Grant {
            role: Role::Coordinator,
            scope: Scope {
                carrier: Some(office.school.id),
                ..Scope::default()
            },
        };
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
