//! Options, counts, all or nothing.

use crate::support::*;
use passgenau_solver::*;

fn seats(counts: &[i64]) -> Vec<SeatSpec> {
    counts
        .iter()
        .map(|count| SeatSpec {
            count: *count,
            ..SeatSpec::default()
        })
        .collect()
}

#[test]
fn all_seats_at_one_time() {
    // One person is there only early, the other only late: no time serves both seats.
    let mut people = vec![person("a"), person("b")];
    people[0].available = vec![(0, 60)];
    people[1].available = vec![(100, 160)];
    let mut asked = RequestSpec {
        seats: seats(&[2]),
        options: vec![option(0), option(100)],
        ..request("r", 0)
    };
    let plan = solved(&spec(people.clone(), vec![asked.clone()]));
    assert_eq!(
        (plan.assignments.len(), plan.unfilled[0].reason),
        (0, Reason::Seats)
    );
    asked.all_or_nothing = false;
    let plan = solved(&spec(people, vec![asked]));
    assert_eq!(
        (plan.assignments.len(), plan.unfilled[0].reason),
        (1, Reason::Seats)
    );
    assert_eq!(
        plan.assignments[0].option, 0,
        "the first option is the better one"
    );
}

#[test]
fn a_person_fills_one_seat_of_a_request() {
    // Even at two times that do not collide.
    let asked = RequestSpec {
        seats: seats(&[1, 1]),
        options: vec![option(0), option(100)],
        all_or_nothing: false,
        ..request("r", 0)
    };
    assert_eq!(solved(&spec(vec![person("a")], vec![asked])).assignments.len(), 1);
}

#[test]
fn seats_with_different_demands_are_matched() {
    let mut people = vec![person("a"), person("b")];
    people[0].qualifications = vec!["swim".into()];
    let mut asked = RequestSpec {
        seats: seats(&[1, 1]),
        ..request("r", 0)
    };
    asked.seats[1].qualifications = vec!["swim".into()];
    let plan = solved(&spec(people, vec![asked]));
    let who: Vec<(u32, &str)> = plan
        .assignments
        .iter()
        .map(|one| (one.seat, one.person.as_str()))
        .collect();
    assert_eq!(who, [(0, "b"), (1, "a")]);
}

#[test]
fn half_a_team_counts_only_where_it_is_wanted() {
    let mut asked = RequestSpec {
        seats: seats(&[3]),
        ..request("r", 0)
    };
    let people = vec![person("a"), person("b")];
    assert_eq!(
        value(
            &solved(&spec(people.clone(), vec![asked.clone()])),
            Goal::Coverage
        ),
        0.0
    );
    asked.all_or_nothing = false;
    let plan = solved(&spec(people, vec![asked]));
    assert_eq!(value(&plan, Goal::Coverage), 2.0);
    assert_eq!(plan.unfilled.len(), 1, "partly filled requests are listed too");
}

#[test]
fn a_later_option_is_better_than_none() {
    let mut a = person("a");
    a.available = vec![(100, 160)];
    let asked = RequestSpec {
        options: vec![option(0), option(100)],
        ..request("r", 0)
    };
    let plan = solved(&spec(vec![a], vec![asked]));
    assert_eq!(plan.assignments[0].option, 1);
    assert_eq!(value(&plan, Goal::Quality), 10.0);
}

#[test]
fn people_who_are_kept_apart_are_not_sent_together() {
    let asked = RequestSpec {
        seats: seats(&[2]),
        ..request("r", 0)
    };
    let mut problem = spec(vec![person("a"), person("b"), person("c")], vec![asked]);
    problem.apart = vec![vec!["b".into(), "a".into()], vec!["a".into(), "nobody".into()]];
    let plan = solved(&problem);
    let people: Vec<&str> = plan.assignments.iter().map(|one| one.person.as_str()).collect();
    assert_eq!(people.len(), 2);
    assert!(people.contains(&"c"), "{people:?}");
    assert!(
        plan.backups[0].people.is_empty(),
        "the third is kept apart from one of the two"
    );

    problem.people.pop();
    assert!(solved(&problem).assignments.is_empty(), "all or nothing");
    problem.requests[0].all_or_nothing = false;
    assert_eq!(solved(&problem).assignments.len(), 1);
    // On different requests at the same time they may serve.
    problem.requests = vec![request("r", 0), request("s", 0)];
    assert_eq!(solved(&problem).assignments.len(), 2);
    // What a coordinator decided stays.
    problem.requests = vec![RequestSpec {
        seats: seats(&[2]),
        ..request("r", 0)
    }];
    let pin = |person: &str| Told {
        request: "r".into(),
        person: person.into(),
        option: 0,
    };
    problem.pins = vec![pin("a"), pin("b")];
    assert_eq!(solved(&problem).assignments.len(), 2);
}

#[test]
fn a_plan_that_sends_a_pair_together_is_refused() {
    let asked = RequestSpec {
        seats: seats(&[2]),
        ..request("r", 0)
    };
    let free = spec(vec![person("a"), person("b")], vec![asked]);
    let together = solved(&free);
    let mut problem = free;
    problem.apart = vec![vec!["a".into(), "b".into()]];
    let found = check(&validate(&problem).expect("valid"), &together, None);
    assert!(found.iter().any(|one| one.code == "apart"), "{found:?}");
    problem.apart = vec![vec!["a".into(), "a".into()], vec!["a".into()]];
    let faults = validate(&problem).expect_err("no pairs");
    let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["apart[0]", "apart[1]"]);
}
