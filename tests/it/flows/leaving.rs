//! Can somebody rest or go, and can many be changed at once and back?

use chrono::TimeDelta;
use passgenau::app::AppError;
use passgenau::app::records::BulkAction;
use passgenau::domain::account::Actor;
use passgenau::domain::offer::Answer;
use passgenau::domain::person::{Person, PersonState};
use passgenau::domain::programme::ProofKind;
use passgenau::domain::record::{RecordAction, RecordKind};
use passgenau::domain::rights::Reach;
use passgenau::ids::PersonId;
use passgenau::store::{Page, PeopleFilter};
use passgenau::view::Lang;

use crate::support::app::TestApp;
use crate::support::db::on_both;
use crate::support::people::interpreter;

fn keys(people: &[PersonId]) -> Vec<uuid::Uuid> {
    people.iter().map(|id| id.0).collect()
}

fn pool() -> Vec<Person> {
    let mut people = vec![interpreter(1), interpreter(2)];
    for person in &mut people {
        let first = person.proofs[0].clone();
        let more = [ProofKind::Training, ProofKind::Adult].map(|kind| passgenau::domain::person::Proof {
            kind,
            ..first.clone()
        });
        person.proofs.extend(more);
    }
    people
}

on_both! {
    async fn whoever_is_erased_is_replaced_and_forgotten(db) {
        let office = TestApp::new(db).await;
        office.people(&pool()).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (first, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("a")).await.unwrap();
        office.mails().await;

        let preview = office.app.leave_preview(first.person).await.unwrap();
        assert_eq!((preview.coming.len(), preview.coming[0].1, preview.asked), (1, number, 0));
        office.app.erase_person(first.person, Actor::Account(office.account)).await.unwrap();
        assert_eq!(office.state(number).await, "substituting");
        let (second, _) = office.open_offer(number).await.unwrap();
        assert_ne!(first.person, second.person, "the next one is asked");

        let gone = office.app.store.read().await.unwrap().person(first.person).await.unwrap().unwrap();
        assert_eq!((gone.first_name.as_str(), gone.last_name.as_str(), gone.state), ("–", "", PersonState::Left));
        assert!(gone.email.is_none() && gone.phone.is_none() && gone.languages.is_empty() && gone.availability.is_empty());
        assert!(gone.proofs.is_empty() && gone.programmes.is_empty());
        let key = first.person.to_string();
        let history = office.app.record_history(RecordKind::Person, &key, Page::first(10), Lang::De).await.unwrap();
        assert!(history.rows.iter().any(|r| r.revision.action.as_str() == "erased"));
        assert!(history.rows.iter().all(|r| r.revision.changes.is_empty()), "no value is left: {history:?}");
        let again = office.app.erase_person(first.person, Actor::Account(office.account)).await;
        assert!(matches!(again, Err(AppError::NotFound)), "{again:?}");
        let filter = PeopleFilter { query: Some("Person1".into()), ..PeopleFilter::default() };
        let found = office.app.find_people(&filter, Page::first(5)).await.unwrap();
        assert!(found.rows.iter().all(|r| r.id != first.person), "{found:?}");
    }

    async fn a_break_keeps_everything(db) {
        let office = TestApp::new(db).await;
        office.people(&pool()).await;
        let id = interpreter(1).id;
        office.app.set_person_state(id, PersonState::Paused, Actor::Person(id)).await.unwrap();
        let person = office.app.store.read().await.unwrap().person(id).await.unwrap().unwrap();
        assert_eq!((person.state, person.languages.len()), (PersonState::Paused, 2));
        let history = office.app.record_history(RecordKind::Person, &id.to_string(), Page::first(10), Lang::De).await.unwrap();
        assert_eq!(history.rows[0].revision.changes[0].after, "paused");
    }

    async fn many_are_changed_at_once_and_back_again(db) {
        let office = TestApp::new(db).await;
        let mut people: Vec<Person> = (1..=12).map(interpreter).collect();
        people[11].district = "HS".into();
        office.people(&people).await;
        let ids: Vec<_> = people.iter().map(|p| p.id).collect();
        let preview = office.app.bulk_preview((RecordKind::Person, &keys(&ids)), (BulkAction::SetDistrict, "HS"), &Reach::Everything, Lang::De).await.unwrap();
        assert_eq!((preview.change.len(), preview.same, preview.not.len()), (11, 1, 0));
        let mark = office.mark("bulk");
        let apply = |mark: String| { let ids = ids.clone(); let office = &office; async move {
            office.app.bulk_apply((RecordKind::Person, &keys(&ids)), (BulkAction::SetDistrict, "HS"), (office.account, &Reach::Everything), &mark, Lang::De).await
        }};
        let change = apply(mark.clone()).await.unwrap();
        assert_eq!(apply(mark).await.unwrap(), change, "sent twice is one change");
        assert_eq!(office.app.bulk_result(change).await.unwrap().change.changed, 11);
        let in_district = |code: &str| {
            let filter = PeopleFilter { district: Some(code.into()), ..PeopleFilter::default() };
            let app = office.app.clone();
            async move { app.find_people(&filter, Page::first(50)).await.unwrap().total }
        };
        assert_eq!(in_district("HS").await, 12);

        // One of them moves on meanwhile: that stays.
        office.later(TimeDelta::hours(1));
        let mut tx = office.app.store.write().await.unwrap();
        let moved = tx.person(ids[0]).await.unwrap().unwrap();
        let back = Person { district: "MI".into(), ..moved.clone() };
        assert!(tx.update_person(&back, moved.version).await.unwrap());
        tx.commit().await.unwrap();
        let undone = office.app.bulk_undo(change, office.account, Lang::De).await.unwrap();
        assert_eq!(undone, (10, 1));
        assert_eq!((in_district("MI").await, in_district("HS").await), (11, 1));
        assert!(matches!(office.app.bulk_undo(change, office.account, Lang::De).await, Err(AppError::Conflict(_))));

        let channels = office.app.bulk_preview((RecordKind::Person, &keys(&ids)), (BulkAction::AddProgramme, "huki"), &Reach::Everything, Lang::De).await.unwrap();
        assert_eq!(channels.change.len(), 12);
        let late = apply(office.mark("late")).await.unwrap();
        office.later(TimeDelta::hours(25));
        assert!(matches!(office.app.bulk_undo(late, office.account, Lang::De).await, Err(AppError::Conflict(_))), "after a day it stays");
        let nobody = office.app.bulk_preview((RecordKind::Person, &[]), (BulkAction::SetDistrict, "HS"), &Reach::Everything, Lang::De).await;
        assert!(matches!(nobody, Err(AppError::Rejected(f)) if f[0].code == "nobody-chosen"));
    }

    async fn many_schools_get_a_day_off_and_go_into_the_archive_and_back(db) {
        let office = TestApp::new(db).await;
        let kind = RecordKind::Organisation;
        let school = [office.school.id.0];
        let values = || async { office.app.kept_record(kind, &school[0].to_string(), office.account, Lang::De).await.unwrap() };
        let apply = |action, value: &'static str| {
            let office = &office;
            async move { office.app.bulk_apply((kind, &school), (action, value), (office.account, &Reach::Everything), &office.mark(value), Lang::De).await.unwrap() }
        };
        let preview = office.app.bulk_preview((kind, &school), (BulkAction::AddMovableDay, "2027-02-08"), &Reach::Everything, Lang::De).await.unwrap();
        assert_eq!((preview.change, preview.same), (vec![office.school.name.clone()], 0));
        let change = apply(BulkAction::AddMovableDay, "2027-02-08").await;
        assert_eq!(values().await.values["movable_days"], "2027-02-08");
        let again = office.app.bulk_preview((kind, &school), (BulkAction::AddMovableDay, "08.02.2027"), &Reach::Everything, Lang::De).await.unwrap();
        assert_eq!((again.change.len(), again.same), (0, 1));
        office.app.bulk_undo(change, office.account, Lang::De).await.unwrap();
        assert_eq!(values().await.values["movable_days"], "");

        let change = apply(BulkAction::Archive, "").await;
        assert!(values().await.archived);
        assert_eq!(office.app.bulk_result(change).await.unwrap().change.changed, 1);
        assert_eq!(office.app.bulk_undo(change, office.account, Lang::De).await.unwrap(), (1, 0));
        assert!(!values().await.archived);
        let history = office.app.record_history(kind, &school[0].to_string(), Page::first(10), Lang::De).await.unwrap();
        let done: Vec<RecordAction> = history.rows.iter().map(|r| r.revision.action).collect();
        assert!(done.contains(&RecordAction::Restored) && done.contains(&RecordAction::Archived), "{done:?}");
        let wrong = office.app.bulk_preview((kind, &school), (BulkAction::SetKind, "zirkus"), &Reach::Everything, Lang::De).await;
        assert!(matches!(wrong, Err(AppError::Rejected(_))));
    }
}
