//! Does every rule of the office reach the plan? From data to problem to plan to reason, one case per rule.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use passgenau::calendar::recurrence::Recurrence;
use passgenau::domain::block::Block;
use passgenau::domain::exclusion::{ExcludedFrom, Exclusion, ExclusionKind};
use passgenau::domain::language::{LanguageCode, LanguageFallback, Level};
use passgenau::domain::organisation::{Location, Room};
use passgenau::domain::person::{Absence, Gender, Person, PersonState};
use passgenau::domain::plan::CandidateRole;
use passgenau::domain::programme::{Mode, ProgrammeId};
use passgenau::domain::repair::RepairEvent;
use passgenau::domain::request::{GenderWish, Request, TimeOption};
use passgenau::ids::{ExclusionId, PersonId};
use passgenau::matching::{self, Commitment, Rulebook, Snapshot};
use passgenau_solver as solver;

use crate::support::people::{day, interpreter, interpreting, leg, place, request, utc};

/// Monday 2026-11-23 to Monday 2026-11-30, local midnight in winter.
fn snapshot(people: Vec<Person>, requests: Vec<Request>, places: &[&Location]) -> Snapshot {
    Snapshot {
        zone: Tz::Europe__Berlin,
        now: utc("2026-11-20T08:00:00Z"),
        from: utc("2026-11-22T23:00:00Z"),
        to: utc("2026-11-29T23:00:00Z"),
        programmes: vec![interpreting()],
        fallbacks: vec![LanguageFallback {
            asked: LanguageCode("prs".into()),
            spoken: LanguageCode("fa".into()),
            quality: 85,
        }],
        travel: [leg("MI", "HS", 22), leg("MI", "MI", 15)].concat(),
        people,
        requests,
        committed: Vec::new(),
        asked: BTreeMap::new(),
        locations: places.iter().map(|l| (l.id, (*l).clone())).collect(),
        served_minutes: BTreeMap::new(),
        served_cases: BTreeMap::new(),
        rules: Rulebook::default(),
    }
}

/// The checked plan of a snapshot.
fn solve(snapshot: &Snapshot) -> solver::Plan {
    let problem = solver::validate(&matching::problem(snapshot)).expect("our own problem is valid");
    let mut plan = solver::solve(
        &problem,
        &solver::Options::default(),
        &solver::Budget::unlimited(),
        |_| {},
    );
    plan.problem = "x".into();
    assert_eq!(solver::check(&problem, &plan, Some("x")), Vec::new());
    plan
}

fn chosen(plan: &solver::Plan) -> Vec<PersonId> {
    matching::candidates(plan)
        .expect("our ids")
        .iter()
        .filter(|p| p.role == CandidateRole::First)
        .map(|p| p.person)
        .collect()
}

fn reason(plan: &solver::Plan) -> String {
    matching::unplaced(plan).expect("our ids")[0].reason.clone()
}

const WEEK: [chrono::Weekday; 7] = [
    chrono::Weekday::Mon,
    chrono::Weekday::Tue,
    chrono::Weekday::Wed,
    chrono::Weekday::Thu,
    chrono::Weekday::Fri,
    chrono::Weekday::Sat,
    chrono::Weekday::Sun,
];
const TUESDAY_9: &str = "2026-11-24T08:00:00Z";

#[test]
fn somebody_who_fits_is_chosen_and_somebody_else_stands_by() {
    let school = place(100, "MI");
    let plan = solve(&snapshot(
        vec![interpreter(1), interpreter(2)],
        vec![request(200, &school, TUESDAY_9)],
        &[&school],
    ));
    let placements = matching::candidates(&plan).expect("our ids");
    assert_eq!(placements.iter().map(|p| p.rank).collect::<Vec<_>>(), [0, 1]);
    assert_ne!(placements[0].person, placements[1].person);
    assert_eq!(plan.status, solver::Status::Optimal);
}

/// A change to the one person, the one request or the whole, and the rule that then leaves nobody.
type Case = (
    &'static str,
    &'static str,
    fn(&mut Person, &mut Request, &mut Vec<Commitment>),
);

