//! Rooms and devices.

use crate::support::*;
use passgenau_solver::*;

fn room(id: &str, capacity: i64) -> ResourceSpec {
    ResourceSpec {
        id: id.into(),
        capacity,
        available: None,
    }
}

fn needs(id: &str, start: i64, lists: &[&[&str]]) -> RequestSpec {
    let resources = lists
        .iter()
        .map(|list| list.iter().map(|one| (*one).to_owned()).collect())
        .collect();
    RequestSpec {
        resources,
        ..request(id, start)
    }
}

fn with(resources: Vec<ResourceSpec>, requests: Vec<RequestSpec>) -> ProblemSpec {
    let people = ["a", "b", "c"].map(person).to_vec();
    ProblemSpec {
        resources,
        ..spec(people, requests)
    }
}

#[test]
fn uses_at_the_same_time_up_to_the_capacity() {
    let requests = vec![
        needs("r", 0, &[&["x"]]),
        needs("s", 30, &[&["x"]]),
        needs("t", 60, &[&["x"]]),
    ];
    assert_eq!(
        solved(&with(vec![room("x", 1)], requests.clone()))
            .assignments
            .len(),
        2,
        "the first and the third"
    );
    assert_eq!(solved(&with(vec![room("x", 2)], requests)).assignments.len(), 3);
}

#[test]
fn one_of_each_inner_list() {
    let plan = solved(&with(
        vec![room("x", 1), room("y", 1)],
        vec![needs("r", 0, &[&["x", "y"], &["x"]])],
    ));
    assert_eq!(plan.assignments[0].resources, ["y", "x"]);
}

#[test]
fn a_resource_chosen_twice_is_used_twice() {
    let lists: &[&[&str]] = &[&["x"], &["x"]];
    let plan = solved(&with(vec![room("x", 1)], vec![needs("r", 0, lists)]));
    assert_eq!(
        (plan.assignments.len(), plan.unfilled[0].reason),
        (0, Reason::Resource)
    );
    assert_eq!(
        solved(&with(vec![room("x", 2)], vec![needs("r", 0, lists)]))
            .assignments
            .len(),
        1
    );
}

#[test]
fn available_for_the_whole_time() {
    let until = |end| ResourceSpec {
        available: Some(vec![(0, end)]),
        ..room("x", 1)
    };
    assert_eq!(
        solved(&with(vec![until(60)], vec![needs("r", 0, &[&["x"]])]))
            .assignments
            .len(),
        1
    );
    let plan = solved(&with(vec![until(59)], vec![needs("r", 0, &[&["x"]])]));
    assert_eq!(
        (plan.assignments.len(), plan.unfilled[0].reason),
        (0, Reason::Resource)
    );
}

#[test]
fn a_team_shares_its_room() {
    let mut team = needs("r", 0, &[&["x"]]);
    team.seats[0].count = 3;
    let plan = solved(&with(vec![room("x", 1)], vec![team]));
    assert_eq!(plan.assignments.len(), 3);
    assert!(plan.assignments.iter().all(|one| one.resources == ["x"]));
}

#[test]
fn who_took_the_room_is_named() {
    let plan = solved(&with(
        vec![room("x", 1)],
        vec![
            RequestSpec {
                weight: 2,
                ..needs("r", 0, &[&["x"]])
            },
            needs("s", 30, &[&["x"]]),
        ],
    ));
    assert_eq!(
        (plan.unfilled[0].reason, plan.unfilled[0].competes_with.as_slice()),
        (Reason::Outcompeted, &["r".to_owned()][..])
    );
}
