//! Collisions, journeys, limits and cases.

use crate::support::*;
use passgenau_solver::*;
use std::collections::BTreeMap;

fn travel(pairs: &[(&str, &str, i64)]) -> BTreeMap<String, BTreeMap<String, BTreeMap<String, i64>>> {
    let mut table: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
    for (from, to, minutes) in pairs {
        table
            .entry((*from).into())
            .or_default()
            .insert((*to).into(), *minutes);
    }
    BTreeMap::from([("default".into(), table)])
}

fn in_district(id: &str, start: i64, district: &str) -> RequestSpec {
    RequestSpec {
        district: district.into(),
        ..request(id, start)
    }
}

/// How many of some requests one person can serve.
fn served(spec: &ProblemSpec) -> usize {
    solved(spec).assignments.len()
}

#[test]
fn times_are_half_open() {
    assert_eq!(
        served(&spec(vec![person("a")], vec![request("r", 0), request("s", 60)])),
        2
    );
    assert_eq!(
        served(&spec(vec![person("a")], vec![request("r", 0), request("s", 59)])),
        1
    );
}

#[test]
fn the_journey_and_the_buffer_are_waited() {
    let with = |start, buffer| {
        let mut spec = spec(
            vec![person("a")],
            vec![in_district("r", 0, "x"), in_district("s", start, "y")],
        );
        spec.travel = travel(&[("x", "y", 20), ("y", "x", 500)]);
        spec.buffer = buffer;
        served(&spec)
    };
    assert_eq!((with(80, 0), with(79, 0)), (2, 1), "only the way there counts");
    assert_eq!((with(90, 10), with(89, 10)), (2, 1));
}

#[test]
fn no_journey_from_afar_or_within_a_building() {
    let with = |change: fn(&mut RequestSpec)| {
        let mut spec = spec(
            vec![person("a")],
            vec![in_district("r", 0, "x"), in_district("s", 60, "y")],
        );
        spec.people[0].modes.push("phone".into());
        spec.travel = travel(&[("x", "y", 20)]);
        spec.buffer = 10;
        spec.requests.iter_mut().for_each(change);
        served(&spec)
    };
    assert_eq!(with(|_| {}), 1);
    assert_eq!(with(|r| r.place = Some("hall".into())), 2);
    assert_eq!(with(|r| r.place = Some(r.id.clone())), 1);
    assert_eq!(
        with(|r| if r.id == "s" {
            r.mode = "phone".into()
        }),
        2
    );
}

#[test]
fn collisions_that_are_not_transitive() {
    // x to y and y to z take no time, x to z is far: the first and the last collide although neither collides with the middle.
    let mut spec = spec(
        vec![person("a")],
        vec![
            in_district("r", 0, "x"),
            in_district("s", 60, "y"),
            in_district("t", 120, "z"),
        ],
    );
    spec.travel = travel(&[("x", "z", 100)]);
    assert_eq!(served(&spec), 2);
}

#[test]
fn a_mobility_has_its_own_travel_times() {
    let mut spec = spec(
        vec![person("a")],
        vec![in_district("r", 0, "x"), in_district("s", 70, "y")],
    );
    spec.travel = travel(&[("x", "y", 30)]);
    assert_eq!(served(&spec), 1);
    spec.travel.insert(
        "car".into(),
        BTreeMap::from([("x".into(), BTreeMap::from([("y".into(), 10)]))]),
    );
    spec.people[0].mobility = "car".into();
    assert_eq!(served(&spec), 2);
}

#[test]
fn limits_of_minutes_number_and_money_by_start() {
    let with = |limit: LimitSpec| {
        let mut spec = spec(
            vec![person("a")],
            vec![request("r", 0), request("s", 100), request("t", 200)],
        );
        spec.requests.iter_mut().for_each(|request| request.cents = 700);
        spec.people[0].limits = vec![limit];
        served(&spec)
    };
    let window = LimitSpec {
        from: 0,
        to: 200,
        ..LimitSpec::default()
    };
    assert_eq!(
        with(LimitSpec {
            minutes: Some(60),
            ..window.clone()
        }),
        2,
        "the third starts outside"
    );
    assert_eq!(
        with(LimitSpec {
            minutes: Some(119),
            ..window.clone()
        }),
        2
    );
    assert_eq!(
        with(LimitSpec {
            minutes: Some(120),
            ..window.clone()
        }),
        3
    );
    assert_eq!(
        with(LimitSpec {
            requests: Some(0),
            ..window.clone()
        }),
        1
    );
    assert_eq!(
        with(LimitSpec {
            requests: Some(1),
            to: 201,
            ..window.clone()
        }),
        1
    );
    assert_eq!(
        with(LimitSpec {
            cents: Some(1399),
            to: 201,
            ..window.clone()
        }),
        1
    );
    assert_eq!(
        with(LimitSpec {
            cents: Some(1400),
            to: 201,
            ..window
        }),
        2
    );
}

#[test]
fn a_limit_no_request_fits_in_is_the_reason() {
    let mut spec = spec(vec![person("a")], vec![request("r", 0)]);
    spec.people[0].limits = vec![LimitSpec {
        from: 0,
        to: 10,
        minutes: Some(59),
        ..LimitSpec::default()
    }];
    assert_eq!(solved(&spec).unfilled[0].reason, Reason::Limit);
}

#[test]
fn what_takes_the_hours_is_named() {
    let mut spec = spec(
        vec![person("a")],
        vec![
            RequestSpec {
                weight: 5,
                ..request("r", 0)
            },
            request("s", 100),
        ],
    );
    spec.people[0].limits = vec![LimitSpec {
        from: 0,
        to: 1000,
        minutes: Some(60),
        ..LimitSpec::default()
    }];
    let plan = solved(&spec);
    assert_eq!(
        (plan.unfilled[0].reason, plan.unfilled[0].competes_with.as_slice()),
        (Reason::Outcompeted, &["r".to_owned()][..])
    );
}

#[test]
fn one_person_serves_a_case_so_often() {
    let mut spec = spec(
        vec![person("a"), person("b")],
        (0..3)
            .map(|at| RequestSpec {
                case: Some("c".into()),
                ..request(&format!("r{at}"), at * 100)
            })
            .collect(),
    );
    spec.cases = vec![CaseSpec {
        id: "c".into(),
        limit: 1,
    }];
    assert_eq!(served(&spec), 2);
    spec.cases[0].limit = 2;
    assert_eq!(served(&spec), 3);
    spec.cases[0].limit = 0;
    let plan = solved(&spec);
    assert_eq!(
        (plan.assignments.len(), plan.unfilled[0].reason),
        (0, Reason::Limit)
    );
}
