//! Does every rule of the office reach the plan, from what is stored to the sentence on the page? One row, one rule.
//!
//! Each row has an office of its own with one interpreter who fits one request. The row changes one thing; nobody is
//! proposed any more, the plan names the rule, and so does the office's own sentence.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use passgenau::app::RequestForm;
use passgenau::domain::block::Block;
use passgenau::domain::exclusion::{ExcludedFrom, Exclusion, ExclusionKind};
use passgenau::domain::language::{LanguageCode, LanguageFallback, Level};
use passgenau::domain::money::{FundingSource, Payment, Tariff};
use passgenau::domain::organisation::{LocationKind, Room};
use passgenau::domain::person::{Absence, Gender, Person, Proof};
use passgenau::domain::programme::{Mode, Programme, ProgrammeId, ProofKind};
use passgenau::domain::rules::{Importance, ProofRule, Term};
use passgenau::ids::{ExclusionId, PaymentId};
use passgenau::view::Lang;
use uuid::Uuid;

use crate::support::app::TestApp;
use crate::support::db::{TestDb, on_both};
use crate::support::people::{day, interpreter};
use crate::support::templates;
use crate::web::page_of;

/// Somebody with every proof the programme asks for.
pub(super) fn able(n: u128) -> Person {
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

/// What the office has stored besides.
#[derive(Clone, Copy)]
enum Data {
    Nothing,
    Programme(fn(&mut Programme)),
    Conflict(fn(&TestApp) -> ExcludedFrom),
    NotTogether(fn(&TestApp) -> ExcludedFrom),
    Home,
    Movable(&'static str),
    /// Paid on a day, in cents; an hour costs 25 euros.
    Paid(&'static str, i64),
    /// Used elsewhere in 2026, in cents; an hour costs 25 euros.
    Declared(i64),
    /// The rooms the place keeps.
    Room(Option<i64>, bool, &'static str),
    /// What a source of money holds, in cents; an hour costs 25 euros.
    Funding(i64),
}

struct Row {
    name: &'static str,
    person: fn(&mut Person),
    form: fn(&mut RequestForm),
    data: Data,
    reason: &'static str,
    block: Block,
    words: &'static str,
}

const PLAIN: Row = Row {
    name: "",
    person: |_| {},
    form: |_| {},
    data: Data::Nothing,
    reason: "",
    block: Block::Programme,
    words: "",
};

fn tr() -> LanguageCode {
    LanguageCode("tr".into())
}

fn proof(person: &mut Person, kind: ProofKind) -> &mut Proof {
    person.proofs.iter_mut().find(|p| p.kind == kind).expect("shown")
}

#[rustfmt::skip] // A table.
fn rows() -> Vec<Row> {
    let own = |name, person: fn(&mut Person), reason, block, words| Row { name, person, reason, block, words, ..PLAIN };
    let stored = |name, data, reason, block, words| Row { name, data, reason, block, words, ..PLAIN };
    let both = |name, person: fn(&mut Person), form: fn(&mut RequestForm), reason, block, words| Row { name, person, form, reason, block, words, ..PLAIN };
    vec![
        own("H1 programme", |p| p.programmes = vec![ProgrammeId("huki".into())], "programme", Block::Programme, "nicht im Angebot"),
        both("H2 language", |_| {}, |f| f.language = "ti".into(), "language", Block::Language, "spricht die Sprache nicht"),
        own("H2 level", |p| { p.languages.insert(tr(), Level::B1); }, "language", Block::Language, "nicht gut genug"),
        own("H2 level of understanding", |p| { p.understands.insert(tr(), Level::B1); }, "language", Block::Language, "nicht gut genug"),
        both("H2 fallback to confirm", |p| { p.languages.insert(LanguageCode("ru".into()), Level::Native); }, |f| f.language = "uk".into(), "language", Block::LanguageToConfirm, "verwandte Sprache"),
        own("H3 German", |p| { p.languages.insert(LanguageCode("de".into()), Level::B1); }, "qualification", Block::German, "Deutsch reicht nicht"),
        own("H9 inspection too long ago", |p| proof(p, ProofKind::Clearance).checked_on = day("2020-01-10"), "qualification", Block::Clearance, "Führungszeugnis"),
        own("H9 certificate too old when inspected", |p| proof(p, ProofKind::Clearance).issued_on = Some(day("2024-06-01")), "qualification", Block::Clearance, "Führungszeugnis"),
        stored("H10 an older text was signed", Data::Programme(|p| { p.rules.proofs.insert(ProofKind::Pledge, ProofRule { version: Some("2026-01".into()), ..ProofRule::default() }); }), "qualification", Block::Pledge, "Verschwiegenheitserklärung"),
        stored("H11 training to be renewed", Data::Programme(|p| { p.rules.proofs.insert(ProofKind::Training, ProofRule { renew_months: Some(12), ..ProofRule::default() }); }), "qualification", Block::Training, "Grundschulung"),
        own("H12 of age", |p| p.proofs.retain(|proof| proof.kind != ProofKind::Adult), "qualification", Block::Adult, "Volljährigkeit"),
        Row { name: "H13 measles in groups", form: |f| f.occasion = "course".into(), data: Data::Programme(measles), reason: "qualification", block: Block::Measles, words: "Masernnachweis", ..PLAIN },
        own("H16 length", |p| p.bounds.max_minutes_assignment = Some(45), "qualification", Block::TooLong, "länger, als die Person möchte"),
        stored("H18 homes", Data::Home, "qualification", Block::NotPublic, "Privatwohnungen"),
        stored("H23 modes of the programme", Data::Programme(|p| p.modes = vec![Mode::Phone]), "qualification", Block::ModeOfProgramme, "nicht in dieser Form"),
        both("H6 gender", |p| p.gender = Some(Gender::Male), |f| { f.gender = "f".into(); f.gender_required = "on".into(); }, "gender", Block::Gender, "zwingend"),
        stored("H7 tie to the school", Data::Conflict(|office| ExcludedFrom::Organisation(office.school.id)), "excluded", Block::Conflict, "Befangenheit"),
        Row { form: |f| f.case_token = "K-7".into(), ..stored("H7 tie to the case", Data::Conflict(|_| ExcludedFrom::Case("K-7".into())), "excluded", Block::Conflict, "Befangenheit") },
        stored("H8 not together", Data::NotTogether(|office| ExcludedFrom::Organisation(office.school.id)), "excluded", Block::NotTogether, "nicht gemeinsam einsetzen"),
        both("H23 modes of the person", |_| {}, |f| f.mode = "phone".into(), "reach", Block::Mode, "diese Art von Einsatz"),
        own("H4 district", |p| p.districts = Some(vec!["HS".into()]), "reach", Block::District, "Stadtbezirk"),
        stored("H21 movable day off", Data::Movable("2026-12-01"), "resource", Block::Closed, "beweglicher Ferientag"),
        own("H4 away", |p| p.absences.push(Absence { from: day("2026-12-01"), to: day("2026-12-01") }), "unavailable", Block::Time, "keinem der Termine Zeit"),
        own("H25 latest end", |p| p.bounds.latest_minute = Some(9 * 60 + 30), "unavailable", Block::Time, "keinem der Termine Zeit"),
        own("H25 earliest begin", |p| p.bounds.earliest_minute = Some(10 * 60), "unavailable", Block::Time, "keinem der Termine Zeit"),
        own("H16 minutes in a week", |p| p.max_minutes_week = Some(45), "limit", Block::OwnLimit, "eigene Obergrenze"),
        own("H16 minutes in a month", |p| p.bounds.max_minutes_month = Some(45), "limit", Block::OwnLimit, "eigene Obergrenze"),
        own("H16 assignments in a week", |p| p.bounds.max_assignments_week = Some(0), "limit", Block::OwnLimit, "eigene Obergrenze"),
        own("H16 assignments on a day", |p| p.max_assignments_day = Some(0), "limit", Block::OwnLimit, "eigene Obergrenze"),
        stored("H14 paid this year", Data::Paid("2026-03-01", 93_501), "limit", Block::Allowance, "Freibetrag"),
        stored("H14 used elsewhere", Data::Declared(93_501), "limit", Block::Allowance, "Freibetrag"),
        Row { person: |p| p.bounds.regime = Some("mini_job".into()), ..stored("H15 paid this month", Data::Paid("2026-12-01", 57_801), "limit", Block::Allowance, "Verdienstgrenze") },
        Row { form: |f| f.room = "Raum 12".into(), ..stored("H20 the room is shut", Data::Room(None, true, "Mo 8-18"), "resource", Block::Room, "geschlossen") },
        Row { form: |f| { f.room = "Raum 12".into(); f.people_expected = "9".into(); }, ..stored("H20 the room is too small", Data::Room(Some(8), true, ""), "resource", Block::Room, "zu klein") },
        Row { form: |f| { f.room = "Raum 12".into(); f.step_free = "on".into(); }, ..stored("H20 steps to the room", Data::Room(None, false, ""), "resource", Block::Room, "ohne Stufen") },
        Row { form: |f| f.step_free = "on".into(), ..stored("H20 steps to every room", Data::Room(None, false, ""), "resource", Block::Room, "ohne Stufen") },
        stored("H17 budget", Data::Funding(2_499), "budget", Block::Money, "Mittel"),
    ]
}

/// Just on the other side of the bound, where the row's rule keeps nobody out.
#[rustfmt::skip] // A table.
fn allowed() -> Vec<Row> {
    let own = |name, person: fn(&mut Person)| Row { name, person, ..PLAIN };
    let stored = |name, data| Row { name, data, ..PLAIN };
    vec![
        own("nothing", |_| {}),
        own("understands well enough", |p| { p.understands.insert(tr(), Level::B2); }),
        own("inspected five years ago to the day", |p| proof(p, ProofKind::Clearance).checked_on = day("2021-12-02")),
        own("certificate three months old", |p| proof(p, ProofKind::Clearance).issued_on = Some(day("2024-10-10"))),
        stored("measles in a single talk", Data::Programme(measles)),
        own("as long as wanted", |p| p.bounds.max_minutes_assignment = Some(60)),
        own("ends at the latest end", |p| p.bounds.latest_minute = Some(10 * 60)),
        own("begins at the earliest begin", |p| p.bounds.earliest_minute = Some(9 * 60)),
        Row { form: |f| { f.room = "raum 12".into(); f.people_expected = "8".into(); f.step_free = "on".into(); }, ..stored("the room holds them", Data::Room(Some(8), true, "Di 9-10")) },
        Row { form: |f| f.room = "Foyer".into(), ..stored("a room nobody keeps", Data::Room(Some(1), false, "Mo 8-9")) },
        Row { form: |f| f.step_free = "on".into(), ..stored("some room without steps", Data::Room(None, true, "")) },
        own("an hour in the month", |p| p.bounds.max_minutes_month = Some(60)),
        stored("the allowance just reached", Data::Paid("2026-03-01", 93_500)),
        stored("paid last year", Data::Paid("2025-12-31", 96_000)),
        Row { person: |p| p.bounds.regime = Some("mini_job".into()), ..stored("paid in another month", Data::Paid("2026-11-30", 60_300)) },
        stored("the budget just reached", Data::Funding(2_500)),
        stored("another day off", Data::Movable("2026-12-02")),
        Row { form: |f| f.case_token = "K-8".into(), ..stored("another case", Data::Conflict(|_| ExcludedFrom::Case("K-7".into()))) },
    ]
}

fn measles(programme: &mut Programme) {
    programme.proofs.push(ProofKind::Measles);
    let rule = ProofRule {
        regular_only: true,
        ..ProofRule::default()
    };
    programme.rules.proofs.insert(ProofKind::Measles, rule);
}

/// An hour costs 25 euros.
fn tariff() -> Tariff {
    Tariff {
        programme: ProgrammeId("interpreting".into()),
        valid_from: day("2026-01-01"),
        first_minutes: 60,
        first_cents: 2_500,
        step_minutes: 30,
        step_cents: 1_000,
        remote_first_cents: None,
        remote_step_cents: None,
        travel_cents: 0,
        journey: None,
        late_hours: None,
        late_cents: None,
    }
}

async fn store(office: &TestApp, data: Data) {
    let mut tx = office.app.store.write().await.unwrap();
    let person = able(1).id;
    let pair = |kind, from| Exclusion {
        id: ExclusionId(Uuid::from_u128(900)),
        kind,
        person,
        from,
        created_at: office.now(),
    };
    match data {
        Data::Nothing => {}
        Data::Programme(change) => {
            let mut programme = tx.programmes().await.unwrap().remove(0);
            change(&mut programme);
            tx.upsert_programme(&programme).await.unwrap();
        }
        Data::Conflict(from) => {
            tx.insert_exclusion(&pair(ExclusionKind::Conflict, from(office)))
                .await
                .unwrap();
        }
        Data::NotTogether(from) => {
            tx.insert_exclusion(&pair(ExclusionKind::NotTogether, from(office)))
                .await
                .unwrap();
        }
        Data::Home => {
            let mut place = tx.location(office.place).await.unwrap().unwrap();
            place.kind = LocationKind::Home;
            assert!(tx.update_location(&place).await.unwrap());
        }
        Data::Room(people, step_free, open) => {
            let room = Room {
                name: "Raum 12".into(),
                people,
                step_free,
                open: open.into(),
            };
            tx.set_rooms(office.place, &[room]).await.unwrap();
        }
        Data::Movable(on) => {
            assert!(tx.insert_movable_day(office.school.id, day(on)).await.unwrap());
        }
        Data::Paid(on, cents) => {
            tx.upsert_tariff(&tariff()).await.unwrap();
            let payment = Payment {
                id: PaymentId(Uuid::from_u128(901)),
                person,
                paid_on: day(on),
                covers_until: day(on),
                cents,
                programme: None,
                funding: None,
            };
            assert!(tx.insert_payment(&payment).await.unwrap());
        }
        Data::Declared(cents) => {
            tx.upsert_tariff(&tariff()).await.unwrap();
            tx.set_declared(person, 2026, cents).await.unwrap();
        }
        Data::Funding(cents) => {
            tx.upsert_tariff(&tariff()).await.unwrap();
            tx.upsert_funding_source(&source(cents)).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

pub(super) fn source(cents: i64) -> FundingSource {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
    FundingSource {
        id: "land".into(),
        name: "Landesmittel".into(),
        programme: None,
        first_day: day(1, 1),
        last_day: day(12, 31),
        cents: Some(cents),
        spent_cents: 0,
        position: 1,
    }
}

async fn office_of(engine: crate::support::db::Engine, row: &Row) -> (TestDb, TestApp, i64) {
    let db = TestDb::new(engine).await;
    let office = TestApp::new(&db).await;
    let mut person = able(1);
    (row.person)(&mut person);
    office.people(&[person]).await;
    let mut form = office.form();
    (row.form)(&mut form);
    let number = office.ask(&form).await;
    store(&office, row.data).await;
    (db, office, number)
}

on_both! {
    async fn each_rule_keeps_somebody_out_and_says_so_in_the_offices_words(db) {
        for row in rows() {
            let (_db, office, number) = office_of(db.engine, &row).await;
            let id = office.plan().await;
            let view = office.app.plan_view(id).await.unwrap().unwrap();
            assert!(view.choices.is_empty(), "{}: somebody is proposed", row.name);
            let open = &view.unplaced[0];
            assert_eq!((open.request.number, open.reason.as_str()), (number, row.reason), "{}", row.name);
            assert_eq!(open.blocks, BTreeMap::from([(row.block, 1)]), "{}", row.name);
            let sentence = templates().message(Lang::De, &format!("block-{}", row.block), &[]);
            assert!(sentence.contains(row.words), "{}: {sentence}", row.name);
            assert!(templates().has_message(Lang::En, &format!("block-{}", row.block)), "{}", row.name);
        }
    }

    async fn just_inside_a_bound_somebody_is_proposed(db) {
        for row in allowed() {
            let (_db, office, _) = office_of(db.engine, &row).await;
            let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
            assert_eq!(view.choices.len(), 1, "{}: {:?}", row.name, view.unplaced.first().map(|u| &u.blocks));
        }
    }

    async fn a_language_below_the_usual_quality_serves_once_a_coordinator_allowed_it(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        person.languages.insert(LanguageCode("ru".into()), Level::Native);
        office.people(&[person]).await;
        let (asked, spoken) = (LanguageCode("uk".into()), LanguageCode("ru".into()));
        let ask = RequestForm { language: "uk".into(), ..office.form() };
        let allowed = office.ask(&ask).await;
        let other = office.ask(&RequestForm { start_1: "13:00".into(), ..ask }).await;
        let mut tx = office.app.store.write().await.unwrap();
        let request = tx.request_by_number(allowed).await.unwrap().unwrap().id;
        tx.confirm_language(request, &asked, &spoken, Some(office.account), office.now()).await.unwrap();
        tx.commit().await.unwrap();
        let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
        let numbers = |choices: &[passgenau::app::ChoiceView]| choices.iter().map(|c| c.request.number).collect::<Vec<_>>();
        assert_eq!(numbers(&view.choices), [allowed]);
        assert_eq!(view.choices[0].people[0].1.parts.language_quality, 60);
        assert_eq!(view.unplaced[0].request.number, other);
        assert_eq!(view.unplaced[0].blocks, BTreeMap::from([(Block::LanguageToConfirm, 1)]));
    }

    async fn an_editable_fallback_counts_from_eighty_on(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        person.languages.insert(LanguageCode("ru".into()), Level::Native);
        office.people(&[person]).await;
        office.ask(&RequestForm { language: "uk".into(), ..office.form() }).await;
        let mut tx = office.app.store.write().await.unwrap();
        let fallback = LanguageFallback { asked: LanguageCode("uk".into()), spoken: LanguageCode("ru".into()), quality: 80 };
        tx.upsert_fallback(&fallback).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(office.app.plan_view(office.plan().await).await.unwrap().unwrap().choices.len(), 1);
    }

    async fn what_a_programme_finds_important_decides_between_two_people(db) {
        // One speaks the language itself but lives far away, the other speaks a close one and lives around the corner.
        let choose = async |importance: [(Term, Importance); 2]| {
            let db = TestDb::new(db.engine).await;
            let office = TestApp::new(&db).await;
            let (mut far, mut close) = (able(1), able(2));
            far.district = "HS".into();
            close.languages = [("de", Level::C1), ("hr", Level::Native)].map(|(c, l)| (LanguageCode(c.into()), l)).into();
            far.languages = [("de", Level::C1), ("sr", Level::Native)].map(|(c, l)| (LanguageCode(c.into()), l)).into();
            office.people(&[far, close]).await;
            office.ask(&RequestForm { language: "sr".into(), ..office.form() }).await;
            let mut tx = office.app.store.write().await.unwrap();
            let mut programme = tx.programmes().await.unwrap().remove(0);
            programme.rules.importance = importance.into();
            tx.upsert_programme(&programme).await.unwrap();
            tx.commit().await.unwrap();
            let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
            view.choices[0].people[0].0.id
        };
        assert_eq!(choose([(Term::Travel, Importance::High), (Term::Variety, Importance::None)]).await, able(2).id);
        assert_eq!(choose([(Term::Travel, Importance::None), (Term::Variety, Importance::High)]).await, able(1).id);
    }

    async fn a_time_somebody_likes_is_chosen_first(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        let tuesday = passgenau::calendar::recurrence::Recurrence::weekly(&[chrono::Weekday::Wed], 480, 960, day("2026-01-01"));
        person.preferred = vec![tuesday];
        office.people(&[person]).await;
        let form = office.form();
        office.ask(&RequestForm { date_2: "2026-12-02".into(), start_2: "09:00".into(), duration_2: "60".into(), ..form }).await;
        let id = office.plan().await;
        let view = office.app.plan_view(id).await.unwrap().unwrap();
        assert_eq!(view.choices[0].option, 1, "15 points for the wish weigh more than 10 for the second time");
        let page = page_of(&office, &format!("/office/plans/{id}")).await;
        assert!(page.contains("Liegt in einer Zeit, die der Person am liebsten ist."), "{page}");
        // Where the office finds it unimportant, the school's first wish decides, and the page says what that costs.
        let mut tx = office.app.store.write().await.unwrap();
        let mut programme = tx.programmes().await.unwrap().remove(0);
        programme.rules.importance.insert(Term::Preferred, Importance::None);
        tx.upsert_programme(&programme).await.unwrap();
        tx.commit().await.unwrap();
        let id = office.plan().await;
        assert_eq!(office.app.plan_view(id).await.unwrap().unwrap().choices[0].option, 0);
        let page = page_of(&office, &format!("/office/plans/{id}")).await;
        assert!(page.contains("Die Person kann, hat aber andere Zeiten lieber."), "{page}");
    }

    async fn two_people_who_are_kept_apart_are_not_sent_together(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2), able(3)]).await;
        let number = office.ask(&RequestForm { headcount: "2".into(), ..office.form() }).await;
        let apart = |n: u128, other: u128| Exclusion {
            id: ExclusionId(Uuid::from_u128(900 + n)),
            kind: ExclusionKind::NotTogether,
            person: able(n).id,
            from: ExcludedFrom::Person(able(other).id),
            created_at: office.now(),
        };
        let mut tx = office.app.store.write().await.unwrap();
        tx.insert_exclusion(&apart(2, 1)).await.unwrap();
        tx.commit().await.unwrap();
        let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
        assert_eq!((view.choices.len(), view.choices[0].request.number), (1, number));
        let people: Vec<_> = view.choices[0].people.iter().map(|(person, _)| person.id).collect();
        assert!(people.len() == 2 && people.contains(&able(3).id), "{people:?}");
        // Nobody is left who gets on with both of the others.
        let mut tx = office.app.store.write().await.unwrap();
        for (n, other) in [(1, 3), (3, 2)] {
            tx.insert_exclusion(&apart(n, other)).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(office.app.plan_view(office.plan().await).await.unwrap().unwrap().choices.is_empty());
    }
}
