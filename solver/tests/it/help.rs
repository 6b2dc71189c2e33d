//! Is everything that a plan offers as help true? Fixes, advice and prices against trying every plan of the changed problem.

use crate::oracle;
use crate::random::tiny;
use crate::support::*;
use passgenau_solver::*;
use std::collections::BTreeMap;

fn coverage_first(seed: u64) -> ProblemSpec {
    let mut spec = tiny(seed);
    spec.levels.retain(|goal| *goal != Goal::Coverage);
    spec.levels.insert(0, Goal::Coverage);
    spec
}

fn someone<'s>(spec: &'s mut ProblemSpec, id: &str) -> &'s mut PersonSpec {
    spec.people
        .iter_mut()
        .find(|one| one.id == id)
        .expect("a person of the problem")
}

/// Makes a change in the test's own way.
fn changed(spec: &ProblemSpec, request: &str, change: &Change) -> ProblemSpec {
    let mut spec = spec.clone();
    let at = spec
        .requests
        .iter()
        .position(|one| one.id == request)
        .expect("a request of the problem");
    let starts: Vec<i64> = spec.requests[at].options.iter().map(|one| one.start).collect();
    match change {
        Change::Option { start, end } => {
            let day = spec.requests[at].options[0].day.clone();
            spec.requests[at].options.push(OptionSpec {
                start: *start,
                end: *end,
                day,
            });
        }
        Change::Mode { mode } => spec.requests[at].mode = mode.clone(),
        Change::Level { code, level } => {
            for entry in spec.requests[at]
                .seats
                .iter_mut()
                .flat_map(|seat| &mut seat.languages)
            {
                if entry.code == *code {
                    entry.level = entry.level.min(*level);
                }
            }
        }
        Change::Language { code } => {
            for seat in &mut spec.requests[at].seats {
                if let Some(level) = seat.languages.first().map(|entry| entry.level) {
                    seat.languages.push(LanguageSpec {
                        code: code.clone(),
                        level,
                    });
                }
            }
        }
        Change::District { person } => {
            let district = spec.requests[at].district.clone();
            someone(&mut spec, person)
                .districts
                .as_mut()
                .expect("bound to districts")
                .push(district);
        }
        Change::Available { person, start, end } => someone(&mut spec, person).available.push((*start, *end)),
        Change::Limit {
            person,
            minutes,
            requests,
            cents,
        } => {
            for limit in &mut someone(&mut spec, person).limits {
                if starts
                    .iter()
                    .any(|start| limit.from <= *start && *start < limit.to)
                {
                    limit.minutes = limit.minutes.map(|old| old.max(minutes.unwrap_or(old)));
                    limit.requests = limit.requests.map(|old| old.max(requests.unwrap_or(old)));
                    limit.cents = limit.cents.map(|old| old.max(cents.unwrap_or(old)));
                }
            }
        }
        Change::Resource { resource, capacity } => {
            let found = spec.resources.iter_mut().find(|one| one.id == *resource);
            found.expect("a resource of the problem").capacity = *capacity;
        }
        Change::Budget { budget, cents } => {
            let found = spec.budgets.iter_mut().find(|one| one.id == *budget);
            found.expect("a budget of the problem").cents = *cents;
        }
        Change::Gender => {
            let asked = &mut spec.requests[at];
            asked.gender = asked.gender.take().map(|one| GenderSpec {
                required: false,
                ..one
            });
            asked.seats.iter_mut().for_each(|seat| seat.gender = None);
        }
        Change::Displace { .. } => {}
    }
    spec
}

#[test]
fn every_fix_is_true() {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 0..2500 {
        let spec = coverage_first(seed);
        let plan = solved(&spec);
        let filled = |id: &str| plan.assignments.iter().filter(|one| one.request == id).count();
        for entry in &plan.unfilled {
            for fix in &entry.fixes {
                let word = format!("{:?}", fix.change);
                *seen
                    .entry(word.split([' ', '{']).next().unwrap_or_default().to_owned())
                    .or_default() += 1;
                let then = changed(&spec, &entry.request, &fix.change);
                let given_up = match &fix.change {
                    Change::Displace { request } => Some(request),
                    _ => None,
                };
                // 0 when the request is full with the people named, and every other request has at least as many as now.
                let best = oracle::best_by(&then, &|seats: &oracle::Seats| {
                    let helped = then.requests.iter().enumerate().all(|(at, asked)| {
                        let now = seats.iter().filter(|seat| seat.0 == at).count();
                        if asked.id == entry.request {
                            now as i64 == asked.seats.iter().map(|seat| seat.count).sum::<i64>()
                        } else {
                            Some(&asked.id) == given_up || now >= filled(&asked.id)
                        }
                    });
                    let named = fix.people.iter().all(|id| {
                        seats.iter().any(|seat| {
                            then.requests[seat.0].id == entry.request && then.people[seat.3].id == *id
                        })
                    });
                    vec![f64::from(u8::from(!helped || !named))]
                });
                assert_eq!(best, [0.0], "seed {seed}, {}: {fix:?}", entry.request);
            }
        }
    }
    for kind in [
        "Option",
        "Mode",
        "Level",
        "Language",
        "District",
        "Available",
        "Limit",
        "Budget",
        "Gender",
        "Displace",
        "Resource",
    ] {
        assert!(seen.contains_key(kind), "no fix of kind {kind}: {seen:?}");
    }
}

