//! The goals, their order and their exactness.

use crate::support::*;
use passgenau_solver::*;

fn with_levels(levels: &[Goal], spec: ProblemSpec) -> ProblemSpec {
    ProblemSpec {
        levels: levels.to_vec(),
        ..spec
    }
}

#[test]
fn an_earlier_goal_is_never_given_up() {
    // Keeping what b was told costs the heavier request, or not, by the order of the goals.
    let mut b = person("b");
    b.limits = vec![LimitSpec {
        from: 0,
        to: 1000,
        requests: Some(1),
        ..LimitSpec::default()
    }];
    let spec = ProblemSpec {
        previous: vec![told("light", "b")],
        ..spec(
            vec![b],
            vec![
                request("light", 0),
                RequestSpec {
                    weight: 2,
                    ..request("heavy", 100)
                },
            ],
        )
    };
    let plan = solved(&with_levels(&[Goal::Coverage, Goal::Stability], spec.clone()));
    assert_eq!(
        (value(&plan, Goal::Coverage), value(&plan, Goal::Stability)),
        (2.0, 1.0)
    );
    let plan = solved(&with_levels(&[Goal::Stability, Goal::Coverage], spec));
    assert_eq!(
        (value(&plan, Goal::Coverage), value(&plan, Goal::Stability)),
        (1.0, 0.0)
    );
}

#[test]
fn what_left_counts_as_not_kept() {
    let spec = ProblemSpec {
        previous: vec![told("gone", "a"), told("r", "gone"), told("r", "a")],
        ..spec(vec![person("a")], vec![request("r", 0)])
    };
    assert_eq!(value(&solved(&spec), Goal::Stability), 2.0);
}

#[test]
fn few_people_or_few_visits() {
    let at = |id: &str, start: i64, place: &str, day: &str| RequestSpec {
        place: Some(place.into()),
        options: vec![OptionSpec {
            day: day.into(),
            ..option(start)
        }],
        ..request(id, start)
    };
    let requests = vec![
        at("r", 0, "s", "mon"),
        at("s", 100, "s", "mon"),
        at("t", 200, "s", "tue"),
        request("u", 300),
    ];
    let base = spec(vec![person("a"), person("b")], requests);
    let plan = solved(&with_levels(&[Goal::Coverage, Goal::People], base.clone()));
    assert_eq!(value(&plan, Goal::People), 1.0);
    let plan = solved(&with_levels(&[Goal::Coverage, Goal::Visits], base));
    assert_eq!(
        value(&plan, Goal::Visits),
        3.0,
        "one on Monday, one on Tuesday, one without a place"
    );
}

#[test]
fn the_parts_of_quality() {
    let mut a = person("a");
    a.preferred = vec![(500, 600)];
    let mut asked = RequestSpec {
        options: vec![option(20_000), option(0)],
        ..request("r", 0)
    };
    asked.district = "e".into();
    asked.gender = Some(GenderSpec {
        value: "f".into(),
        required: false,
    });
    asked.known = vec!["gone".into()];
    let mut spec = spec(vec![a], vec![asked]);
    spec.travel = [(
        "default".to_owned(),
        [("d".to_owned(), [("e".to_owned(), 7)].into())].into(),
    )]
    .into();
    let plan = solved(&spec);
    assert_eq!(value(&plan, Goal::Quality), f64::from(7 + 10 + 20 + 15 + 30));
    let problem = problem(&spec);
    let parts = quality(&problem, plan.assignments_in(&problem).unwrap()[0]);
    let wanted = QualityParts {
        travel_minutes: 7,
        travel: 7,
        language_quality: 100,
        variety: 0,
        option: 10,
        gender: 20,
        preferred: 15,
        known: 30,
        favoured: 0,
    };
    assert_eq!(parts, wanted);
    spec.weights.insert(
        "default".into(),
        WeightsSpec {
            travel: Some(2),
            known: Some(0),
            ..WeightsSpec::default()
        },
    );
    spec.weights.insert(
        "p".into(),
        WeightsSpec {
            known: Some(-5),
            ..WeightsSpec::default()
        },
    );
    assert_eq!(
        value(&solved(&spec), Goal::Quality),
        f64::from(14 + 10 + 20 + 15 - 5)
    );
}

#[test]
fn fairness_asks_who_did_least() {
    let mut people = vec![person("a"), person("b")];
    people[0].load = 300;
    let plan = solved(&with_levels(
        &[Goal::Coverage, Goal::Fairness],
        spec(people, vec![request("r", 0)]),
    ));
    assert_eq!(people_of(&plan, "r"), ["b"]);
    // a: 500 + 250; b: 60 of 600 minutes is 100.
    assert_eq!(value(&plan, Goal::Fairness), 850.0);
}

#[test]
fn no_goals_and_odd_goals() {
    let base = spec(vec![person("a")], vec![request("r", 0)]);
    assert_eq!(solved(&with_levels(&[], base.clone())).status, Status::Optimal);
    let plan = solved(&with_levels(&[Goal::Quality], base.clone()));
    assert_eq!(plan.status, Status::Optimal);
    let plan = solved(&with_levels(&[Goal::People, Goal::Coverage], base));
    assert_eq!(
        (value(&plan, Goal::People), value(&plan, Goal::Coverage)),
        (0.0, 0.0)
    );
}

#[test]
fn huge_weights_do_not_lose_a_unit() {
    // One person, many requests in conflict by pairs: the heavier of each pair differs by one unit.
    let billion = 1_000_000_000;
    let pair = |at: i64| {
        let (light, heavy) = (billion + at % 3, billion + at % 3 + 1);
        [
            RequestSpec {
                weight: light,
                ..request(&format!("l{at}"), at * 100)
            },
            RequestSpec {
                weight: heavy,
                ..request(&format!("h{at}"), at * 100 + 30)
            },
        ]
    };
    let requests: Vec<RequestSpec> = (0..40).flat_map(pair).collect();
    let best: i64 = (0..40).map(|at| billion + at % 3 + 1).sum();
    let plan = solved(&with_levels(
        &[Goal::Coverage, Goal::Quality],
        spec(vec![person("a")], requests.clone()),
    ));
    assert_eq!(value(&plan, Goal::Coverage), best as f64);
    // Beside them a single unit still counts.
    let mut with_one = requests;
    with_one.push(RequestSpec {
        weight: 1,
        ..request("one", 9000)
    });
    let plan = solved(&with_levels(&[Goal::Coverage], spec(vec![person("a")], with_one)));
    assert_eq!(value(&plan, Goal::Coverage), (best + 1) as f64);
    assert!(plan.levels[0].bound.as_f64() >= (best + 1) as f64);
}

#[test]
fn equal_huge_weights_are_proved() {
    let requests = (0..30)
        .map(|at| RequestSpec {
            weight: 1_000_000_000,
            ..request(&format!("r{at}"), at * 45)
        })
        .collect();
    let plan = solved(&spec(vec![person("a"), person("b")], requests));
    assert_eq!(plan.status, Status::Optimal);
}
