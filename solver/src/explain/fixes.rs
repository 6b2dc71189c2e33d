//! What would help a request with an empty seat?
//!
//! Every fix is **one** change of the problem after which the request is filled and no other filled seat is lost. It is proved by solving
//! again: the changed problem is cut down to the people concerned and those who could take over from them, and a plan of it is found that
//! keeps every rule. Changes are as small as they can be: a limit rises to what is used, a level falls to the highest that somebody has, a
//! time moves as little as possible. `displace` is the exception that names a price: the other request loses its people.
//!
//! Cheapest first means: what costs least coverage, then whoever moves fewest others, then by kind - another time that day, more hours
//! of one person, another time of one person, one district more, another mode, another day, resource, money, a lower level, another language, a gender wish, the
//! price -, then by how much is changed, then by quality.

use super::chain::{filled, in_the_way};
use super::change::{Measure, Step};
use crate::budget::Budget;
use crate::draft::{Draft, Obstacle, Usage};
use crate::goals::cost;
use crate::neighbourhood::{Area, Growth, Neighbourhood};
use crate::plan::{Fix, Reason, Unfilled};
use crate::problem::*;
use crate::rules::{Assignment, RULES, covered, holds, language_quality, meets_busy};
use crate::spec::Goal;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Requests that get fixes: all of a city's week, of more than that those that count most.
const HELPED: usize = 3000;
/// Requests that are looked at between two looks at the clock.
const CHUNK: usize = 16;
/// Fixes of one request.
const MOST: usize = 5;
/// Fixes of one kind.
const MOST_OF_KIND: usize = 2;
/// Changes that are tried for one request.
const TRIES: usize = 16;
/// Other times that are tried, in minutes from the one asked for; days are tried after them.
const SHIFTS: [i64; 14] = [-15, 15, -30, 30, -45, 45, -60, 60, -90, 90, -120, 120, -180, 180];
/// Other days that are tried, at the same hour.
const DAYS: [i64; 6] = [1, -1, 2, -2, 3, -3];
const DAY: i64 = 1440;

/// Adds fixes to the unfilled requests, those that count most first: to so many of them, or until time is over. A request has all its fixes
/// or none, and what is tried for it is counted in steps, so that neither depends on how fast the machine is.
pub(crate) fn add(growth: &Growth<'_, '_>, unfilled: &mut [Unfilled], budget: &Budget) {
    let problem = growth.problem;
    let mut order: Vec<(usize, &mut Unfilled)> = unfilled.iter_mut().enumerate().collect();
    let weight = |one: &Unfilled| {
        problem
            .request(&one.request)
            .map_or(0, |request| problem.requests[request.index()].weight)
    };
    order.sort_by_key(|(at, one)| (-weight(one), *at));
    order.truncate(HELPED);
    for chunk in order.chunks_mut(CHUNK) {
        chunk.par_iter_mut().for_each(|(_, one)| {
            if let Some(request) = problem.request(&one.request) {
                one.fixes = of(growth, request, budget);
            }
        });
        if budget.is_over() {
            return;
        }
    }
}

/// The fixes of one request, cheapest first; none when time is over before all were tried.
fn of(growth: &Growth<'_, '_>, request: RequestId, budget: &Budget) -> Vec<Fix> {
    let wanted = Wanted {
        growth,
        problem: growth.problem,
        draft: growth.draft,
        request,
    };
    let mut found: Vec<(Rank, Fix)> = Vec::new();
    let mut of_kind: BTreeMap<u8, usize> = BTreeMap::new();
    for (effort, step, people) in wanted.steps().into_iter().take(TRIES) {
        if budget.is_over() {
            return Vec::new();
        }
        let kind = of_kind.entry(step.kind()).or_default();
        if *kind >= MOST_OF_KIND {
            continue;
        }
        if let Some((rank, fix)) = wanted.prove(effort, step, &people) {
            *kind += 1;
            found.push((rank, fix));
        }
    }
    found.sort_by_key(|one| one.0);
    found.truncate(MOST);
    found.into_iter().map(|(_, fix)| fix).collect()
}

/// What a fix costs: coverage lost, people moved, kind, effort, points of quality, and the change itself.
type Rank = (i128, usize, u8, i64, i128, Step);

struct Wanted<'w, 'p> {
    growth: &'w Growth<'w, 'p>,
    problem: &'p Problem,
    draft: &'w Draft<'p>,
    request: RequestId,
}

impl Wanted<'_, '_> {
    fn facts(&self) -> &Request {
        &self.problem.requests[self.request.index()]
    }

