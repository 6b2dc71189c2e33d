//! What may still be added to a set of assignments without breaking a rule?
//!
//! A [`Draft`] holds assignments and everything they use up. It starts with the pins and answers questions about one more assignment;
//! the greedy start, the verification of the search's answers and the explanations all ask it.

use crate::problem::*;
use crate::rules::{Assignment, Stay, collide};
use std::collections::BTreeMap;

/// Assignments and what they use up.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'p> {
    pub(crate) problem: &'p Problem,
    pub(crate) by_request: Vec<Vec<Assignment>>,
    pub(crate) by_person: Vec<Vec<Assignment>>,
    budget_used: Vec<i64>,
    /// Raised to what pins alone use.
    budget_total: Vec<i64>,
    /// Resource chosen for each inner list, for requests with filled seats.
    pub(crate) resources: BTreeMap<RequestId, Vec<ResourceId>>,
    uses: Vec<Vec<(Interval, RequestId)>>,
    pins: &'p [Pin],
}

/// What keeps a person from one more assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Already on the request, or kept apart from somebody who is.
    Same,
    /// Collides with this assignment.
    Collides(Assignment),
    /// This limit of the person.
    Limit(usize),
    /// The limit of the case.
    Case(CaseId),
}

impl<'p> Draft<'p> {
    /// No assignments, not even the pins.
    pub(crate) fn empty(problem: &'p Problem) -> Self {
        Draft {
            problem,
            by_request: vec![Vec::new(); problem.requests.len()],
            by_person: vec![Vec::new(); problem.people.len()],
            budget_used: vec![0; problem.budgets.len()],
            budget_total: budget_totals(problem),
            resources: BTreeMap::new(),
            uses: vec![Vec::new(); problem.resources.len()],
            pins: &problem.pins,
        }
    }

    /// Adds an assignment without asking anything.
    pub(crate) fn add(&mut self, at: Assignment) {
        let request = &self.problem.requests[at.request.index()];
        self.by_request[at.request.index()].push(at);
        self.by_person[at.person.index()].push(at);
        if let Some(budget) = request.budget {
            self.budget_used[budget.index()] += request.cents;
        }
    }

    /// Removes the assignments of a request and frees its resources.
    pub(crate) fn clear(&mut self, request: RequestId) {
        for at in std::mem::take(&mut self.by_request[request.index()]) {
            self.by_person[at.person.index()].retain(|other| *other != at);
            let request = &self.problem.requests[at.request.index()];
            if let Some(budget) = request.budget {
                self.budget_used[budget.index()] -= request.cents;
            }
        }
        for resource in self.resources.remove(&request).unwrap_or_default() {
            self.uses[resource.index()].retain(|(_, user)| *user != request);
        }
    }

    /// Removes one assignment. The resources of a request stay taken until it is cleared.
    pub(crate) fn remove(&mut self, at: Assignment) {
        self.by_request[at.request.index()].retain(|other| *other != at);
        self.by_person[at.person.index()].retain(|other| *other != at);
        let request = &self.problem.requests[at.request.index()];
        if let Some(budget) = request.budget {
            self.budget_used[budget.index()] -= request.cents;
        }
    }

    /// Money that the budget of a request lacks for so many more seats.
    pub(crate) fn short_of_money(&self, request: RequestId, seats: i64) -> i64 {
        let facts = &self.problem.requests[request.index()];
        facts.budget.map_or(0, |budget| {
            let used = self.budget_used[budget.index()].saturating_add(facts.cents.saturating_mul(seats));
            (used - self.problem.budgets[budget.index()].cents).max(0)
        })
    }

    /// A plan that is known to be valid, with the first resources that are free for each request in order.
    pub(crate) fn of(problem: &'p Problem, plan: &[Assignment]) -> Self {
        let mut draft = Draft::empty(problem);
        for &at in plan {
            if draft.by_request[at.request.index()].is_empty()
                && let Some(resources) = draft.free_resources(at.request, at.option)
            {
                draft.take_resources(at.request, at.option, resources);
            }
            draft.add(at);
        }
        draft
    }

