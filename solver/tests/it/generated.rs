//! On thousands of tiny problems that use every rule: the solver's values are those of trying every plan, and the checker agrees.

use crate::oracle;
use crate::random::{Random, tiny};
use crate::support::*;
use passgenau_solver::*;

/// Problems per test; more of them when `PASSGENAU_SEEDS` says so.
fn seeds(default: u64) -> std::ops::Range<u64> {
    0..std::env::var("PASSGENAU_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

#[test]
fn no_plan_is_better() {
    best_of_all(&Options::default(), seeds(600));
}

/// The way of large problems: prices, neighbourhoods, and a proof of what is left.
#[test]
fn no_plan_is_better_than_the_priced_one() {
    let options = Options {
        exact_below: 0,
        ..Options::default()
    };
    // In the last one nothing is shared between people.
    best_of_all(&options, seeds(3500).chain([21_747]));
}

fn best_of_all(options: &Options, seeds: impl Iterator<Item = u64>) {
    let mut plans = 0;
    for seed in seeds {
        let spec = tiny(seed);
        let problem = problem(&spec);
        let plan = solve(&problem, options, &Budget::unlimited(), |_| {});
        assert_eq!(check(&problem, &plan, None), [], "seed {seed}");
        let (best, tried) = oracle::best(&spec);
        plans += tried;
        for (level, best) in plan.levels.iter().zip(&best) {
            let cost = if level.level == Goal::Coverage {
                -level.value.as_f64()
            } else {
                level.value.as_f64()
            };
            assert!(
                (cost - best).abs() < 2e-5,
                "seed {seed}, {:?} of {:?}: {cost}, but {best} is possible\n{}",
                level.level,
                spec.levels,
                serde_json::to_string(&spec).expect("a problem can be written")
            );
            assert_eq!(level.status, Status::Optimal, "seed {seed}: {level:?}");
        }
        assert_eq!(plan.status, Status::Optimal, "seed {seed}");
    }
    assert!(plans > 10_000, "only {plans} plans were compared");
}

#[test]
fn what_is_written_is_read_again() {
    for seed in seeds(100) {
        let spec = tiny(seed);
        let written = serde_json::to_vec(&spec).unwrap();
        let value: Value = serde_json::from_slice(&written).unwrap();
        assert_eq!(read_spec(&value).unwrap(), spec, "seed {seed}");
        let plan = solved(&spec);
        let value: Value = serde_json::from_slice(&serde_json::to_vec_pretty(&plan).unwrap()).unwrap();
        assert_eq!(read_plan(&value).unwrap(), plan, "seed {seed}");
    }
}

/// The plan without its seconds.
fn timeless(mut plan: Plan) -> Plan {
    plan.solver.seconds = 0.0;
    plan.levels.iter_mut().for_each(|level| level.seconds = 0.0);
    plan
}

#[test]
fn order_and_threads_change_nothing() {
    for seed in seeds(60) {
        let spec = tiny(seed);
        let mut rnd = Random::new(seed + 1);
        let mut turned = spec.clone();
        rnd.shuffle(&mut turned.people);
        rnd.shuffle(&mut turned.requests);
        rnd.shuffle(&mut turned.resources);
        rnd.shuffle(&mut turned.pins);
        rnd.shuffle(&mut turned.previous);
        rnd.shuffle(&mut turned.language_fallbacks);
        let plan = |spec: &ProblemSpec, threads| {
            let options = Options {
                threads: Some(threads),
                ..Options::default()
            };
            timeless(solve(&problem(spec), &options, &Budget::unlimited(), |_| {}))
        };
        let first = plan(&spec, 1);
        assert_eq!(first, plan(&spec, 2), "seed {seed}: threads");
        assert_eq!(first, plan(&turned, 2), "seed {seed}: order");
    }
}
