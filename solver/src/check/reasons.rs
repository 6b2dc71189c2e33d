//! Are the unfilled requests all listed, and are their reasons and funnels true?

use super::facts::{RULE_NAMES, inside};
use super::{Check, Violation};
use crate::plan::{Reason, Unfilled};
use crate::problem::Interval;
use rayon::prelude::*;
use std::collections::BTreeMap;

impl Check<'_> {
    pub(super) fn reasons(&mut self) {
        let mut claimed: BTreeMap<usize, &Unfilled> = BTreeMap::new();
        for entry in &self.plan.unfilled {
            let Some(&request) = self.facts.request_at.get(entry.request.as_str()) else {
                self.note(
                    "reason",
                    None,
                    None,
                    format!("There is no request `{}`.", entry.request),
                );
                continue;
            };
            if claimed.insert(request, entry).is_some() {
                self.note(
                    "reason",
                    Some(request),
                    None,
                    "The request is listed twice.".into(),
                );
            }
        }
        let here = &*self;
        let found: Vec<Violation> = (0..self.problem.requests.len())
            .into_par_iter()
            .flat_map_iter(|request| {
                let faults = here.entry(request, claimed.get(&request).copied());
                faults
                    .into_iter()
                    .map(move |detail| here.violation("reason", Some(request), None, detail))
            })
            .collect();
        self.violations.extend(found);
    }

    /// What is wrong with what is said, or not said, about one request.
    fn entry(&self, request: usize, claimed: Option<&Unfilled>) -> Vec<String> {
        let wanted: i64 = self.problem.requests[request]
            .seats
            .iter()
            .map(|seat| seat.count)
            .sum();
        let empty = (self.of_request[request].len() as i64) < wanted;
        match (empty, claimed) {
            (true, None) => vec!["A seat is empty, but the request is not listed.".into()],
            (false, Some(_)) => vec!["No seat is empty, but the request is listed.".into()],
            (true, Some(entry)) => self.reason_of(request, entry),
            (false, None) => Vec::new(),
        }
    }

    fn reason_of(&self, request: usize, entry: &Unfilled) -> Vec<String> {
        let mut faults = Vec::new();
        let funnel = self.funnel(request);
        if funnel != entry.funnel {
            faults.push(format!(
                "The funnel is {funnel:?}, the plan says {:?}.",
                entry.funnel
            ));
        }
        let reason = match funnel.iter().position(|people| *people == 0) {
            Some(rule) => RULE_NAMES[rule],
            None => self.beyond_rules(request),
        };
        if reason != entry.reason.as_str() {
            faults.push(format!(
                "The reason is {reason}, the plan says {}.",
                entry.reason.as_str()
            ));
        }
        if entry.reason != Reason::Outcompeted && !entry.competes_with.is_empty() {
            faults.push("Only an outcompeted request competes with others.".into());
        }
        for other in &entry.competes_with {
            let served = self
                .facts
                .request_at
                .get(other.as_str())
                .filter(|at| **at != request && !self.of_request[**at].is_empty());
            if served.is_none() {
                faults.push(format!(
                    "It cannot compete with `{other}`, which the plan does not serve."
                ));
            }
        }
        faults
    }

    fn funnel(&self, request: usize) -> [u32; 8] {
        let asked = &self.problem.requests[request];
        let mut funnel = [0u32; 8];
        funnel[0] = self.facts.member_count(request) as u32;
        for person in self.facts.possible(request) {
            let mut passed = 0;
            for option in 0..asked.options.len() {
                for seat in 0..asked.seats.len() {
                    passed = passed.max(self.facts.passes(person, request, option, seat));
                }
            }
            (1..8)
                .filter(|rule| passed > *rule)
                .for_each(|rule| funnel[rule] += 1);
        }
        funnel
    }

    /// Somebody passes the eight rules: what else keeps a seat empty?
    fn beyond_rules(&self, request: usize) -> &'static str {
        let asked = &self.problem.requests[request];
        let pins: Vec<usize> = self
            .problem
            .pins
            .iter()
            .filter(|pin| pin.request.index() == request)
            .map(|pin| pin.person.index())
            .collect();
        let pinned_option = self
            .problem
            .pins
            .iter()
            .find(|pin| pin.request.index() == request)
            .map(|pin| pin.option as usize);
        let options: Vec<usize> = (0..asked.options.len())
            .filter(|at| pinned_option.is_none_or(|option| option == *at))
            .collect();
        let on: Vec<usize> = self.of_request[request]
            .iter()
            .map(|at| self.lines[*at].person)
            .collect();
        let people = self.facts.possible(request);
        // For each time whoever passes the eight rules for a seat.
        let all: Vec<Vec<(usize, usize)>> = (0..asked.options.len())
            .map(|option| {
                let pairs =
                    (0..asked.seats.len()).flat_map(|seat| people.iter().map(move |person| (*person, seat)));
                pairs
                    .filter(|(person, seat)| self.facts.may(*person, request, option, *seat))
                    .collect()
            })
            .collect();
        let passing = |option: usize| all[option].iter().copied();
        if !options
            .iter()
            .any(|option| passing(*option).any(|(person, _)| !on.contains(&person)))
        {
            return "seats";
        }
        let able = |person: usize, option: usize| self.within_own_limits(person, request, option);
        let others =
            |option: usize| passing(option).any(|(person, _)| !on.contains(&person) && able(person, option));
        if !options.iter().any(|option| others(*option)) {
            return "limit";
        }
        let supplied: Vec<usize> = options
            .into_iter()
            .filter(|option| self.supplied(request, asked.options[*option].time))
            .collect();
        if !supplied.iter().any(|option| others(*option)) {
            return "resource";
        }
        let places: i64 = asked.seats.iter().map(|seat| seat.count).sum();
        let wanted = if asked.all_or_nothing && pins.is_empty() {
            places
        } else {
            on.len() as i64 + 1
        };
        if let Some(budget) = asked.budget
            && i128::from(asked.cents) * i128::from(wanted)
                > i128::from(self.problem.budgets[budget.index()].cents)
        {
            return "budget";
        }
        let enough = supplied.into_iter().any(|option| {
            let mut chances: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (person, seat) in passing(option).filter(|(person, _)| able(*person, option)) {
                chances.entry(person).or_default().push(seat);
            }
            for &person in &pins {
                chances.insert(person, (0..asked.seats.len()).collect());
            }
            // More people than places on one seat never help.
            let seats: Vec<i64> = asked
                .seats
                .iter()
                .map(|seat| seat.count.min(chances.len() as i64))
                .collect();
            fillable(&chances.into_values().collect::<Vec<_>>(), &seats) >= wanted
        });
        if enough { "outcompeted" } else { "seats" }
    }

    /// Whether a request alone is not too much for a person.
    fn within_own_limits(&self, person: usize, request: usize, option: usize) -> bool {
        let asked = &self.problem.requests[request];
        let time = asked.options[option].time;
        let in_limits = self.problem.people[person].limits.iter().all(|limit| {
            time.start < limit.window.start
                || time.start >= limit.window.end
                || limit.minutes.is_none_or(|most| time.end - time.start <= most)
                    && limit.requests.is_none_or(|most| most >= 1)
                    && limit.cents.is_none_or(|most| asked.cents <= most)
        });
        in_limits
            && asked
                .case
                .is_none_or(|case| self.problem.cases[case.index()].limit >= 1)
    }

    /// Whether each inner list finds a resource at a time when nobody else uses any.
    fn supplied(&self, request: usize, time: Interval) -> bool {
        let fitting: Vec<Vec<usize>> = self.problem.requests[request]
            .resources
            .iter()
            .map(|list| {
                let open = |at: &usize| {
                    self.problem.resources[*at]
                        .available
                        .as_ref()
                        .is_none_or(|windows| inside(time, windows))
                };
                list.iter().map(|one| one.index()).filter(open).collect()
            })
            .collect();
        let mut positions: Vec<usize> = fitting.iter().flatten().copied().collect();
        positions.sort_unstable();
        positions.dedup();
        let room: Vec<i64> = positions
            .iter()
            .map(|at| self.problem.resources[*at].capacity)
            .collect();
        let chances: Vec<Vec<usize>> = fitting
            .iter()
            .map(|list| {
                list.iter()
                    .filter_map(|at| positions.binary_search(at).ok())
                    .collect()
            })
            .collect();
        fillable(&chances, &room) == fitting.len() as i64
    }
}

/// The largest number of entries that can be put into one of their boxes each, by shortest augmenting paths.
pub(super) fn fillable(chances: &[Vec<usize>], room: &[i64]) -> i64 {
    let mut box_of: Vec<Option<usize>> = vec![None; chances.len()];
    let mut used = vec![0i64; room.len()];
    let mut filled = 0;
    for entry in 0..chances.len() {
        // Breadth first from this entry; `from` tells which entry reached a box.
        let mut from: Vec<Option<usize>> = vec![None; room.len()];
        let mut queue = std::collections::VecDeque::from([entry]);
        let mut free = None;
        'search: while let Some(next) = queue.pop_front() {
            for &target in &chances[next] {
                if from[target].is_some() {
                    continue;
                }
                from[target] = Some(next);
                if used[target] < room[target] {
                    free = Some(target);
                    break 'search;
                }
                queue.extend((0..entry).filter(|other| box_of[*other] == Some(target)));
            }
        }
        let Some(mut target) = free else { continue };
        used[target] += 1;
        filled += 1;
        while let Some(mover) = from[target] {
            let before = box_of[mover].replace(target);
            match before {
                Some(before) => target = before,
                None => break,
            }
        }
    }
    filled
}
