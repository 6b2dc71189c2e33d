//! Could the people named as backups really step in, and are they the best ones?

use super::{Check, Violation};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

impl Check<'_> {
    pub(super) fn backups(&mut self) {
        let filled: BTreeSet<(usize, usize)> =
            self.lines.iter().map(|line| (line.request, line.seat)).collect();
        let mut claimed: BTreeMap<(usize, usize), &Vec<String>> = BTreeMap::new();
        for backup in &self.plan.backups {
            let seat = backup.seat as usize;
            match self.facts.request_at.get(backup.request.as_str()) {
                Some(&request) if filled.contains(&(request, seat)) => {
                    if claimed.insert((request, seat), &backup.people).is_some() {
                        self.note(
                            "backup",
                            Some(request),
                            None,
                            format!("Seat {seat} is listed twice."),
                        );
                    }
                }
                Some(&request) => self.note(
                    "backup",
                    Some(request),
                    None,
                    format!("Seat {seat} is not filled."),
                ),
                None => self.note(
                    "backup",
                    None,
                    None,
                    format!("There is no request `{}`.", backup.request),
                ),
            }
        }
        let filled: Vec<(usize, usize)> = filled.into_iter().collect();
        let here = &*self;
        let found: Vec<Violation> = filled
            .into_par_iter()
            .filter_map(|(request, seat)| {
                let named = claimed
                    .get(&(request, seat))
                    .map_or(&[][..], |people| people.as_slice());
                here.backup(request, seat, named)
            })
            .collect();
        self.violations.extend(found);
    }

    /// What is wrong with the people named for a seat.
    fn backup(&self, request: usize, seat: usize, named: &[String]) -> Option<Violation> {
        let able = if self.problem.backups == 0 {
            Vec::new()
        } else {
            self.able(request, seat)
        };
        let id = |person: usize| self.problem.people[person].id.as_str();
        let wanted: Vec<&str> = able
            .iter()
            .take(self.problem.backups)
            .map(|(_, person)| id(*person))
            .collect();
        if named == wanted {
            return None;
        }
        let able: BTreeSet<&str> = able.iter().map(|(_, person)| id(*person)).collect();
        let unable: Vec<&str> = named
            .iter()
            .map(String::as_str)
            .filter(|person| !able.contains(person))
            .collect();
        let detail = if unable.is_empty() {
            format!(
                "Seat {seat}: the backups are not the best ones in order: {} instead of {}.",
                named.join(", "),
                wanted.join(", ")
            )
        } else {
            format!("Seat {seat}: cannot step in: {}.", unable.join(", "))
        };
        let person = unable
            .first()
            .and_then(|person| self.facts.person_at.get(person).copied());
        Some(self.violation("backup", Some(request), person, detail))
    }

    /// Everybody who could replace one of the people on a seat, best first.
    fn able(&self, request: usize, seat: usize) -> Vec<(i128, usize)> {
        let option = self.of_request[request]
            .first()
            .map_or(0, |at| self.lines[*at].option);
        let mut able: Vec<(i128, usize)> = self
            .facts
            .possible(request)
            .into_iter()
            .filter(|&person| self.facts.may(person, request, option, seat))
            .filter(|&person| self.fits_in(person, request, option))
            .filter(|&person| {
                let mut beside = self.of_request[request].iter();
                !beside.any(|at| self.kept_apart(person, self.lines[*at].person))
            })
            .map(|person| (self.facts.points(person, request, option, seat), person))
            .collect();
        able.sort_unstable();
        able
    }

    /// Whether a person's own assignments leave room for one more.
    fn fits_in(&self, person: usize, request: usize, option: usize) -> bool {
        let who = &self.problem.people[person];
        let asked = &self.problem.requests[request];
        let time = asked.options[option].time;
        let own = || self.of_person[person].iter().map(|at| &self.lines[*at]);
        let here = self.facts.bound(request, option);
        if own().any(|line| {
            line.request == request
                || self
                    .facts
                    .collide(who, here, self.facts.bound(line.request, line.option))
        }) {
            return false;
        }
        for limit in who
            .limits
            .iter()
            .filter(|limit| limit.window.start <= time.start && time.start < limit.window.end)
        {
            let mut sums = [time.end - time.start, 1, asked.cents];
            let mut pinned = [0; 3];
            for line in own() {
                let other = &self.problem.requests[line.request];
                let when = other.options[line.option].time;
                if limit.window.start <= when.start && when.start < limit.window.end {
                    for (kind, amount) in [when.end - when.start, 1, other.cents].into_iter().enumerate() {
                        sums[kind] += amount;
                        pinned[kind] += if line.pin { amount } else { 0 };
                    }
                }
            }
            let bounds = [limit.minutes, limit.requests, limit.cents];
            if (0..3)
                .any(|kind| bounds[kind].is_some_and(|bound| sums[kind] > bound && sums[kind] > pinned[kind]))
            {
                return false;
            }
        }
        let Some(case) = asked.case else { return true };
        let same: Vec<bool> = own()
            .filter(|line| self.problem.requests[line.request].case == Some(case))
            .map(|line| line.pin)
            .collect();
        let pinned = same.iter().filter(|pin| **pin).count();
        let most = usize::try_from(self.problem.cases[case.index()].limit)
            .unwrap_or(0)
            .max(pinned);
        same.len() < most
    }
}
