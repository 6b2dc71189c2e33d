//! How long does a week with 500 people and 2,000 requests take? Measured, so not part of every run:
//! `cargo test --test it -- --ignored a_week_of_two_thousand --nocapture` prints the figures.

use std::time::{Duration, Instant};

use chrono::{TimeDelta, Weekday};
use passgenau::calendar::recurrence::Recurrence;
use passgenau::domain::assignment::{Assignment, AssignmentState};
use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::offer::{Offer, OfferState};
use passgenau::domain::organisation::{Contact, ContactKind, Location, Organisation, OrganisationKind};
use passgenau::domain::person::Person;
use passgenau::domain::request::{CalendarEntry, NewRequest, RequestState, Seat, TimeOption};
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{AssignmentId, ContactId, LocationId, OfferId, OrganisationId, PersonId, RequestId};
use passgenau::store::Choice;
use uuid::Uuid;

use super::browser::Browser;
use super::{PASSWORD, signed_in};
use crate::support::app::TestApp;
use crate::support::db::{Engine, TestDb};
use crate::support::people::{able, day, place, request, utc};

const PEOPLE: u128 = 500;
const PLACES: u128 = 150;
const REQUESTS: u128 = 2000;

/// A week from Monday, 2026-11-30 on: two thirds are agreed, some are asked, the rest is open.
async fn fill(office: &TestApp) {
    let languages = ["tr", "ar-levant", "ro", "bg", "uk", "ru", "pl"];
    let language = |n: u128| LanguageCode(languages[usize::try_from(n % 7).unwrap()].into());
    let mut tx = office.app.store.write().await.unwrap();
    for n in 0..PEOPLE {
        let days = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ];
        let window = |from: u16, to: u16| Recurrence::weekly(&days, from * 60, to * 60, day("2025-01-06"));
        let person = Person {
            id: PersonId(Uuid::from_u128(10_000 + n)),
            last_name: format!("Person{n}"),
            email: EmailAddress::parse("email", &format!("p{n}@example.org")).ok(),
            district: if n % 3 == 0 { "HS" } else { "MI" }.into(),
            languages: [
                (language(n), Level::Native),
                (LanguageCode("de".into()), Level::C1),
            ]
            .into(),
            availability: vec![window(8, 12), window(13, 18)],
            ..able(1)
        };
        tx.insert_person(&person).await.unwrap();
    }
    for n in 0..PLACES {
        let id = 20_000 + n;
        tx.insert_organisation(&Organisation {
            id: OrganisationId(Uuid::from_u128(id)),
            name: format!("Grundschule Nummer {n}"),
            kind: OrganisationKind::School,
            link_version: 1,
        })
        .await
        .unwrap();
        tx.insert_location(&Location {
            id: LocationId(Uuid::from_u128(id)),
            ..place(id, if n % 2 == 0 { "MI" } else { "HS" })
        })
        .await
        .unwrap();
        tx.set_social_area(
            LocationId(Uuid::from_u128(id)),
            ["Westen", "Norden", "Dasbeck"][usize::try_from(n % 3).unwrap()],
        )
        .await
        .unwrap();
        tx.insert_contact(&Contact {
            id: ContactId(Uuid::from_u128(id)),
            organisation: OrganisationId(Uuid::from_u128(id)),
            name: "Frau Berger".into(),
            email: EmailAddress::parse("email", &format!("s{n}@example.org")).unwrap(),
            phone: None,
            kind: ContactKind::Person,
        })
        .await
        .unwrap();
    }
    let now = office.now();
    for n in 0..REQUESTS {
        let at = utc("2026-11-30T07:00:00Z")
            + TimeDelta::days(i64::try_from(n % 5).unwrap())
            + TimeDelta::minutes(15 * i64::try_from(n / 5 % 36).unwrap());
        let time = TimeOption {
            starts_at: at,
            ends_at: at + TimeDelta::minutes(45),
        };
        let site = 20_000 + n % PLACES;
        let model = request(1, &place(site, "MI"), "2026-11-30T07:00:00Z").asked;
        let asked = NewRequest {
            contact: ContactId(Uuid::from_u128(site)),
            options: vec![time],
            seats: vec![Seat {
                headcount: 1,
                language: Some(language(n)),
                level: Level::B2,
            }],
            urgent_reason: (n % 40 == 0).then(|| "eilt".into()),
            ..model
        };
        let id = RequestId(Uuid::from_u128(100_000 + n));
        tx.insert_request(&asked, id, now).await.unwrap();
        if n % 6 == 5 {
            continue;
        }
        let agreed = n % 6 < 4;
        let person = PersonId(Uuid::from_u128(10_000 + (n * 7 + n / PEOPLE) % PEOPLE));
        let offer = OfferId(Uuid::from_u128(200_000 + n));
        let to = if agreed {
            RequestState::Confirmed
        } else {
            RequestState::Searching
        };
        tx.set_request_state(id, &[RequestState::Submitted], to, Choice::Option(0), now)
            .await
            .unwrap();
        tx.insert_offer(&Offer {
            id: offer,
            request: id,
            seat: 0,
            option: 0,
            person,
            plan: None,
            rank: 0,
            state: if agreed {
                OfferState::Accepted
            } else {
                OfferState::Offered
            },
            created_at: now,
            answer_by: now + TimeDelta::days(1),
            answered_at: None,
            answer_view: None,
            link_version: 1,
        })
        .await
        .unwrap();
        if agreed {
            tx.insert_assignment(&Assignment {
                id: AssignmentId(Uuid::from_u128(300_000 + n)),
                request: id,
                offer,
                seat: 0,
                person,
                starts_at: time.starts_at,
                ends_at: time.ends_at,
                state: AssignmentState::Confirmed,
                calendar: CalendarEntry {
                    uid: format!("u{n}@example.org"),
                    sequence: 0,
                },
                created_at: now,
            })
            .await
            .unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// The best of five: what the server needs, without what else the machine is doing.
async fn measure(browser: &mut Browser, path: &str) -> (Duration, usize) {
    let mut best = Duration::MAX;
    let mut size = 0;
    for _ in 0..5 {
        let begun = Instant::now();
        let page = browser.get(path).await;
        best = best.min(begun.elapsed());
        assert_eq!(page.status, 200, "{path}");
        size = page.body.len();
    }
    (best, size)
}

async fn a_week(engine: Engine) {
    let db = TestDb::new(engine).await;
    let office = TestApp::new(&db).await;
    office
        .app
        .set_password(office.account, PASSWORD, "")
        .await
        .unwrap();
    fill(&office).await;
    if engine == Engine::Postgres {
        db.run_by_hand("ANALYZE").await.unwrap();
    }
    let mut clerk = signed_in(&office).await;
    let week = "/office/week?from=2026-11-30";
    let number = |n: u128| {
        let app = office.app.clone();
        async move {
            let mut tx = app.store.read().await.unwrap();
            tx.request(RequestId(Uuid::from_u128(100_000 + n)))
                .await
                .unwrap()
                .unwrap()
                .number
        }
    };
    let (agreed, open) = (number(601).await, number(1205).await);
    let someone = PersonId(Uuid::from_u128(10_077));
    for (name, path) in [
        ("list", week.to_owned()),
        ("list, page 20", format!("{week}&page=20")),
        ("list, language", format!("{week}&language=tr")),
        (
            "list, part of town and open",
            format!("{week}&area=Norden&state=missing"),
        ),
        ("list, text", format!("{week}&q=Person77")),
        ("people", format!("{week}&view=people")),
        ("people, language", format!("{week}&view=people&language=tr")),
        ("people, busy", format!("{week}&view=people&busy=1")),
        ("places", format!("{week}&view=places")),
        ("places, district", format!("{week}&view=places&district=HS")),
        ("places, language", format!("{week}&view=places&language=tr")),
        ("today", "/office".to_owned()),
        ("calls", "/office/calls".to_owned()),
        ("caller", "/office/caller?q=Person77".to_owned()),
        ("requests", "/office/requests".to_owned()),
        ("one request, nobody asked", format!("/office/requests/{open}")),
        ("whom to ask", format!("/office/requests/{open}/ask")),
        ("one request, agreed", format!("/office/requests/{agreed}")),
        ("absent", format!("/office/absent?person={someone}")),
        ("emergency", "/office/emergency".to_owned()),
        ("prints", "/office/week/prints?from=2026-11-30".to_owned()),
    ] {
        let (time, size) = measure(&mut clerk, &path).await;
        println!("{engine:?} {name}: {} ms, {} kB", time.as_millis(), size / 1000);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn a_week_of_two_thousand_requests_on_sqlite() {
    a_week(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn a_week_of_two_thousand_requests_on_postgres() {
    if Engine::Postgres.available() {
        a_week(Engine::Postgres).await;
    }
}
