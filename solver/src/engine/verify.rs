//! Is a solution of the model a plan, counted in whole numbers?

use super::model::Model;
use crate::draft::Draft;
use crate::problem::*;
use crate::rules::{Assignment, may_take};

/// The plan that a solution stands for; `None` when rounding it breaks a rule.
pub(super) fn plan<'p>(problem: &'p Problem, model: &Model, values: &[f64]) -> Option<Draft<'p>> {
    let mut seats: Vec<Assignment> = model
        .seats
        .iter()
        .zip(values)
        .filter(|(_, value)| **value > 0.5)
        .map(|(at, _)| *at)
        .collect();
    seats.sort_unstable();
    let mut draft = Draft::empty(problem);
    let (pins, free): (Vec<Assignment>, Vec<Assignment>) =
        seats.into_iter().partition(|at| draft.is_pin(*at));
    if pins.len() != problem.pins.len() {
        return None;
    }
    pins.into_iter().for_each(|at| draft.add(at));
    let chosen = model.chosen_resources(problem, values);
    for at in free {
        if !draft.affords(at.request, 1) || draft.obstacle(at).is_some() || !may_take(problem, at) {
            return None;
        }
        draft.add(at);
    }
    for request in 0..problem.requests.len() {
        let request = RequestId::from_index(request);
        let Some(first) = draft.by_request[request.index()].first().copied() else {
            continue;
        };
        if !keeps_counts(problem, &draft, request, first.option) {
            return None;
        }
        let lists = &problem.requests[request.index()].resources;
        let resources = chosen.get(&request).cloned().unwrap_or_default();
        if resources.len() != lists.len()
            || resources.iter().zip(lists).any(|(one, list)| !list.contains(one))
        {
            return None;
        }
        let time = first.time(problem);
        let fits = resources.iter().enumerate().all(|(at, one)| {
            let own = resources[..at].iter().filter(|other| *other == one).count() as i64;
            draft.is_free(*one, time, own + 1)
        });
        if !fits {
            return None;
        }
        draft.take_resources(request, first.option, resources);
    }
    Some(draft)
}

fn keeps_counts(problem: &Problem, draft: &Draft<'_>, request: RequestId, option: u32) -> bool {
    let facts = &problem.requests[request.index()];
    let whole = facts.all_or_nothing && draft.pins_of(request).is_empty();
    draft.by_request[request.index()]
        .iter()
        .all(|at| at.option == option)
        && (0u32..).zip(&facts.seats).all(|(seat, wanted)| {
            let filled = draft.filled(request, seat);
            filled <= wanted.count && (!whole || filled == wanted.count)
        })
}