const CASES: &[Case] = &[
    ("another programme", "programme", |p, _, _| p.programmes.clear()),
    ("at rest", "programme", |p, _, _| p.state = PersonState::Paused),
    ("another language", "language", |_, r, _| {
        r.asked.seats[0].language = Some(LanguageCode("ti".into()))
    }),
    ("level too low", "language", |p, _, _| {
        p.languages.insert(LanguageCode("tr".into()), Level::B1);
    }),
    ("German too low", "qualification", |p, _, _| {
        p.languages.insert(LanguageCode("de".into()), Level::B1);
    }),
    ("no certificate of conduct", "qualification", |p, _, _| {
        p.proofs.remove(0);
    }),
    ("certificate ends the day before", "qualification", |p, _, _| {
        p.proofs[0].valid_until = Some(day("2026-11-23"));
    }),
    ("certificate ended long ago", "qualification", |p, _, _| {
        p.proofs[0].valid_until = Some(day("2026-01-01"))
    }),
    ("another gender demanded", "gender", |p, r, _| {
        p.gender = Some(Gender::Male);
        r.asked.gender = Some(GenderWish {
            gender: Gender::Female,
            required: true,
        });
    }),
    ("does not go to that district", "reach", |p, _, _| {
        p.districts = Some(vec!["HS".into()])
    }),
    ("only on site", "reach", |_, r, _| r.asked.mode = Mode::Phone),
    ("no time then", "unavailable", |_, r, _| {
        r.asked.options = vec![TimeOption {
            starts_at: utc("2026-11-24T17:00:00Z"),
            ends_at: utc("2026-11-24T18:00:00Z"),
        }];
    }),
    ("away", "unavailable", |p, _, _| {
        p.absences.push(Absence {
            from: day("2026-11-24"),
            to: day("2026-11-24"),
        })
    }),
    ("already past", "unavailable", |_, r, _| {
        r.asked.options = vec![TimeOption {
            starts_at: utc("2026-11-19T08:00:00Z"),
            ends_at: utc("2026-11-19T09:00:00Z"),
        }];
    }),
    ("own weekly limit", "limit", |p, _, _| {
        p.max_minutes_week = Some(45)
    }),
];

#[test]
fn each_rule_keeps_people_out_and_is_named() {
    for (name, expected, change) in CASES {
        let school = place(100, "MI");
        let (mut person, mut wanted, mut committed) =
            (interpreter(1), request(200, &school, TUESDAY_9), Vec::new());
        change(&mut person, &mut wanted, &mut committed);
        let mut snapshot = snapshot(vec![person], vec![wanted], &[&school]);
        snapshot.committed = committed;
        let plan = solve(&snapshot);
        assert_eq!(chosen(&plan), [], "{name}");
        assert_eq!(reason(&plan), *expected, "{name}");
    }
}

#[test]
fn a_proof_that_ends_within_the_weeks_holds_until_its_day() {
    let school = place(100, "MI");
    let mut person = interpreter(1);
    person.proofs[0].valid_until = Some(day("2026-11-24"));
    let requests = vec![
        request(200, &school, TUESDAY_9),
        request(201, &school, "2026-11-25T08:00:00Z"),
    ];
    let plan = solve(&snapshot(vec![person], requests, &[&school]));
    let placed: Vec<_> = matching::candidates(&plan)
        .expect("our ids")
        .iter()
        .map(|p| p.request.0.as_u128())
        .collect();
    assert_eq!(placed, [200]);
}

#[test]
fn a_close_language_serves_where_the_office_allows_it() {
    let school = place(100, "MI");
    let mut person = interpreter(1);
    person.languages.insert(LanguageCode("fa".into()), Level::Native);
    let mut wanted = request(200, &school, TUESDAY_9);
    wanted.asked.seats[0].language = Some(LanguageCode("prs".into()));
    let mut snapshot = snapshot(vec![person], vec![wanted], &[&school]);
    assert_eq!(chosen(&solve(&snapshot)).len(), 1);
    // Below 80 a coordinator has to agree, so nobody is proposed.
    snapshot.fallbacks[0].quality = 60;
    assert_eq!(reason(&solve(&snapshot)), "language");
}

#[test]
fn journeys_keep_appointments_apart() {
    let (near, far) = (place(100, "MI"), place(101, "HS"));
    // 22 minutes by bus and 15 of buffer after an hour that ends at 10:00.
    let at = |start: &str| vec![request(200, &near, TUESDAY_9), request(201, &far, start)];
    let places = [&near, &far];
    assert_eq!(
        chosen(&solve(&snapshot(
            vec![interpreter(1)],
            at("2026-11-24T09:36:00Z"),
            &places
        )))
        .len(),
        1
    );
    assert_eq!(
        chosen(&solve(&snapshot(
            vec![interpreter(1)],
            at("2026-11-24T09:37:00Z"),
            &places
        )))
        .len(),
        2
    );
    // In one building no journey is needed.
    let same = vec![
        request(200, &near, TUESDAY_9),
        request(201, &near, "2026-11-24T09:00:00Z"),
    ];
    assert_eq!(
        chosen(&solve(&snapshot(vec![interpreter(1)], same, &places))).len(),
        2
    );
}

