//! What does every plan hold before anything is decided?

use super::model::Model;
use super::run;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::problem::*;
use crate::quality::quality;
use crate::rules::{Assignment, may_take};
use std::collections::BTreeMap;

/// A resource for every inner list of every pinned request.
///
/// # Errors
/// The first request, in order, that is left without when the others choose what comes first; only when no other choice helps either.
pub(crate) fn pinned_resources(problem: &Problem) -> Result<BTreeMap<RequestId, Vec<ResourceId>>, RequestId> {
    let mut draft = Draft::empty(problem);
    let mut failed = None;
    for pin in &problem.pins {
        if draft.resources.contains_key(&pin.request) || failed.is_some() {
            continue;
        }
        match draft.free_resources(pin.request, pin.option) {
            Some(resources) => draft.take_resources(pin.request, pin.option, resources),
            None => failed = Some(pin.request),
        }
    }
    let Some(request) = failed else {
        return Ok(draft.resources);
    };
    let model = Model::of_pinned_resources(problem);
    let task = run::Task {
        rows: model.rows.clone(),
        terms: Vec::new(),
        whole: true,
        start: None,
        gap: 0.0,
        nodes: None,
        enough: None,
        settled: None,
    };
    let answer = run::minimise(task, &Budget::unlimited(), f64::INFINITY, |_| {});
    let mut chosen = answer
        .values
        .map(|values| model.chosen_resources(problem, &values))
        .unwrap_or_default();
    for pin in &problem.pins {
        if problem.requests[pin.request.index()].resources.is_empty() {
            chosen.insert(pin.request, Vec::new());
        }
    }
    if problem.pins.iter().all(|pin| chosen.contains_key(&pin.request)) {
        Ok(chosen)
    } else {
        Err(request)
    }
}

/// The pins and nothing else, each on the seat that suits best of those still open.
pub(super) fn only_pins(problem: &Problem) -> Draft<'_> {
    let mut draft = Draft::empty(problem);
    for (request, resources) in pinned_resources(problem).unwrap_or_default() {
        if let Some(pin) = draft.pins_of(request).first() {
            draft.take_resources(request, pin.option, resources);
        }
    }
    for pin in &problem.pins {
        let facts = &problem.requests[pin.request.index()];
        let open = (0..facts.seats.len() as u32)
            .map(|seat| Assignment {
                request: pin.request,
                option: pin.option,
                seat,
                person: pin.person,
            })
            .filter(|at| draft.filled(at.request, at.seat) < facts.seats[at.seat as usize].count);
        if let Some(best) =
            open.min_by_key(|&at| (!may_take(problem, at), quality(problem, at).total(), at.seat))
        {
            draft.add(best);
        }
    }
    draft
}
