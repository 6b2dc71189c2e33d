//! A valid plan that somebody changed: the checker names what is wrong.

use crate::support::*;
use passgenau_solver::*;

/// Two people, a team, a paid case with a room, a pin, and one request nobody can serve.
fn sample() -> ProblemSpec {
    let mut people = ["a", "b", "c", "d"].map(person).to_vec();
    people[3].available.clear();
    people[0].limits = vec![LimitSpec {
        from: 0,
        to: 1000,
        minutes: Some(120),
        ..LimitSpec::default()
    }];
    let mut team = RequestSpec {
        weight: 3,
        ..request("team", 0)
    };
    team.seats[0].count = 2;
    let paid = RequestSpec {
        cents: 100,
        budget: Some("b".into()),
        case: Some("k".into()),
        resources: vec![vec!["x".into(), "y".into()]],
        options: vec![option(200), option(300)],
        ..request("paid", 200)
    };
    let early = RequestSpec {
        options: vec![option(30)],
        ..request("early", 30)
    };
    let nobody = RequestSpec {
        programme: "q".into(),
        ..request("nobody", 0)
    };
    ProblemSpec {
        resources: ["x", "y"]
            .map(|id| ResourceSpec {
                id: id.into(),
                capacity: 1,
                available: Some(vec![(0, 400)]),
            })
            .to_vec(),
        budgets: vec![BudgetSpec {
            id: "b".into(),
            cents: 100,
        }],
        cases: vec![CaseSpec {
            id: "k".into(),
            limit: 1,
        }],
        pins: vec![told("team", "a")],
        previous: vec![told("early", "c")],
        ..spec(people, vec![team, paid, early, nobody])
    }
}

/// The codes the checker gives for a changed plan.
fn codes(change: impl FnOnce(&mut Plan)) -> Vec<&'static str> {
    codes_of(&sample(), change)
}

fn codes_of(spec: &ProblemSpec, change: impl FnOnce(&mut Plan)) -> Vec<&'static str> {
    let mut plan = solved(spec);
    change(&mut plan);
    let mut codes: Vec<&str> = check(&problem(spec), &plan, None)
        .into_iter()
        .map(|one| one.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn line<'p>(plan: &'p mut Plan, request: &str) -> &'p mut PlannedSeat {
    plan.assignments
        .iter_mut()
        .find(|one| one.request == request)
        .expect("it is served")
}

#[track_caller]
fn assert_names(codes: &[&str], wanted: &str) {
    assert!(codes.contains(&wanted), "{wanted} not in {codes:?}");
}

#[test]
fn the_untouched_plan_is_valid() {
    assert_eq!(codes(|_| {}), [""; 0]);
    assert_eq!(people_of(&solved(&sample()), "early"), ["c"]);
}

#[test]
fn the_digest() {
    let plan = Plan {
        problem: "AB12".into(),
        ..solved(&sample())
    };
    assert_eq!(check(&problem(&sample()), &plan, Some("ab12")), []);
    assert_eq!(check(&problem(&sample()), &plan, Some("ab13"))[0].code, "digest");
}

#[test]
fn people_who_may_not() {
    assert_names(
        &codes(|plan| line(plan, "early").person = "d".into()),
        "unavailable",
    );
    assert_names(
        &codes(|plan| line(plan, "early").person = "nobody".into()),
        "programme",
    );
    assert_names(
        &codes(|plan| line(plan, "early").request = "nobody".into()),
        "programme",
    );
    for (code, spoil) in [
        (
            "language",
            (|spec, _| {
                spec.requests[2].seats[0].languages = vec![LanguageSpec {
                    code: "tr".into(),
                    level: Proficiency::A1,
                }]
            }) as fn(&mut ProblemSpec, ()),
        ),
        ("qualification", |spec, _| {
            spec.requests[2].seats[0].qualifications = vec!["swim".into()]
        }),
        ("gender", |spec, _| {
            spec.requests[2].gender = Some(GenderSpec {
                value: "f".into(),
                required: true,
            })
        }),
        ("excluded", |spec, _| spec.requests[2].excluded = vec!["c".into()]),
        ("reach", |spec, _| spec.people[2].districts = Some(vec![])),
        ("busy", |spec, _| {
            spec.people[2].busy = vec![BusySpec {
                start: 30,
                end: 31,
                ..BusySpec::default()
            }]
        }),
    ] {
        let plan = solved(&sample());
        let mut spoilt = sample();
        spoil(&mut spoilt, ());
        let codes: Vec<&str> = check(&problem(&spoilt), &plan, None)
            .into_iter()
            .map(|one| one.code)
            .collect();
        assert_names(&codes, code);
    }
}