    pub(crate) fn is_pin(&self, at: Assignment) -> bool {
        self.pins.binary_search(&crate::goals::as_told(at)).is_ok()
    }

    pub(crate) fn pins_of(&self, request: RequestId) -> &'p [Pin] {
        let start = self.pins.partition_point(|pin| pin.request < request);
        let end = self.pins.partition_point(|pin| pin.request <= request);
        &self.pins[start..end]
    }

    /// The assignments in order.
    pub(crate) fn assignments(&self) -> Vec<Assignment> {
        let mut all: Vec<Assignment> = self.by_request.iter().flatten().copied().collect();
        all.sort_unstable();
        all
    }

    /// People on a seat.
    pub(crate) fn filled(&self, request: RequestId, seat: u32) -> i64 {
        self.by_request[request.index()]
            .iter()
            .filter(|at| at.seat == seat)
            .count() as i64
    }

    /// What keeps a person from this assignment beside the eight rules. Pins that exceed a limit alone raise it to what they use.
    pub(crate) fn obstacle(&self, at: Assignment) -> Option<Obstacle> {
        let problem = self.problem;
        let own = &self.by_person[at.person.index()];
        if own.iter().any(|other| other.request == at.request) {
            return Some(Obstacle::Same);
        }
        let beside = &self.by_request[at.request.index()];
        if !problem.apart.is_empty()
            && beside
                .iter()
                .any(|other| problem.are_apart(at.person, other.person))
        {
            return Some(Obstacle::Same);
        }
        let mobility = problem.people[at.person.index()].mobility;
        let stay = Stay::of(problem, at);
        if let Some(other) = own
            .iter()
            .find(|other| collide(problem, mobility, stay, Stay::of(problem, **other)))
        {
            return Some(Obstacle::Collides(*other));
        }
        if let Some(limit) = self.broken_limit(at) {
            return Some(Obstacle::Limit(limit));
        }
        if !self.case_has_room(at) {
            return problem.requests[at.request.index()].case.map(Obstacle::Case);
        }
        None
    }

    /// Whether the case of a request admits one more assignment of the person.
    pub(crate) fn case_has_room(&self, at: Assignment) -> bool {
        let problem = self.problem;
        let Some(case) = problem.requests[at.request.index()].case else {
            return true;
        };
        let own = &self.by_person[at.person.index()];
        let same = own
            .iter()
            .filter(|other| problem.requests[other.request.index()].case == Some(case));
        let (count, pinned) = same.fold((0, 0), |(count, pinned), other| {
            (count + 1, pinned + i64::from(self.is_pin(*other)))
        });
        count < problem.cases[case.index()].limit.max(pinned)
    }

    fn broken_limit(&self, at: Assignment) -> Option<usize> {
        let problem = self.problem;
        let start = at.time(problem).start;
        let own = &self.by_person[at.person.index()];
        problem.people[at.person.index()].limits.iter().position(|limit| {
            if start < limit.window.start || start >= limit.window.end {
                return false;
            }
            let mut used = Usage::default();
            let mut pinned = Usage::default();
            for other in own {
                let begins = other.time(problem).start;
                if begins >= limit.window.start && begins < limit.window.end {
                    used.count(problem, *other);
                    if self.is_pin(*other) {
                        pinned.count(problem, *other);
                    }
                }
            }
            used.count(problem, at);
            used.exceeds(limit, &pinned)
        })
    }

    /// Whether the budget of a request has money for so many more seats. Pins that exceed it alone raise it to what they use.
    pub(crate) fn affords(&self, request: RequestId, seats: i64) -> bool {
        let problem = self.problem;
        let Some(budget) = problem.requests[request.index()].budget else {
            return true;
        };
        let more = problem.requests[request.index()].cents.saturating_mul(seats);
        self.budget_used[budget.index()].saturating_add(more) <= self.budget_total[budget.index()]
    }

    /// Resources for a request at one of its times, the first that are free for each inner list; backtracks over the inner lists.
    pub(crate) fn free_resources(&self, request: RequestId, option: u32) -> Option<Vec<ResourceId>> {
        let lists = &self.problem.requests[request.index()].resources;
        let time = self.problem.slot(request, option).time;
        let mut chosen = Vec::with_capacity(lists.len());
        // Few inner lists share resources; the number of steps is bounded all the same.
        let mut steps = 10_000;
        self.choose(lists, time, &mut chosen, &mut steps)
            .then_some(chosen)
    }

    fn choose(
        &self,
        lists: &[Vec<ResourceId>],
        time: Interval,
        chosen: &mut Vec<ResourceId>,
        steps: &mut u32,
    ) -> bool {
        let Some(list) = lists.get(chosen.len()) else {
            return true;
        };
        for &resource in list {
            *steps = steps.saturating_sub(1);
            if *steps == 0 {
                return false;
            }
            let own = chosen.iter().filter(|other| **other == resource).count() as i64;
            if self.is_free(resource, time, own + 1) {
                chosen.push(resource);
                if self.choose(lists, time, chosen, steps) {
                    return true;
                }
                chosen.pop();
            }
        }
        false
    }

    /// Whether a resource can be used so many times more during the whole time.
    pub(crate) fn is_free(&self, resource: ResourceId, time: Interval, more: i64) -> bool {
        let facts = &self.problem.resources[resource.index()];
        if !resource_available(facts, time) {
            return false;
        }
        let during: Vec<Interval> = self.uses[resource.index()]
            .iter()
            .map(|(used, _)| *used)
            .filter(|used| used.start < time.end && time.start < used.end)
            .collect();
        // Uses at the same time are most at the start of one of them.
        let most = during
            .iter()
            .map(|one| one.start.max(time.start))
            .map(|moment| {
                during
                    .iter()
                    .filter(|used| used.start <= moment && moment < used.end)
                    .count() as i64
            })
            .max()
            .unwrap_or(0);
        most + more <= facts.capacity
    }

    /// The requests that use a resource during some time.
    pub(crate) fn users(&self, resource: ResourceId, time: Interval) -> impl Iterator<Item = RequestId> + '_ {
        self.uses[resource.index()]
            .iter()
            .filter(move |(used, _)| used.start < time.end && time.start < used.end)
            .map(|(_, user)| *user)
    }

    /// Notes the resources of a request.
    pub(crate) fn take_resources(&mut self, request: RequestId, option: u32, resources: Vec<ResourceId>) {
        let time = self.problem.slot(request, option).time;
        for resource in &resources {
            self.uses[resource.index()].push((time, request));
        }
        self.resources.insert(request, resources);
    }
}

