//! Is somebody found however their name is typed, also among five thousand?

use passgenau::domain::person::Person;
use passgenau::domain::rights::Reach;
use passgenau::domain::text::EmailAddress;
use passgenau::ids::PersonId;
use passgenau::store::{Page, PeopleFilter, RequestFilter};
use uuid::Uuid;

use crate::support::app::TestApp;
use crate::support::db::on_both;
use crate::support::people::interpreter;

fn named(n: u128, first: &str, last: &str) -> Person {
    Person {
        id: PersonId(Uuid::from_u128(n)),
        first_name: first.into(),
        last_name: last.into(),
        email: EmailAddress::parse("email", &format!("p{n}@example.org")).ok(),
        phone: Some(format!("0151 {:07}", 5_000_000 + n)),
        ..interpreter(n)
    }
}

async fn found(office: &TestApp, query: &str) -> Vec<String> {
    let filter = PeopleFilter {
        query: Some(query.into()),
        ..PeopleFilter::default()
    };
    let page = office.app.find_people(&filter, Page::first(5)).await.unwrap();
    page.rows.iter().map(|r| r.last_name.clone()).collect()
}

on_both! {
    async fn five_thousand_people_are_searched_forgivingly_and_fast(db) {
        let office = TestApp::new(db).await;
        let lasts = ["Abel", "Bachmann", "Czerny", "Dogan", "Engel", "Fuchs", "Graf", "Hoffmann", "Ivanova", "Jung"];
        let mut people: Vec<Person> = (0..5000_u128)
            .map(|n| named(n + 1000, "Kim", &format!("{}{}", lasts[usize::try_from(n % 10).unwrap()], n)))
            .collect();
        people.push(named(1, "Käthe", "Müller-Lüdenscheidt"));
        people.push(named(2, "Mehmet", "Yıldız"));
        people.push(named(3, "Łukasz", "Żak"));
        let mut tx = office.app.store.write().await.unwrap();
        for person in &people {
            let bare = Person {
                availability: vec![],
                proofs: vec![],
                languages: Default::default(),
                programmes: vec![],
                ..person.clone()
            };
            tx.insert_person(&bare).await.unwrap();
        }
        tx.commit().await.unwrap();

        let begun = std::time::Instant::now();
        for typed in ["Müller", "mueller", "Muler", "Lüdenscheid Käthe", "Ludenscheit", "p1@example.org"] {
            assert_eq!(found(&office, typed).await, ["Müller-Lüdenscheidt"], "{typed}");
        }
        for typed in ["Yildiz", "Yildis", "Jildiz", "0151 5000002", "+49 151 5000002"] {
            assert_eq!(found(&office, typed).await, ["Yıldız"], "{typed}");
        }
        assert_eq!(found(&office, "Zak Lukasz").await, ["Żak"]);
        assert!(found(&office, "Xylophon").await.is_empty());
        let each = begun.elapsed() / 13;
        assert!(each.as_millis() < 1500, "one search took {each:?}");
    }

    async fn everything_is_found_from_one_field(db) {
        let office = TestApp::new(db).await;
        office.people(&[named(1, "Käthe", "Müller")]).await;
        let number = office.ask(&office.form()).await;
        assert_eq!(office.app.search("kate muler", Reach::default(), Reach::default()).await.unwrap().people.total, 1);
        let school = office.app.search("grundschul lindenhoff", Reach::default(), Reach::default()).await.unwrap().organisations;
        assert_eq!((school.total, school.rows[0].name.as_str()), (1, "Grundschule am Lindenhof"));
        let by_person = office.app.search("02381 555-20", Reach::default(), Reach::default()).await.unwrap();
        assert_eq!(by_person.organisations.total, 1, "by the number of its contact");
        assert_eq!(office.app.search(&format!("#{number}"), Reach::default(), Reach::default()).await.unwrap().requests[0].number, number);
        // A list of requests forgives as well, but only what is not found as it stands.
        let listed = async |q: &str| {
            let filter = RequestFilter { query: Some(q.into()), ..RequestFilter::default() };
            office.app.find_requests(&filter, Page::first(5)).await.unwrap().rows.iter().map(|r| r.number).collect::<Vec<_>>()
        };
        for typed in ["Lindenhof", "lindenhoff", "Grundschul Lindnhof", &number.to_string()] {
            assert_eq!(listed(typed).await, [number], "{typed}");
        }
        assert!(listed("Xylophon").await.is_empty());
        assert!(listed("999999").await.is_empty());
        for typed in ["turkce", "Türkçe", "tuerkce", "turkisch"] {
            let languages = office.app.search(typed, Reach::default(), Reach::default()).await.unwrap().languages;
            assert_eq!(languages[0].code.0, "tr", "{typed}");
        }
        let languages = office.app.search("turkisch", Reach::default(), Reach::default()).await.unwrap().languages;
        assert_eq!(languages[0].code.0, "tr");
    }
}
