//! May only those open an address who should? Every line of the route table, as every role.

use axum::http::{Method, StatusCode};
use passgenau::domain::organisation::{Organisation, OrganisationKind};
use passgenau::domain::person::PersonState;
use passgenau::domain::rights::{Grant, Right, Role};
use passgenau::ids::OrganisationId;
use passgenau::web::{Access, table};
use uuid::Uuid;

use super::browser::{Answer, Browser};
use super::clerks::{clerk, coordinator};
use super::{office, school_url, signed_in};

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
    let here = clerk(&office, 1, &[coordinator(Some("interpreting"), Some("MI"), None)]).await;
    let elsewhere = clerk(&office, 2, &[coordinator(None, Some("HS"), None)]).await;
    let huki = clerk(&office, 3, &[coordinator(Some("huki"), None, None)]).await;
    let carrier = clerk(&office, 4, &[coordinator(None, None, Some(office.school.id))]).await;
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
                || route.path.starts_with("/office/outbox/{id}")
                || route.path.starts_with("/office/inbox/{id}")
                || route.path.starts_with("/office/plans/{id}")
            {
                // The id in the path is that of a plan for the whole.
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
const LISTS: [&str; 24] = [
    "/office",
    "/office/requests",
    "/office/people",
    "/office/people/new",
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
    "/office/plan",
    "/office/outbox",
    "/office/inbox",
];

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
