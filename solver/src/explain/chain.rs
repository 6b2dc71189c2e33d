//! Can a request be filled without anybody else's seat being lost?
//!
//! Somebody free takes a seat; or somebody who is not free does, and what stands in the way goes to somebody who is. That is searched through
//! within a bound on steps; what is found is a plan that keeps every rule, so a yes is a proof. A no is none.

use crate::draft::{Draft, Obstacle};
use crate::problem::*;
use crate::rules::{Assignment, Stay, collide, may_take};

/// Looks at people and seats before the search gives up.
const STEPS: u32 = 3000;

/// The plan with the request filled; `None` when none was found.
pub(super) fn filled<'p>(draft: &Draft<'p>, request: RequestId) -> Option<Draft<'p>> {
    let problem = draft.problem;
    let facts = &problem.requests[request.index()];
    let served = draft.by_request[request.index()].first().map(|at| at.option);
    let mut steps = STEPS;
    // Nobody is moved while anybody is free.
    for moving in [false, true] {
        for option in 0..facts.options.len() as u32 {
            if served.is_some_and(|served| served != option) {
                continue;
            }
            let mut start = draft.clone();
            if served.is_none() {
                let Some(resources) = start.free_resources(request, option) else {
                    continue;
                };
                start.take_resources(request, option, resources);
            }
            let mut search = Search {
                request,
                option,
                moving,
                steps: &mut steps,
            };
            if let Some(found) = search.seats(start) {
                return Some(found);
            }
        }
    }
    None
}

struct Search<'s> {
    request: RequestId,
    option: u32,
    moving: bool,
    steps: &'s mut u32,
}

impl Search<'_> {
    /// Fills the first empty seat, and then the rest.
    fn seats<'p>(&mut self, draft: Draft<'p>) -> Option<Draft<'p>> {
        let problem = draft.problem;
        let facts = &problem.requests[self.request.index()];
        let open = (0u32..)
            .zip(&facts.seats)
            .find(|(seat, wanted)| draft.filled(self.request, *seat) < wanted.count);
        let Some((seat, _)) = open else { return Some(draft) };
        if !draft.affords(self.request, 1) {
            return None;
        }
        for person in 0..problem.people.len() {
            *self.steps = self.steps.checked_sub(1)?;
            let at = Assignment {
                request: self.request,
                option: self.option,
                seat,
                person: PersonId::from_index(person),
            };
            if !may_take(problem, at) {
                continue;
            }
            let next = match draft.obstacle(at) {
                None => {
                    let mut next = draft.clone();
                    next.add(at);
                    Some(next)
                }
                Some(obstacle) if self.moving => self.moved(&draft, at, obstacle),
                Some(_) => None,
            };
            if let Some(found) = next.and_then(|next| self.seats(next)) {
                return Some(found);
            }
        }
        None
    }

    /// What stands in the way goes to others.
    fn moved<'p>(&mut self, draft: &Draft<'p>, at: Assignment, obstacle: Obstacle) -> Option<Draft<'p>> {
        for group in in_the_way(draft, at, obstacle) {
            if group
                .iter()
                .any(|one| draft.is_pin(*one) || one.request == at.request)
            {
                continue;
            }
            let mut next = draft.clone();
            group.iter().for_each(|one| next.remove(*one));
            if next.obstacle(at).is_some() {
                continue;
            }
            next.add(at);
            if group.iter().all(|one| self.replaced(&mut next, *one)) {
                return Some(next);
            }
        }
        None
    }

    /// Somebody free takes over.
    fn replaced(&mut self, draft: &mut Draft<'_>, one: Assignment) -> bool {
        let problem = draft.problem;
        for person in 0..problem.people.len() {
            let Some(left) = self.steps.checked_sub(1) else {
                return false;
            };
            *self.steps = left;
            let at = Assignment {
                person: PersonId::from_index(person),
                ..one
            };
            if at != one && may_take(problem, at) && draft.obstacle(at).is_none() {
                draft.add(at);
                return true;
            }
        }
        false
    }
}

/// Groups of a person's assignments, each of which might make room when it goes.
pub(super) fn in_the_way(draft: &Draft<'_>, at: Assignment, obstacle: Obstacle) -> Vec<Vec<Assignment>> {
    let problem = draft.problem;
    let person = &problem.people[at.person.index()];
    let own = &draft.by_person[at.person.index()];
    match obstacle {
        Obstacle::Same => Vec::new(),
        Obstacle::Collides(_) => {
            let here = Stay::of(problem, at);
            let hit = |one: &&Assignment| collide(problem, person.mobility, here, Stay::of(problem, **one));
            vec![own.iter().filter(hit).copied().collect()]
        }
        Obstacle::Limit(limit) => {
            let window = person.limits[limit].window;
            let inside = |one: &&Assignment| (window.start..window.end).contains(&one.time(problem).start);
            own.iter().filter(inside).map(|one| vec![*one]).collect()
        }
        Obstacle::Case(case) => {
            let same = |one: &&Assignment| problem.requests[one.request.index()].case == Some(case);
            own.iter().filter(same).map(|one| vec![*one]).collect()
        }
    }
}
