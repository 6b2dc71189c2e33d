//! What the pages ask about a plan.

use crate::support::*;
use passgenau_solver::*;

fn tick(ticks: &[Tick], rule: &str) -> bool {
    ticks
        .iter()
        .find(|tick| tick.rule == rule)
        .expect("every rule is listed")
        .holds
}

#[test]
fn substitutes_are_ranked() {
    let mut people = ["a", "b", "c", "d"].map(person).to_vec();
    people[1].district = "far".into();
    people[3].available.clear();
    let mut spec = spec(people, vec![request("r", 0), request("s", 30)]);
    spec.travel = [(
        "default".to_owned(),
        [("far".to_owned(), [("d".to_owned(), 40)].into())].into(),
    )]
    .into();
    let plan = solved(&spec);
    let problem = problem(&spec);
    let assignments = plan.assignments_in(&problem).unwrap();
    let r = problem.request("r").unwrap();
    let names: Vec<(&str, i64)> = substitutes(&problem, &assignments, r, 0)
        .into_iter()
        .map(|(person, points)| (problem.person_id(person), points))
        .collect();
    // The other of a and c serves s at the same time; d is never there.
    assert_eq!(names, [("b", 40)]);
    assert_eq!(
        substitutes(&problem, &[], r, 0).len(),
        3,
        "with nobody planned, everybody could"
    );
}

#[test]
fn why_not_ticks_every_rule() {
    let mut people = ["a", "b"].map(person).to_vec();
    people[1].limits = vec![LimitSpec {
        from: 0,
        to: 500,
        minutes: Some(60),
        ..LimitSpec::default()
    }];
    let mut spec = spec(people, vec![request("r", 0), request("s", 30), request("t", 200)]);
    spec.requests[2].budget = Some("m".into());
    spec.requests[2].cents = 5;
    spec.budgets = vec![BudgetSpec {
        id: "m".into(),
        cents: 3,
    }];
    spec.requests[2].excluded = vec!["a".into()];
    spec.pins = vec![told("r", "a"), told("s", "b")];
    let plan = solved(&spec);
    let problem = problem(&spec);
    let assignments = plan.assignments_in(&problem).unwrap();
    let ask = |request: &str, person: &str| {
        why_not(
            &problem,
            &assignments,
            problem.request(request).unwrap(),
            0,
            0,
            problem.person(person).unwrap(),
        )
    };
    let rules: Vec<&str> = ask("r", "a").iter().map(|tick| tick.rule).collect();
    let wanted = [
        "programme",
        "language",
        "qualification",
        "gender",
        "excluded",
        "reach",
        "unavailable",
        "busy",
        "collide",
        "limit",
        "case",
        "budget",
    ];
    assert_eq!(rules, wanted);
    assert!(
        ask("r", "a").iter().all(|tick| tick.holds),
        "who is on the seat may be there"
    );
    let b_on_r = ask("r", "b");
    assert!(!tick(&b_on_r, "collide") && tick(&b_on_r, "limit"), "{b_on_r:?}");
    let b_on_t = ask("t", "b");
    assert!(
        tick(&b_on_t, "collide") && !tick(&b_on_t, "limit") && !tick(&b_on_t, "budget"),
        "{b_on_t:?}"
    );
    assert!(!tick(&ask("t", "a"), "excluded"));
}

#[test]
fn every_reason_occurs_in_generated_problems() {
    let mut seen = std::collections::BTreeSet::new();
    let (mut warnings, mut backups, mut searched) = (0, 0, 0);
    for seed in 0..600 {
        let plan = solved(&crate::random::tiny(seed));
        seen.extend(plan.unfilled.iter().map(|one| one.reason));
        warnings += plan.warnings.len();
        backups += plan.backups.iter().map(|one| one.people.len()).sum::<usize>();
        searched += usize::from(plan.solver.engine == "highs");
    }
    let missing: Vec<Reason> = Reason::ALL
        .into_iter()
        .filter(|reason| !seen.contains(reason))
        .collect();
    assert_eq!(missing, []);
    assert!(
        warnings > 100 && backups > 100 && searched > 100,
        "{warnings} {backups} {searched}"
    );
}

#[test]
fn the_funnel_alone() {
    let problem = problem(&spec(vec![person("a")], vec![request("r", 0)]));
    assert_eq!(funnel(&problem, problem.request("r").unwrap()), [1; 8]);
}
