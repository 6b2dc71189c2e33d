//! Why does a seat stay empty?
//!
//! The reason is the first of these that applies:
//! 1. one of the eight rules leaves nobody (the first zero of the funnel);
//! 2. people who are not on the request pass all eight, but the request **alone**, in an otherwise empty plan, is too much for every one of
//!    them (`limit`: own limits or the case), finds no resource (`resource`), or costs more than its whole budget (`budget`: one seat, or
//!    all of them with `all_or_nothing`). A pinned request is looked at with its pins and at their time only;
//! 3. even alone, no more seats than now could be filled at once: `seats`, for all-or-nothing requests as for others;
//! 4. otherwise it is `outcompeted`: somebody could, but other assignments are in the way. `competes_with` names the requests of those
//!    assignments: what collides, what uses up a limit, a case, a resource or the budget.

use super::funnel::counted;
use crate::draft::{Draft, Obstacle};
use crate::eligibility::Index;
use crate::plan::{Reason, Unfilled};
use crate::problem::*;
use crate::rules::{Assignment, RULES};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Every request with an empty seat.
pub(crate) fn unfilled(problem: &Problem, index: &Index, draft: &Draft<'_>) -> Vec<Unfilled> {
    let alone = Draft::empty(problem);
    (0..problem.requests.len())
        .into_par_iter()
        .map(RequestId::from_index)
        .filter(|request| {
            (draft.by_request[request.index()].len() as i64) < problem.requests[request.index()].places()
        })
        .map(|request| explain(problem, index, draft, &alone, request))
        .collect()
}

fn explain(
    problem: &Problem,
    index: &Index,
    draft: &Draft<'_>,
    alone: &Draft<'_>,
    request: RequestId,
) -> Unfilled {
    let funnel = counted(problem, index, request);
    let mut competes_with = BTreeSet::new();
    let reason = match funnel.iter().position(|&people| people == 0) {
        Some(rule) => RULES[rule],
        None => {
            let case = Case {
                problem,
                index,
                draft,
                alone,
                request,
            };
            let reason = case.reason();
            if reason == Reason::Outcompeted {
                competes_with = case.competitors();
            }
            reason
        }
    };
    Unfilled {
        request: problem.request_id(request).to_owned(),
        reason,
        funnel,
        competes_with: competes_with
            .into_iter()
            .map(|other| problem.request_id(other).to_owned())
            .collect(),
        fixes: Vec::new(),
    }
}

/// One unfilled request.
struct Case<'c, 'p> {
    problem: &'p Problem,
    index: &'c Index,
    draft: &'c Draft<'p>,
    /// A plan without any assignment.
    alone: &'c Draft<'p>,
    request: RequestId,
}

impl Case<'_, '_> {
    fn facts(&self) -> &Request {
        &self.problem.requests[self.request.index()]
    }

    /// Times at which the request could be served: all, or that of its pins.
    fn options(&self) -> Vec<u32> {
        match self.draft.pins_of(self.request).first() {
            Some(pin) => vec![pin.option],
            None => (0..self.facts().options.len() as u32).collect(),
        }
    }

    /// Everybody not on the request who passes the eight rules.
    fn others(&self) -> Vec<Assignment> {
        let on: Vec<PersonId> = self.draft.by_request[self.request.index()]
            .iter()
            .map(|at| at.person)
            .collect();
        let mut others = Vec::new();
        for option in self.options() {
            for seat in 0..self.facts().seats.len() as u32 {
                let people = self.index.eligible(self.problem, self.request, option, seat);
                let free = people.into_iter().filter(|person| !on.contains(person));
                others.extend(free.map(|person| Assignment {
                    request: self.request,
                    option,
                    seat,
                    person,
                }));
            }
        }
        others
    }

    fn whole(&self) -> bool {
        self.facts().all_or_nothing && self.draft.pins_of(self.request).is_empty()
    }

    /// How many seats the budget pays for in an otherwise empty plan.
    fn payable(&self) -> i64 {
        match self.facts().budget {
            Some(budget) if self.facts().cents > 0 => {
                self.problem.budgets[budget.index()].cents / self.facts().cents
            }
            _ => i64::MAX,
        }
    }

    fn reason(&self) -> Reason {
        let others = self.others();
        if others.is_empty() {
            return Reason::Seats;
        }
        let able: Vec<Assignment> = others
            .into_iter()
            .filter(|&at| self.alone.obstacle(at).is_none())
            .collect();
        if able.is_empty() {
            return Reason::Limit;
        }
        let served: Vec<u32> = self
            .options()
            .into_iter()
            .filter(|&option| self.alone.free_resources(self.request, option).is_some())
            .collect();
        if !able.iter().any(|at| served.contains(&at.option)) {
            return Reason::Resource;
        }
        let on = self.draft.by_request[self.request.index()].len() as i64;
        let wanted = if self.whole() {
            self.facts().places()
        } else {
            on + 1
        };
        if self.payable() < wanted {
            return Reason::Budget;
        }
        let most = served
            .iter()
            .map(|&option| self.most_at(option, &able))
            .max()
            .unwrap_or(0)
            .min(self.payable());
        if most < wanted {
            Reason::Seats
        } else {
            Reason::Outcompeted
        }
    }

