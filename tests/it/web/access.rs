//! May only those open an address who should? Every line of the route table, as every role.

use axum::http::{Method, StatusCode};
use passgenau::domain::organisation::{Organisation, OrganisationKind};
use passgenau::ids::OrganisationId;
use passgenau::web::{Access, table};
use uuid::Uuid;

use super::browser::Browser;
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
        .replace("{id}", id)
        .replace("{hash}", "0")
        .replace("{*path}", "base.css")
}

#[tokio::test]
async fn every_route_lets_in_whom_the_table_names() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    let plan = office.plan_and_publish().await.to_string();
    let person = super::pool()[0].id.to_string();
    let (_, offer) = office.open_offer(number).await.expect("an open offer");
    let school = office.app.keys.organisation(&office.school);
    // The offer's MAC under the school's id and the other way round: forged.
    let forged = format!("{}{}", &school[..20], &offer[20..]);

    for route in table() {
        let reaches = |answer: &super::browser::Answer| {
            // Whoever is let in gets a page, a redirect, or is told that the form has no mark.
            !matches!(answer.status, StatusCode::UNAUTHORIZED)
                && !answer.body.contains("Dieser Link gilt nicht mehr")
        };
        let name = format!("{} {}", route.method, route.path);
        let mut nobody = Browser::new(&office.app);
        let mut clerk = signed_in(&office).await;
        let with = |token: &str| filled(route.path, token, number, &person, &plan);
        match route.access {
            Access::Public => {
                assert!(
                    reaches(&nobody.request(route.method.clone(), &with("x")).await)
                        || route.path.contains("welcome"),
                    "{name}"
                );
            }
            Access::Account => {
                let answer = nobody.request(route.method.clone(), &with("x")).await;
                assert_eq!(
                    answer.status,
                    StatusCode::UNAUTHORIZED,
                    "{name} without an account"
                );
                nobody.set_cookie("passgenau", &school);
                let answer = nobody.request(route.method.clone(), &with("x")).await;
                assert_eq!(
                    answer.status,
                    StatusCode::UNAUTHORIZED,
                    "{name} with a foreign token as session"
                );
                assert!(
                    reaches(&clerk.request(route.method.clone(), &with("x")).await),
                    "{name} signed in"
                );
            }
            Access::OrganisationLink | Access::OfferLink => {
                let (own, other) = if route.access == Access::OfferLink {
                    (&offer, &school)
                } else {
                    (&school, &offer)
                };
                assert!(
                    reaches(&nobody.request(route.method.clone(), &with(own)).await),
                    "{name} with its link"
                );
                for wrong in [other.as_str(), forged.as_str(), "x", "%00", ".."] {
                    // Signed in or not: the office has its own pages.
                    for browser in [&mut nobody, &mut clerk] {
                        let answer = browser.request(route.method.clone(), &with(wrong)).await;
                        assert!(
                            matches!(answer.status.as_u16(), 404 | 405),
                            "{name} with {wrong}: {}",
                            answer.status
                        );
                    }
                }
            }
            Access::DemoOnly => {
                for browser in [&mut nobody, &mut clerk] {
                    let answer = browser.request(route.method.clone(), &with("x")).await;
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name} outside the demo");
                }
            }
        }
    }
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
        let token = if route.access == Access::OfferLink {
            &offer
        } else {
            &school
        };
        let path = filled(route.path, token, number, &person, &plan);
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let answer = clerk
                .request(method, &format!("{path}?a=accept&answer=accept"))
                .await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
            if route.access == Access::OfferLink {
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
