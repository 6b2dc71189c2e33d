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