#[test]
fn options() {
    assert_names(&codes(|plan| line(plan, "team").option = 1), "option");
    assert_names(&codes(|plan| line(plan, "paid").option = 2), "option");
    assert_names(
        &codes(|plan| line(plan, "paid").request = "gone".into()),
        "option",
    );
    assert_names(
        &codes(|plan| {
            let double = PlannedSeat {
                seat: 0,
                ..line(plan, "early").clone()
            };
            plan.assignments.push(double);
        }),
        "option",
    );
}

#[test]
fn counts() {
    assert_names(&codes(|plan| line(plan, "early").seat = 1), "count");
    assert_names(
        &codes(|plan| {
            let third = PlannedSeat {
                person: "b".into(),
                ..line(plan, "early").clone()
            };
            plan.assignments.push(third);
        }),
        "count",
    );
    let mut whole = sample();
    whole.pins.clear();
    assert_names(
        &codes_of(&whole, |plan| {
            plan.assignments
                .retain(|one| one.request != "team" || one.person == "a")
        }),
        "count",
    );
}

#[test]
fn collisions() {
    assert_names(&codes(|plan| line(plan, "early").person = "b".into()), "collide");
}

#[test]
fn limits_cases_budgets() {
    let tight = |change: fn(&mut ProblemSpec)| {
        let plan = solved(&sample());
        let mut spec = sample();
        change(&mut spec);
        check(&problem(&spec), &plan, None)
            .into_iter()
            .map(|one| one.code)
            .collect::<Vec<_>>()
    };
    assert_names(
        &tight(|spec| {
            spec.people.iter_mut().for_each(|one| {
                one.limits = vec![LimitSpec {
                    from: 0,
                    to: 400,
                    requests: Some(0),
                    ..LimitSpec::default()
                }]
            })
        }),
        "limit",
    );
    assert_names(&tight(|spec| spec.cases[0].limit = 0), "case");
    assert_names(&tight(|spec| spec.budgets[0].cents = 99), "budget");
}

#[test]
fn resources() {
    assert_names(&codes(|plan| line(plan, "paid").resources.clear()), "resource");
    assert_names(
        &codes(|plan| line(plan, "paid").resources = vec!["z".into()]),
        "resource",
    );
    assert_names(
        &codes(|plan| line(plan, "early").resources = vec!["x".into()]),
        "resource",
    );
    let plan = solved(&sample());
    let mut spec = sample();
    spec.resources
        .iter_mut()
        .for_each(|one| one.available = Some(vec![(0, 210)]));
    assert_names(
        &check(&problem(&spec), &plan, None)
            .into_iter()
            .map(|one| one.code)
            .collect::<Vec<_>>(),
        "resource",
    );
}

#[test]
fn pins() {
    assert_names(&codes(|plan| plan.assignments.retain(|one| !one.pinned)), "pin");
    assert_names(&codes(|plan| line(plan, "team").pinned = false), "pin");
    assert_names(&codes(|plan| line(plan, "early").pinned = true), "pin");
}

#[test]
fn values_and_proofs() {
    assert_names(&codes(|plan| plan.levels[0].value = Amount::Whole(99)), "value");
    assert_names(&codes(|plan| plan.levels[0].bound = Amount::Whole(1)), "value");
    assert_names(&codes(|plan| plan.levels[0].bound = Amount::Whole(1000)), "value");
    assert_names(&codes(|plan| plan.levels[2].bound = Amount::Whole(1000)), "value");
    assert_names(
        &codes(|plan| plan.levels[3].value = Amount::Real(f64::NAN)),
        "value",
    );
    assert_names(&codes(|plan| plan.levels.swap(0, 1)), "value");
    assert_names(&codes(|plan| plan.levels.truncate(1)), "value");
    assert_names(&codes(|plan| plan.status = Status::Feasible), "value");
    assert_names(&codes(|plan| line(plan, "early").person = "b".into()), "value");
}

