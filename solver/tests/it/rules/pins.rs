//! Assignments that a coordinator decided.

use crate::support::*;
use passgenau_solver::*;

fn pinned(people: Vec<PersonSpec>, requests: Vec<RequestSpec>, pins: Vec<Told>) -> ProblemSpec {
    ProblemSpec {
        pins,
        ..spec(people, requests)
    }
}

fn codes(plan: &Plan) -> Vec<&str> {
    plan.warnings
        .iter()
        .map(|warning| warning.code.as_str())
        .collect()
}

#[test]
fn a_pin_stays_against_who_may_take_a_seat() {
    let mut stranger = person("z");
    stranger.programmes.clear();
    stranger.available.clear();
    let plan = solved(&pinned(
        vec![person("a"), stranger],
        vec![request("r", 0)],
        vec![told("r", "z")],
    ));
    assert_eq!(people_of(&plan, "r"), ["z"]);
    assert!(plan.assignments[0].pinned);
    assert_eq!(codes(&plan), ["programme"]);
    assert_eq!(
        plan.backups[0].people,
        ["a"],
        "who could step in for a pinned person counts most"
    );
}

#[test]
fn a_pinned_person_without_the_language_counts_with_quality_0() {
    let mut asked = request("r", 0);
    asked.seats[0].languages = vec![LanguageSpec {
        code: "tr".into(),
        level: Proficiency::B1,
    }];
    let plan = solved(&pinned(vec![person("a")], vec![asked], vec![told("r", "a")]));
    assert_eq!(value(&plan, Goal::Quality), 200.0);
}

#[test]
fn a_pinned_request_is_not_all_or_nothing() {
    let mut asked = request("r", 0);
    asked.seats[0].count = 3;
    let plan = solved(&pinned(
        vec![person("a"), person("b")],
        vec![asked],
        vec![told("r", "a")],
    ));
    assert_eq!(people_of(&plan, "r"), ["a", "b"]);
    assert_eq!(plan.unfilled[0].reason, Reason::Seats);
}

#[test]
fn a_pin_takes_the_seat_that_leaves_the_other_to_who_may_take_it() {
    let mut asked = request("r", 0);
    asked.seats = vec![
        SeatSpec::default(),
        SeatSpec {
            qualifications: vec!["swim".into()],
            ..SeatSpec::default()
        },
    ];
    let plan = solved(&pinned(
        vec![person("a"), person("b")],
        vec![asked],
        vec![told("r", "a")],
    ));
    let who: Vec<(u32, &str)> = plan
        .assignments
        .iter()
        .map(|one| (one.seat, one.person.as_str()))
        .collect();
    assert_eq!(who, [(0, "b"), (1, "a")]);
}

#[test]
fn pins_of_one_person_may_collide_but_nothing_else_with_them() {
    let requests = vec![request("r", 0), request("s", 30), request("t", 60)];
    let plan = solved(&pinned(
        vec![person("a")],
        requests,
        vec![told("r", "a"), told("s", "a")],
    ));
    assert_eq!(plan.assignments.len(), 2);
    assert_eq!(codes(&plan), ["collide"]);
    assert_eq!(
        (plan.unfilled[0].reason, plan.unfilled[0].competes_with.as_slice()),
        (Reason::Outcompeted, &["s".to_owned()][..])
    );
}

#[test]
fn a_pin_may_overlap_a_commitment() {
    let mut a = person("a");
    a.busy = vec![BusySpec {
        start: 0,
        end: 100,
        ..BusySpec::default()
    }];
    let plan = solved(&pinned(
        vec![a],
        vec![request("r", 0), request("s", 90)],
        vec![told("r", "a")],
    ));
    assert_eq!(people_of(&plan, "r"), ["a"]);
    assert_eq!(people_of(&plan, "s"), [""; 0], "others respect it");
    assert_eq!(codes(&plan), ["busy"]);
}

#[test]
fn a_limit_that_pins_exceed_admits_nothing_more() {
    let mut a = person("a");
    a.limits = vec![LimitSpec {
        from: 0,
        to: 1000,
        minutes: Some(90),
        ..LimitSpec::default()
    }];
    let requests = vec![request("r", 0), request("s", 100), request("t", 200)];
    let plan = solved(&pinned(vec![a], requests, vec![told("r", "a"), told("s", "a")]));
    assert_eq!(plan.assignments.len(), 2);
    assert_eq!(codes(&plan), ["limit"]);
}

#[test]
fn a_budget_and_a_case_that_pins_exceed_admit_nothing_more() {
    let bound = |id: &str, start| RequestSpec {
        cents: 500,
        budget: Some("b".into()),
        case: Some("c".into()),
        ..request(id, start)
    };
    let mut spec = pinned(
        vec![person("a")],
        vec![bound("r", 0), bound("s", 100), bound("t", 200)],
        vec![told("r", "a"), told("s", "a")],
    );
    spec.budgets = vec![BudgetSpec {
        id: "b".into(),
        cents: 900,
    }];
    spec.cases = vec![CaseSpec {
        id: "c".into(),
        limit: 1,
    }];
    let plan = solved(&spec);
    assert_eq!(plan.assignments.len(), 2);
    assert_eq!(codes(&plan), ["case", "budget"]);
}
