//! Does everything an office keeps of people and organisations come back from its own export? Column by column, so that
//! a new one cannot be forgotten.

use std::collections::BTreeMap;

use passgenau::app::ExportFor;
use passgenau::calendar::recurrence::Recurrence;
use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::organisation::{
    Contact, ContactKind, Location, LocationKind, Organisation, OrganisationKind, Room,
};
use passgenau::domain::person::{
    Absence, Bounds, Channel, Gender, Mobility, Person, PersonSettings, PersonState, Proof,
};
use passgenau::domain::programme::{Mode, ProofKind};
use passgenau::domain::request::Occasion;
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{ContactId, LocationId, OrganisationId};
use passgenau::import::Kind;
use sqlx::{AssertSqlSafe, Connection as _};
use uuid::Uuid;

use crate::support::app::TestApp;
use crate::support::db::{Engine, TestDb};
use crate::support::people::{able, day};

/// The tables an office fills in its forms for people and organisations.
const TABLES: [&str; 15] = [
    "person",
    "person_absence",
    "person_availability",
    "person_bounds",
    "person_carrier",
    "person_declared",
    "person_district",
    "person_language",
    "person_mail",
    "person_programme",
    "person_proof",
    "organisation",
    "location",
    "contact",
    "room",
];

/// Columns that are not the office's: made by the program, or about what happened here.
const OWN: [(&str, &str); 13] = [
    ("person", "search"),
    ("person", "email_failed_at"),
    ("person", "version"),
    ("person_absence", "position"),
    ("person_availability", "position"),
    // What repeats every week for ever is written as such; a day on which it began says nothing.
    ("person_availability", "first_day"),
    ("person_availability", "last_day"),
    ("person_proof", "position"),
    ("person_mail", "welcomed_at"),
    ("person_mail", "confirmed_at"),
    ("person_mail", "changed_at"),
    ("organisation", "search"),
    ("organisation", "link_version"),
];

/// The rows of a table without keys, as text, column by column.
async fn rows(db: &TestDb, table: &str) -> BTreeMap<String, Vec<Option<String>>> {
    let mut connection = db.sqlite_by_hand().await;
    let sql = format!("SELECT name FROM pragma_table_info('{table}')");
    let columns: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let own = |column: &str| OWN.contains(&(table, column)) || column == "id" || column.ends_with("_id");
    let columns: Vec<String> = columns.into_iter().filter(|column| !own(column)).collect();
    let all = columns.iter().map(|c| format!("COALESCE(CAST({c} AS TEXT), '')"));
    let order = all.collect::<Vec<_>>().join(" || '|' || ");
    let mut found = BTreeMap::new();
    for column in columns {
        let sql = format!("SELECT CAST({column} AS TEXT) FROM {table} ORDER BY {order}");
        let values: Vec<Option<String>> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        found.insert(column, values);
    }
    connection.close().await.unwrap();
    found
}

fn everything_told() -> Person {
    let proof = |kind| Proof {
        kind,
        checked_on: day("2026-02-03"),
        valid_until: (kind != ProofKind::Pledge && kind != ProofKind::Adult).then(|| day("2027-05-06")),
        issued_on: (kind == ProofKind::Clearance).then(|| day("2026-01-02")),
        version: (kind == ProofKind::Pledge).then(|| "2026-01".to_owned()),
    };
    let mut every_other = Recurrence::weekly(&[chrono::Weekday::Tue], 600, 700, day("2026-01-06"));
    every_other.interval_weeks = 2;
    every_other.exceptions = [day("2026-12-15")].into();
    Person {
        first_name: "Şule".into(),
        last_name: "Öztürk".into(),
        channel: Channel::Sms,
        ui_language: "en".into(),
        gender: Some(Gender::Female),
        mobility: Mobility::Car,
        districts: Some(vec!["HS".into()]),
        modes: vec![Mode::OnSite, Mode::Phone],
        topics: vec![Occasion::TransitionAdvice, Occasion::ConflictTalk],
        understands: [(LanguageCode("tr".into()), Level::C2)].into(),
        availability: [able(1).availability, vec![every_other]].concat(),
        preferred: vec![Recurrence::weekly(
            &[chrono::Weekday::Mon],
            480,
            540,
            day("2026-01-05"),
        )],
        absences: vec![Absence {
            from: day("2026-12-20"),
            to: day("2026-12-28"),
        }],
        proofs: ProofKind::ALL.iter().map(|kind| proof(*kind)).collect(),
        max_minutes_week: Some(180),
        max_assignments_day: Some(2),
        bounds: Bounds {
            max_minutes_month: Some(600),
            max_assignments_week: Some(3),
            max_minutes_assignment: Some(90),
            earliest_minute: Some(510),
            latest_minute: Some(1020),
            rest_minutes: Some(660),
            regime: Some("honorary".into()),
        },
        state: PersonState::Paused,
        ..able(1)
    }
}

