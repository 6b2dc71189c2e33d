//! Do the things an office finds important decide, from what is stored to the sentence on the page? One row, one rule.
//!
//! In each row two people could come. Where the rule counts, one of them is proposed and the page of the proposal says
//! why; where the office finds it unimportant, it is the other one.

use passgenau::app::{Assigning, PlanView, RequestForm};
use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::person::{Gender, Person};
use passgenau::domain::programme::Programme;
use passgenau::domain::request::Occasion;
use passgenau::domain::rules::{Importance, Term};
use passgenau::ids::PlanId;

use super::rules::able;
use crate::support::app::TestApp;
use crate::support::db::{TestDb, on_both};
use crate::web::page_of;

struct Row {
    name: &'static str,
    term: Option<Term>,
    people: fn(&mut Person, &mut Person),
    form: fn(&mut RequestForm),
    /// Whether the first one, who lives nearer, had an appointment the week before.
    served: bool,
    words: &'static str,
}

const PLAIN: Row = Row {
    name: "",
    term: None,
    people: |_, _| {},
    form: |_| {},
    served: false,
    words: "",
};

/// The other one needs 22 minutes instead of 15: seven points.
fn further(person: &mut Person) {
    person.district = "HS".into();
}

fn speaks(person: &mut Person, code: &str) {
    person.languages.insert(LanguageCode(code.into()), Level::Native);
}

/// In each of them it is the second person who is proposed when the rule counts.
#[rustfmt::skip] // A table.
fn rows() -> Vec<Row> {
    vec![
        Row { name: "W2 exact variety", term: Some(Term::Variety), people: |near, far| { further(far); near.languages = [("de", Level::C1), ("hr", Level::Native)].map(|(c, l)| (LanguageCode(c.into()), l)).into(); far.languages = [("de", Level::C1), ("sr", Level::Native)].map(|(c, l)| (LanguageCode(c.into()), l)).into(); }, form: |f| f.language = "sr".into(), words: "Spricht genau diese Sprache: Serbisch", ..PLAIN },
        Row { name: "W3 short ways", term: Some(Term::Travel), people: |far, _| further(far), words: "15 Minuten Weg aus Mitte", ..PLAIN },
        Row { name: "W4 fair shares", served: true, people: |served, rested| [served, rested].into_iter().for_each(|person| person.bounds.max_minutes_month = Some(120)), words: "Hatte in den 90 Tagen davor keinen Einsatz", ..PLAIN },
        Row { name: "W6 wish for a gender", term: Some(Term::Gender), people: |near, far| { further(far); near.gender = Some(Gender::Male); far.gender = Some(Gender::Female); }, form: |f| f.gender = "f".into(), words: "Der Wunsch nach dem Geschlecht ist erfüllt", ..PLAIN },
        Row { name: "W7 knows the subject", term: Some(Term::Topic), people: |_, far| { further(far); far.topics = vec![Occasion::TransitionAdvice]; }, form: |f| f.occasion = "transition_advice".into(), words: "Ist für diesen Anlass geschult", ..PLAIN },
        Row { name: "W11 newcomers", term: Some(Term::Newcomer), people: |_, far| further(far), served: true, words: "dieser ist ein leichter Anfang", ..PLAIN },
        Row { name: "W12 rare languages", term: Some(Term::Scarce), people: |near, far| { further(far); speaks(near, "ti"); }, words: "wer eine spricht, wird geschont", ..PLAIN },
    ]
}

/// What an office finds of the terms of a row, and everybody proposed then.
async fn proposed(db: &TestDb, row: &Row, importance: Importance) -> (TestDb, TestApp, PlanId, PlanView) {
    let db = TestDb::new(db.engine).await;
    let office = TestApp::new(&db).await;
    let (mut one, mut two) = (able(1), able(2));
    (row.people)(&mut one, &mut two);
    office.people(&[one, two]).await;
    change(&office, |programme| {
        programme
            .rules
            .importance
            .extend(row.term.map(|term| (term, importance)));
    })
    .await;
    if row.served {
        let before = RequestForm {
            date_1: "2026-11-26".into(),
            urgent_reason: "Eilt.".into(),
            ..office.form()
        };
        agreed(&office, 1, &before).await;
    }
    let mut form = office.form();
    (row.form)(&mut form);
    office.ask(&form).await;
    let id = office.plan().await;
    let view = office.app.plan_view(id).await.unwrap().unwrap();
    (db, office, id, view)
}

async fn change(office: &TestApp, with: impl FnOnce(&mut Programme)) {
    let mut tx = office.app.store.write().await.unwrap();
    let mut programme = tx.programmes().await.unwrap().remove(0);
    with(&mut programme);
    tx.upsert_programme(&programme).await.unwrap();
    tx.commit().await.unwrap();
}

async fn agreed(office: &TestApp, person: u128, form: &RequestForm) -> i64 {
    let number = office.ask(form).await;
    let seat = Assigning {
        option: 0,
        seat: 0,
        person: able(person).id,
    };
    let mark = office.mark(&format!("agreed{number}"));
    office
        .app
        .assign(number, seat, office.account, &mark)
        .await
        .unwrap();
    number
}