#[test]
fn advice_gains_what_it_says() {
    let mut given = 0;
    for seed in 0..1200 {
        let mut spec = coverage_first(seed);
        spec.levels = vec![Goal::Coverage];
        let plan = solved(&spec);
        for one in &plan.advice {
            let mut then = spec.clone();
            match one {
                Advice::Hours { person, minutes, .. } => {
                    for limit in &mut someone(&mut then, person).limits {
                        limit.minutes = limit.minutes.map(|old| old + minutes);
                    }
                }
                Advice::Person {
                    programme,
                    languages,
                    district,
                    available,
                    ..
                } => {
                    let mut qualifications: Vec<String> = spec
                        .requests
                        .iter()
                        .flat_map(|asked| &asked.seats)
                        .flat_map(|seat| seat.qualifications.clone())
                        .collect();
                    qualifications.sort();
                    qualifications.dedup();
                    let modes = spec.requests.iter().map(|asked| asked.mode.clone()).collect();
                    for gender in [None, Some("f"), Some("m")] {
                        then.people.push(PersonSpec {
                            id: format!("new{gender:?}"),
                            programmes: vec![programme.clone()],
                            languages: languages.clone(),
                            qualifications: qualifications.clone(),
                            gender: gender.map(str::to_owned),
                            district: district.clone().unwrap_or_else(|| "d0".into()),
                            districts: district.clone().map(|district| vec![district]),
                            modes: Vec::clone(&modes),
                            available: available.clone(),
                            capacity: 600,
                            ..PersonSpec::default()
                        });
                    }
                }
            }
            given += 1;
            let more = value(&solved(&then), Goal::Coverage) - value(&plan, Goal::Coverage);
            assert!(more >= one.gain() as f64, "seed {seed}: {one:?} gains {more}");
        }
    }
    assert!(given > 100, "only {given} pieces of advice");
}

#[test]
fn the_price_of_somebody_else_is_the_best_plan_with_them() {
    let (mut prices, mut exact) = (0, 0);
    for seed in 0..500 {
        let mut spec = coverage_first(seed);
        spec.levels = vec![Goal::Coverage, Goal::Quality];
        spec.budgets.clear();
        spec.requests.iter_mut().for_each(|asked| asked.budget = None);
        let problem = problem(&spec);
        let plan = solved(&spec);
        let now = plan.assignments_in(&problem).expect("its own plan");
        let covered = value(&plan, Goal::Coverage);
        for at in now.iter().filter(|at| {
            !spec
                .pins
                .iter()
                .any(|pin| pin.request == problem.request_id(at.request))
        }) {
            for other in alternatives(&problem, &now, at.request, at.seat, &Budget::unlimited()) {
                let (request, person) = (problem.request_id(at.request), problem.person_id(other.person));
                let best = oracle::best_by(&spec, &|seats: &oracle::Seats| {
                    let forced = seats.iter().any(|seat| {
                        spec.requests[seat.0].id == request
                            && seat.1 == at.option as usize
                            && seat.2 == at.seat as usize
                            && spec.people[seat.3].id == person
                    });
                    let weight: i64 = seats.iter().map(|seat| spec.requests[seat.0].weight).sum();
                    vec![f64::from(u8::from(!forced)), -weight as f64]
                });
                assert_eq!(best[0], 0.0, "seed {seed}: {other:?} cannot sit there");
                let price = covered + other.delta[&Goal::Coverage].as_f64();
                assert!(price <= -best[1], "seed {seed}: {other:?} is too cheap");
                prices += 1;
                exact += u32::from(price == -best[1]);
            }
        }
    }
    assert!(
        prices > 150 && exact * 100 >= prices * 97,
        "{exact} of {prices} prices are exact"
    );
}

/// The fixes of the only unfilled request.
fn fixes(spec: &ProblemSpec) -> Vec<Fix> {
    let plan = solved(spec);
    assert_eq!(plan.unfilled.len(), 1, "{:#?}", plan.unfilled);
    plan.unfilled[0].fixes.clone()
}

