//! Somebody cannot come: is everything affected shown with its repair, done in one go, and taken back while it can be?

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use passgenau::app::AppError;
use passgenau::domain::absence::Away;
use passgenau::domain::asking::CallResult;
use passgenau::domain::offer::Answer;
use passgenau::domain::person::Channel;

use crate::support::app::{TestApp, subject, to};
use crate::support::db::on_both;
use crate::support::people::{able, day};

const ONE_DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();

fn that_day() -> Away {
    Away::Days {
        from: ONE_DAY,
        to: ONE_DAY,
    }
}

/// Two requests on Tuesday, both agreed by the same person; returns their numbers and the person.
async fn two_agreed(office: &TestApp) -> (i64, i64, passgenau::ids::PersonId) {
    let mut first = able(1);
    first.email = passgenau::domain::text::EmailAddress::parse("email", "person1@example.org").ok();
    office.people(&[first.clone()]).await;
    let mut form = office.form();
    let one = office.ask(&form).await;
    form.start_1 = "11:00".into();
    let two = office.ask(&form).await;
    office.plan_and_publish().await;
    for number in [one, two] {
        let (_, token) = office.open_offer(number).await.unwrap();
        office
            .app
            .answer(&token, Answer::Accept, &office.mark("a"))
            .await
            .unwrap();
    }
    office.mails().await;
    office.later(TimeDelta::minutes(10));
    (one, two, first.id)
}