async fn fill(office: &TestApp) {
    let person = everything_told();
    let mut tx = office.app.store.write().await.unwrap();
    let carrier = Organisation {
        id: OrganisationId(Uuid::from_u128(700)),
        name: "Caritas Übersee".into(),
        kind: OrganisationKind::Carrier,
        link_version: 1,
    };
    tx.insert_organisation(&carrier).await.unwrap();
    let place = Location {
        id: LocationId(Uuid::from_u128(701)),
        organisation: carrier.id,
        name: "Haupthaus".into(),
        street: "Weg 1".into(),
        postcode: "59065".into(),
        town: "Teststadt".into(),
        district: "HS".into(),
        meeting_point: "Pforte".into(),
        kind: LocationKind::Home,
    };
    tx.insert_location(&place).await.unwrap();
    tx.set_social_area(place.id, "Dasbeck").await.unwrap();
    let room = Room {
        name: "Saal".into(),
        people: Some(40),
        step_free: true,
        open: "Mo 8-18".into(),
    };
    tx.set_rooms(place.id, &[room]).await.unwrap();
    let contact = Contact {
        id: ContactId(Uuid::from_u128(702)),
        organisation: carrier.id,
        name: "Herr Groß".into(),
        email: EmailAddress::parse("email", "gross@example.org").unwrap(),
        phone: Some("02381 5550".into()),
        kind: ContactKind::Person,
    };
    tx.insert_contact(&contact).await.unwrap();
    tx.insert_person(&person).await.unwrap();
    tx.set_declared(person.id, 2026, 12_345).await.unwrap();
    let settings = PersonSettings {
        reminders: false,
        thanks: true,
        early_calls: true,
        second_language: Some("uk".into()),
        carrier: Some(carrier.id),
    };
    tx.set_settings(person.id, &settings, office.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_column_of_people_and_organisations_comes_back_from_the_offices_own_export() {
    let here = TestDb::new(Engine::Sqlite).await;
    let office = TestApp::new(&here).await;
    fill(&office).await;
    let there = TestDb::new(Engine::Sqlite).await;
    let other = TestApp::new(&there).await;
    for kind in Kind::ALL {
        let file = office
            .app
            .export(Some(*kind), ExportFor::whole(None))
            .await
            .unwrap();
        let report = other.app.import(*kind, &file, None, false).await.unwrap();
        assert_eq!(report.tally.parked, 0, "{kind:?}: {:?}", report.faults);
    }
    let mut lost = Vec::new();
    for table in TABLES {
        let (before, after) = (rows(&here, table).await, rows(&there, table).await);
        for (column, values) in &before {
            let told = values
                .iter()
                .flatten()
                .any(|value| !value.is_empty() && value != "[]");
            assert!(told, "{table}.{column} is not told here: this test must fill it");
            if values != &after[column] {
                lost.push(format!("{table}.{column}: {values:?} became {:?}", after[column]));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));

    // Read again it changes nothing, and taken back everything is as it was.
    let file = office
        .app
        .export(Some(Kind::People), ExportFor::whole(None))
        .await
        .unwrap();
    let again = other.app.import(Kind::People, &file, None, false).await.unwrap();
    assert_eq!((again.tally.added, again.tally.changed), (0, 0));
}

/// The same person and organisation as an office might have had them before: little is said, and some of it otherwise.
async fn fill_a_little(office: &TestApp) {
    let told = everything_told();
    let person = Person {
        first_name: told.first_name,
        last_name: told.last_name,
        district: "HS".into(),
        languages: [("de", Level::B1)]
            .map(|(c, l)| (LanguageCode(c.into()), l))
            .into(),
        ..able(1)
    };
    let mut tx = office.app.store.write().await.unwrap();
    let carrier = Organisation {
        id: OrganisationId(Uuid::from_u128(710)),
        name: "Caritas Übersee".into(),
        kind: OrganisationKind::AdviceCentre,
        link_version: 1,
    };
    tx.insert_organisation(&carrier).await.unwrap();
    let place = Location {
        id: LocationId(Uuid::from_u128(711)),
        organisation: carrier.id,
        name: "Haupthaus".into(),
        street: "Alter Weg 9".into(),
        postcode: "59063".into(),
        town: "Altstadt".into(),
        district: "MI".into(),
        meeting_point: String::new(),
        kind: LocationKind::Public,
    };
    tx.insert_location(&place).await.unwrap();
    let contact = Contact {
        id: ContactId(Uuid::from_u128(712)),
        organisation: carrier.id,
        name: "Frau Alt".into(),
        email: EmailAddress::parse("email", "gross@example.org").unwrap(),
        phone: None,
        kind: ContactKind::Mailbox,
    };
    tx.insert_contact(&contact).await.unwrap();
    tx.insert_person(&person).await.unwrap();
    let settings = PersonSettings {
        reminders: true,
        thanks: false,
        early_calls: false,
        second_language: None,
        carrier: None,
    };
    tx.set_settings(person.id, &settings, office.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_column_is_as_it_was_when_the_file_is_taken_back() {
    let here = TestDb::new(Engine::Sqlite).await;
    let office = TestApp::new(&here).await;
    fill(&office).await;
    let there = TestDb::new(Engine::Sqlite).await;
    let other = TestApp::new(&there).await;
    fill_a_little(&other).await;
    let mut before = BTreeMap::new();
    for table in TABLES {
        before.insert(table, rows(&there, table).await);
    }
    let mut files = Vec::new();
    for kind in [Kind::Organisations, Kind::Rooms, Kind::People] {
        let file = office
            .app
            .export(Some(kind), ExportFor::whole(None))
            .await
            .unwrap();
        let id = other
            .app
            .upload_import(kind, "alles.csv", &file, Some(other.account))
            .await
            .unwrap();
        other.app.match_import(id, kind, "", None).await.unwrap();
        other.app.run_import(id).await.unwrap();
        files.push(id);
    }
    // Every column has changed, or this test says nothing about it.
    let same_on_purpose = [
        ("person", "first_name"),
        ("person", "last_name"),
        ("person", "email"),
        ("person", "phone"),
        ("person_programme", "programme"),
        ("organisation", "name"),
        ("location", "name"),
        ("contact", "email"),
    ];
    for table in TABLES {
        for (column, values) in rows(&there, table).await {
            let meant = same_on_purpose.contains(&(table, column.as_str()));
            assert!(
                meant || values != before[table][&column],
                "{table}.{column} is the same as before: {values:?}"
            );
        }
    }
    for id in files.into_iter().rev() {
        other.app.run_undo(id, other.account).await.unwrap();
    }
    let mut left = Vec::new();
    for table in TABLES {
        for (column, values) in rows(&there, table).await {
            if values != before[table][&column] {
                left.push(format!(
                    "{table}.{column}: {:?} became {values:?}",
                    before[table][&column]
                ));
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}
