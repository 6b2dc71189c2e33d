//! Why this person, and who else could? The solver's own words for the office's pages.

use std::collections::BTreeMap;

use passgenau_solver as solver;
use solver::Assignment;

use super::{Snapshot, problem};
use crate::domain::rules::Term;
use crate::ids::{PersonId, RequestId};

/// The points of one chosen person, part by part, and the facts behind them.
pub use solver::QualityParts;

/// Why somebody was chosen for a seat.
#[derive(Clone, Debug, Default)]
pub struct Reason {
    /// Points.
    pub parts: QualityParts,
    /// Whether they have served the case before.
    pub knows: bool,
    /// What the office favours people for here, and whether this is one of them.
    pub favoured: BTreeMap<Term, bool>,
    /// Minutes they had in the weeks before that count for a fair share.
    pub served: i64,
    /// Minutes they have in the planned weeks, this appointment included.
    pub minutes: i64,
}

/// Points and facts of every choice of a plan, by request, seat and person.
///
/// # Errors
/// When plan and problem do not belong together.
pub fn reasons(
    problem: &solver::Problem,
    plan: &solver::Plan,
) -> anyhow::Result<BTreeMap<(RequestId, usize, PersonId), Reason>> {
    let mut reasons = BTreeMap::new();
    let mut minutes: BTreeMap<PersonId, i64> = BTreeMap::new();
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
        let standing = solver::standing(problem, at);
        // What stands for a case of the past lasts a minute.
        if standing.minutes > 1 {
            *minutes.entry(key.2).or_default() += standing.minutes;
        }
        let favoured = standing.favoured.iter();
        let reason = Reason {
            parts: solver::quality(problem, at),
            knows: standing.knows,
            favoured: favoured
                .filter_map(|(term, is)| Some((Term::parse(term)?, *is)))
                .collect(),
            served: standing.load,
            minutes: 0,
        };
        reasons.insert(key, reason);
    }
    for ((_, _, person), reason) in &mut reasons {
        reason.minutes = minutes.get(person).copied().unwrap_or(0);
    }
    Ok(reasons)
}

/// Somebody who could take a seat, and what that costs.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatChoice {
    /// Who.
    pub person: PersonId,
    /// Points on this seat.
    pub quality: QualityParts,
    /// Other requests that wait for the same hours and that this person could take, with how many others could.
    pub wanted_by: Vec<(RequestId, usize)>,
}

/// Who could take a seat of a request with everything agreed unchanged, best first, with what each costs: the points
/// and the requests of the snapshot at the same time that want them too.
///
/// # Errors
/// When the snapshot makes no valid problem, which would be a fault of ours.
pub fn choices(snapshot: &Snapshot, request: RequestId, seat: usize) -> anyhow::Result<Vec<SeatChoice>> {
    let (problem, agreed) = standing(snapshot)?;
    let Some(wanted) = problem.request(&request.to_string()) else {
        return Ok(Vec::new());
    };
    let seat = u32::try_from(seat)?;
    let able = solver::substitutes(&problem, &agreed, wanted, seat);
    let mut rivals: Vec<(RequestId, Vec<solver::PersonId>)> = Vec::new();
    for other in snapshot.requests.iter().filter(|r| r.id != request) {
        if let Some(id) = problem.request(&other.id.to_string()) {
            let people = solver::substitutes(&problem, &agreed, id, 0);
            rivals.push((other.id, people.into_iter().map(|(person, _)| person).collect()));
        }
    }
    able.into_iter()
        .map(|(person, _)| {
            let at = Assignment {
                request: wanted,
                option: 0,
                seat,
                person,
            };
            let wanted_by = rivals
                .iter()
                .filter(|(_, people)| people.contains(&person))
                .map(|(id, people)| (*id, people.len() - 1))
                .collect();
            Ok(SeatChoice {
                person: problem.person_id(person).parse()?,
                quality: solver::quality(&problem, at),
                wanted_by,
            })
        })
        .collect()
}

/// Who could take a seat of a request with everything agreed unchanged, best first by the points of quality.
///
/// # Errors
/// When the snapshot makes no valid problem, which would be a fault of ours.
pub fn substitutes(snapshot: &Snapshot, request: RequestId, seat: usize) -> anyhow::Result<Vec<PersonId>> {
    let (problem, agreed) = standing(snapshot)?;
    let Some(wanted) = problem.request(&request.to_string()) else {
        return Ok(Vec::new());
    };
    let able = solver::substitutes(&problem, &agreed, wanted, u32::try_from(seat)?);
    able.into_iter()
        .map(|(person, _)| Ok(problem.person_id(person).parse()?))
        .collect()
}

/// The problem of a snapshot, and everything agreed in it.
fn standing(snapshot: &Snapshot) -> anyhow::Result<(solver::Problem, Vec<Assignment>)> {
    let spec = problem(snapshot);
    let problem = solver::validate(&spec).map_err(|faults| {
        anyhow::anyhow!(
            "{} fault(s) in our own problem: {:?}",
            faults.len(),
            faults.first()
        )
    })?;
    let agreed = spec
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
    Ok((problem, agreed))
}