on_both! {
    async fn early_in_the_morning_those_are_rung_who_have_allowed_it(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        person.channel = Channel::Phone;
        person.max_assignments_day = Some(1);
        let mut other = able(2);
        other.channel = Channel::Phone;
        office.people(&[person.clone(), other.clone()]).await;
        office.ask(&office.form()).await;
        office.ask(&passgenau::app::RequestForm { start_1: "11:00".into(), ..office.form() }).await;
        office.plan_and_publish().await;
        let calls = office.app.calls(None).await.unwrap();
        assert!(!calls.is_empty() && calls.iter().all(|c| c.ring_from.is_none() && !c.early), "at nine");
        let whom = calls[0].person.clone().unwrap().id;

        office.later(TimeDelta::minutes(21 * 60 + 35)); // 6:35 on Tuesday
        let early = office.app.calls(None).await.unwrap();
        assert!(early.iter().all(|c| c.ring_from == Some(crate::support::people::utc("2026-11-24T06:00:00Z"))));
        office.app.allow_early_calls(whom, true, office.account).await.unwrap();
        let calls = office.app.calls(None).await.unwrap();
        assert_eq!(calls[0].person.as_ref().map(|p| p.id), Some(whom), "who may be rung comes first");
        assert!(calls[0].early && calls[0].ring_from.is_none());
        assert!(calls.iter().filter(|c| c.person.as_ref().unwrap().id != whom).all(|c| c.ring_from.is_some()));
        office.later(TimeDelta::minutes(30));
        assert!(office.app.calls(None).await.unwrap().iter().all(|c| c.ring_from.is_none() && !c.early));
        office.app.choose_mails(whom, passgenau::app::MailChoice::EarlyOff, None).await.unwrap();
        office.later(TimeDelta::hours(23));
        assert!(office.app.calls(None).await.unwrap().iter().all(|c| c.ring_from.is_some()));
    }

    async fn everything_affected_is_repaired_in_one_go(db) {
        let office = TestApp::new(db).await;
        let (one, two, absent) = two_agreed(&office).await;
        // A substitute by mail, who can do one of them only, and one who is called.
        let mut second = able(2);
        second.max_assignments_day = Some(1);
        let mut third = able(3);
        third.channel = Channel::Phone;
        third.max_assignments_day = Some(1);
        office.people(&[second.clone(), third.clone()]).await;

        let seen = office.app.preview_absence(absent, &that_day()).await.unwrap();
        assert_eq!(seen.affected.len(), 2);
        assert_eq!(seen.plans[0].uncovered, 0, "{:?}", seen.plans);
        let comes: BTreeSet<_> = seen.plans[0].steps.iter().map(|s| s.comes.as_ref().unwrap().person.id).collect();
        assert_eq!(comes, BTreeSet::from([second.id, third.id]));
        assert_eq!(office.state(one).await, "confirmed", "looking changes nothing");

        let wrong = office.app.report_absence(absent, &that_day(), 0, "other", office.account, &office.mark("x")).await;
        assert!(matches!(wrong, Err(AppError::Conflict("conflict-absence-changed"))), "{wrong:?}");
        let mark = office.mark("x");
        for _ in 0..2 {
            office.app.report_absence(absent, &that_day(), 0, &seen.digest, office.account, &mark).await.unwrap();
        }
        for number in [one, two] {
            assert_eq!(office.state(number).await, "substituting");
            assert_eq!(office.open_offers(number).await.len(), 1);
        }
        let calls = office.app.calls(None).await.unwrap();
        assert_eq!(calls.len(), 1, "the third is called");
        assert_eq!(calls[0].person.as_ref().unwrap().id, third.id);
        let person = office.app.store.read().await.unwrap().person(absent).await.unwrap().unwrap();
        assert_eq!(person.absences.iter().map(|a| (a.from, a.to)).collect::<Vec<_>>(), [(ONE_DAY, ONE_DAY)]);

        let mails = office.mails().await;
        assert_eq!(to(&mails, "person1@example.org").len(), 2, "out of the calendar");
        assert_eq!(to(&mails, "person2@example.org").len(), 1, "asked");
        assert!(to(&mails, "person3@example.org").is_empty());
        let school = to(&mails, "sekretariat@example.org");
        assert_eq!(school.len(), 2);
        assert_eq!(subject(school[0]), "Ersatz wird gesucht: 01.12.2026");
        let again = office.app.preview_absence(absent, &that_day()).await.unwrap();
        assert!(again.affected.is_empty());
    }

    async fn an_absence_is_taken_back_and_nobody_has_heard_of_it(db) {
        let office = TestApp::with(db, &[("ACTION_HOLD", "2")]).await;
        let (one, two, absent) = two_agreed(&office).await;
        office.later(TimeDelta::minutes(3));
        office.mails().await;
        office.people(&[able(2)]).await;
        let seen = office.app.preview_absence(absent, &that_day()).await.unwrap();
        office.app.report_absence(absent, &that_day(), 0, &seen.digest, office.account, &office.mark("x")).await.unwrap();
        let held = office.app.held_for_person(absent).await.unwrap().expect("it can be taken back");
        office.app.undo(held.id, office.account).await.unwrap();
        for number in [one, two] {
            assert_eq!(office.state(number).await, "confirmed");
            assert!(office.open_offers(number).await.is_empty());
        }
        let person = office.app.store.read().await.unwrap().person(absent).await.unwrap().unwrap();
        assert!(person.absences.is_empty());
        office.later(TimeDelta::minutes(5));
        assert!(office.mails().await.is_empty(), "nobody has heard of it");
        assert!(office.app.held_for_person(absent).await.unwrap().is_none());

        // The same again, and this time it stays.
        let seen = office.app.preview_absence(absent, &that_day()).await.unwrap();
        assert_eq!(seen.affected.len(), 2);
        office.app.report_absence(absent, &that_day(), 0, &seen.digest, office.account, &office.mark("y")).await.unwrap();
        office.later(TimeDelta::minutes(5));
        let mails = office.mails().await;
        let subjects: Vec<_> = mails.iter().map(|m| (m.to.clone(), subject(m))).collect();
        let gone = to(&mails, "person1@example.org").len();
        assert_eq!(gone, 2, "the cancellations leave: {subjects:?}, {} wait", office.waiting().await);
        assert_eq!(to(&mails, "sekretariat@example.org").len(), 2);
    }

    async fn shortly_before_the_begin_the_school_is_rung(db) {
        let office = TestApp::new(db).await;
        let (one, _, absent) = two_agreed(&office).await;
        // Tuesday, 7:00: two hours before the first one.
        office.later(tuesday_at_seven() - office.now());
        let seen = office.app.preview_absence(absent, &that_day()).await.unwrap();
        assert_eq!(seen.affected.iter().map(|a| a.call_school).collect::<Vec<_>>(), [true, false]);
        assert_eq!(seen.plans[0].uncovered, 2);
        office.app.report_absence(absent, &that_day(), 0, &seen.digest, office.account, &office.mark("x")).await.unwrap();
        let calls = office.app.calls(None).await.unwrap();
        assert_eq!(calls.len(), 1);
        assert_eq!((calls[0].request.number, calls[0].task.kind.as_str()), (one, "call_school"));
        assert_eq!(calls[0].contact.as_ref().unwrap().phone.as_deref(), Some("02381 555-20"));
        assert!(office.tasks().await.contains(&"replace_by_hand".to_owned()));
        assert!(office.app.held_for_person(absent).await.unwrap().is_none(), "too near to be taken back");
    }

    async fn single_appointments_are_given_back_one_by_one(db) {
        let office = TestApp::new(db).await;
        let (one, two, absent) = two_agreed(&office).await;
        office.people(&[able(2)]).await;
        let away = Away::Requests(BTreeSet::from([two]));
        let seen = office.app.preview_absence(absent, &away).await.unwrap();
        assert_eq!(seen.affected.len(), 1);
        office.app.report_absence(absent, &away, 0, &seen.digest, office.account, &office.mark("x")).await.unwrap();
        assert_eq!((office.state(one).await.as_str(), office.state(two).await.as_str()), ("confirmed", "substituting"));
        let person = office.app.store.read().await.unwrap().person(absent).await.unwrap().unwrap();
        assert!(person.absences.is_empty(), "one appointment is no absence");
        let none = office.app.preview_absence(absent, &Away::Requests(BTreeSet::new())).await;
        assert!(matches!(none, Err(AppError::Rejected(_))));
        let order = Away::Days { from: day("2026-12-02"), to: ONE_DAY };
        assert!(matches!(office.app.preview_absence(absent, &order).await, Err(AppError::Rejected(_))));
    }

    async fn somebody_changes_over_once_they_have_said_yes(db) {
        let office = TestApp::new(db).await;
        // Both speak the languages of both talks at the same hour; a third only one of them.
        let (mut first, mut second, mut third) = (able(1), able(2), able(3));
        let uk = passgenau::domain::language::LanguageCode("uk".into());
        let tr = passgenau::domain::language::LanguageCode("tr".into());
        let native = passgenau::domain::language::Level::Native;
        first.languages.remove(&tr);
        first.languages.insert(uk.clone(), native);
        second.languages.insert(uk.clone(), native);
        third.state = passgenau::domain::person::PersonState::Paused;
        office.people(&[first.clone(), second.clone(), third.clone()]).await;
        let mut form = office.form();
        form.language = "uk".into();
        let one = office.ask(&form).await;
        let two = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        for number in [one, two] {
            let (_, token) = office.open_offer(number).await.unwrap();
            office.app.answer(&token, Answer::Accept, &office.mark("a")).await.unwrap();
        }
        office.mails().await;
        office.later(TimeDelta::minutes(10));
        office.app.set_person_state(third.id, passgenau::domain::person::PersonState::Active,
            passgenau::domain::account::Actor::System).await.unwrap();

        let seen = office.app.preview_absence(first.id, &that_day()).await.unwrap();
        let all = &seen.plans[0];
        assert_eq!((all.uncovered, all.moved.len()), (0, 1), "{all:?}");
        let own = all.steps.iter().find(|s| s.own).unwrap().comes.clone().unwrap();
        assert_eq!((own.person.id, own.by_phone, own.instead), (second.id, true, Some(two)));
        office.app.report_absence(first.id, &that_day(), 0, &seen.digest, office.account, &office.mark("x")).await.unwrap();
        assert_eq!(office.state(two).await, "confirmed", "nothing is given up before somebody has said yes");
        let calls = office.app.calls(None).await.unwrap();
        assert_eq!((calls.len(), calls[0].instead), (1, Some(two)));
        let offer = calls[0].offer.clone().unwrap();

        office.app.note_call(offer.id, CallResult::NotReached, None, office.account).await.unwrap();
        assert_eq!(office.app.calls(None).await.unwrap()[0].tries.len(), 1);
        let late = office.app.note_call(offer.id, CallResult::Later, Some(office.now()), office.account).await;
        assert!(matches!(late, Err(AppError::Rejected(_))));

        office.app.record_answer(offer.id, Answer::Accept, office.account).await.unwrap();
        assert_eq!((office.state(one).await.as_str(), office.state(two).await.as_str()), ("confirmed", "substituting"));
        let (asked, token) = office.open_offer(two).await.unwrap();
        assert_eq!(asked.person, third.id);
        office.app.answer(&token, Answer::Accept, &office.mark("b")).await.unwrap();
        assert_eq!(office.state(two).await, "confirmed");
        assert!(office.app.calls(None).await.unwrap().is_empty());
    }

    async fn what_the_office_calls_off_goes_out_at_once(db) {
        let office = TestApp::with(db, &[("ACTION_HOLD", "2")]).await;
        let (one, ..) = two_agreed(&office).await;
        office.mails().await;
        office.app.cancel_for_requester(one, office.account).await.unwrap();
        assert_eq!(office.state(one).await, "cancelled");
        assert_eq!(to(&office.mails().await, "person1@example.org").len(), 1, "people must not set out in vain");
        office.app.cancel_for_requester(one, office.account).await.unwrap();
        assert!(office.mails().await.is_empty(), "a second click tells nobody again");
    }

    async fn whoever_is_on_the_way_is_rung_when_the_school_calls_off(db) {
        let office = TestApp::new(db).await;
        let (one, two, absent) = two_agreed(&office).await;
        office.later(tuesday_at_seven() - office.now());
        office.app.cancel_for_requester(one, office.account).await.unwrap();
        office.app.cancel_for_requester(two, office.account).await.unwrap();
        let calls = office.app.calls(None).await.unwrap();
        assert_eq!(calls.len(), 1, "the second one is four hours away");
        assert_eq!(calls[0].task.kind.as_str(), "call_volunteer");
        assert_eq!(calls[0].person.as_ref().unwrap().id, absent);
    }
}

/// Tuesday 2026-12-01, 7:00 in Berlin.
fn tuesday_at_seven() -> chrono::DateTime<chrono::Utc> {
    crate::support::people::utc("2026-12-01T06:00:00Z")
}
