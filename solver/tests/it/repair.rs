//! After an event: is the plan a plan, does nothing cover more, and does nothing move fewer people?

use crate::oracle;
use crate::random::{Random, tiny};
use crate::support::*;
use passgenau_solver::*;
use std::collections::BTreeSet;

/// Request, option and person of everything in a plan.
fn served(problem: &Problem, plan: &[Assignment]) -> Vec<(String, u32, String)> {
    plan.iter()
        .map(|at| {
            (
                problem.request_id(at.request).into(),
                at.option,
                problem.person_id(at.person).into(),
            )
        })
        .collect()
}

fn repaired(spec: &ProblemSpec, event: &Event) -> (Problem, Plan, Vec<Repair>) {
    let problem = problem(spec);
    let plan = solve(&problem, &Options::default(), &Budget::unlimited(), |_| {});
    let before = plan.assignments_in(&problem).expect("a plan of its own problem");
    let choices = repair(&problem, &before, event, &Budget::unlimited());
    (problem, plan, choices)
}

/// The problem after an event, in the test's own way.
fn after(spec: &ProblemSpec, event: &Event) -> ProblemSpec {
    let mut spec = spec.clone();
    match event {
        Event::Declined { request, person } => {
            asked(&mut spec, request).excluded.push(person.clone());
        }
        Event::Unavailable { person, from, to } => {
            let who = spec
                .people
                .iter_mut()
                .find(|one| one.id == *person)
                .expect("a person of the problem");
            who.busy.push(BusySpec {
                start: *from,
                end: *to,
                ..BusySpec::default()
            });
        }
        Event::Cancelled { request } => spec.requests.retain(|one| one.id != *request),
        Event::Urgent { .. } => {}
        Event::Moved { request, start, end } => {
            let asked = asked(&mut spec, request);
            asked.options = vec![OptionSpec {
                start: *start,
                end: *end,
                ..asked.options[0].clone()
            }];
        }
    }
    spec
}

fn asked<'s>(spec: &'s mut ProblemSpec, id: &str) -> &'s mut RequestSpec {
    spec.requests
        .iter_mut()
        .find(|one| one.id == id)
        .expect("a request of the problem")
}

fn some_event(rnd: &mut Random, spec: &ProblemSpec, plan: &Plan) -> Event {
    let any = &plan.assignments[rnd.below(plan.assignments.len() as u64) as usize];
    let time = asked(&mut spec.clone(), &any.request).options[any.option as usize].clone();
    match rnd.below(4) {
        0 => Event::Declined {
            request: any.request.clone(),
            person: any.person.clone(),
        },
        1 => Event::Unavailable {
            person: any.person.clone(),
            from: time.start,
            to: time.end,
        },
        2 => Event::Cancelled {
            request: any.request.clone(),
        },
        _ => {
            let later = 60 * (rnd.below(5) - 2);
            Event::Moved {
                request: any.request.clone(),
                start: time.start + later,
                end: time.end + later,
            }
        }
    }
}

