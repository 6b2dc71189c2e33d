//! Who else could take a seat, and what would that cost?
//!
//! The price is not a guess: the other person is put on the seat and the neighbourhood is solved again, goal after goal in the order of the
//! problem, everything farther away unchanged. The price is the difference to the plan, goal by goal. Fairness is counted, not optimised.

use crate::budget::Budget;
use crate::draft::Draft;
use crate::eligibility::Index;
use crate::engine::Region;
use crate::goals::{Cost, cost};
use crate::neighbourhood::{Growth, Neighbourhood};
use crate::plan::Amount;
use crate::problem::*;
use crate::quality::{QualityParts, quality};
use crate::rules::Assignment;
use crate::spec::Goal;
use std::collections::{BTreeMap, BTreeSet};

/// People whose price is computed.
const MOST: usize = 12;

/// Another person for a seat, and what that costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Who.
    pub person: PersonId,
    /// Points of quality on this seat.
    pub quality: QualityParts,
    /// For each goal of the problem how much its value changes.
    pub delta: BTreeMap<Goal, Amount>,
    /// Requests that would have more empty seats than now.
    pub uncovered: Vec<RequestId>,
    /// Requests that would have fewer empty seats than now.
    pub covered: Vec<RequestId>,
    /// People who would lose something they have in the plan.
    pub moved: Vec<PersonId>,
    /// In the neighbourhood no plan with this person on the seat is better.
    pub proved: bool,
}

/// Who else could take a seat of a plan at the plan's time (the first time when the plan does not serve the request), cheapest first.
///
/// `plan` is valid. People on the request are left out. Time that ends early leaves people out, those who are free least likely.
pub fn alternatives(
    problem: &Problem,
    plan: &[Assignment],
    request: RequestId,
    seat: u32,
    budget: &Budget,
) -> Vec<Alternative> {
    let index = Index::new(problem);
    let draft = Draft::of(problem, plan);
    let growth = Growth::new(problem, &index, &draft, &BTreeSet::new());
    let on = &draft.by_request[request.index()];
    let option = on.first().map_or(0, |at| at.option);
    let mut able: Vec<(bool, i64, Assignment)> = index
        .eligible(problem, request, option, seat)
        .into_iter()
        .filter(|person| !on.iter().any(|at| at.person == *person))
        .map(|person| Assignment {
            request,
            option,
            seat,
            person,
        })
        .map(|at| (draft.obstacle(at).is_some(), quality(problem, at).total(), at))
        .collect();
    able.sort_unstable();
    let mut found: Vec<Alternative> = able
        .into_iter()
        .take(MOST)
        .map_while(|(_, _, at)| (!budget.is_over()).then(|| forced(&growth, at, budget)))
        .flatten()
        .collect();
    let rank = |one: &Alternative| {
        let costs: Vec<i64> = problem
            .levels
            .iter()
            .filter_map(|goal| one.delta.get(goal).map(|amount| (goal, amount)))
            .map(|(goal, amount)| {
                let value = (amount.as_f64() * 1000.0) as i64;
                if goal.maximised() { -value } else { value }
            })
            .collect();
        (costs, one.person)
    };
    found.sort_by_cached_key(rank);
    found
}

/// The best plan around with one assignment in it.
fn forced(growth: &Growth<'_, '_>, at: Assignment, budget: &Budget) -> Option<Alternative> {
    let (problem, draft) = (growth.problem, growth.draft);
    let mut requests: BTreeSet<RequestId> = draft.by_person[at.person.index()]
        .iter()
        .map(|own| own.request)
        .collect();
    requests.insert(at.request);
    for holder in &draft.by_request[at.request.index()] {
        requests.extend(
            draft.by_person[holder.person.index()]
                .iter()
                .map(|own| own.request),
        );
        requests.extend(growth.open_for(holder.person));
    }
    let area = growth.start(requests);
    let near = Neighbourhood::around(draft, &area);
    let inner = Assignment {
        request: near.inner(at.request)?,
        person: near.inner_person(at.person)?,
        ..at
    };
    let mut region = Region::new(&near.problem, budget)?;
    let column = region.seats().iter().position(|seat| *seat == inner)?;
    region.at_most(&[(u32::try_from(column).ok()?, -1)], -1);
    let mut held = Vec::new();
    let mut best = None;
    let mut proved = true;
    for &goal in problem.levels.iter().filter(|goal| **goal != Goal::Fairness) {
        let (terms, _) = region.goal(goal);
        if terms.is_empty() && best.is_some() {
            continue;
        }
        let Some(found) = region.minimise(&terms, &held, budget) else {
            proved = false;
            break;
        };
        proved &= found.proved;
        held.push((terms, i64::try_from(found.cost).ok()?));
        best = Some(found.draft);
    }
    let best = match best {
        Some(best) => best,
        // No goal but fairness: any plan with the person on the seat will do.
        None if proved => region.minimise(&[], &[], budget)?.draft,
        None => return None,
    };
    let after = best.assignments();
    let delta = problem.levels.iter().map(|&goal| {
        let units = cost(&near.problem, goal, &after).units - cost(&near.problem, goal, &near.plan).units;
        (goal, super::tidy(Cost { goal, units }.amount()))
    });
    let filled = |plan: &[Assignment]| {
        let mut count: BTreeMap<RequestId, i64> = BTreeMap::new();
        plan.iter()
            .for_each(|at| *count.entry(at.request).or_default() += 1);
        count
    };
    let (then, now) = (filled(&near.plan), filled(&after));
    let fewer = |a: &BTreeMap<RequestId, i64>, b: &BTreeMap<RequestId, i64>| -> Vec<RequestId> {
        a.iter()
            .filter(|(request, count)| b.get(request).copied().unwrap_or(0) < **count)
            .map(|(request, _)| near.outer_request(*request))
            .collect()
    };
    let key = |at: &Assignment| (at.request, at.person, at.option);
    let kept: BTreeSet<_> = after.iter().map(key).collect();
    let moved: BTreeSet<PersonId> = near
        .plan
        .iter()
        .filter(|own| !kept.contains(&key(own)))
        .filter_map(|own| near.outer_person(own.person))
        .collect();
    Some(Alternative {
        person: at.person,
        quality: quality(problem, at),
        delta: delta.collect(),
        uncovered: fewer(&then, &now),
        covered: fewer(&now, &then),
        moved: moved.into_iter().collect(),
        proved,
    })
}