    /// Changes worth trying with the people who could come then, the least effort of each kind first.
    fn steps(&self) -> Vec<(i64, Step, BTreeSet<PersonId>)> {
        let mut steps: BTreeMap<Step, (i64, BTreeSet<PersonId>)> = BTreeMap::new();
        let mut note = |step: Step, effort: i64, person: PersonId| {
            let entry = steps.entry(step).or_insert((effort, BTreeSet::new()));
            entry.0 = entry.0.min(effort);
            entry.1.insert(person);
        };
        let on: BTreeSet<PersonId> = self.draft.by_request[self.request.index()]
            .iter()
            .map(|at| at.person)
            .collect();
        let served = self.draft.by_request[self.request.index()]
            .first()
            .map(|at| at.option);
        for (seat, wanted) in (0u32..).zip(&self.facts().seats) {
            if self.draft.filled(self.request, seat) >= wanted.count {
                continue;
            }
            for person in self.near(wanted) {
                if on.contains(&person) {
                    continue;
                }
                for option in 0..self.facts().options.len() as u32 {
                    if served.is_none_or(|served| served == option) {
                        let at = Assignment {
                            request: self.request,
                            option,
                            seat,
                            person,
                        };
                        self.one_rule(at, served.is_none(), &mut note);
                    }
                }
            }
        }
        self.things(served, &mut note);
        let mut list: Vec<(i64, Step, BTreeSet<PersonId>)> = steps
            .into_iter()
            .map(|(step, (effort, people))| (effort, step, people))
            .collect();
        list.sort_by_key(|(effort, step, _)| (*effort, *step));
        // A few of each kind, so that many of one kind do not push out the others.
        let mut of_kind: BTreeMap<u8, usize> = BTreeMap::new();
        list.retain(|(_, step, _)| {
            let kind = of_kind.entry(step.kind()).or_default();
            *kind += 1;
            *kind <= 2 * MOST_OF_KIND
        });
        list.sort_by_key(|(effort, step, _)| (step.kind(), *effort, *step));
        list
    }

    /// Everybody who speaks something that may count, or something that a coordinator might accept.
    fn near(&self, seat: &Seat) -> BTreeSet<PersonId> {
        let index = self.growth.index;
        let mut people: BTreeSet<PersonId> = index
            .speakers(self.problem, self.facts(), seat)
            .into_iter()
            .collect();
        let weak = |code: &Word| self.problem.weak_fallbacks.get(code).into_iter().flatten();
        let also: Vec<(Word, _)> = seat
            .languages
            .iter()
            .flat_map(|(code, level)| weak(code).map(move |(spoken, _)| (*spoken, *level)))
            .collect();
        if !also.is_empty() {
            let other = Seat {
                languages: also,
                ..seat.clone()
            };
            people.extend(index.speakers(self.problem, self.facts(), &other));
        }
        people
    }

    /// Changes that make room for a person whom one rule alone keeps out, or nothing but what the person already does.
    fn one_rule(&self, at: Assignment, unserved: bool, note: &mut impl FnMut(Step, i64, PersonId)) {
        let problem = self.problem;
        let mut broken = RULES.into_iter().filter(|rule| !holds(problem, *rule, at));
        let (first, second) = (broken.next(), broken.next());
        let person = &problem.people[at.person.index()];
        let time = at.time(problem);
        if second.is_some() {
            if unserved && matches!((first, second), (Some(Reason::Unavailable), Some(Reason::Busy))) {
                self.other_times(at, note);
            }
            return;
        }
        match first {
            Some(Reason::Language) => self.language(at, note),
            Some(Reason::Gender) => note(Step::Gender, 0, at.person),
            Some(Reason::Reach) => {
                let knows_mode = person.modes.contains(&self.facts().mode);
                if knows_mode {
                    let minutes =
                        problem
                            .travel
                            .minutes(person.mobility, person.district, self.facts().district);
                    note(Step::District(at.person), minutes, at.person);
                }
                if unserved {
                    for mode in person.modes.iter().filter(|mode| **mode != self.facts().mode) {
                        note(Step::Mode(*mode), 0, at.person);
                    }
                }
            }
            Some(Reason::Unavailable) => {
                note(Step::Available(at.person, time), 0, at.person);
                if unserved {
                    self.other_times(at, note);
                }
            }
            Some(Reason::Busy) if unserved => self.other_times(at, note),
            Some(_) => {}
            None => {
                if unserved {
                    self.other_times(at, note);
                }
                match self.draft.obstacle(at) {
                    Some(Obstacle::Limit(limit)) => self.limit(at, limit, note),
                    Some(obstacle @ Obstacle::Collides(_)) => {
                        if unserved && self.facts().mode == problem.on_site {
                            for mode in person.modes.iter().filter(|mode| **mode != self.facts().mode) {
                                note(Step::Mode(*mode), 0, at.person);
                            }
                        }
                        self.price(at, obstacle, note);
                    }
                    Some(Obstacle::Same | Obstacle::Case(_)) | None => {}
                }
                if let Some(obstacle @ Obstacle::Limit(_)) = self.draft.obstacle(at) {
                    self.price(at, obstacle, note);
                }
            }
        }
    }