#[test]
fn what_is_agreed_stays_and_counts() {
    let school = place(100, "MI");
    let mut person = interpreter(1);
    person.max_assignments_day = Some(1);
    let agreed = request(300, &school, "2026-11-24T12:00:00Z");
    let mut snapshot = snapshot(
        vec![person.clone()],
        vec![request(200, &school, TUESDAY_9)],
        &[&school],
    );
    snapshot.committed.push(Commitment {
        request: agreed,
        seat: 0,
        option: 0,
        person: person.id,
    });
    let plan = solve(&snapshot);
    assert_eq!(chosen(&plan), [], "the day is full");
    let unplaced = matching::unplaced(&plan).expect("our ids");
    assert_eq!(unplaced[0].reason, "outcompeted");
    assert_eq!(unplaced[0].competes_with[0].0.as_u128(), 300);
    snapshot.people[0].max_assignments_day = Some(2);
    assert_eq!(chosen(&solve(&snapshot)), [person.id]);
}

#[test]
fn one_case_is_not_served_for_ever_by_the_same_interpreter() {
    let school = place(100, "MI");
    let mut wanted = request(200, &school, TUESDAY_9);
    wanted.asked.case_token = Some("K-7".into());
    let mut snapshot = snapshot(vec![interpreter(1)], vec![wanted], &[&school]);
    let served = |n| {
        BTreeMap::from([(
            (ProgrammeId("interpreting".into()), "K-7".to_owned()),
            BTreeMap::from([(interpreter(1).id, n)]),
        )])
    };
    snapshot.served_cases = served(2);
    assert_eq!(chosen(&solve(&snapshot)).len(), 1);
    snapshot.served_cases = served(3);
    assert_eq!(reason(&solve(&snapshot)), "excluded");
}

#[test]
fn what_is_left_of_a_case_is_shared_out_exactly() {
    let school = place(100, "MI");
    let days = [
        "2026-11-24T08:00:00Z",
        "2026-11-25T08:00:00Z",
        "2026-11-26T08:00:00Z",
    ];
    let wanted: Vec<Request> = (200..)
        .zip(days)
        .map(|(id, day)| {
            let mut wanted = request(id, &school, day);
            wanted.asked.case_token = Some("K-7".into());
            wanted
        })
        .collect();
    let mut snapshot = snapshot(vec![interpreter(1)], wanted, &[&school]);
    let served = |counts: &[(u128, i64)]| {
        let counts = counts.iter().map(|(id, n)| (interpreter(*id).id, *n)).collect();
        BTreeMap::from([((ProgrammeId("interpreting".into()), "K-7".to_owned()), counts)])
    };
    // Three are allowed: of one who came twice one is left, whichever of the days that is.
    for (before, filled) in [(0, 3), (1, 2), (2, 1), (3, 0)] {
        snapshot.served_cases = served(&[(1, before)]);
        assert_eq!(chosen(&solve(&snapshot)).len(), filled, "{before} before");
    }
    // Two people share what is left to each.
    snapshot.people.push(interpreter(2));
    snapshot.served_cases = served(&[(1, 2), (2, 1)]);
    let plan = solve(&snapshot);
    let mut who = chosen(&plan);
    who.sort();
    assert_eq!(who, [interpreter(1).id, interpreter(2).id, interpreter(2).id]);
    assert!(
        matching::reasons(
            &solver::validate(&matching::problem(&snapshot)).expect("valid"),
            &plan
        )
        .is_ok()
    );
    // Another programme counts for itself.
    snapshot.people.truncate(1);
    snapshot.served_cases = BTreeMap::from([(
        (ProgrammeId("companion".into()), "K-7".to_owned()),
        BTreeMap::from([(interpreter(1).id, 3)]),
    )]);
    assert_eq!(chosen(&solve(&snapshot)).len(), 3);
    // After a sick call, too, the past counts and stays out of sight.
    snapshot.served_cases = served(&[(1, 2)]);
    snapshot.people.push(interpreter(2));
    let sick = snapshot.requests.remove(0);
    snapshot.requests.clear();
    snapshot.committed.push(Commitment {
        request: sick.clone(),
        seat: 0,
        option: 0,
        person: interpreter(2).id,
    });
    let event = RepairEvent::Declined {
        request: sick.id,
        person: interpreter(2).id,
    };
    let plans = matching::repair(&snapshot, &event, &solver::Budget::unlimited()).expect("a valid problem");
    let changes: Vec<_> = plans[0].changes.iter().map(|c| (c.request, c.gains)).collect();
    assert_eq!(changes, [(sick.id, Some(interpreter(1).id))], "{plans:?}");
}

