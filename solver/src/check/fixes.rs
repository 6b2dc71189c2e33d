//! Would the changes that a plan proposes really help?
//!
//! Each fix is made again on a copy of what it is about, in this checker's own way: the people it names must then pass all rules for the
//! seats that are empty, one each; resources, money and the people's own limits must admit it; and where somebody named is not free, there
//! must be somebody else for what stands in the way. The claimed changes of coverage must be those. Of advice it is known that it cannot
//! gain more than what is empty.

use super::Check;
use super::facts::{Facts, inside};
use super::reasons::fillable;
use crate::plan::{Advice, Amount, Change, Fix, Unfilled};
use crate::problem::*;
use crate::spec::Goal;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

impl Check<'_> {
    pub(super) fn fixes(&mut self) {
        let plan = self.plan;
        for entry in &plan.unfilled {
            let Some(&request) = self.facts.request_at.get(entry.request.as_str()) else {
                continue;
            };
            for fix in &entry.fixes {
                if let Err(fault) = self.fix(request, entry, fix) {
                    let detail = format!("The fix {:?} is none: {fault}", fix.change);
                    self.note("reason", Some(request), None, detail);
                }
            }
        }
        for one in &plan.advice {
            if let Err(fault) = self.advice(one) {
                self.note(
                    "reason",
                    None,
                    None,
                    format!("The advice {one:?} is none: {fault}"),
                );
            }
        }
    }

    fn missing(&self, request: usize) -> i64 {
        let places: i64 = self.problem.requests[request]
            .seats
            .iter()
            .map(|seat| seat.count)
            .sum();
        places - self.of_request[request].len() as i64
    }

    fn fix(&self, request: usize, entry: &Unfilled, fix: &Fix) -> Result<(), String> {
        let missing = self.missing(request);
        let mut people = Vec::new();
        for id in &fix.people {
            match self.facts.person_at.get(id.as_str()) {
                Some(&person) if !people.contains(&person) => people.push(person),
                _ => return Err(format!("`{id}` is nobody, or named twice.")),
            }
        }
        if people.len() as i64 != missing {
            return Err(format!(
                "{missing} seats are empty, {} people are named.",
                people.len()
            ));
        }
        if people.iter().any(|person| {
            self.of_request[request]
                .iter()
                .any(|at| self.lines[*at].person == *person)
        }) {
            return Err("Somebody named is on the request already.".into());
        }
        let (changed, options) = self.changed(request, fix, &people)?;
        self.seated(request, entry, fix, &changed, &options, &people)?;
        self.delta(request, fix, missing)
    }

    /// The request and the people named in a problem of their own, with the change made; and the times at which it could be served.
    fn changed(&self, request: usize, fix: &Fix, people: &[usize]) -> Result<(Problem, Vec<usize>), String> {
        let asked = &self.problem.requests[request];
        let place = |person: usize| people.iter().position(|one| *one == person);
        let inner = |list: &[PersonId]| -> Vec<PersonId> {
            let mut found: Vec<PersonId> = list
                .iter()
                .filter_map(|one| place(one.index()))
                .map(PersonId::from_index)
                .collect();
            found.sort_unstable();
            found
        };
        let mut small = Problem {
            people: people
                .iter()
                .map(|person| self.problem.people[*person].clone())
                .collect(),
            requests: vec![Request {
                excluded: inner(&asked.excluded),
                known: inner(&asked.known),
                favoured: asked
                    .favoured
                    .iter()
                    .map(|one| one.among(|who| place(who.index()).map(PersonId::from_index)))
                    .collect(),
                ..asked.clone()
            }],
            resources: self.problem.resources.clone(),
            travel: self.problem.travel.clone(),
            buffer: self.problem.buffer,
            fallbacks: self.problem.fallbacks.clone(),
            weak_fallbacks: BTreeMap::new(),
            budgets: self.problem.budgets.clone(),
            cases: self.problem.cases.clone(),
            apart: {
                let pair = |(one, other): &(PersonId, PersonId)| {
                    let (one, other) = (place(one.index())?, place(other.index())?);
                    let (one, other) = (PersonId::from_index(one), PersonId::from_index(other));
                    Some((one.min(other), one.max(other)))
                };
                let mut pairs: Vec<_> = self.problem.apart.iter().filter_map(pair).collect();
                pairs.sort_unstable();
                pairs
            },
            pins: Vec::new(),
            previous: BTreeMap::new(),
            previous_lost: 0,
            levels: self.problem.levels.clone(),
            backups: 0,
            on_site: self.problem.on_site,
            words: self.problem.words.clone(),
        };
        let named = |id: &str| {
            let person = self
                .facts
                .person_at
                .get(id)
                .copied()
                .ok_or(format!("`{id}` is nobody."))?;
            place(person).ok_or(format!("It is about `{id}`, who would not come."))
        };
        let word = |text: &str| {
            let found = self.problem.words.iter().position(|word| word == text);
            found
                .and_then(|at| u32::try_from(at).ok())
                .map(Word)
                .ok_or(format!("Nothing else is called `{text}`."))
        };
        let served = self.of_request[request].first().map(|at| self.lines[*at].option);
        let mut options: Vec<usize> = match served {
            Some(option) => vec![option],
            None => (0..asked.options.len()).collect(),
        };
        let free = served.is_none();
        let same = || Err("It changes nothing.".to_owned());
        let wanted = &mut small.requests[0];
        match &fix.change {
            Change::Option { start, end } => {
                let time = Interval {
                    start: *start,
                    end: *end,
                };
                if !free || end <= start || wanted.options.iter().any(|slot| slot.time == time) {
                    return same();
                }
                wanted.options.push(Slot {
                    time,
                    day: wanted.options[0].day,
                });
                options = vec![wanted.options.len() - 1];
            }
            Change::Mode { mode } => {
                let mode = word(mode)?;
                if !free || wanted.mode == mode {
                    return same();
                }
                wanted.mode = mode;
            }
            Change::Level { code, level } => {
                let code = word(code)?;
                let mut lower = false;
                for entry in wanted.seats.iter_mut().flat_map(|seat| &mut seat.languages) {
                    if entry.0 == code && entry.1 > *level {
                        entry.1 = *level;
                        lower = true;
                    }
                }
                if !lower {
                    return same();
                }
            }
            Change::Language { code } => {
                let code = word(code)?;
                if wanted
                    .seats
                    .iter()
                    .flat_map(|seat| &seat.languages)
                    .any(|entry| entry.0 == code)
                {
                    return same();
                }
                for seat in &mut wanted.seats {
                    let level = seat.languages.first().map(|entry| entry.1);
                    seat.languages.extend(level.map(|level| (code, level)));
                }
            }
            Change::District { person } => {
                let district = wanted.district;
                match &mut small.people[named(person)?].districts {
                    Some(districts) if !districts.contains(&district) => {
                        districts.push(district);
                        districts.sort_unstable();
                    }
                    _ => return same(),
                }
            }
            Change::Available { person, start, end } => {
                let own = &mut small.people[named(person)?].available;
                own.push(Interval {
                    start: *start,
                    end: *end,
                });
                own.sort_unstable();
            }
            Change::Limit {
                person,
                minutes,
                requests,
                cents,
            } => {
                let starts: Vec<i64> = wanted.options.iter().map(|slot| slot.time.start).collect();
                let mut raised = false;
                for limit in &mut small.people[named(person)?].limits {
                    if !starts
                        .iter()
                        .any(|start| limit.window.start <= *start && *start < limit.window.end)
                    {
                        continue;
                    }
                    for (own, new) in [
                        (&mut limit.minutes, minutes),
                        (&mut limit.requests, requests),
                        (&mut limit.cents, cents),
                    ] {
                        if let (Some(old), Some(new)) = (&mut *own, new)
                            && *new > *old
                        {
                            *own = Some(*new);
                            raised = true;
                        }
                    }
                }
                if !raised {
                    return same();
                }
            }
            Change::Resource { resource, capacity } => {
                let found = small.resources.iter_mut().find(|one| one.id == *resource);
                let own = found.ok_or(format!("There is no resource `{resource}`."))?;
                if *capacity <= own.capacity {
                    return same();
                }
                own.capacity = *capacity;
            }
            Change::Budget { budget, cents } => {
                let found = small.budgets.iter_mut().find(|one| one.id == *budget);
                let own = found.ok_or(format!("There is no budget `{budget}`."))?;
                if *cents <= own.cents {
                    return same();
                }
                own.cents = *cents;
            }
            Change::Gender => {
                let demanded = wanted.gender.is_some_and(|(_, required)| required)
                    || wanted.seats.iter().any(|seat| seat.gender.is_some());
                if !demanded {
                    return same();
                }
                wanted.gender = wanted.gender.map(|(value, _)| (value, false));
                wanted.seats.iter_mut().for_each(|seat| seat.gender = None);
            }
            Change::Displace { request: other } => {
                let other = self.facts.request_at.get(other.as_str()).copied();
                let lines = other.filter(|at| *at != request).map(|at| &self.of_request[at]);
                match lines {
                    Some(lines) if !lines.is_empty() && !lines.iter().any(|at| self.lines[*at].pin) => {}
                    _ => return Err("What it would displace is not there, or fixed.".into()),
                }
            }
        }
        Ok((small, options))
    }

    /// Whether the people named can take the empty seats of the changed request at one of the times.
    fn seated(
        &self,
        request: usize,
        entry: &Unfilled,
        fix: &Fix,
        changed: &Problem,
        options: &[usize],
        people: &[usize],
    ) -> Result<(), String> {
        let facts = Facts::new(changed);
        let asked = &changed.requests[0];
        let mut fault = format!("Nobody named passes the rules for `{}`.", entry.request);
        for &option in options {
            let open: Vec<i64> = asked
                .seats
                .iter()
                .enumerate()
                .map(|(seat, wanted)| {
                    let on = self.of_request[request]
                        .iter()
                        .filter(|at| self.lines[**at].seat == seat);
                    wanted.count - on.count() as i64
                })
                .collect();
            let chances: Vec<Vec<usize>> = (0..people.len())
                .map(|person| {
                    (0..asked.seats.len())
                        .filter(|seat| facts.passes(person, 0, option, *seat) == 8)
                        .collect()
                })
                .collect();
            if fillable(&chances, &open) < people.len() as i64 {
                continue;
            }
            let time = asked.options[option].time;
            let alone = changed.people.iter().all(|person| {
                person.limits.iter().all(|limit| {
                    time.start < limit.window.start
                        || limit.window.end <= time.start
                        || limit.minutes.is_none_or(|most| time.end - time.start <= most)
                            && limit.requests.is_none_or(|most| most >= 1)
                            && limit.cents.is_none_or(|most| asked.cents <= most)
                })
            });
            if !alone {
                fault = "It is more than somebody's own limit.".into();
                continue;
            }
            if let Some(budget) = asked.budget {
                let used: i64 = self
                    .lines
                    .iter()
                    .filter(|line| Some(line.request) != self.displaced(fix))
                    .map(|line| &self.problem.requests[line.request])
                    .filter(|other| other.budget == Some(budget))
                    .map(|other| other.cents)
                    .sum();
                let wanted = asked.cents.saturating_mul(people.len() as i64);
                if used + wanted > changed.budgets[budget.index()].cents.max(used) {
                    fault = "The budget is too small.".into();
                    continue;
                }
            }
            if !self.has_room(request, changed, time, self.displaced(fix)) {
                fault = "No resource is free at that time.".into();
                continue;
            }
            match self.others_can(changed, &facts, option, people, fix) {
                Ok(()) => return Ok(()),
                Err(other) => fault = other,
            }
        }
        Err(fault)
    }

    /// Whether each resource that is needed is there for the whole time, and left by those who can be served nowhere else.
    fn has_room(&self, request: usize, changed: &Problem, time: Interval, displaced: Option<usize>) -> bool {
        // Resources that filled seats keep, whatever else changes: there is one time for them and one resource.
        let kept: Vec<(usize, Interval)> = (0..self.problem.requests.len())
            .filter(|other| *other != request && Some(*other) != displaced)
            .filter_map(|other| Some((other, self.lines[*self.of_request[other].first()?].option)))
            .filter(|(other, _)| {
                let pinned = self.of_request[*other].iter().any(|at| self.lines[*at].pin);
                pinned || self.problem.requests[*other].options.len() == 1
            })
            .flat_map(|(other, option)| {
                let other = &self.problem.requests[other];
                let time = other.options[option].time;
                let only = other.resources.iter().filter(|list| list.len() == 1);
                only.map(move |list| (list[0].index(), time))
            })
            .filter(|(_, other)| other.start < time.end && time.start < other.end)
            .collect();
        let leaves = |resource: usize| {
            let own = &changed.resources[resource];
            let there = own.available.as_ref().is_none_or(|windows| inside(time, windows));
            let uses = || {
                let of = kept.iter().filter(move |(other, _)| *other == resource);
                of.map(|(_, time)| *time)
            };
            // Most is used at once where some use begins.
            let most = uses()
                .map(|one| one.start.max(time.start))
                .map(|moment| {
                    uses()
                        .filter(|other| other.start <= moment && moment < other.end)
                        .count()
                })
                .max()
                .unwrap_or(0);
            there && (most as i64) < own.capacity
        };
        changed.requests[0]
            .resources
            .iter()
            .all(|list| list.iter().any(|one| leaves(one.index())))
    }

    /// The request that a fix gives up.
    fn displaced(&self, fix: &Fix) -> Option<usize> {
        match &fix.change {
            Change::Displace { request } => self.facts.request_at.get(request.as_str()).copied(),
            _ => None,
        }
    }

    /// Where somebody named does something else at that time, somebody else must be able to do that.
    fn others_can(
        &self,
        changed: &Problem,
        facts: &Facts<'_>,
        option: usize,
        people: &[usize],
        fix: &Fix,
    ) -> Result<(), String> {
        let displaced = self.displaced(fix);
        // Whom the fix changes may be able to do what they could not do before.
        let freer = match &fix.change {
            Change::District { person } | Change::Available { person, .. } | Change::Limit { person, .. } => {
                self.facts.person_at.get(person.as_str()).copied()
            }
            _ => None,
        };
        for (at, &person) in people.iter().enumerate() {
            let here = facts.bound(0, option);
            for line in self.of_person[person].iter().map(|at| &self.lines[*at]) {
                let there = self.facts.bound(line.request, line.option);
                if !facts.collide(&changed.people[at], here, there) {
                    continue;
                }
                if line.pin {
                    return Err("It collides with a pin.".into());
                }
                let able = self.facts.possible(line.request).into_iter().any(|other| {
                    other != person && self.facts.passes(other, line.request, line.option, line.seat) == 8
                });
                let freed = freer.is_some_and(|other| other != person);
                if !able && !freed && displaced != Some(line.request) {
                    return Err(format!(
                        "Nobody could take over `{}`.",
                        self.problem.requests[line.request].id
                    ));
                }
            }
        }
        Ok(())
    }

    fn delta(&self, request: usize, fix: &Fix, missing: i64) -> Result<(), String> {
        let levels: BTreeSet<Goal> = self.problem.levels.iter().copied().collect();
        if fix.delta.keys().copied().collect::<BTreeSet<_>>() != levels {
            return Err("It does not say what it changes on each level.".into());
        }
        let lost = match &fix.change {
            Change::Displace { request } => self
                .facts
                .request_at
                .get(request.as_str())
                .map_or(0, |at| self.weight(*at, self.of_request[*at].len())),
            _ => 0,
        };
        let gained = self.weight(request, usize::try_from(missing).unwrap_or(0)) - lost;
        match fix.delta.get(&Goal::Coverage) {
            Some(Amount::Whole(claimed)) if i128::from(*claimed) != gained => {
                Err(format!("Coverage would change by {gained}, not by {claimed}."))
            }
            _ => Ok(()),
        }
    }

    fn weight(&self, request: usize, seats: usize) -> i128 {
        i128::from(self.problem.requests[request].weight) * seats as i128
    }

    fn advice(&self, advice: &Advice) -> Result<(), String> {
        let empty: i128 = (0..self.problem.requests.len())
            .map(|request| self.weight(request, usize::try_from(self.missing(request)).unwrap_or(0)))
            .sum();
        if advice.gain() < 1 || i128::from(advice.gain()) > empty {
            return Err(format!("All empty seats together weigh {empty}."));
        }
        match advice {
            Advice::Hours { person, minutes, .. } => {
                if !self.facts.person_at.contains_key(person.as_str()) || *minutes < 1 {
                    return Err("It is about nobody, or about no time.".into());
                }
            }
            Advice::Person {
                programme,
                languages,
                district,
                available,
                ..
            } => {
                let text = |word: Word| self.problem.words[word.0 as usize].as_str();
                let fits = (0..self.problem.requests.len()).any(|at| {
                    let asked = &self.problem.requests[at];
                    self.missing(at) > 0
                        && text(asked.programme) == programme
                        && (asked.mode != self.problem.on_site
                            || district
                                .as_ref()
                                .is_none_or(|district| text(asked.district) == district))
                        && asked.seats.iter().any(|seat| {
                            seat.languages.is_empty()
                                || seat.languages.iter().any(|(code, level)| {
                                    languages.get(text(*code)).is_some_and(|reached| reached >= level)
                                })
                        })
                        && asked.options.iter().any(|slot| {
                            available
                                .iter()
                                .any(|(start, end)| *start <= slot.time.start && slot.time.end <= *end)
                        })
                });
                if !fits {
                    return Err("Such a person could take no empty seat.".into());
                }
            }
        }
        Ok(())
    }
}
