//! Does the plan keep what a plan must keep?

use super::facts::{RULE_NAMES, inside};
use super::{Check, Line};
use crate::problem::{Interval, Limit};
use std::collections::BTreeMap;

impl Check<'_> {
    pub(super) fn keep(&mut self) {
        self.eligibility();
        for request in 0..self.problem.requests.len() {
            self.options_and_counts(request);
            self.pairs(request);
        }
        for person in 0..self.problem.people.len() {
            self.collisions(person);
            self.limits(person);
            self.cases(person);
        }
        self.resources();
        self.budgets();
        self.pins();
    }

    fn eligibility(&mut self) {
        for line in self.lines.clone() {
            let passed = self
                .facts
                .passes(line.person, line.request, line.option, line.seat);
            if passed < 8 && !line.pin {
                let detail = format!("Rule {} of who may take a seat does not hold.", passed + 1);
                self.note(RULE_NAMES[passed], Some(line.request), Some(line.person), detail);
            }
        }
    }

    fn options_and_counts(&mut self, request: usize) {
        let lines: Vec<Line> = self.of_request[request]
            .iter()
            .map(|at| self.lines[*at].clone())
            .collect();
        let Some(first) = lines.first() else { return };
        if let Some(other) = lines.iter().find(|line| line.option != first.option) {
            let detail = format!("Options {} and {} are both chosen.", first.option, other.option);
            self.note("option", Some(request), Some(other.person), detail);
        }
        let mut seats_of: BTreeMap<usize, usize> = BTreeMap::new();
        for line in &lines {
            *seats_of.entry(line.person).or_default() += 1;
        }
        for (person, seats) in seats_of {
            if seats > 1 {
                self.note(
                    "option",
                    Some(request),
                    Some(person),
                    format!("The person fills {seats} seats of the request."),
                );
            }
        }
        let asked = &self.problem.requests[request];
        let pinned = self.problem.pins.iter().any(|pin| pin.request.index() == request);
        for (at, seat) in asked.seats.iter().enumerate() {
            let filled = lines.iter().filter(|line| line.seat == at).count() as i64;
            if filled > seat.count {
                self.note(
                    "count",
                    Some(request),
                    None,
                    format!("Seat {at} has {filled} people, it wants {}.", seat.count),
                );
            } else if filled < seat.count && asked.all_or_nothing && !pinned {
                self.note(
                    "count",
                    Some(request),
                    None,
                    format!("Seat {at} has {filled} people of {}: all or nothing.", seat.count),
                );
            }
        }
    }

    fn pairs(&mut self, request: usize) {
        let lines: Vec<Line> = self.of_request[request]
            .iter()
            .map(|at| self.lines[*at].clone())
            .collect();
        for (at, a) in lines.iter().enumerate() {
            for b in &lines[at + 1..] {
                if !(a.pin && b.pin) && self.kept_apart(a.person, b.person) {
                    let detail = format!("Kept apart from {}.", self.problem.people[b.person].id);
                    self.note("apart", Some(request), Some(a.person), detail);
                }
            }
        }
    }

    /// Whether the file names two people as a pair that is not sent to the same request.
    pub(super) fn kept_apart(&self, a: usize, b: usize) -> bool {
        let is = |one: usize, other: usize| {
            let named = |pair: &&(crate::problem::PersonId, crate::problem::PersonId)| {
                pair.0.index() == one && pair.1.index() == other
            };
            self.problem.apart.iter().find(named).is_some()
        };
        is(a, b) || is(b, a)
    }

    fn collisions(&mut self, person: usize) {
        let lines: Vec<Line> = self.of_person[person]
            .iter()
            .map(|at| self.lines[*at].clone())
            .collect();
        let who = &self.problem.people[person];
        for (at, a) in lines.iter().enumerate() {
            for b in &lines[at + 1..] {
                // The same request twice is noted there.
                if (a.pin && b.pin) || a.request == b.request {
                    continue;
                }
                if self.facts.collide(
                    who,
                    self.facts.bound(a.request, a.option),
                    self.facts.bound(b.request, b.option),
                ) {
                    let detail = format!("It collides with {}.", self.problem.requests[b.request].id);
                    self.note("collide", Some(a.request), Some(person), detail);
                }
            }
        }
    }

    fn limits(&mut self, person: usize) {
        for limit in &self.problem.people[person].limits {
            let all = self.used(person, limit, false);
            let pinned = self.used(person, limit, true);
            let bounds = [
                ("minutes", limit.minutes),
                ("requests", limit.requests),
                ("cents", limit.cents),
            ];
            for (kind, (name, bound)) in bounds.into_iter().enumerate() {
                // Pins may exceed a limit; then nothing may be added.
                if bound.is_some_and(|bound| all[kind] > i128::from(bound) && all[kind] > pinned[kind]) {
                    let detail = format!(
                        "{} {name} from {} to {}.",
                        all[kind], limit.window.start, limit.window.end
                    );
                    self.note("limit", None, Some(person), detail);
                }
            }
        }
    }

    fn used(&self, person: usize, limit: &Limit, only_pins: bool) -> [i128; 3] {
        let mut used = [0; 3];
        for line in self.of_person[person]
            .iter()
            .map(|at| &self.lines[*at])
            .filter(|line| line.pin || !only_pins)
        {
            let asked = &self.problem.requests[line.request];
            let time = asked.options[line.option].time;
            if limit.window.start <= time.start && time.start < limit.window.end {
                used[0] += i128::from(time.end - time.start);
                used[1] += 1;
                used[2] += i128::from(asked.cents);
            }
        }
        used
    }

    fn cases(&mut self, person: usize) {
        let mut counts: BTreeMap<usize, (i64, i64, usize)> = BTreeMap::new();
        for line in self.of_person[person].iter().map(|at| &self.lines[*at]) {
            if let Some(case) = self.problem.requests[line.request].case {
                let entry = counts.entry(case.index()).or_insert((0, 0, line.request));
                *entry = (entry.0 + 1, entry.1 + i64::from(line.pin), line.request);
            }
        }
        for (case, (all, pinned, request)) in counts {
            if all > self.problem.cases[case].limit && all > pinned {
                self.note(
                    "case",
                    Some(request),
                    Some(person),
                    format!("{all} assignments to one case."),
                );
            }
        }
    }

    fn resources(&mut self) {
        let mut uses: Vec<Vec<(Interval, usize)>> = vec![Vec::new(); self.problem.resources.len()];
        let named: BTreeMap<&str, usize> = self
            .problem
            .resources
            .iter()
            .enumerate()
            .map(|(at, resource)| (resource.id.as_str(), at))
            .collect();
        let mut wrong = Vec::new();
        let mut chosen: BTreeMap<usize, &Vec<String>> = BTreeMap::new();
        for entry in &self.plan.assignments {
            let Some(&request) = self.facts.request_at.get(entry.request.as_str()) else {
                continue;
            };
            let first = *chosen.entry(request).or_insert(&entry.resources);
            if *first != entry.resources {
                wrong.push((
                    request,
                    "The assignments of the request name different resources.".to_owned(),
                ));
            }
        }
        for (request, ids) in chosen {
            let asked = &self.problem.requests[request];
            if ids.len() != asked.resources.len() {
                wrong.push((
                    request,
                    format!(
                        "{} resources are chosen, {} are needed.",
                        ids.len(),
                        asked.resources.len()
                    ),
                ));
                continue;
            }
            let Some(line) = self.of_request[request].first().map(|at| &self.lines[*at]) else {
                continue;
            };
            let time = asked.options[line.option].time;
            for (id, list) in ids.iter().zip(&asked.resources) {
                let Some(&at) = named
                    .get(id.as_str())
                    .filter(|at| list.iter().any(|one| one.index() == **at))
                else {
                    wrong.push((request, format!("`{id}` is none of the resources that would do.")));
                    continue;
                };
                if self.problem.resources[at]
                    .available
                    .as_ref()
                    .is_some_and(|windows| !inside(time, windows))
                {
                    wrong.push((request, format!("`{id}` is not available for the whole time.")));
                }
                uses[at].push((time, request));
            }
        }
        for (resource, uses) in self.problem.resources.iter().zip(uses) {
            for &(time, request) in &uses {
                let at_once = uses
                    .iter()
                    .filter(|(other, _)| other.start <= time.start && time.start < other.end)
                    .count() as i64;
                if at_once > resource.capacity {
                    wrong.push((
                        request,
                        format!("`{}` is used {at_once} times at once.", resource.id),
                    ));
                }
            }
        }
        for (request, detail) in wrong {
            self.note("resource", Some(request), None, detail);
        }
    }

    fn budgets(&mut self) {
        let mut spent: Vec<(i128, i128)> = vec![(0, 0); self.problem.budgets.len()];
        for line in &self.lines {
            let asked = &self.problem.requests[line.request];
            if let Some(budget) = asked.budget {
                let entry = &mut spent[budget.index()];
                entry.0 += i128::from(asked.cents);
                entry.1 += if line.pin { i128::from(asked.cents) } else { 0 };
            }
        }
        for (budget, (all, pinned)) in self.problem.budgets.iter().zip(spent) {
            if all > i128::from(budget.cents) && all > pinned {
                let detail = format!("Budget `{}`: {all} cents of {}.", budget.id, budget.cents);
                self.note("budget", None, None, detail);
            }
        }
    }

    fn pins(&mut self) {
        for pin in &self.problem.pins {
            let (request, person) = (pin.request.index(), pin.person.index());
            let kept = self.of_request[request]
                .iter()
                .any(|at| self.lines[*at].person == person && self.lines[*at].pin);
            if !kept {
                self.note(
                    "pin",
                    Some(request),
                    Some(person),
                    "The pin is not in the plan.".into(),
                );
            }
        }
    }
}