#[test]
fn an_evening_and_the_next_morning_leave_an_employee_their_rest() {
    let school = place(100, "MI");
    let hour = |id, begin: &str| request(id, &school, begin);
    // 20 to 21 o'clock, and 7:30 or 8 o'clock on the next day, local time.
    let (evening, early, late) = (
        "2026-11-24T19:00:00Z",
        "2026-11-25T06:30:00Z",
        "2026-11-25T07:00:00Z",
    );
    let mut person = interpreter(1);
    person.availability = vec![Recurrence::weekly(&WEEK, 0, 1440, day("2026-01-01"))];
    let mut snapshot = snapshot(
        vec![person],
        vec![hour(200, evening), hour(201, early)],
        &[&school],
    );
    assert_eq!(
        chosen(&solve(&snapshot)).len(),
        2,
        "volunteers decide for themselves"
    );
    snapshot.people[0].bounds.rest_minutes = Some(11 * 60);
    assert_eq!(
        chosen(&solve(&snapshot)).len(),
        1,
        "ten hours and a half are too few"
    );
    snapshot.requests[1] = hour(201, late);
    assert_eq!(chosen(&solve(&snapshot)).len(), 2, "eleven hours are enough");
    // What is agreed counts, and the reason has its name.
    let agreed = snapshot.requests.remove(0);
    snapshot.requests[0] = hour(201, early);
    snapshot.committed.push(Commitment {
        request: agreed,
        seat: 0,
        option: 0,
        person: interpreter(1).id,
    });
    assert!(chosen(&solve(&snapshot)).is_empty());
    let (blocks, able) = matching::blocks(&snapshot, &snapshot.requests[0]);
    assert_eq!((blocks.get(&Block::Rest), able), (Some(&1), 0), "{blocks:?}");
}

#[test]
fn a_room_is_had_by_one_at_a_time_within_its_hours_and_when_it_is_big_enough() {
    let school = place(100, "MI");
    let mut wanted = request(200, &school, TUESDAY_9);
    wanted.asked.room = Some("raum 12".into());
    let mut other = request(201, &school, "2026-11-24T08:30:00Z");
    other.asked.room = Some("Raum 12".into());
    let mut snapshot = snapshot(
        vec![interpreter(1), interpreter(2)],
        vec![wanted, other],
        &[&school],
    );
    let count = |snapshot: &Snapshot| chosen(&solve(snapshot)).len();
    assert_eq!(count(&snapshot), 2, "a room nobody keeps is only a word");
    let room = |people, open: &str| Room {
        name: "Raum 12".into(),
        people,
        step_free: false,
        open: open.into(),
    };
    let keep =
        |snapshot: &mut Snapshot, room| snapshot.rules.rooms = BTreeMap::from([(school.id, vec![room])]);
    keep(&mut snapshot, room(Some(8), ""));
    assert_eq!(count(&snapshot), 1, "they would be there at once");
    keep(&mut snapshot, room(None, "Di 9-10"));
    assert_eq!(count(&snapshot), 1, "only the first lies within its hours");
    keep(&mut snapshot, room(None, "Mi 9-10"));
    assert_eq!(reason(&solve(&snapshot)), "resource");
    let blocked = |snapshot: &Snapshot| matching::blocks(snapshot, &snapshot.requests[0]).0;
    assert_eq!(blocked(&snapshot).get(&Block::Room), Some(&2));
    // What is agreed has it already.
    keep(&mut snapshot, room(None, ""));
    let agreed = snapshot.requests.remove(1);
    snapshot.committed.push(Commitment {
        request: agreed,
        seat: 0,
        option: 0,
        person: interpreter(2).id,
    });
    assert_eq!(reason(&solve(&snapshot)), "resource");
    snapshot.committed.clear();
    assert_eq!(count(&snapshot), 1);
    snapshot.requests[0].asked.details.people_expected = Some(9);
    keep(&mut snapshot, room(Some(8), ""));
    assert_eq!(reason(&solve(&snapshot)), "resource");
    assert_eq!(blocked(&snapshot).get(&Block::Room), Some(&2));
}