    fn language(&self, at: Assignment, note: &mut impl FnMut(Step, i64, PersonId)) {
        let person = &self.problem.people[at.person.index()];
        let seat = &self.facts().seats[at.seat as usize];
        for &(code, level) in &seat.languages {
            for &(spoken, reached) in &person.languages {
                if spoken == code && reached < level {
                    note(
                        Step::Level(code, reached),
                        level as i64 - reached as i64,
                        at.person,
                    );
                }
            }
            for &(other, quality) in self.problem.weak_fallbacks.get(&code).into_iter().flatten() {
                if self
                    .facts()
                    .seats
                    .iter()
                    .flat_map(|seat| &seat.languages)
                    .any(|entry| entry.0 == other)
                {
                    continue;
                }
                let as_asked = Seat {
                    languages: vec![(other, level)],
                    ..seat.clone()
                };
                if language_quality(self.problem, person, &as_asked) == Some(100) {
                    note(Step::Language(other), 100 - quality, at.person);
                }
            }
        }
    }

    /// The nearest other times at which the person is there.
    fn other_times(&self, at: Assignment, note: &mut impl FnMut(Step, i64, PersonId)) {
        if at.option > 0 {
            return;
        }
        let asked = at.time(self.problem);
        let person = &self.problem.people[at.person.index()];
        let days = DAYS.into_iter().map(|day| day * DAY);
        let mut same_day = false;
        for shift in SHIFTS.into_iter().chain(days) {
            if same_day && shift.abs() < DAY {
                continue;
            }
            let time = Interval {
                start: asked.start + shift,
                end: asked.end + shift,
            };
            if !covered(time, &person.available) || self.facts().options.iter().any(|slot| slot.time == time)
            {
                continue;
            }
            if self.free_then(at, time) {
                note(Step::Option(time, shift.abs() >= DAY), shift.abs(), at.person);
                if shift.abs() >= DAY {
                    return;
                }
                same_day = true;
            }
        }
    }

    /// Whether nothing the person does is in the way at another time; limits are looked at when the change is proved.
    fn free_then(&self, at: Assignment, time: Interval) -> bool {
        use crate::rules::{Stay, collide};
        let problem = self.problem;
        let person = &problem.people[at.person.index()];
        let stay = Stay::of(problem, at).at(time);
        let clear = |other: Stay| !collide(problem, person.mobility, stay, other);
        if meets_busy(problem, at) && !person.busy.iter().all(|busy| clear(Stay::busy(busy))) {
            return false;
        }
        person.busy.iter().all(|busy| clear(Stay::busy(busy)))
            && self.draft.by_person[at.person.index()]
                .iter()
                .all(|one| clear(Stay::of(problem, *one)))
    }

    fn limit(&self, at: Assignment, limit: usize, note: &mut impl FnMut(Step, i64, PersonId)) {
        let problem = self.problem;
        let limit = &problem.people[at.person.index()].limits[limit];
        let inside =
            |one: &&Assignment| (limit.window.start..limit.window.end).contains(&one.time(problem).start);
        let mut used = Usage::default();
        self.draft.by_person[at.person.index()]
            .iter()
            .filter(inside)
            .for_each(|one| used.count(problem, *one));
        used.count(problem, at);
        for (measure, used) in [
            (Measure::Minutes, used.minutes),
            (Measure::Requests, used.requests),
            (Measure::Cents, used.cents),
        ] {
            if let Some(bound) = measure.of(limit).filter(|bound| used > *bound) {
                note(Step::Limit(at.person, measure, used), used - bound, at.person);
            }
        }
    }

    /// The requests that could give somebody up.
    fn price(&self, at: Assignment, obstacle: Obstacle, note: &mut impl FnMut(Step, i64, PersonId)) {
        for group in in_the_way(self.draft, at, obstacle) {
            if let [one] = group[..]
                && self.draft.pins_of(one.request).is_empty()
                && one.request != self.request
            {
                let lost = &self.draft.by_request[one.request.index()];
                let weight = self.problem.requests[one.request.index()].weight;
                note(
                    Step::Displace(one.request),
                    weight.saturating_mul(lost.len() as i64),
                    at.person,
                );
            }
        }
    }

