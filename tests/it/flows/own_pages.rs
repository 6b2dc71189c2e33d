//! What does a volunteer do on their own page, and what follows from it?

use chrono::TimeDelta;
use passgenau::app::{AppError, DoneForm, InterestForm, OwnLimits, Rest};
use passgenau::domain::joining::JoiningStage;
use passgenau::domain::offer::Answer;
use passgenau::domain::person::{Person, PersonState, Proof};
use passgenau::domain::programme::ProofKind;
use passgenau::ids::PersonId;

use crate::support::app::TestApp;
use crate::support::db::on_both;
use crate::support::people::{day, interpreter};

fn able(n: u128) -> Person {
    let mut person = interpreter(n);
    let first = person.proofs[0].clone();
    person
        .proofs
        .extend([ProofKind::Training, ProofKind::Adult].map(|kind| Proof {
            kind,
            ..first.clone()
        }));
    person
}

fn said(minutes: &str) -> DoneForm {
    DoneForm {
        minutes: minutes.into(),
        ..DoneForm::default()
    }
}

async fn stored(office: &TestApp, id: PersonId) -> Person {
    office.app.own_person(id).await.unwrap().unwrap()
}

/// The fields and codes of what was refused.
fn told<T: std::fmt::Debug>(result: Result<T, AppError>) -> Vec<(String, &'static str)> {
    match result {
        Err(AppError::Rejected(faults)) => faults.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn times_absences_rest_and_limits_are_the_volunteers_own(db) {
        let office = TestApp::new(db).await;
        let person = able(1);
        let id = person.id;
        office.people(std::slice::from_ref(&person)).await;
        office.app.set_own_times(id, "Mo-Mi 9-12; Sa 10-14 alle 2 Wochen ab 28.11.2026").await.unwrap();
        assert_eq!(stored(&office, id).await.availability.len(), 2);
        assert_eq!(told(office.app.set_own_times(id, "vormittags").await)[0].0, "times");
        assert_eq!(stored(&office, id).await.availability.len(), 2, "nothing is lost by a fault");

        assert_eq!(office.app.add_own_absence(id, "2026-12-01", "").await.unwrap(), []);
        office.app.add_own_absence(id, "01.12.2026", "01.12.2026").await.unwrap();
        assert_eq!(stored(&office, id).await.absences.len(), 1, "twice is once");
        assert_eq!(told(office.app.add_own_absence(id, "2026-12-05", "2026-12-01").await), [("absent_to".into(), "absence-order")]);
        assert_eq!(told(office.app.add_own_absence(id, "2020-01-01", "").await), [("absent_to".into(), "absence-range")]);
        assert_eq!(told(office.app.add_own_absence(id, "x", "y").await).len(), 2);
        office.app.remove_own_absence(id, "2026-12-01", "2026-12-01").await.unwrap();
        assert_eq!(stored(&office, id).await.absences, []);

        office.app.rest(id, Rest::Open).await.unwrap();
        assert_eq!(stored(&office, id).await.state, PersonState::Paused);
        office.app.rest(id, Rest::Over).await.unwrap();
        assert_eq!(stored(&office, id).await.state, PersonState::Active);
        office.app.rest(id, Rest::Until(day("2026-12-10"))).await.unwrap();
        assert_eq!(stored(&office, id).await.absences.len(), 1);
        office.app.rest(id, Rest::Over).await.unwrap();
        assert_eq!(stored(&office, id).await.absences, [], "whoever is back is back today");

        let limits = OwnLimits {
            hours_week: "6".into(),
            per_day: "1".into(),
            phone: "02381 555 77".into(),
            mobility: "car".into(),
            modes: vec!["on_site".into(), "phone".into()],
            districts: vec!["HS".into()],
            ui_language: "en".into(),
        };
        office.app.set_own_limits(id, &limits).await.unwrap();
        let now = stored(&office, id).await;
        assert_eq!((now.max_minutes_week, now.max_assignments_day), (Some(360), Some(1)));
        assert_eq!((now.districts, now.ui_language.as_str()), (Some(vec!["HS".to_owned()]), "en"));
        let wrong = OwnLimits {
            hours_week: "viel".into(),
            per_day: "99".into(),
            modes: vec![],
            districts: vec!["ZZ".into()],
            mobility: "pferd".into(),
            ..limits
        };
        let mut fields: Vec<_> = told(office.app.set_own_limits(id, &wrong).await).into_iter().map(|f| f.0).collect();
        fields.sort();
        assert_eq!(fields, ["districts", "hours_week", "mobility", "modes", "per_day"]);
    }

    async fn an_absence_names_the_appointments_it_meets_and_what_is_done_is_reported(db) {
        let office = TestApp::new(db).await;
        let person = able(1);
        office.people(std::slice::from_ref(&person)).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (offer, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("yes")).await.unwrap();
        let schedule = office.app.own_schedule(person.id).await.unwrap();
        assert_eq!((schedule.open.len(), schedule.agreed.len()), (0, 1));
        let time = schedule.agreed[0].time;
        let date = time.starts_at.date_naive().to_string();
        assert_eq!(office.app.add_own_absence(person.id, &date, &date).await.unwrap(), [time]);

        let mut tx = office.app.store.read().await.unwrap();
        let assignment = tx.active_assignments_of_person(person.id, office.now()).await.unwrap()[0].id;
        drop(tx);
        let early = office.app.report_done(person.id, assignment, Some(&said("55"))).await;
        assert!(matches!(early, Err(AppError::NotFound)), "not before it is over");
        office.later(time.ends_at - office.now() + TimeDelta::minutes(1));
        let stranger = office.app.report_done(PersonId(offer.id.0), assignment, Some(&said("55"))).await;
        assert!(matches!(stranger, Err(AppError::NotFound)));
        assert_eq!(told(office.app.report_done(person.id, assignment, Some(&said("0"))).await)[0].0, "minutes");
        office.app.report_done(person.id, assignment, Some(&said("55"))).await.unwrap();
        let done = office.app.own_done(person.id).await.unwrap();
        assert_eq!((done[0].row.happened, done[0].row.minutes), (Some(true), Some(55)));
        assert_eq!(done[0].organisation, "Grundschule am Lindenhof");
        office.app.report_done(person.id, assignment, None).await.unwrap();
        assert_eq!(office.app.own_done(person.id).await.unwrap()[0].row.happened, Some(false));
    }

    async fn whoever_leaves_is_replaced_and_forgotten(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (offer, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("yes")).await.unwrap();
        let id = offer.person;
        let about = office.app.about_person(id).await.unwrap();
        let tables: Vec<_> = about.tables.iter().map(|(table, _)| table.as_str()).collect();
        for table in ["assignment", "audit", "offer", "person", "person_availability", "person_language", "person_proof"] {
            assert!(tables.contains(&table), "{table} is missing in {tables:?}");
        }
        let text = serde_json::to_string(&about.tables).unwrap();
        assert!(text.contains("person1@example.org") || text.contains("person2@example.org"), "{text}");

        let page = office.app.keys.person(id, 1);
        assert!(office.app.person_by_token(&page).await.unwrap().is_some());
        office.app.leave(id).await.unwrap();
        assert!(office.app.person_by_token(&page).await.unwrap().is_none());
        let gone = stored(&office, id).await;
        assert_eq!(gone.state, PersonState::Left);
        assert!(gone.phone.is_none() && gone.languages.is_empty() && gone.availability.is_empty() && gone.proofs.is_empty());
        assert!(gone.email.is_some(), "the name goes later");
        let (next, _) = office.open_offer(number).await.unwrap();
        assert_ne!(next.person, id, "somebody else is asked");

        office.later(TimeDelta::days(91));
        office.app.tidy().await.unwrap();
        assert!(stored(&office, id).await.email.is_some());
        office.later(TimeDelta::days(2));
        office.app.tidy().await.unwrap();
        let erased = stored(&office, id).await;
        assert_eq!((erased.first_name.as_str(), erased.email), ("–", None));
        assert!(office.app.store.read().await.unwrap().is_erased(id).await.unwrap(), "as the office would do it");
    }

    async fn nobody_floods_the_office_from_one_place(db) {
        let office = TestApp::new(db).await;
        let form = InterestForm { name: "Noor".into(), email: "noor@example.org".into(), languages: "Arabisch".into(), ..InterestForm::default() };
        let send = async |place: &str, n: usize| office.app.show_interest(&form, place, &office.mark(&format!("f{n}"))).await;
        for n in 0..10 {
            send("192.0.2.1", n).await.unwrap();
        }
        assert!(matches!(send("192.0.2.1", 10).await, Err(AppError::Throttled(seconds)) if seconds > 3000));
        send("192.0.2.2", 11).await.unwrap();
        assert_eq!(office.app.interests().await.unwrap().len(), 11);
        office.later(TimeDelta::minutes(61));
        send("192.0.2.1", 12).await.unwrap();
    }

    async fn somebody_joins_stage_by_stage_or_is_forgotten(db) {
        let office = TestApp::new(db).await;
        let bare = office.app.show_interest(&InterestForm { email: "x".into(), programme: "nichts".into(), ..InterestForm::default() }, "192.0.2.1", &office.mark("i0")).await;
        let mut fields: Vec<_> = told(bare).into_iter().map(|f| f.0).collect();
        fields.sort();
        assert_eq!(fields, ["email", "languages", "name", "programme"]);
        let form = InterestForm {
            name: "Noor Haddad".into(),
            email: "noor@example.org".into(),
            languages: "Arabisch, Kurdisch".into(),
            ..InterestForm::default()
        };
        let mark = office.mark("i1");
        office.app.show_interest(&form, "192.0.2.1", &mark).await.unwrap();
        office.app.show_interest(&form, "192.0.2.1", &mark).await.unwrap();
        office.app.show_interest(&form, "192.0.2.1", &office.mark("i2")).await.unwrap();
        let all = office.app.interests().await.unwrap();
        assert_eq!(all.len(), 2, "a double click is one");
        let first = all[0].id;
        office.later(TimeDelta::days(100));
        office.app.advance_interest(first, JoiningStage::Interest, office.account).await.unwrap();
        let again = office.app.advance_interest(first, JoiningStage::Interest, office.account).await;
        assert!(matches!(again, Err(AppError::Conflict(_))));
        office.later(TimeDelta::days(100));
        office.app.tidy().await.unwrap();
        let left = office.app.interests().await.unwrap();
        assert_eq!(left.iter().map(|i| (i.id, i.stage)).collect::<Vec<_>>(), [(first, JoiningStage::Talk)]);
        office.app.close_interest(first, office.account).await.unwrap();
        assert!(office.app.interests().await.unwrap().is_empty());
    }
}