#[test]
fn backups() {
    let at = |plan: &Plan| {
        plan.backups
            .iter()
            .position(|one| one.people.len() > 1)
            .expect("some seat has two")
    };
    assert_names(
        &codes(|plan| {
            let at = at(plan);
            plan.backups[at].people.swap(0, 1)
        }),
        "backup",
    );
    assert_names(
        &codes(|plan| {
            let at = at(plan);
            plan.backups[at].people.truncate(1)
        }),
        "backup",
    );
    assert_names(&codes(|plan| plan.backups[0].people.push("d".into())), "backup");
    assert_names(
        &codes(|plan| plan.backups[0].people.push("gone".into())),
        "backup",
    );
    assert_names(&codes(|plan| plan.backups.clear()), "backup");
    assert_names(&codes(|plan| plan.backups[0].request = "nobody".into()), "backup");
    assert_names(&codes(|plan| plan.backups[0].seat = 7), "backup");
}

#[test]
fn reasons() {
    assert_names(&codes(|plan| plan.unfilled.clear()), "reason");
    assert_names(
        &codes(|plan| plan.unfilled[0].reason = Reason::Language),
        "reason",
    );
    assert_names(&codes(|plan| plan.unfilled[0].funnel[0] = 1), "reason");
    assert_names(
        &codes(|plan| plan.unfilled[0].competes_with = vec!["team".into()]),
        "reason",
    );
    assert_names(&codes(|plan| plan.unfilled[0].request = "team".into()), "reason");
    assert_names(
        &codes(|plan| plan.unfilled.push(plan.unfilled[0].clone())),
        "reason",
    );
}

#[test]
fn a_fix_that_moves_into_a_room_in_use() {
    let late = PersonSpec {
        available: vec![(30, 400)],
        ..person("b")
    };
    let in_room = |id: &str, start| RequestSpec {
        resources: vec![vec!["x".into()]],
        ..request(id, start)
    };
    let mut spec = spec(
        vec![person("a"), late],
        vec![in_room("held", 200), in_room("early", 0)],
    );
    spec.people[0].available = vec![(200, 260)];
    spec.resources = vec![ResourceSpec {
        id: "x".into(),
        capacity: 1,
        available: Some(vec![(0, 300)]),
    }];
    let moved_to = |start| {
        codes_of(&spec, |plan| {
            let fixes = &mut plan.unfilled[0].fixes;
            fixes.retain(|fix| matches!(fix.change, Change::Option { .. }));
            assert_eq!(fixes.len(), 1, "there is one such fix");
            fixes[0].change = Change::Option {
                start,
                end: start + 60,
            };
        })
    };
    assert!(moved_to(30).is_empty());
    assert!(moved_to(140).is_empty());
    // Held by the other request ...
    assert_names(&moved_to(141), "reason");
    assert_names(&moved_to(230), "reason");
    // ... and not there any more.
    assert_names(&moved_to(260), "reason");
}

#[test]
fn any_single_swap_of_people_on_generated_plans_is_noticed_or_harmless() {
    // A swap either breaks a rule or changes a value, a backup or nothing that can be told apart: never a panic, and the values the
    // plan states are always those of the people it names.
    for seed in 0..150 {
        let spec = crate::random::tiny(seed);
        let plan = solved(&spec);
        let problem = problem(&spec);
        for at in 0..plan.assignments.len() {
            for person in &spec.people {
                let mut changed = plan.clone();
                changed.assignments[at].person.clone_from(&person.id);
                let violations = check(&problem, &changed, None);
                if changed.assignments[at].person != plan.assignments[at].person
                    && plan.assignments[at].pinned
                {
                    assert!(
                        violations.iter().any(|one| one.code == "pin"),
                        "seed {seed}: {violations:?}"
                    );
                }
            }
            let mut removed = plan.clone();
            removed.assignments.remove(at);
            let claimed: f64 = removed
                .levels
                .iter()
                .filter(|level| level.level == Goal::Coverage)
                .map(|level| level.value.as_f64())
                .sum();
            if claimed > 0.0 {
                assert!(
                    check(&problem, &removed, None)
                        .iter()
                        .any(|one| one.code == "value"),
                    "seed {seed}"
                );
            }
        }
    }
}
