//! The way of large problems - prices, parts, a proof of what is left - on problems of every odd shape, small enough to be known.

use crate::random::Random;
use crate::support::*;
use crate::week::week;
use passgenau_solver::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Everything goes the way of large problems.
fn priced(threads: usize) -> Options {
    Options {
        threads: Some(threads),
        exact_below: 0,
        ..Options::default()
    }
}

fn many(people: usize, requests: usize) -> ProblemSpec {
    spec(
        (0..people).map(|at| person(&format!("a{at:02}"))).collect(),
        (0..requests)
            .map(|at| RequestSpec {
                weight: 1 + at as i64 % 3,
                ..request(&format!("r{at:02}"), 45 * (at as i64 % 9))
            })
            .collect(),
    )
}

fn limited(limit: LimitSpec) -> ProblemSpec {
    let mut spec = many(4, 12);
    for person in &mut spec.people {
        person.limits = vec![limit.clone()];
    }
    spec
}

/// Problems of odd shapes, each with a name for the message.
fn odd() -> Vec<(&'static str, ProblemSpec)> {
    let mut all = vec![
        ("empty", spec(vec![], vec![])),
        ("people alone", many(3, 0)),
        ("requests alone", many(0, 3)),
        ("one person", many(1, 20)),
        ("one request", many(20, 1)),
        ("two of each", many(2, 2)),
    ];
    let mut nobody = many(6, 8);
    nobody
        .people
        .iter_mut()
        .for_each(|person| person.available = vec![(20_000, 30_000)]);
    all.push(("nobody is there", nobody));
    let mut equal = many(8, 16);
    for request in &mut equal.requests {
        request.options = vec![option(0)];
        request.weight = 1;
    }
    all.push(("everything equal", equal));
    let mut huge = many(5, 15);
    for (request, at) in huge.requests.iter_mut().zip(0i64..) {
        request.weight = 1_000_000_000_000 - at;
    }
    all.push(("huge weights", huge));
    let mut far = many(5, 15);
    for (request, weight) in far
        .requests
        .iter_mut()
        .zip([1, 1_000_000_000_000].into_iter().cycle())
    {
        request.weight = weight;
    }
    all.push(("weights far apart", far));
    let mut overlapping = many(4, 14);
    for person in &mut overlapping.people {
        person.limits = (0..9)
            .map(|at| LimitSpec {
                from: 30 * at,
                to: 30 * at + 200,
                minutes: Some(60 + 10 * at),
                requests: Some(1 + at % 2),
                ..LimitSpec::default()
            })
            .collect();
    }
    all.push(("limits that overlap", overlapping));
    let always = LimitSpec {
        from: 0,
        to: 10_000,
        ..LimitSpec::default()
    };
    all.push((
        "no minutes",
        limited(LimitSpec {
            minutes: Some(0),
            ..always.clone()
        }),
    ));
    all.push((
        "no requests",
        limited(LimitSpec {
            requests: Some(0),
            ..always.clone()
        }),
    ));
    let mut unpaid = limited(LimitSpec {
        cents: Some(0),
        ..always
    });
    for (request, at) in unpaid.requests.iter_mut().zip(0i64..) {
        request.cents = at % 2 * 500;
    }
    all.push(("no money", unpaid));
    let mut seats = many(6, 9);
    for (request, at) in seats.requests.iter_mut().zip(0i64..) {
        request.seats = vec![
            SeatSpec {
                count: 1 + at % 4,
                ..SeatSpec::default()
            },
            SeatSpec::default(),
        ];
        request.all_or_nothing = at % 2 == 0;
        request.options.push(option(700 + 20 * at));
    }
    seats.levels = vec![
        Goal::People,
        Goal::Coverage,
        Goal::Visits,
        Goal::Quality,
        Goal::Fairness,
    ];
    all.push(("seats of all kinds, fewest people first", seats));
    let mut tired = many(4, 10);
    for person in &mut tired.people {
        (person.load, person.capacity) = (1_000_000, 1);
    }
    all.push(("far beyond what was offered", tired));
    all
}

#[test]
fn odd_problems_are_proved_either_way() {
    for (name, spec) in odd() {
        let problem = problem(&spec);
        let plans = [Options::default(), priced(2)]
            .map(|options| solve(&problem, &options, &Budget::unlimited(), |_| {}));
        for plan in &plans {
            assert_eq!(check(&problem, plan, None), [], "{name}");
            assert_eq!(plan.status, Status::Optimal, "{name}: {:?}", plan.levels);
        }
        for (one, other) in plans[0].levels.iter().zip(&plans[1].levels) {
            let (one, other) = (one.value.as_f64(), other.value.as_f64());
            assert!(
                (one - other).abs() <= 1e-5 + one.abs() * 1e-9,
                "{name}: {one}, {other}"
            );
        }
    }
}