    /// One more use of a resource, more money.
    fn things(&self, served: Option<u32>, note: &mut impl FnMut(Step, i64, PersonId)) {
        let facts = self.facts();
        let people: BTreeSet<PersonId> = self.growth.eligible(self.request);
        if served.is_none() && !facts.resources.is_empty() {
            for resource in facts.resources.iter().flatten() {
                let own = &self.problem.resources[resource.index()];
                for person in &people {
                    note(Step::Resource(*resource, own.capacity + 1), 1, *person);
                }
            }
        }
        let on = self.draft.by_request[self.request.index()].len() as i64;
        let missing = facts.places() - on;
        if let Some(budget) = facts
            .budget
            .filter(|_| !self.draft.affords(self.request, missing))
        {
            let short = self.draft.short_of_money(self.request, missing);
            for person in &people {
                note(Step::Budget(budget, short), short, *person);
            }
        }
    }

    /// Solves again with the change.
    fn prove(&self, effort: i64, step: Step, people: &BTreeSet<PersonId>) -> Option<(Rank, Fix)> {
        let mut area = Area {
            requests: BTreeSet::from([self.request]),
            people: people.iter().copied().take(24).collect(),
            other_time: match step {
                Step::Option(time, _) => Some((self.request, time)),
                _ => None,
            },
        };
        let others: Vec<PersonId> = self.draft.by_request[self.request.index()]
            .iter()
            .map(|at| at.person)
            .collect();
        area.people.extend(others);
        // Whoever could come without the change helps to fill the other seats.
        if self.facts().places() > 1 {
            area.people.extend(self.growth.eligible(self.request));
        }
        self.proved(effort, step, &area).or_else(|| {
            if matches!(step, Step::Displace(_)) {
                return None;
            }
            for person in area.people.clone() {
                area.requests
                    .extend(self.draft.by_person[person.index()].iter().map(|at| at.request));
            }
            for request in area.requests.clone() {
                area.people
                    .extend(self.draft.by_request[request.index()].iter().map(|at| at.person));
                area.people.extend(self.growth.eligible(request));
            }
            self.proved(effort, step, &area)
        })
    }

    fn proved(&self, effort: i64, step: Step, area: &Area) -> Option<(Rank, Fix)> {
        let mut area = area.clone();
        if let Step::Displace(other) = step {
            area.people
                .extend(self.draft.by_request[other.index()].iter().map(|at| at.person));
            area.requests.insert(other);
        }
        let near = Neighbourhood::around(self.draft, &area);
        let request = near.inner(self.request)?;
        let mut changed = near.problem.clone();
        self.inner(&near, step)?.apply(&mut changed, request);
        let mut before = Draft::of(&changed, &near.plan);
        if let Step::Displace(other) = step {
            before.clear(near.inner(other)?);
        }
        let after = filled(&before, request)?.assignments();
        let mut delta = BTreeMap::new();
        let mut lost = 0;
        let mut points = 0;
        for &goal in &self.problem.levels {
            let (then, now) = (
                cost(&near.problem, goal, &near.plan),
                cost(&changed, goal, &after),
            );
            let change = crate::goals::Cost {
                goal,
                units: now.units - then.units,
            };
            delta.insert(goal, super::tidy(change.amount()));
            match goal {
                Goal::Coverage => lost = change.units,
                Goal::Quality => points = change.units,
                _ => {}
            }
        }
        let taken: Vec<PersonId> = after
            .iter()
            .filter(|at| at.request == request && !near.plan.contains(at))
            .filter_map(|at| near.outer_person(at.person))
            .collect();
        let moved: BTreeSet<PersonId> = near
            .plan
            .iter()
            .filter(|at| !after.contains(at))
            .map(|at| at.person)
            .collect();
        // Filled at a time asked for, another one would be no help.
        let time = after.iter().find(|at| at.request == request)?.option as usize;
        if matches!(step, Step::Option(..)) && time < self.facts().options.len() {
            return None;
        }
        // Filled by others, the change of this person would be none either.
        if step.person().is_some_and(|person| !taken.contains(&person)) {
            return None;
        }
        let people = taken
            .iter()
            .map(|person| self.problem.person_id(*person).to_owned())
            .collect();
        let fix = Fix {
            change: step.written(self.problem),
            people,
            delta,
        };
        Some(((lost, moved.len(), step.kind(), effort, points, step), fix))
    }

    /// A step in the numbers of a neighbourhood.
    fn inner(&self, near: &Neighbourhood, step: Step) -> Option<Step> {
        let person = |id| near.inner_person(id);
        Some(match step {
            Step::District(id) => Step::District(person(id)?),
            Step::Available(id, time) => Step::Available(person(id)?, time),
            Step::Limit(id, measure, most) => Step::Limit(person(id)?, measure, most),
            other => other,
        })
    }
}