#[test]
fn no_plan_covers_more_or_moves_fewer() {
    let (mut looked_at, mut proved, mut choices_given) = (0, 0, 0);
    for seed in 0..600 {
        let mut spec = tiny(seed);
        spec.pins.clear();
        spec.levels = vec![Goal::Coverage, Goal::Quality];
        let plan = solved(&spec);
        if plan.assignments.is_empty() {
            continue;
        }
        let event = some_event(&mut Random::new(seed), &spec, &plan);
        let (whole, plan, choices) = repaired(&spec, &event);
        let then = after(&spec, &event);
        let weight = |id: &str| spec.requests.iter().find(|one| one.id == id).unwrap().weight as f64;
        let before = served(&whole, &plan.assignments_in(&whole).unwrap());
        let undone = |(request, option, person): &(String, u32, String)| match &event {
            Event::Declined {
                request: r,
                person: p,
            } => r == request && p == person,
            Event::Cancelled { request: r } | Event::Moved { request: r, .. } => r == request,
            Event::Unavailable { person: p, from, to } => {
                let asked = spec.requests.iter().find(|one| one.id == *request).unwrap();
                let time = &asked.options[*option as usize];
                p == person && time.start < *to && *from < time.end
            }
            Event::Urgent { .. } => false,
        };
        let told: Vec<_> = before.iter().filter(|one| !undone(one)).cloned().collect();
        // Covered weight, negated, and people who lose what they were told.
        let cost = |seats: &oracle::Seats| {
            let now: BTreeSet<(String, u32, String)> = seats
                .iter()
                .map(|(r, o, _, p)| {
                    (
                        then.requests[*r].id.clone(),
                        *o as u32,
                        then.people[*p].id.clone(),
                    )
                })
                .collect();
            let moved: BTreeSet<&String> = told
                .iter()
                .filter(|one| !now.contains(*one))
                .map(|one| &one.2)
                .collect();
            vec![
                -now.iter().map(|one| weight(&one.0)).sum::<f64>(),
                moved.len() as f64,
            ]
        };
        let best = oracle::best_by(&then, &cost);
        looked_at += 1;
        choices_given += usize::from(choices.len() > 1);
        for (at, choice) in choices.iter().enumerate() {
            let now: BTreeSet<_> = served(&whole, &choice.plan).into_iter().collect();
            let exists = oracle::best_by(&then, &|seats: &oracle::Seats| {
                let this: BTreeSet<_> = seats
                    .iter()
                    .map(|(r, o, _, p)| {
                        (
                            then.requests[*r].id.clone(),
                            *o as u32,
                            then.people[*p].id.clone(),
                        )
                    })
                    .collect();
                vec![f64::from(u8::from(this != now))]
            });
            assert_eq!(exists, [0.0], "seed {seed}: no plan at all: {event:?} {now:?}");
            let least = oracle::best_by(&then, &|seats: &oracle::Seats| {
                let costs = cost(seats);
                vec![f64::from(u8::from(costs[0] != -choice.coverage as f64)), costs[1]]
            });
            if choice.fewest {
                assert_eq!(
                    choice.moved.len() as f64,
                    least[1],
                    "seed {seed}, choice {at}: {event:?}"
                );
            }
            if choice.most {
                proved += 1;
                assert_eq!(-choice.coverage as f64, best[0], "seed {seed}: {event:?}");
            }
            if at > 0 {
                assert!(choice.moved.len() < choices[at - 1].moved.len(), "seed {seed}");
                assert!(choice.coverage < choices[at - 1].coverage, "seed {seed}");
            }
        }
        assert!(!choices.is_empty(), "seed {seed}: {event:?}");
    }
    assert!(
        looked_at > 250 && proved * 10 > looked_at * 6,
        "{proved} of {looked_at}"
    );
    assert!(choices_given > 3, "only {choices_given} with a choice");
}

#[test]
fn an_urgent_request_is_filled_by_the_fewest_changes() {
    // a serves r1, b serves r2 and nobody else can; r0 is urgent and only a can serve it; c can take r1.
    let only = |id: &str, requests: &[&str]| PersonSpec {
        qualifications: requests.iter().map(|one| (*one).to_owned()).collect(),
        ..person(id)
    };
    let asks = |id: &str, start| RequestSpec {
        seats: vec![SeatSpec {
            qualifications: vec![id.to_owned()],
            ..SeatSpec::default()
        }],
        ..request(id, start)
    };
    let spec = spec(
        vec![only("a", &["r0", "r1"]), only("b", &["r2"]), only("c", &["r1"])],
        vec![asks("r0", 30), asks("r1", 60), asks("r2", 60)],
    );
    let problem = problem(&spec);
    let at = |request: &str, person: &str| Assignment {
        request: problem.request(request).unwrap(),
        option: 0,
        seat: 0,
        person: problem.person(person).unwrap(),
    };
    let before = [at("r1", "a"), at("r2", "b")];
    let event = Event::Urgent { request: "r0".into() };
    let choices = repair(&problem, &before, &event, &Budget::unlimited());
    assert_eq!(choices.len(), 2, "{choices:#?}");
    assert_eq!(choices[0].plan, [at("r0", "a"), at("r1", "c"), at("r2", "b")]);
    assert_eq!(choices[0].moved, [problem.person("a").unwrap()]);
    assert!(choices[0].uncovered.is_empty() && choices[0].fewest && choices[0].most);
    assert_eq!(
        (choices[0].gone.as_slice(), choices[0].new.len()),
        (&[at("r1", "a")][..], 2)
    );
    assert_eq!(choices[1].plan, before);
    assert!(choices[1].moved.is_empty() && choices[1].fewest && !choices[1].most);
    assert_eq!(choices[1].uncovered, [problem.request("r0").unwrap()]);
}

#[test]
fn an_event_of_nobody_is_no_event() {
    let spec = spec(vec![person("a")], vec![request("r", 0)]);
    let event = Event::Declined {
        request: "r".into(),
        person: "nobody".into(),
    };
    assert!(repaired(&spec, &event).2.is_empty());
}