#[test]
fn changes_are_as_small_as_they_can_be() {
    let language = |level| {
        vec![LanguageSpec {
            code: "ti".into(),
            level,
        }]
    };
    let seats = |level| {
        vec![SeatSpec {
            languages: language(level),
            ..SeatSpec::default()
        }]
    };
    // Two people speak worse than asked: the better one is enough.
    let speaks = |id: &str, level| PersonSpec {
        languages: [("ti".into(), level)].into(),
        ..person(id)
    };
    let low = spec(
        vec![speaks("a", Proficiency::A2), speaks("b", Proficiency::B1)],
        vec![RequestSpec {
            seats: seats(Proficiency::C1),
            ..request("r", 0)
        }],
    );
    let found = fixes(&low);
    assert_eq!(
        found[0].change,
        Change::Level {
            code: "ti".into(),
            level: Proficiency::B1
        }
    );
    assert_eq!(found[0].people, ["b"]);

    // A limit of 100 minutes and two hours of requests: 20 more.
    let limited = PersonSpec {
        limits: vec![LimitSpec {
            from: 0,
            to: 1000,
            minutes: Some(100),
            ..LimitSpec::default()
        }],
        ..person("a")
    };
    let found = fixes(&spec(vec![limited], vec![request("r1", 0), request("r2", 100)]));
    assert_eq!(
        found[0].change,
        Change::Limit {
            person: "a".into(),
            minutes: Some(120),
            requests: None,
            cents: None
        }
    );
    assert_eq!(found[0].delta[&Goal::Coverage], Amount::Whole(1));
    assert!(
        matches!(
            found.last(),
            Some(Fix {
                change: Change::Displace { .. },
                ..
            })
        ),
        "the price comes last"
    );

    // There from minute 30 on: half an hour later is enough.
    let late = PersonSpec {
        available: vec![(30, 400)],
        ..person("a")
    };
    let found = fixes(&spec(vec![late], vec![request("r", 0)]));
    assert_eq!(found[0].change, Change::Option { start: 30, end: 90 });
    assert!(
        found
            .iter()
            .any(|fix| matches!(fix.change, Change::Available { .. }))
    );
}

#[test]
fn somebody_may_have_to_be_moved() {
    // b could come if the level were lower, but serves another request that c can take over, who may not come to this one.
    let speaks = |id: &str, level| PersonSpec {
        languages: [("ti".into(), level)].into(),
        ..person(id)
    };
    let asks = |id: &str, level| RequestSpec {
        seats: vec![SeatSpec {
            languages: vec![LanguageSpec {
                code: "ti".into(),
                level,
            }],
            ..SeatSpec::default()
        }],
        ..request(id, 0)
    };
    let mut spec = spec(
        vec![speaks("b", Proficiency::B1), speaks("c", Proficiency::A1)],
        vec![asks("r1", Proficiency::A1), asks("r2", Proficiency::C1)],
    );
    spec.requests[1].excluded = vec!["c".into()];
    spec.people
        .iter_mut()
        .for_each(|person| person.available = vec![(0, 60)]);
    spec.previous = vec![told("r1", "b")];
    let found = fixes(&spec);
    assert_eq!(
        found[0].change,
        Change::Level {
            code: "ti".into(),
            level: Proficiency::B1
        }
    );
    assert_eq!(found[0].people, ["b"]);
    assert_eq!(
        found[0].delta[&Goal::Stability],
        Amount::Whole(1),
        "somebody was told otherwise"
    );
}

#[test]
fn a_quarter_says_whom_to_win() {
    // Three weeks in which nobody speaks Tigrinya on Tuesday morning.
    let week = |number: i64| {
        let mut asked = request("r", number * 10_080 + 5 * 1440 + 480);
        asked.seats[0].languages = vec![LanguageSpec {
            code: "ti".into(),
            level: Proficiency::B2,
        }];
        problem(&spec(vec![person("a")], vec![asked]))
    };
    let weeks: Vec<Problem> = (0..3).map(week).collect();
    let history: Vec<(&Problem, &[Assignment])> = weeks.iter().map(|week| (week, &[][..])).collect();
    let advice = recruiting(&history, &Budget::unlimited());
    let [
        Advice::Person {
            languages,
            district,
            available,
            gain,
            ..
        },
    ] = &advice[..]
    else {
        panic!("{advice:?}");
    };
    assert_eq!(languages.get("ti"), Some(&Proficiency::B2));
    assert_eq!((district.as_deref(), available.len(), *gain), (Some("d"), 3, 3));
}
