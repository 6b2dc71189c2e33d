//! What does a solved plan say in the office's terms?

use std::collections::BTreeSet;

use passgenau_solver as solver;

use super::why::{APART, never_together};
use super::{Snapshot, blocks};
use crate::domain::plan::{CandidateRole, PlanCandidate, PlanUnfilled};
use crate::ids::RequestId;

/// A request that stays open, with everything its explanation needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplaced {
    /// Which.
    pub request: RequestId,
    /// The first rule that leaves nobody (message id `reason-…`).
    pub reason: String,
    /// People who pass rules 1 to k for at least one time and seat.
    pub funnel: [u32; 8],
    /// Requests that take who could have come.
    pub competes_with: Vec<RequestId>,
    /// What would help, cheapest first.
    pub fixes: Vec<solver::Fix>,
}

/// The choices and substitutes of a plan, without what was agreed before: by request and seat the chosen people from
/// rank 0 on, then the substitutes, best first.
///
/// # Errors
/// When the plan holds ids that are not ours.
pub fn candidates(plan: &solver::Plan) -> anyhow::Result<Vec<PlanCandidate>> {
    candidates_of(plan, &[])
}

/// The same, with whom the office fixed on `placed`, the requests that were to be placed.
///
/// # Errors
/// When the plan holds ids that are not ours.
pub fn candidates_of(plan: &solver::Plan, placed: &[RequestId]) -> anyhow::Result<Vec<PlanCandidate>> {
    let placed: BTreeSet<String> = placed.iter().map(ToString::to_string).collect();
    let new = |a: &&solver::PlannedSeat| !a.pinned || placed.contains(&a.request);
    let mut candidates: Vec<PlanCandidate> = Vec::new();
    for chosen in plan.assignments.iter().filter(new) {
        let (request, seat): (RequestId, usize) = (chosen.request.parse()?, chosen.seat as usize);
        let before = candidates
            .iter()
            .filter(|c| c.request == request && c.seat == seat)
            .count();
        candidates.push(PlanCandidate {
            request,
            seat,
            rank: i64::try_from(before)?,
            role: CandidateRole::First,
            option: chosen.option as usize,
            person: chosen.person.parse()?,
        });
    }
    for backup in &plan.backups {
        let (request, seat): (RequestId, usize) = (backup.request.parse()?, backup.seat as usize);
        let first: Vec<PlanCandidate> = candidates
            .iter()
            .filter(|c| c.request == request && c.seat == seat)
            .copied()
            .collect();
        let Some(last) = first.last() else { continue };
        for (rank, person) in (last.rank + 1..).zip(&backup.people) {
            candidates.push(PlanCandidate {
                rank,
                role: CandidateRole::Backup,
                person: person.parse()?,
                ..*last
            });
        }
    }
    candidates.sort_by_key(|c| (c.request, c.seat, c.rank));
    Ok(candidates)
}

/// The requests a plan could not fill, with reasons.
///
/// # Errors
/// When the plan holds ids that are not ours.
pub fn unplaced(plan: &solver::Plan) -> anyhow::Result<Vec<Unplaced>> {
    plan.unfilled
        .iter()
        .map(|u| {
            Ok(Unplaced {
                request: u.request.parse()?,
                reason: u.reason.as_str().to_owned(),
                funnel: u.funnel,
                competes_with: u
                    .competes_with
                    .iter()
                    .map(|id| id.parse())
                    .collect::<Result<_, _>>()?,
                fixes: u.fixes.clone(),
            })
        })
        .collect()
}

/// The same as rows.
///
/// # Errors
/// When the plan holds ids that are not ours.
pub fn unfilled(
    snapshot: &Snapshot,
    problem: &solver::ProblemSpec,
    plan: &solver::Plan,
) -> anyhow::Result<Vec<PlanUnfilled>> {
    let missing = |id: RequestId| {
        let id = id.to_string();
        let asked: i64 = problem
            .requests
            .iter()
            .filter(|r| r.id == id)
            .flat_map(|r| &r.seats)
            .map(|s| s.count)
            .sum();
        let filled = plan.assignments.iter().filter(|a| a.request == id).count();
        asked - i64::try_from(filled).unwrap_or(asked)
    };
    let row = |u: Unplaced| {
        let request = snapshot.requests.iter().find(|r| r.id == u.request);
        // The solver knows pairs as one more thing in the way; the office wants to know that it is them.
        let in_the_way = ["outcompeted", "seats"].contains(&u.reason.as_str());
        let apart = in_the_way && request.is_some_and(|request| never_together(snapshot, request));
        PlanUnfilled {
            request: u.request,
            missing: missing(u.request),
            reason: if apart { APART.to_owned() } else { u.reason },
            funnel: u.funnel.iter().map(|n| i64::from(*n)).collect(),
            blocks: request
                .map(|request| blocks(snapshot, request).0)
                .unwrap_or_default(),
        }
    };
    Ok(unplaced(plan)?.into_iter().map(row).collect())
}