#[test]
fn a_team_that_is_not_to_meet_is_told_so() {
    let school = place(100, "MI");
    let mut wanted = request(200, &school, TUESDAY_9);
    wanted.asked.seats[0].headcount = 2;
    let mut snapshot = snapshot(vec![interpreter(1), interpreter(2)], vec![wanted], &[&school]);
    assert_eq!(chosen(&solve(&snapshot)).len(), 2);
    snapshot.rules.exclusions.push(Exclusion {
        id: ExclusionId(uuid::Uuid::from_u128(900)),
        kind: ExclusionKind::NotTogether,
        person: interpreter(1).id,
        from: ExcludedFrom::Person(interpreter(2).id),
        created_at: utc("2026-11-01T08:00:00Z"),
    });
    let reasons = |snapshot: &Snapshot| {
        let (spec, plan) = (matching::problem(snapshot), solve(snapshot));
        let open = matching::unfilled(snapshot, &spec, &plan).expect("our ids");
        open.into_iter().map(|row| row.reason).collect::<Vec<_>>()
    };
    assert_eq!(reasons(&snapshot), ["apart"]);
    // With a third who gets on with both, somebody can come.
    snapshot.people.push(interpreter(3));
    assert!(reasons(&snapshot).is_empty());
}

#[test]
fn the_same_data_in_another_order_is_the_same_problem() {
    let school = place(100, "MI");
    let requests = vec![
        request(200, &school, TUESDAY_9),
        request(201, &school, "2026-11-25T08:00:00Z"),
    ];
    let one = snapshot(vec![interpreter(1), interpreter(2)], requests.clone(), &[&school]);
    let other = snapshot(
        vec![interpreter(2), interpreter(1)],
        requests.into_iter().rev().collect(),
        &[&school],
    );
    let text = |s: &Snapshot| serde_json::to_string(&matching::problem(s)).expect("serialises");
    assert_eq!(text(&one), text(&other));
}

#[test]
fn who_could_step_in_is_asked_of_the_solver() {
    let school = place(100, "MI");
    let mut wanted = request(200, &school, TUESDAY_9);
    wanted.chosen_option = Some(0);
    let mut busy = interpreter(2);
    busy.max_assignments_day = Some(1);
    let agreed = request(300, &school, "2026-11-24T12:00:00Z");
    let mut snapshot = snapshot(
        vec![interpreter(1), busy.clone(), interpreter(3)],
        vec![wanted.clone()],
        &[&school],
    );
    snapshot.committed.push(Commitment {
        request: agreed,
        seat: 0,
        option: 0,
        person: busy.id,
    });
    let able = matching::substitutes(&snapshot, wanted.id, 0).expect("a valid problem");
    assert_eq!(able, [interpreter(1).id, interpreter(3).id]);
}

#[test]
fn after_a_sick_call_somebody_is_moved_only_where_it_helps() {
    // Only the helper speaks well enough for what is open now; the spare person can take over what the helper does.
    let school = place(100, "MI");
    let (sick, helper, spare) = (interpreter(1), interpreter(2), interpreter(3));
    let mut nine = request(200, &school, TUESDAY_9);
    let mut also_nine = request(201, &school, TUESDAY_9);
    nine.asked.seats[0].level = Level::Native;
    also_nine.asked.seats[0].level = Level::A1;
    let (mut helper, mut spare) = (helper, spare);
    helper
        .languages
        .values_mut()
        .for_each(|level| *level = Level::Native);
    spare.languages.values_mut().for_each(|level| *level = Level::B2);
    let mut snapshot = snapshot(
        vec![sick.clone(), helper.clone(), spare.clone()],
        vec![],
        &[&school],
    );
    for (request, person) in [(&nine, sick.id), (&also_nine, helper.id)] {
        snapshot.committed.push(Commitment {
            request: request.clone(),
            seat: 0,
            option: 0,
            person,
        });
    }
    let event = RepairEvent::Declined {
        request: nine.id,
        person: sick.id,
    };
    let plans = matching::repair(&snapshot, &event, &solver::Budget::unlimited()).expect("a valid problem");
    assert_eq!(plans.len(), 2, "{plans:?}");
    assert_eq!(
        (plans[0].uncovered.len(), &plans[0].moved[..]),
        (0, &[helper.id][..])
    );
    assert_eq!(
        (&plans[1].uncovered[..], plans[1].moved.len()),
        (&[nine.id][..], 0)
    );
    assert!(plans.iter().all(|plan| plan.proven));
}
