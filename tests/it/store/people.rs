//! Are people kept whole, changed without losing another's change, and found?

use passgenau::domain::language::Level;
use passgenau::domain::person::{Person, PersonState};
use passgenau::domain::programme::ProgrammeId;
use passgenau::ids::PersonId;
use passgenau::store::{Page, PeopleFilter};

use super::office::{Office, code, email};
use crate::support::db::on_both;

on_both! {
    async fn people_come_back_whole(db) {
        let office = Office::open(db).await;
        let (full, bare) = (office.person("Amal", "Kaya"), office.bare_person("Ion", "Popescu"));
        let nowhere = Person { districts: Some(Vec::new()), ..office.bare_person("Ivo", "Petrov") };
        let mut tx = db.store.write().await.unwrap();
        for person in [&full, &bare] {
            tx.insert_person(person).await.unwrap();
        }
        tx.insert_person(&nowhere).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.store.read().await.unwrap();
        assert_eq!(tx.person(full.id).await.unwrap().as_ref(), Some(&full));
        assert_eq!(tx.person(bare.id).await.unwrap().as_ref(), Some(&bare));
        // Someone who goes to no district at all is not someone who goes everywhere.
        assert_eq!(tx.person(nowhere.id).await.unwrap().as_ref(), Some(&nowhere));
        assert_eq!(tx.person(PersonId(office.uuid())).await.unwrap(), None);
        let mut all = vec![full.clone(), bare, nowhere];
        all.sort_by_key(|p| p.id);
        let ids: Vec<PersonId> = all.iter().rev().chain(&all).map(|p| p.id).collect();
        assert_eq!(tx.people_by_ids(&ids).await.unwrap(), all);
        assert_eq!(tx.people_by_ids(&[]).await.unwrap(), []);
        assert_eq!(tx.active_people().await.unwrap(), all);
    }

    async fn a_change_replaces_every_part_and_refuses_what_is_stale(db) {
        let office = Office::open(db).await;
        let mut person = office.person("Amal", "Kaya");
        let mut tx = db.store.write().await.unwrap();
        tx.insert_person(&person).await.unwrap();
        person.last_name = "Çelik".into();
        person.districts = None;
        person.languages.remove(&code("de"));
        person.understands.clear();
        person.languages.insert(code("tr"), Level::C1);
        person.availability.remove(0);
        person.absences.clear();
        person.state = PersonState::Paused;
        assert!(tx.update_person(&person, 1).await.unwrap());
        assert!(!tx.update_person(&Person { first_name: "Falsch".into(), ..person.clone() }, 1).await.unwrap());
        person.version = 2;
        assert_eq!(tx.person(person.id).await.unwrap(), Some(person.clone()));
        assert_eq!(tx.active_people().await.unwrap(), []);
        assert!(tx.update_person(&person, 2).await.unwrap());
    }

    async fn addresses_and_names_lead_to_people(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let shared = email("familie@example.org");
        let left = Person {
            email: Some(shared.clone()),
            state: PersonState::Left,
            ..office.bare_person("Alina", "Kaya")
        };
        tx.insert_person(&left).await.unwrap();
        let active = Person { email: Some(shared.clone()), ..office.bare_person("Ali", "Kaya") };
        tx.insert_person(&active).await.unwrap();
        assert_eq!(tx.find_person_by_email(&shared).await.unwrap(), Some(active.clone()));
        assert_eq!(tx.find_person_by_email(&email("x@example.org")).await.unwrap(), None);

        assert!(tx.mark_email_failed(active.id, Some(office.now)).await.unwrap());
        assert_eq!(tx.person(active.id).await.unwrap().unwrap().email_failed_at, Some(office.now));
        assert!(tx.mark_email_failed(active.id, None).await.unwrap());
        assert_eq!(tx.person(active.id).await.unwrap().unwrap().email_failed_at, None);
        assert!(!tx.mark_email_failed(PersonId(office.uuid()), None).await.unwrap());
        assert!(tx.lock_person(active.id).await.unwrap());
        assert!(!tx.lock_person(PersonId(office.uuid())).await.unwrap());
    }

    async fn the_list_is_filtered_and_searched_in_any_spelling(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let muller = office.person("Jürgen", "Müller");
        let celik = Person { state: PersonState::Paused, ..office.person("Ayşe", "Çelik") };
        let bare = Person { district: "MI".into(), ..office.bare_person("Ion", "Popescu") };
        for person in [&muller, &celik, &bare] {
            tx.insert_person(person).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = db.store.read().await.unwrap();
        let mut names = async |filter: PeopleFilter| {
            let found = tx.people(&filter, Page::default()).await.unwrap();
            assert_eq!(found.total, found.rows.len() as i64);
            found.rows.into_iter().map(|row| row.last_name).collect::<Vec<_>>()
        };
        let query = |text: &str| PeopleFilter { query: Some(text.into()), ..PeopleFilter::default() };
        assert_eq!(names(PeopleFilter::default()).await, ["Çelik", "Müller", "Popescu"]);
        assert_eq!(names(query("MUELLER juergen")).await, ["Müller"]);
        assert_eq!(names(query("celik")).await, ["Çelik"]);
        assert_eq!(names(query("(0151) 123456")).await, ["Çelik", "Müller"]);
        assert_eq!(names(query("mueller popescu")).await, Vec::<String>::new());
        assert_eq!(names(query(muller.email.as_ref().unwrap().as_str())).await, ["Müller"]);
        let only = |filter: PeopleFilter| filter;
        assert_eq!(
            names(only(PeopleFilter { state: Some(PersonState::Paused), ..Default::default() })).await,
            ["Çelik"]
        );
        assert_eq!(names(PeopleFilter { district: Some("MI".into()), ..Default::default() }).await, ["Popescu"]);
        assert_eq!(
            names(PeopleFilter { language: Some(code("ar-levant")), ..Default::default() }).await,
            ["Çelik", "Müller"]
        );
        let programme = Some(ProgrammeId("interpreting".into()));
        assert_eq!(
            names(PeopleFilter { programme, state: Some(PersonState::Active), ..Default::default() }).await,
            ["Müller"]
        );

        let page = tx.people(&PeopleFilter::default(), Page::nth(1, 1)).await.unwrap();
        assert_eq!((page.total, page.rows.len()), (3, 1));
        let row = &page.rows[0];
        assert_eq!((row.id, &row.programmes, &row.languages), (muller.id, &muller.programmes, &muller.languages));
        assert_eq!((row.state, row.email_failed_at), (muller.state, muller.email_failed_at));
    }

    async fn a_value_nobody_knows_is_named_by_its_place(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let person = office.add_person(&mut tx, "Amal").await;
        tx.commit().await.unwrap();
        for (column, nonsense) in [("email", "'no address'"), ("modes", "'[\"by_pigeon\"]'")] {
            db.run_by_hand(&format!("UPDATE person SET {column} = {nonsense}")).await.unwrap();
            let error = db.store.read().await.unwrap().person(person.id).await.unwrap_err();
            let expected = format!("table person, column {column}, row {}", person.id);
            assert!(error.to_string().starts_with(&expected), "{error}");
            assert!(!error.is_unavailable() && !format!("{error:?}").contains("address"));
            db.run_by_hand(&format!("UPDATE person SET {column} = '[]'")).await.unwrap();
            db.run_by_hand("UPDATE person SET email = NULL").await.unwrap();
        }
    }
}
