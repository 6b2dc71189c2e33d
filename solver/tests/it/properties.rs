//! What must hold however a problem changes.

use crate::random::tiny;
use crate::support::*;
use passgenau_solver::*;
use proptest::prelude::*;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The coverage of the best plan.
fn coverage(spec: &ProblemSpec) -> f64 {
    value(&solved(spec), Goal::Coverage)
}

fn coverage_first(seed: u64) -> ProblemSpec {
    let mut spec = tiny(seed);
    spec.levels.retain(|goal| *goal != Goal::Coverage);
    spec.levels.insert(0, Goal::Coverage);
    spec
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn one_more_person_never_lowers_coverage(seed in any::<u64>(), other in any::<u64>()) {
        let spec = coverage_first(seed);
        let mut more = spec.clone();
        let mut joining = tiny(other).people.swap_remove(0);
        joining.id = "new".into();
        more.people.push(joining);
        prop_assert!(coverage(&more) >= coverage(&spec));
    }

    #[test]
    fn one_more_request_never_lowers_coverage(seed in any::<u64>(), other in any::<u64>()) {
        let spec = coverage_first(seed);
        let mut more = spec.clone();
        let mut added = tiny(other).requests.swap_remove(0);
        added.id = "new".into();
        more.requests.push(added);
        prop_assert!(coverage(&more) >= coverage(&spec));
    }

    #[test]
    fn stability_after_coverage_costs_none(seed in any::<u64>()) {
        let mut spec = coverage_first(seed);
        spec.levels = vec![Goal::Coverage];
        let alone = coverage(&spec);
        spec.levels = vec![Goal::Coverage, Goal::Stability, Goal::Fairness];
        prop_assert_eq!(coverage(&spec), alone);
    }

    #[test]
    fn pins_stay(seed in any::<u64>()) {
        let spec = tiny(seed);
        let plan = solved(&spec);
        for pin in &spec.pins {
            let kept = plan.assignments.iter().any(|one| {
                one.pinned && one.request == pin.request && one.person == pin.person && i64::from(one.option) == pin.option
            });
            prop_assert!(kept, "{:?}", pin);
        }
    }

    #[test]
    fn planning_again_after_telling_people_changes_nothing(seed in any::<u64>()) {
        let mut spec = coverage_first(seed);
        spec.levels = vec![Goal::Coverage, Goal::Stability];
        let plan = solved(&spec);
        spec.previous = plan
            .assignments
            .iter()
            .map(|one| Told { request: one.request.clone(), person: one.person.clone(), option: i64::from(one.option) })
            .collect();
        prop_assert_eq!(value(&solved(&spec), Goal::Stability), 0.0);
    }

    #[test]
    fn backups_can_replace(seed in any::<u64>()) {
        // Solving with the substitute pinned in place of the person keeps everything else.
        let mut spec = coverage_first(seed);
        spec.pins.clear();
        spec.backups = 3;
        let plan = solved(&spec);
        let Some(backup) = plan.backups.iter().find(|backup| !backup.people.is_empty()) else { return Ok(()) };
        let out = plan.assignments.iter().position(|one| one.request == backup.request && one.seat == backup.seat).unwrap();
        let mut changed = plan.clone();
        changed.assignments[out].person.clone_from(&backup.people[0]);
        let broken: Vec<Violation> = check(&problem(&spec), &changed, None)
            .into_iter()
            .filter(|one| !matches!(one.code, "value" | "backup" | "reason"))
            .collect();
        prop_assert!(broken.is_empty(), "{:?}", broken);
    }

    #[test]
    fn one_more_person_never_lowers_coverage_by_prices_either(seed in any::<u64>(), other in any::<u64>()) {
        let coverage = |spec: &ProblemSpec| {
            let options = Options { exact_below: 0, ..Options::default() };
            value(&solve(&problem(spec), &options, &Budget::unlimited(), |_| {}), Goal::Coverage)
        };
        let spec = coverage_first(seed);
        let mut more = spec.clone();
        let mut joining = tiny(other).people.swap_remove(0);
        joining.id = "new".into();
        more.people.push(joining);
        prop_assert!(coverage(&more) >= coverage(&spec));
    }

    #[test]
    fn a_reason_that_is_lifted_is_no_reason_any_more(seed in any::<u64>()) {
        let mut spec = coverage_first(seed);
        // Reasons ask whether enough people could serve, one by one; pairs that are kept apart and what pins use up are beside that.
        spec.apart.clear();
        spec.pins.clear();
        let plan = solved(&spec);
        for open in &plan.unfilled {
            let after = solved(&without_reason(&spec, &open.request, open.reason));
            let filled = |plan: &Plan| plan.assignments.iter().filter(|one| one.request == open.request).count();
            let then = after.unfilled.iter().find(|one| one.request == open.request);
            // Where some of its places are filled, the reason is that of the next place, which may be another one then.
            if filled(&plan) + filled(&after) > 0 {
                continue;
            }
            if open.reason == Reason::Outcompeted {
                prop_assert!(then.is_none_or(|then| then.reason == Reason::Seats), "{:?} {:?}", open, then);
            } else if let Some(then) = then {
                // What is named is the first that leaves nobody; another one may come after it.
                let order = |reason: Reason| Reason::ALL.iter().position(|one| *one == reason);
                prop_assert!(order(then.reason) > order(open.reason) || open.reason == Reason::Seats, "{:?} {:?}", open, then);
            }
        }
    }
}

/// The problem without what keeps a request from being filled.
fn without_reason(spec: &ProblemSpec, request: &str, reason: Reason) -> ProblemSpec {
    let mut spec = spec.clone();
    if reason == Reason::Outcompeted {
        spec.requests.retain(|one| one.id == request);
        spec.pins.retain(|one| one.request == request);
        return spec;
    }
    let asked = spec
        .requests
        .iter_mut()
        .find(|one| one.id == request)
        .expect("a request of the problem");
    match reason {
        Reason::Programme => spec
            .people
            .iter_mut()
            .for_each(|one| one.programmes.push(asked.programme.clone())),
        Reason::Language => asked.seats.iter_mut().for_each(|seat| seat.languages.clear()),
        Reason::Qualification => asked
            .seats
            .iter_mut()
            .for_each(|seat| seat.qualifications.clear()),
        Reason::Gender => {
            asked.gender = None;
            asked.seats.iter_mut().for_each(|seat| seat.gender = None);
        }
        Reason::Excluded => asked.excluded.clear(),
        Reason::Reach => {
            for one in &mut spec.people {
                one.districts = None;
                if !one.modes.contains(&asked.mode) {
                    one.modes.push(asked.mode.clone());
                }
            }
        }
        Reason::Unavailable => spec
            .people
            .iter_mut()
            .for_each(|one| one.available = vec![(-100_000, 100_000)]),
        Reason::Busy => spec.people.iter_mut().for_each(|one| one.busy.clear()),
        Reason::Limit => {
            spec.people.iter_mut().for_each(|one| one.limits.clear());
            spec.cases.iter_mut().for_each(|one| one.limit = 100);
        }
        Reason::Resource => asked.resources.clear(),
        Reason::Budget => asked.budget = None,
        Reason::Outcompeted | Reason::Seats => {}
    }
    spec
}