/// The plan without its seconds.
fn timeless(mut plan: Plan) -> Plan {
    plan.solver.seconds = 0.0;
    plan.levels.iter_mut().for_each(|level| level.seconds = 0.0);
    plan
}

#[test]
fn threads_and_order_change_nothing() {
    for seed in 0..2 {
        let spec = week(seed, 60, 45);
        let mut turned = spec.clone();
        let mut rnd = Random::new(seed);
        rnd.shuffle(&mut turned.people);
        rnd.shuffle(&mut turned.requests);
        let plan = |spec: &ProblemSpec, threads| {
            timeless(solve(
                &problem(spec),
                &priced(threads),
                &Budget::unlimited(),
                |_| {},
            ))
        };
        let first = plan(&spec, 1);
        assert_eq!(first.status, Status::Optimal, "seed {seed}: {:?}", first.levels);
        assert_eq!(first, plan(&spec, 2), "seed {seed}: two threads");
        assert_eq!(
            first,
            plan(&turned, 4),
            "seed {seed}: four threads, another order"
        );
    }
}

#[test]
fn progress_tells_what_is_done_and_never_takes_anything_back() {
    for options in [Options::default(), priced(2)] {
        let spec = week(5, 60, 45);
        let mut told: Vec<Progress> = Vec::new();
        let plan = solve(&problem(&spec), &options, &Budget::unlimited(), |progress| {
            told.push(progress)
        });
        assert_eq!(told.last().map(|one| one.phase), Some(Phase::Reasons));
        for level in &plan.levels {
            let own: Vec<&Progress> = told
                .iter()
                .filter(|one| one.level == level.level && one.phase != Phase::Reasons)
                .collect();
            assert_eq!(own.first().map(|one| one.phase), Some(Phase::Start), "{level:?}");
            let done = own.last().expect("every level tells something");
            assert_eq!((done.phase, done.value), (Phase::Done, level.value));
            assert_eq!(done.gap, Some(level.gap()));
            let sign = if level.level.maximised() { -1.0 } else { 1.0 };
            for pair in own.windows(2) {
                let value = |one: &Progress| sign * one.value.as_f64();
                assert!(value(pair[1]) <= value(pair[0]), "{pair:?}");
                let bound = |one: &Progress| one.bound.map(|bound| sign * bound.as_f64());
                assert!(bound(pair[1]) >= bound(pair[0]), "{pair:?}");
                assert!(pair[1].seconds >= pair[0].seconds);
            }
            for one in own.iter().filter(|one| one.phase != Phase::Start) {
                let (value, bound) = (one.value.as_f64(), one.bound.expect("a bound").as_f64());
                let gap = (value - bound).abs() / value.abs().max(1.0);
                assert!((one.gap.expect("a gap") - gap).abs() < 1e-6, "{one:?}");
            }
        }
    }
}

/// The run is stopped when it looks at the clock for the n-th time. What is counted is how often it looks again before it comes back:
/// a run that ignored the flag would go on for thousands of looks. (How long that takes in seconds, `make bench` measures.)
#[test]
fn a_run_that_is_stopped_at_any_moment_comes_back_with_a_valid_plan() {
    let problem = problem(&week(7, 120, 150));
    for (options, name) in [(Options::default(), "exact"), (priced(2), "priced")] {
        for moment in [1, 2, 5, 20, 100, 400, 1000] {
            let looks = Arc::new(AtomicU64::new(0));
            let stop = Arc::new(AtomicBool::new(false));
            let budget = {
                let (looks, stop) = (Arc::clone(&looks), Arc::clone(&stop));
                let flag = Arc::clone(&stop);
                Budget::new(
                    move || {
                        let look = looks.fetch_add(1, Ordering::Relaxed) + 1;
                        if look >= moment {
                            flag.store(true, Ordering::Relaxed);
                        }
                        look as f64 * 1e-6
                    },
                    1e9,
                    stop,
                )
            };
            let plan = solve(&problem, &options, &budget, |_| {});
            assert_eq!(
                check(&problem, &plan, None),
                [],
                "{name}, stopped at look {moment}"
            );
            let after = looks.load(Ordering::Relaxed).saturating_sub(moment);
            assert!(
                after < 500,
                "{name}, stopped at look {moment}: {after} looks after it"
            );
        }
    }
}