fn who(view: &PlanView, number: i64) -> Vec<String> {
    let chosen = view.choices.iter().filter(|c| c.request.number == number);
    chosen
        .flat_map(|c| c.people.iter().map(|(person, _)| person.last_name.clone()))
        .collect()
}

on_both! {
    async fn what_counts_decides_and_the_page_says_so(db) {
        for row in rows() {
            let (_db, office, id, view) = proposed(db, &row, Importance::Normal).await;
            assert_eq!(view.choices.len(), 1, "{}", row.name);
            assert_eq!(view.choices[0].people[0].0.last_name, "Person2", "{}", row.name);
            let page = page_of(&office, &format!("/office/plans/{id}")).await;
            assert!(page.contains(row.words), "{}: {page}", row.name);
            if row.term.is_some_and(|term| term != Term::Travel) {
                let (_db, _, _, view) = proposed(db, &row, Importance::None).await;
                assert_eq!(view.choices[0].people[0].0.last_name, "Person1", "{} found unimportant", row.name);
            }
        }
    }

    async fn w1_of_two_at_once_the_urgent_one_is_served_and_the_other_says_why(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let calm = office.ask(&office.form()).await;
        office.later(chrono::TimeDelta::days(2));
        let urgent = office.ask(&RequestForm { urgent_reason: "Das Kind wird sonst abgemeldet.".into(), ..office.form() }).await;
        let id = office.plan().await;
        let view = office.app.plan_view(id).await.unwrap().unwrap();
        assert_eq!(who(&view, urgent), ["Person1"]);
        assert_eq!((view.unplaced[0].request.number, view.unplaced[0].competes_with.as_slice()), (calm, &[urgent][..]));
        let page = page_of(&office, &format!("/office/plans/{id}")).await;
        assert!(page.contains("dann bliebe eine andere Anfrage offen, die mehr zählt"), "{page}");
    }

    async fn w9_two_talks_at_one_place_on_one_day_go_to_one_person_where_the_programme_bundles(db) {
        for bundles in [true, false] {
            let db = TestDb::new(db.engine).await;
            let office = TestApp::new(&db).await;
            // Each is nearest to perfect for one of the two talks: the exact language costs less than a close one.
            let (mut serbian, mut croatian) = (able(1), able(2));
            serbian.languages = [("de", Level::C1), ("sr", Level::Native)].map(|(c, l)| (LanguageCode(c.into()), l)).into();
            croatian.languages = [("de", Level::C1), ("hr", Level::Native)].map(|(c, l)| (LanguageCode(c.into()), l)).into();
            office.people(&[serbian, croatian]).await;
            change(&office, |programme| programme.rules.bundles = bundles).await;
            let one = office.ask(&RequestForm { language: "sr".into(), ..office.form() }).await;
            let two = office.ask(&RequestForm { language: "hr".into(), start_1: "11:00".into(), ..office.form() }).await;
            let id = office.plan().await;
            let view = office.app.plan_view(id).await.unwrap().unwrap();
            assert_eq!(who(&view, one) == who(&view, two), bundles);
            let page = page_of(&office, &format!("/office/plans/{id}")).await;
            assert_eq!(page.contains("Hat in diesen Wochen insgesamt 120 Minuten Einsatz"), bundles, "{page}");
        }
    }

    async fn w10_who_was_asked_stays_asked_though_somebody_nearer_came(db) {
        let office = TestApp::new(db).await;
        let mut far = able(1);
        further(&mut far);
        office.people(&[far]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        office.people(&[able(2)]).await;
        let other = office.ask(&RequestForm { start_1: "13:00".into(), ..office.form() }).await;
        let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
        assert_eq!((who(&view, number), who(&view, other)), (vec![], vec!["Person2".to_owned()]));
        assert_eq!(office.open_offers(number).await.len(), 1, "the question still stands");
    }

    async fn w13_the_first_wish_comes_first_and_the_page_says_which_it_is(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let form = RequestForm { date_2: "2026-12-02".into(), start_2: "09:00".into(), duration_2: "60".into(), ..office.form() };
        let number = office.ask(&form).await;
        let id = office.plan().await;
        let view = office.app.plan_view(id).await.unwrap().unwrap();
        assert_eq!((view.choices[0].request.number, view.choices[0].option), (number, 0));
        assert!(page_of(&office, &format!("/office/plans/{id}")).await.contains("Termin 1 von 2"));
    }

    async fn w15_the_page_names_who_could_step_in_or_says_that_nobody_could(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        office.ask(&office.form()).await;
        let page = page_of(&office, &format!("/office/plans/{}", office.plan().await)).await;
        assert!(page.contains("Ersatz: niemand"), "{page}");
        office.people(&[able(2), able(3)]).await;
        let id = office.plan().await;
        let view = office.app.plan_view(id).await.unwrap().unwrap();
        assert_eq!(view.choices[0].backups.len(), 2);
        let page = page_of(&office, &format!("/office/plans/{id}")).await;
        for person in &view.choices[0].backups {
            assert!(page.contains(&person.full_name()), "{page}");
        }
    }
}
