//! Why this person, and who else could? The solver's own words for the office's pages.

use std::collections::BTreeMap;

use passgenau_solver as solver;
use solver::Assignment;

use super::{Snapshot, problem};
use crate::ids::{PersonId, RequestId};

/// The points of one chosen person, part by part, and the facts behind them.
pub use solver::QualityParts;

/// The points of every choice of a plan, by request, seat and person.
///
/// # Errors
/// When plan and problem do not belong together.
pub fn reasons(
    problem: &solver::Problem,
    plan: &solver::Plan,
) -> anyhow::Result<BTreeMap<(RequestId, usize, PersonId), QualityParts>> {
    let mut reasons = BTreeMap::new();
    for chosen in &plan.assignments {
        let (Some(request), Some(person)) =
            (problem.request(&chosen.request), problem.person(&chosen.person))
        else {
            anyhow::bail!("the plan names someone whom its problem does not know");
        };
        let at = Assignment {
            request,
            option: chosen.option,
            seat: chosen.seat,
            person,
        };
        let key = (
            chosen.request.parse()?,
            chosen.seat as usize,
            chosen.person.parse()?,
        );
        reasons.insert(key, solver::quality(problem, at));
    }
    Ok(reasons)
}

/// Who could take a seat of a request with everything agreed unchanged, best first by the points of quality.
///
/// # Errors
/// When the snapshot makes no valid problem, which would be a fault of ours.
pub fn substitutes(snapshot: &Snapshot, request: RequestId, seat: usize) -> anyhow::Result<Vec<PersonId>> {
    let spec = problem(snapshot);
    let problem = solver::validate(&spec).map_err(|faults| {
        anyhow::anyhow!(
            "{} fault(s) in our own problem: {:?}",
            faults.len(),
            faults.first()
        )
    })?;
    let Some(wanted) = problem.request(&request.to_string()) else {
        return Ok(Vec::new());
    };
    let agreed: Vec<Assignment> = spec
        .pins
        .iter()
        .filter_map(|pin| {
            let (request, person) = (problem.request(&pin.request)?, problem.person(&pin.person)?);
            Some(Assignment {
                request,
                option: 0,
                seat: 0,
                person,
            })
        })
        .collect();
    let able = solver::substitutes(&problem, &agreed, wanted, u32::try_from(seat)?);
    able.into_iter()
        .map(|(person, _)| Ok(problem.person_id(person).parse()?))
        .collect()
}
