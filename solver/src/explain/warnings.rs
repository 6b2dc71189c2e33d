//! Where did a coordinator decide against the rules?

use crate::draft::{Draft, Usage, budget_totals};
use crate::plan::Warning;
use crate::problem::*;
use crate::rules::{Assignment, Stay, collide, first_broken};
use std::collections::BTreeMap;

/// What a coordinator should know about the pins: who may not take the seat, what collides, which limits they exceed.
pub(crate) fn warnings(problem: &Problem, draft: &Draft<'_>) -> Vec<Warning> {
    let mut list = Vec::new();
    let pins: Vec<Assignment> = draft
        .assignments()
        .into_iter()
        .filter(|at| draft.is_pin(*at))
        .collect();
    for &at in &pins {
        if let Some(rule) = first_broken(problem, at) {
            list.push(warning(
                problem,
                rule.as_str(),
                Some(at.request),
                Some(at.person),
                "The pinned person may not take this seat by the rules.".into(),
            ));
        }
    }
    let mut by_person: BTreeMap<PersonId, Vec<Assignment>> = BTreeMap::new();
    for at in pins {
        by_person.entry(at.person).or_default().push(at);
    }
    for (person, pins) in by_person {
        of_person(problem, person, &pins, &mut list);
    }
    for (at, total) in budget_totals(problem).into_iter().enumerate() {
        let budget = &problem.budgets[at];
        if total > budget.cents {
            let detail = format!(
                "The pins cost {total} cents, the budget `{}` has {}.",
                budget.id, budget.cents
            );
            list.push(warning(problem, "budget", None, None, detail));
        }
    }
    list
}

fn of_person(problem: &Problem, person: PersonId, pins: &[Assignment], list: &mut Vec<Warning>) {
    let facts = &problem.people[person.index()];
    for (at, one) in pins.iter().enumerate() {
        for other in &pins[at + 1..] {
            if collide(
                problem,
                facts.mobility,
                Stay::of(problem, *one),
                Stay::of(problem, *other),
            ) {
                let detail = format!(
                    "It collides with the person's pin on `{}`.",
                    problem.request_id(other.request)
                );
                list.push(warning(
                    problem,
                    "collide",
                    Some(one.request),
                    Some(person),
                    detail,
                ));
            }
        }
    }
    for limit in &facts.limits {
        let mut used = Usage::default();
        pins.iter()
            .filter(|at| (limit.window.start..limit.window.end).contains(&at.time(problem).start))
            .for_each(|at| used.count(problem, *at));
        if used.exceeds(limit, &Usage::default()) {
            let detail = format!(
                "The pins alone exceed the limit from {} to {}.",
                limit.window.start, limit.window.end
            );
            list.push(warning(problem, "limit", None, Some(person), detail));
        }
    }
    let mut cases: BTreeMap<CaseId, Vec<Assignment>> = BTreeMap::new();
    for &at in pins {
        if let Some(case) = problem.requests[at.request.index()].case {
            cases.entry(case).or_default().push(at);
        }
    }
    for (case, pins) in cases {
        if pins.len() as i64 > problem.cases[case.index()].limit {
            let request = pins.last().map(|at| at.request);
            list.push(warning(
                problem,
                "case",
                request,
                Some(person),
                "The pins alone exceed the limit of the case.".into(),
            ));
        }
    }
}

fn warning(
    problem: &Problem,
    code: &str,
    request: Option<RequestId>,
    person: Option<PersonId>,
    detail: String,
) -> Warning {
    Warning {
        code: code.to_owned(),
        request: request.map(|request| problem.request_id(request).to_owned()),
        person: person.map(|person| problem.person_id(person).to_owned()),
        detail,
    }
}
