//! What can happen to a plan that people have been told, and what is left of it?

use crate::draft::Draft;
use crate::goals::as_told;
use crate::problem::*;
use crate::rules::{Assignment, Stay, collide, may_take};
use std::collections::BTreeSet;

/// One thing that happened after people were told. Ids as in the problem, times in its minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A person does not serve a request after all.
    Declined {
        /// The request.
        request: String,
        /// The person.
        person: String,
    },
    /// A person cannot serve anything that touches `[from, to)`.
    Unavailable {
        /// The person.
        person: String,
        /// First minute.
        from: i64,
        /// Minute after the last one.
        to: i64,
    },
    /// A request does not take place.
    Cancelled {
        /// The request.
        request: String,
    },
    /// A request that is in the problem and not in the plan is to be served too.
    Urgent {
        /// The request.
        request: String,
    },
    /// A request takes place at another time, whatever times it had.
    Moved {
        /// The request.
        request: String,
        /// First minute.
        start: i64,
        /// Minute after the last one.
        end: i64,
    },
}

/// A problem after an event, and what is left of the plan.
pub(super) struct Aftermath {
    pub(super) problem: Problem,
    /// What is left of the plan and keeps every rule. A request that needs everybody and lost somebody is not in it.
    pub(super) plan: Vec<Assignment>,
    /// What people were told and the event did not undo.
    pub(super) told: Vec<Assignment>,
    /// Requests to be filled again.
    pub(super) open: BTreeSet<RequestId>,
    /// Requests that must stay empty.
    pub(super) off: BTreeSet<RequestId>,
    /// The event only takes possibilities away, or adds one request: no plan covers more than before plus that request.
    pub(super) restricts: bool,
    /// People whom the event itself concerns: they hear of it in any case.
    pub(super) concerned: BTreeSet<PersonId>,
}

/// What an event does; `None` when it names nobody the problem knows.
pub(super) fn after(problem: &Problem, plan: &[Assignment], event: &Event) -> Option<Aftermath> {
    let mut after = Aftermath {
        problem: problem.clone(),
        plan: Vec::new(),
        told: Vec::new(),
        open: BTreeSet::new(),
        off: BTreeSet::new(),
        restricts: !matches!(event, Event::Cancelled { .. } | Event::Moved { .. }),
        concerned: BTreeSet::new(),
    };
    let gone: Box<dyn Fn(&Assignment) -> bool> = match event {
        Event::Declined { request, person } => {
            let (request, person) = (problem.request(request)?, problem.person(person)?);
            let excluded = &mut after.problem.requests[request.index()].excluded;
            if let Err(at) = excluded.binary_search(&person) {
                excluded.insert(at, person);
            }
            after.concerned.insert(person);
            Box::new(move |at| (at.request, at.person) == (request, person))
        }
        Event::Unavailable { person, from, to } => {
            let person = problem.person(person)?;
            let busy = Busy {
                time: Interval {
                    start: *from,
                    end: *to,
                },
                district: None,
                place: None,
            };
            after.problem.people[person.index()].busy.push(busy);
            after.concerned.insert(person);
            let mobility = problem.people[person.index()].mobility;
            Box::new(move |at| {
                at.person == person && collide(problem, mobility, Stay::of(problem, *at), Stay::busy(&busy))
            })
        }
        Event::Cancelled { request } => {
            let request = problem.request(request)?;
            after.off.insert(request);
            Box::new(move |at| at.request == request)
        }
        Event::Urgent { request } => {
            after.open.insert(problem.request(request)?);
            Box::new(|_| false)
        }
        Event::Moved { request, start, end } => {
            let request = problem.request(request)?;
            let facts = &mut after.problem.requests[request.index()];
            let day = facts.options.first()?.day;
            facts.options = vec![Slot {
                time: Interval {
                    start: *start,
                    end: *end,
                },
                day,
            }];
            after.open.insert(request);
            Box::new(move |at| at.request == request)
        }
    };
    let (lost, told): (Vec<Assignment>, Vec<Assignment>) = plan.iter().copied().partition(|at| gone(at));
    // Reality is stronger than what a coordinator fixed.
    after
        .problem
        .pins
        .retain(|pin| !lost.iter().any(|at| as_told(*at) == *pin));
    after.concerned.extend(lost.iter().map(|at| at.person));
    if after.off.is_empty() {
        after.open.extend(lost.iter().map(|at| at.request));
    }
    pin_exceptions(&mut after.problem, &told);
    let broken = |request: RequestId| {
        after.problem.requests[request.index()].all_or_nothing
            && lost.iter().any(|at| at.request == request)
            && !after.problem.pins.iter().any(|pin| pin.request == request)
    };
    after.plan = told.iter().copied().filter(|at| !broken(at.request)).collect();
    after.told = told;
    Some(after)
}

/// Whoever serves something against the rules goes on doing so: a coordinator or the person wanted it.
fn pin_exceptions(problem: &mut Problem, told: &[Assignment]) {
    let mut odd: BTreeSet<PersonId> = BTreeSet::new();
    let mut draft = Draft::empty(problem);
    for &at in told {
        if !draft.is_pin(at) && (!may_take(problem, at) || draft.obstacle(at).is_some()) {
            odd.insert(at.person);
        }
        draft.add(at);
    }
    let more = told
        .iter()
        .filter(|at| odd.contains(&at.person))
        .map(|at| as_told(*at));
    let mut pins: Vec<Pin> = problem.pins.iter().copied().chain(more).collect();
    pins.sort_unstable();
    pins.dedup();
    problem.pins = pins;
}
