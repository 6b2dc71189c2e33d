//! Which assignments can be part of a plan at all, beside the pins?
//!
//! A candidate passes the eight rules, collides with no pin of its person, and fits alone into what the pins leave of limits, cases,
//! budgets and resources. Times of an all-or-nothing request that cannot fill every seat are left out.

use crate::budget::Budget;
use crate::draft::Draft;
use crate::eligibility::Index;
use crate::problem::*;
use crate::rules::Assignment;
use rayon::prelude::*;
use std::ops::Range;

/// More than this is no job for an exact model.
const MOST: usize = 4_000_000;

/// All candidates, ordered by request, option, seat and person.
pub(crate) struct Candidates {
    pub(crate) list: Vec<Assignment>,
    /// Where the candidates of each request are.
    pub(crate) of_request: Vec<Range<usize>>,
    /// Positions of the candidates of each person.
    pub(crate) of_person: Vec<Vec<u32>>,
}

impl Candidates {
    /// `None` when there are too many, or when time is over first.
    pub(crate) fn gather(
        problem: &Problem,
        index: &Index,
        pinned: &Draft<'_>,
        budget: &Budget,
    ) -> Option<Self> {
        let mut list = Vec::new();
        let mut of_request = Vec::with_capacity(problem.requests.len());
        for chunk in (0..problem.requests.len()).collect::<Vec<_>>().chunks(256) {
            let found: Vec<Vec<Assignment>> = chunk
                .par_iter()
                .map(|&at| of_one(problem, index, pinned, RequestId::from_index(at)))
                .collect();
            for part in found {
                let start = list.len();
                list.extend(part);
                of_request.push(start..list.len());
            }
            if list.len() > MOST || budget.is_over() {
                return None;
            }
        }
        let mut of_person = vec![Vec::new(); problem.people.len()];
        for (at, candidate) in (0u32..).zip(&list) {
            of_person[candidate.person.index()].push(at);
        }
        Some(Candidates {
            list,
            of_request,
            of_person,
        })
    }
}

/// The candidates of one request.
pub(crate) fn of_one(
    problem: &Problem,
    index: &Index,
    pinned: &Draft<'_>,
    request: RequestId,
) -> Vec<Assignment> {
    let facts = &problem.requests[request.index()];
    let pins = pinned.pins_of(request);
    let open = facts.places() - pins.len() as i64;
    let whole = facts.all_or_nothing && pins.is_empty();
    let mut found = Vec::new();
    if open == 0 || !pinned.affords(request, if whole { open } else { 1 }) {
        return found;
    }
    for option in 0..facts.options.len() as u32 {
        if pins.first().is_some_and(|pin| pin.option != option) || !maybe_resources(problem, request, option)
        {
            continue;
        }
        let start = found.len();
        let mut complete = true;
        for (seat, wanted) in (0u32..).zip(&facts.seats) {
            let before = found.len();
            for person in index.eligible(problem, request, option, seat) {
                let at = Assignment {
                    request,
                    option,
                    seat,
                    person,
                };
                if pinned.obstacle(at).is_none() {
                    found.push(at);
                }
            }
            complete &= (found.len() - before) as i64 >= wanted.count;
        }
        if whole && !complete {
            found.truncate(start);
        }
    }
    found
}

/// Whether each inner list has a resource that is available at the time, whoever uses it.
fn maybe_resources(problem: &Problem, request: RequestId, option: u32) -> bool {
    let time = problem.slot(request, option).time;
    problem.requests[request.index()].resources.iter().all(|list| {
        list.iter()
            .any(|resource| crate::draft::resource_available(&problem.resources[resource.index()], time))
    })
}
