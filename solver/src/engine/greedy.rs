//! Which plan is there at once, before anything is proved?
//!
//! What counts most is filled first, among equals the request with the fewest candidates, each time by the person with the fewest other
//! chances. The result keeps every rule; the exact search starts from it, and it is the answer when time is over before the search has one.

use super::candidates::{Candidates, of_one};
use crate::budget::Budget;
use crate::draft::Draft;
use crate::eligibility::Index;
use crate::problem::*;
use crate::quality::quality;
use crate::rules::Assignment;

/// Fills what can be filled beside what the draft already holds.
pub(super) fn fill(
    draft: &mut Draft<'_>,
    pinned: &Draft<'_>,
    index: &Index,
    candidates: Option<&Candidates>,
    budget: &Budget,
) {
    let problem = draft.problem;
    let chances = |request: usize| candidates.map_or(0, |all| all.of_request[request].len());
    let mut order: Vec<usize> = (0..problem.requests.len()).collect();
    order.sort_by_cached_key(|&at| (-problem.requests[at].weight, chances(at), at));
    for (step, at) in order.into_iter().enumerate() {
        if step % 64 == 0 && budget.is_over() {
            return;
        }
        let request = RequestId::from_index(at);
        let own;
        let list = match candidates {
            Some(all) => &all.list[all.of_request[at].clone()],
            None => {
                own = of_one(problem, index, pinned, request);
                own.as_slice()
            }
        };
        if !list.is_empty() {
            fill_request(draft, request, list, candidates);
        }
    }
}

/// Adds the candidates that people have been told before, as far as they fit.
pub(super) fn keep_previous(
    draft: &mut Draft<'_>,
    pinned: &Draft<'_>,
    index: &Index,
    candidates: Option<&Candidates>,
) {
    let problem = draft.problem;
    let mut requests: Vec<RequestId> = problem.previous.keys().map(|told| told.request).collect();
    requests.dedup();
    for request in requests {
        let mut list = match candidates {
            Some(all) => all.list[all.of_request[request.index()].clone()].to_vec(),
            None => of_one(problem, index, pinned, request),
        };
        list.sort_by_key(|at| !problem.previous.contains_key(&crate::goals::as_told(*at)));
        let told = list
            .iter()
            .take_while(|at| problem.previous.contains_key(&crate::goals::as_told(**at)))
            .count();
        if told == 0 {
            continue;
        }
        // All or nothing needs the others too; where that is not asked, only those who were told are kept here.
        let facts = &problem.requests[request.index()];
        let option = list[0].option;
        list.retain(|at| at.option == option);
        if !facts.all_or_nothing || !draft.pins_of(request).is_empty() {
            list.retain(|at| problem.previous.contains_key(&crate::goals::as_told(*at)));
        }
        fill_request(draft, request, &list, None);
    }
}

fn fill_request(
    draft: &mut Draft<'_>,
    request: RequestId,
    list: &[Assignment],
    candidates: Option<&Candidates>,
) {
    let problem = draft.problem;
    let facts = &problem.requests[request.index()];
    let whole = facts.all_or_nothing && draft.pins_of(request).is_empty();
    let chosen = draft.by_request[request.index()].first().map(|at| at.option);
    let mut start = 0;
    while start < list.len() {
        let option = list[start].option;
        let length = list[start..].iter().take_while(|at| at.option == option).count();
        let here = &list[start..start + length];
        start += length;
        if chosen.is_some_and(|chosen| chosen != option) {
            continue;
        }
        if chosen.is_none() {
            let Some(resources) = draft.free_resources(request, option) else {
                continue;
            };
            draft.take_resources(request, option, resources);
        }
        let added = fill_option(draft, request, here, candidates);
        let complete = (0u32..)
            .zip(&facts.seats)
            .all(|(seat, wanted)| draft.filled(request, seat) == wanted.count);
        if added > 0 && (complete || !whole) {
            return;
        }
        if chosen.is_none() {
            draft.clear(request);
        }
    }
}

/// Fills the seats of one time, those with the fewest candidates first.
fn fill_option(
    draft: &mut Draft<'_>,
    request: RequestId,
    list: &[Assignment],
    candidates: Option<&Candidates>,
) -> usize {
    let problem = draft.problem;
    let mut seats: Vec<(usize, u32)> = (0u32..)
        .zip(&problem.requests[request.index()].seats)
        .map(|(seat, _)| (list.iter().filter(|at| at.seat == seat).count(), seat))
        .collect();
    seats.sort_unstable();
    let mut added = 0;
    for (_, seat) in seats {
        let mut ranked: Vec<(bool, usize, i64, Assignment)> = list
            .iter()
            .filter(|at| at.seat == seat)
            .map(|&at| {
                let told = problem.previous.contains_key(&crate::goals::as_told(at));
                let chances = candidates.map_or(0, |all| all.of_person[at.person.index()].len());
                (!told, chances, quality(problem, at).total(), at)
            })
            .collect();
        ranked.sort_unstable();
        for (_, _, _, at) in ranked {
            if draft.filled(request, seat) >= problem.requests[request.index()].seats[seat as usize].count
                || !draft.affords(request, 1)
            {
                break;
            }
            if draft.obstacle(at).is_none() {
                draft.add(at);
                added += 1;
            }
        }
    }
    added
}
