//! Do the rules that depend on what is agreed already reach the plan and the sentence on the page? One test, one rule.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use passgenau::app::{Assigning, ChoiceView, PlanView, RequestForm};
use passgenau::domain::block::Block;
use passgenau::domain::money::Tariff;
use passgenau::domain::offer::Answer;
use passgenau::domain::organisation::{Location, Room};
use passgenau::domain::programme::{Mode, ProgrammeId};
use passgenau::ids::LocationId;
use passgenau::view::Lang;
use uuid::Uuid;

use super::rules::able;
use crate::support::app::TestApp;
use crate::support::db::{TestDb, on_both};
use crate::support::people::day;
use crate::support::templates;
use crate::web::page_of;

/// The school asks for this day and time, and the interpreter is agreed on by hand.
async fn agreed(office: &TestApp, person: u128, form: RequestForm) -> i64 {
    let number = office.ask(&form).await;
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

async fn planned(office: &TestApp) -> PlanView {
    office.app.plan_view(office.plan().await).await.unwrap().unwrap()
}

fn at(office: &TestApp, date: &str, start: &str) -> RequestForm {
    RequestForm {
        date_1: date.into(),
        start_1: start.into(),
        ..office.form()
    }
}

/// The one request that stays open: the rule that left nobody, and what keeps whom from it.
fn open(view: &PlanView, number: i64) -> (&str, BTreeMap<Block, i64>) {
    let open = view
        .unplaced
        .iter()
        .find(|u| u.request.number == number)
        .expect("it stays open");
    (open.reason.as_str(), open.blocks.clone())
}

/// Both languages have a sentence, and the German one says it in these words.
fn told(block: Block, words: &str) {
    let key = format!("block-{block}");
    let sentence = templates().message(Lang::De, &key, &[]);
    assert!(sentence.contains(words), "{sentence}");
    assert!(templates().has_message(Lang::En, &key));
}

fn choice(view: &PlanView, number: i64) -> &ChoiceView {
    view.choices
        .iter()
        .find(|c| c.request.number == number)
        .expect("somebody is proposed")
}

on_both! {
    async fn h19_one_case_is_accompanied_three_times_by_an_interpreter(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let of_case = |date: &str| RequestForm { case_token: "K-7".into(), ..at(&office, date, "09:00") };
        for date in ["2026-12-07", "2026-12-08"] {
            agreed(&office, 1, of_case(date)).await;
        }
        let third = office.ask(&of_case("2026-12-01")).await;
        assert_eq!(choice(&planned(&office).await, third).people[0].0.id, able(1).id, "the third time");
        agreed(&office, 1, of_case("2026-12-09")).await;
        let view = planned(&office).await;
        assert_eq!(open(&view, third), ("excluded", BTreeMap::from([(Block::ServedEnough, 1)])));
        told(Block::ServedEnough, "so oft begleitet wie erlaubt");
        // Another case of the same school is another matter.
        let other = office.ask(&RequestForm { case_token: "K-8".into(), ..at(&office, "2026-12-02", "09:00") }).await;
        choice(&planned(&office).await, other);
    }

    async fn w5_a_companion_who_knows_the_case_comes_again_and_an_interpreter_does_not(db) {
        for (weight, same) in [(30, true), (-30, false)] {
            let db = TestDb::new(db.engine).await;
            let office = TestApp::new(&db).await;
            office.people(&[able(1), able(2)]).await;
            let mut tx = office.app.store.write().await.unwrap();
            let mut programme = tx.programmes().await.unwrap().remove(0);
            programme.case_limit = None;
            programme.weights.insert("known".into(), weight);
            tx.upsert_programme(&programme).await.unwrap();
            tx.commit().await.unwrap();
            // Each has accompanied one of two cases in the week before.
            let soon = |case: &str, date: &str| RequestForm { case_token: case.into(), urgent_reason: "Eilt.".into(), ..at(&office, date, "09:00") };
            agreed(&office, 2, soon("K-7", "2026-11-26")).await;
            agreed(&office, 1, soon("K-8", "2026-11-27")).await;
            let again = office.ask(&soon("K-7", "2026-12-01")).await;
            let other = office.ask(&soon("K-8", "2026-12-02")).await;
            let id = office.plan().await;
            let view = office.app.plan_view(id).await.unwrap().unwrap();
            assert_eq!(choice(&view, again).people[0].0.id == able(2).id, same, "{weight}");
            assert_eq!(choice(&view, other).people[0].0.id == able(1).id, same, "{weight}");
            for day in ["2026-12-01", "2026-12-02"] {
                let page = page_of(&office, &format!("/office/plans/{id}?day={day}")).await;
                assert_eq!(page.contains("Kennt den Fall schon."), same, "{day} {page}");
            }
        }
    }

    async fn h5_two_appointments_need_the_way_between_them(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let mut tx = office.app.store.write().await.unwrap();
        let here = tx.location(office.place).await.unwrap().unwrap();
        let far = Location { id: LocationId(Uuid::from_u128(950)), name: "Nebenstelle".into(), district: "HS".into(), ..here };
        tx.insert_location(&far).await.unwrap();
        tx.commit().await.unwrap();
        agreed(&office, 1, office.form()).await;
        // The first one ends at ten; bus and a quarter of an hour to arrive.
        let there = |start: &str| RequestForm { location: far.id.to_string(), ..at(&office, "2026-12-01", start) };
        let close = office.ask(&there("10:10")).await;
        let view = planned(&office).await;
        // By every rule of their own the person suits; it is the other appointment that keeps them.
        assert_eq!(open(&view, close), ("outcompeted", BTreeMap::new()));
        let sentence = templates().message(Lang::De, "unfilled-outcompeted", &[]);
        assert!(sentence.contains("eine andere Anfrage"), "{sentence}");
        told(Block::Busy, "der Weg dazwischen ist zu weit");
        let later = office.ask(&there("11:00")).await;
        choice(&planned(&office).await, later);
    }

    async fn h24_what_is_agreed_stays_whatever_would_be_better(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let first = agreed(&office, 1, office.form()).await;
        let second = office.ask(&office.form()).await;
        let view = planned(&office).await;
        assert!(view.choices.iter().all(|c| c.request.number != first), "it is not planned again");
        assert_eq!(choice(&view, second).people[0].0.id, able(2).id);
        let third = office.ask(&office.form()).await;
        let view = planned(&office).await;
        assert!(view.unplaced.iter().any(|u| [second, third].contains(&u.request.number)));
        assert_eq!(view.choices.len(), 1, "the other one has only one free hour");
    }

    async fn h22_a_team_of_two_is_complete_or_not_at_all(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&RequestForm { headcount: "2".into(), ..office.form() }).await;
        let view = planned(&office).await;
        assert_eq!(open(&view, number).0, "seats");
        assert!(view.choices.is_empty(), "nobody is sent alone");
        office.people(&[able(2)]).await;
        assert_eq!(choice(&planned(&office).await, number).people.len(), 2);
    }

    async fn h26_of_three_times_one_is_chosen(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&RequestForm {
            date_2: "2026-12-02".into(), start_2: "09:00".into(), duration_2: "60".into(),
            date_3: "2026-12-03".into(), start_3: "09:00".into(), duration_3: "60".into(),
            ..office.form()
        }).await;
        let view = planned(&office).await;
        assert_eq!((view.choices.len(), choice(&view, number).option), (1, 0), "the first wish, when nothing speaks against it");
    }

    async fn h25_an_employee_rests_between_one_days_work_and_the_next(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        person.bounds.rest_minutes = Some(18 * 60);
        office.people(&[person]).await;
        agreed(&office, 1, at(&office, "2026-12-01", "15:00")).await;
        let early = office.ask(&at(&office, "2026-12-02", "09:00")).await;
        let view = planned(&office).await;
        assert_eq!(open(&view, early).1, BTreeMap::from([(Block::Rest, 1)]));
        told(Block::Rest, "Ruhezeit");
        let rested = office.ask(&at(&office, "2026-12-02", "10:00")).await;
        choice(&planned(&office).await, rested);
    }

    async fn a_no_is_a_no_for_this_request_alone(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (_, token) = office.open_offer(number).await.expect("asked");
        office.app.answer(&token, Answer::Decline, &office.mark("no")).await.unwrap();
        office.later(TimeDelta::minutes(1));
        let other = office.ask(&at(&office, "2026-12-01", "13:00")).await;
        let view = planned(&office).await;
        assert_eq!(open(&view, number), ("excluded", BTreeMap::from([(Block::AskedBefore, 1)])));
        told(Block::AskedBefore, "schon gefragt");
        choice(&view, other);
    }

    async fn h20_on_a_consultation_day_talks_in_two_languages_take_turns_in_one_room(db) {
        for (occasion, both) in [("consultation_day", true), ("parent_talk", false)] {
            let db = TestDb::new(db.engine).await;
            let office = TestApp::new(&db).await;
            office.people(&[able(1), able(2)]).await;
            let mut tx = office.app.store.write().await.unwrap();
            let room = Room { name: "Raum 12".into(), people: None, step_free: true, open: "Di 8-12".into() };
            tx.set_rooms(office.place, &[room]).await.unwrap();
            tx.commit().await.unwrap();
            let in_room = |start: &str| RequestForm { room: "Raum 12".into(), occasion: occasion.into(), ..at(&office, "2026-12-01", start) };
            office.ask(&in_room("09:00")).await;
            office.ask(&in_room("09:30")).await;
            let shut = office.ask(&in_room("13:00")).await;
            let view = planned(&office).await;
            assert_eq!(view.choices.len(), if both { 2 } else { 1 }, "{occasion}");
            assert_eq!(open(&view, shut).1, BTreeMap::from([(Block::Room, 2)]), "the room is shut in the afternoon");
        }
    }

    async fn h17_a_source_pays_for_as_many_as_it_holds(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let mut tx = office.app.store.write().await.unwrap();
        tx.upsert_tariff(&Tariff {
            programme: ProgrammeId("interpreting".into()),
            valid_from: day("2026-01-01"),
            first_minutes: 60,
            first_cents: 2_500,
            step_minutes: 30,
            step_cents: 1_000,
            remote_first_cents: Some(1_000),
            remote_step_cents: Some(500),
            travel_cents: 0,
            journey: None,
            late_hours: None,
            late_cents: None,
        }).await.unwrap();
        tx.upsert_funding_source(&super::rules::source(3_500)).await.unwrap();
        let mut programme = tx.programmes().await.unwrap().remove(0);
        programme.modes.push(Mode::Phone);
        tx.upsert_programme(&programme).await.unwrap();
        tx.commit().await.unwrap();
        let one = office.ask(&office.form()).await;
        let two = office.ask(&at(&office, "2026-12-02", "09:00")).await;
        let view = planned(&office).await;
        assert_eq!((view.choices.len(), view.unplaced.len()), (1, 1), "the money is enough for one of {one} and {two}");
        let (left, paid) = (&view.unplaced[0], view.choices[0].request.number);
        assert_eq!((left.reason.as_str(), left.competes_with.as_slice()), ("outcompeted", &[paid][..]));
    }
}
