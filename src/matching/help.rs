//! What would help, who else could, whom to win? The solver's answers in the office's ids.

use std::collections::BTreeSet;

use passgenau_solver as solver;
use solver::{Amount, Assignment, Goal};

use super::QualityParts;
use crate::ids::{PersonId, RequestId};

/// A change of the data after which a request is filled, and advice on whom to win: as plan files say them.
pub use solver::{Advice, Change, Fix};

/// Somebody else for a seat.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherChoice {
    /// Who.
    pub person: PersonId,
    /// Points on this seat.
    pub quality: QualityParts,
    /// Requests that would lose somebody.
    pub uncovered: Vec<RequestId>,
    /// Requests that would gain somebody.
    pub covered: Vec<RequestId>,
    /// Others who would lose something they have in the plan.
    pub moved: Vec<PersonId>,
    /// Points of quality the whole plan would lose.
    pub worse: i64,
}

/// Who else could take a seat of a plan, cheapest first; `None` when the problem does not know the request or the seat.
///
/// # Errors
/// When plan and problem do not belong together.
pub fn others(
    problem: &solver::Problem,
    plan: &solver::Plan,
    request: RequestId,
    seat: usize,
    budget: &solver::Budget,
) -> anyhow::Result<Option<Vec<OtherChoice>>> {
    let Some(wanted) = problem.request(&request.to_string()) else {
        return Ok(None);
    };
    if seat >= problem.seat_count(wanted) {
        return Ok(None);
    }
    let seats = seats(problem, plan)?;
    let person = |id: solver::PersonId| -> anyhow::Result<PersonId> { Ok(problem.person_id(id).parse()?) };
    let ours = |ids: &[solver::RequestId]| -> anyhow::Result<Vec<RequestId>> {
        ids.iter()
            .map(|id| Ok(problem.request_id(*id).parse()?))
            .collect()
    };
    solver::alternatives(problem, &seats, wanted, u32::try_from(seat)?, budget)
        .into_iter()
        .map(|one| {
            Ok(OtherChoice {
                person: person(one.person)?,
                quality: one.quality,
                uncovered: ours(&one.uncovered)?,
                covered: ours(&one.covered)?
                    .into_iter()
                    .filter(|id| *id != request)
                    .collect(),
                moved: one
                    .moved
                    .iter()
                    .map(|id| person(*id))
                    .collect::<anyhow::Result<_>>()?,
                worse: match one.delta.get(&Goal::Quality) {
                    Some(Amount::Whole(points)) => *points,
                    _ => 0,
                },
            })
        })
        .collect::<anyhow::Result<Vec<_>>>()
        .map(Some)
}

/// What one more person would have bought over several plans.
///
/// # Errors
/// When a plan and its problem do not belong together.
pub fn recruiting(
    weeks: &[(solver::Problem, solver::Plan)],
    budget: &solver::Budget,
) -> anyhow::Result<Vec<Advice>> {
    let plans: Vec<Vec<Assignment>> = weeks
        .iter()
        .map(|(problem, plan)| seats(problem, plan))
        .collect::<anyhow::Result<_>>()?;
    let history: Vec<(&solver::Problem, &[Assignment])> = weeks
        .iter()
        .zip(&plans)
        .map(|((problem, _), plan)| (problem, plan.as_slice()))
        .collect();
    Ok(solver::recruiting(&history, budget))
}

fn seats(problem: &solver::Problem, plan: &solver::Plan) -> anyhow::Result<Vec<Assignment>> {
    plan.assignments_in(problem)
        .ok_or_else(|| anyhow::anyhow!("the plan names something that its problem does not know"))
}

/// The person whom a change is about.
pub fn person_of(change: &Change) -> Option<&str> {
    match change {
        Change::District { person } | Change::Available { person, .. } | Change::Limit { person, .. } => {
            Some(person)
        }
        _ => None,
    }
}

/// Everybody and everything that fixes and advice of a plan name.
///
/// # Errors
/// When the plan holds ids that are not ours.
pub fn named(plan: &solver::Plan) -> anyhow::Result<(BTreeSet<RequestId>, BTreeSet<PersonId>)> {
    let (mut requests, mut people) = (BTreeSet::new(), BTreeSet::new());
    for fix in plan.unfilled.iter().flat_map(|one| &one.fixes) {
        for id in fix
            .people
            .iter()
            .map(String::as_str)
            .chain(person_of(&fix.change))
        {
            people.insert(id.parse()?);
        }
        if let Change::Displace { request } = &fix.change {
            requests.insert(request.parse()?);
        }
    }
    for advice in &plan.advice {
        if let Advice::Hours { person, .. } = advice {
            people.insert(person.parse()?);
        }
    }
    Ok((requests, people))
}