/// Whether a resource is available for the whole of a time.
pub(crate) fn resource_available(resource: &Resource, time: Interval) -> bool {
    resource
        .available
        .as_ref()
        .is_none_or(|windows| crate::rules::covered(time, windows))
}

/// Money of each budget, or what pins alone take from it where that is more.
pub(crate) fn budget_totals(problem: &Problem) -> Vec<i64> {
    let mut pinned = vec![0; problem.budgets.len()];
    for request in problem
        .pins
        .iter()
        .map(|pin| &problem.requests[pin.request.index()])
    {
        if let Some(budget) = request.budget {
            pinned[budget.index()] += request.cents;
        }
    }
    problem
        .budgets
        .iter()
        .zip(pinned)
        .map(|(budget, pinned)| budget.cents.max(pinned))
        .collect()
}

/// What assignments use of a limit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    pub(crate) minutes: i64,
    pub(crate) requests: i64,
    pub(crate) cents: i64,
}

impl Usage {
    pub(crate) fn count(&mut self, problem: &Problem, at: Assignment) {
        self.minutes += at.time(problem).minutes();
        self.requests += 1;
        self.cents += problem.requests[at.request.index()].cents;
    }

    /// Whether this is more than a limit admits, given what pins alone use.
    pub(crate) fn exceeds(&self, limit: &Limit, pinned: &Usage) -> bool {
        let over =
            |used: i64, bound: Option<i64>, pinned: i64| bound.is_some_and(|bound| used > bound.max(pinned));
        over(self.minutes, limit.minutes, pinned.minutes)
            || over(self.requests, limit.requests, pinned.requests)
            || over(self.cents, limit.cents, pinned.cents)
    }
}
