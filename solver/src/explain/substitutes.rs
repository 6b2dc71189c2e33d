//! Who could step in?
//!
//! A substitute of a filled seat passes the eight rules for it, sits on no seat of the request, and could stand in for **one of the people
//! on the seat** while every other assignment stays: nothing of the substitute's own collides with it, and limits and the case admit it.
//! The budget is not asked, since the seat costs the same whoever fills it. For a seat that nobody fills the answer is who could take it
//! by the same rules. Best first by quality (points of the goal `quality`), then by id.

use crate::draft::Draft;
use crate::eligibility::Index;
use crate::plan::Backup;
use crate::problem::*;
use crate::quality::quality;
use crate::rules::Assignment;
use rayon::prelude::*;

/// Who could step in on a seat of a plan, with their points of quality, best first.
///
/// The time is the one at which the plan serves the request, the first one when it does not.
pub fn substitutes(
    problem: &Problem,
    plan: &[Assignment],
    request: RequestId,
    seat: u32,
) -> Vec<(PersonId, i64)> {
    let mut draft = Draft::empty(problem);
    plan.iter().for_each(|at| draft.add(*at));
    ranked(problem, &Index::new(problem), &draft, request, seat)
}

fn ranked(
    problem: &Problem,
    index: &Index,
    draft: &Draft<'_>,
    request: RequestId,
    seat: u32,
) -> Vec<(PersonId, i64)> {
    let option = draft.by_request[request.index()]
        .first()
        .map_or(0, |at| at.option);
    let mut found: Vec<(i64, PersonId)> = index
        .eligible(problem, request, option, seat)
        .into_iter()
        .map(|person| Assignment {
            request,
            option,
            seat,
            person,
        })
        .filter(|&at| draft.obstacle(at).is_none())
        .map(|at| (quality(problem, at).total(), at.person))
        .collect();
    found.sort_unstable();
    found
        .into_iter()
        .map(|(points, person)| (person, points))
        .collect()
}

/// The wanted number of substitutes for every filled seat.
pub(crate) fn backups(problem: &Problem, index: &Index, draft: &Draft<'_>) -> Vec<Backup> {
    if problem.backups == 0 {
        return Vec::new();
    }
    let mut seats: Vec<(RequestId, u32)> = draft
        .by_request
        .iter()
        .flatten()
        .map(|at| (at.request, at.seat))
        .collect();
    seats.sort_unstable();
    seats.dedup();
    seats
        .into_par_iter()
        .map(|(request, seat)| Backup {
            request: problem.request_id(request).to_owned(),
            seat,
            people: ranked(problem, index, draft, request, seat)
                .into_iter()
                .take(problem.backups)
                .map(|(person, _)| problem.person_id(person).to_owned())
                .collect(),
        })
        .collect()
}