    /// How many seats could be filled at one time in an otherwise empty plan: the largest matching of people and places.
    fn most_at(&self, option: u32, able: &[Assignment]) -> i64 {
        let mut chances: BTreeMap<PersonId, Vec<u32>> = BTreeMap::new();
        for at in able.iter().filter(|at| at.option == option) {
            chances.entry(at.person).or_default().push(at.seat);
        }
        let pins = self.draft.pins_of(self.request);
        for at in &self.draft.by_request[self.request.index()] {
            let person = at.person;
            let pinned = pins.iter().any(|pin| pin.person == person);
            let seats: Vec<u32> = (0..self.facts().seats.len() as u32)
                .filter(|&seat| {
                    let at = Assignment {
                        request: self.request,
                        option,
                        seat,
                        person,
                    };
                    pinned || (crate::rules::may_take(self.problem, at) && self.alone.obstacle(at).is_none())
                })
                .collect();
            chances.insert(person, seats);
        }
        let room: Vec<i64> = self.facts().seats.iter().map(|seat| seat.count).collect();
        let chances: Vec<Vec<u32>> = chances.into_values().collect();
        let mut on: Vec<Vec<usize>> = vec![Vec::new(); room.len()];
        let mut matched = 0;
        for person in 0..chances.len() {
            matched += i64::from(place(
                person,
                &chances,
                &room,
                &mut on,
                &mut vec![false; room.len()],
            ));
        }
        matched
    }

    /// The requests of the plan that stand in the way of anybody who could.
    fn competitors(&self) -> BTreeSet<RequestId> {
        let mut found = BTreeSet::new();
        let chosen = self.draft.by_request[self.request.index()]
            .first()
            .map(|at| at.option);
        for at in self.others() {
            if self.alone.obstacle(at).is_some() || chosen.is_some_and(|chosen| chosen != at.option) {
                continue;
            }
            let own = &self.draft.by_person[at.person.index()];
            match self.draft.obstacle(at) {
                None | Some(Obstacle::Same) => {}
                Some(Obstacle::Collides(_)) => found.extend(
                    own.iter()
                        .filter(|other| self.collides(at, **other))
                        .map(|other| other.request),
                ),
                Some(Obstacle::Limit(limit)) => {
                    let window = self.problem.people[at.person.index()].limits[limit].window;
                    let inside = |other: &&Assignment| {
                        (window.start..window.end).contains(&other.time(self.problem).start)
                    };
                    found.extend(own.iter().filter(inside).map(|other| other.request));
                }
                Some(Obstacle::Case(case)) => {
                    let same =
                        |other: &&Assignment| self.problem.requests[other.request.index()].case == Some(case);
                    found.extend(own.iter().filter(same).map(|other| other.request));
                }
            }
        }
        self.shared(chosen, &mut found);
        found.remove(&self.request);
        found
    }

    /// Requests that use the resources or the money.
    fn shared(&self, chosen: Option<u32>, found: &mut BTreeSet<RequestId>) {
        if chosen.is_none()
            && self
                .options()
                .into_iter()
                .all(|option| self.draft.free_resources(self.request, option).is_none())
        {
            for option in self.options() {
                let time = self.problem.slot(self.request, option).time;
                for resource in self.facts().resources.iter().flatten() {
                    found.extend(self.draft.users(*resource, time));
                }
            }
        }
        let more = if self.whole() { self.facts().places() } else { 1 };
        if let Some(budget) = self
            .facts()
            .budget
            .filter(|_| !self.draft.affords(self.request, more))
        {
            let pays = |at: &usize| {
                self.problem.requests[*at].budget == Some(budget) && self.problem.requests[*at].cents > 0
            };
            let filled = |at: &usize| !self.draft.by_request[*at].is_empty();
            found.extend(
                (0..self.problem.requests.len())
                    .filter(pays)
                    .filter(filled)
                    .map(RequestId::from_index),
            );
        }
    }

    fn collides(&self, at: Assignment, other: Assignment) -> bool {
        use crate::rules::{Stay, collide};
        let mobility = self.problem.people[at.person.index()].mobility;
        collide(
            self.problem,
            mobility,
            Stay::of(self.problem, at),
            Stay::of(self.problem, other),
        )
    }
}

/// Finds a place for a person, moving others if needed.
fn place(
    person: usize,
    chances: &[Vec<u32>],
    room: &[i64],
    on: &mut [Vec<usize>],
    tried: &mut [bool],
) -> bool {
    for &seat in &chances[person] {
        let seat = seat as usize;
        if std::mem::replace(&mut tried[seat], true) {
            continue;
        }
        if (on[seat].len() as i64) < room[seat] {
            on[seat].push(person);
            return true;
        }
        for at in 0..on[seat].len() {
            let moved = on[seat][at];
            if place(moved, chances, room, on, tried) {
                on[seat][at] = person;
                return true;
            }
        }
    }
    false
}
