//! Which parts of the best plan are worth deciding again, exactly?
//!
//! People around a request that counts and is not filled, or around anybody, as many as an exact model decides quickly; of their
//! possible assignments those that good prices suggest. Several neighbourhoods that share no row are decided at the same time.

use super::lagrange::mixed;
use super::level::Level;
use super::model::Model;
use super::part::{Part, RowsOf, Weeks};
use super::run;
use crate::budget::Budget;
use crate::spec::Goal;
use rayon::prelude::*;

/// Neighbourhoods that are decided at the same time, whatever the number of threads: at least so many, and one for so many columns.
const ABREAST: usize = 4;
const PER_LANE: usize = 2500;
/// Columns of a neighbourhood: at first, at most where they are decided one by one, and at most where weeks are chosen.
const SIZE: usize = 300;
const COLUMNS: usize = 1300;
const MOST: usize = 3100;
/// Nodes of the search tree for one of them.
const NODES: i32 = 20;
/// Of so many people one is chosen to start from.
const CHOICE: u32 = 4;
/// Turns without a better plan after which they grow.
const PATIENCE: u32 = 4;

/// The search in neighbourhoods.
pub(super) struct Neighbourhoods<'n> {
    rows_of: &'n RowsOf,
    weeks: Weeks<'n>,
    /// Columns worth looking at when they are decided one by one, and when weeks are chosen.
    core: Vec<bool>,
    of_weeks: Vec<bool>,
    /// What using each candidate loses at least.
    losses: &'n [f64],
    /// Columns that a goal brought for each person.
    brought: Vec<Vec<u32>>,
    /// For each request: columns of its candidates, and of its times, resources and pins.
    of_request: Vec<std::ops::Range<u32>>,
    inner: Vec<Vec<u32>>,
    turn: u64,
    size: usize,
    since: u32,
}

impl<'n> Neighbourhoods<'n> {
    /// `losses` is what using each candidate loses at least, `average` how often it was chosen lately.
    pub(super) fn new(
        level: &Level<'_, '_>,
        rows_of: &'n RowsOf,
        weeks: Weeks<'n>,
        losses: &'n [f64],
        average: &[f32],
    ) -> Self {
        let whole = level.whole;
        let model = &whole.model;
        let mut of_request = vec![0..0; level.problem.requests.len()];
        for (column, at) in (0u32..).zip(&model.seats[..model.free]) {
            let range: &mut std::ops::Range<u32> = &mut of_request[at.request.index()];
            if range.start == range.end {
                *range = column..column;
            }
            range.end = column + 1;
        }
        let mut inner = vec![Vec::new(); level.problem.requests.len()];
        for ((request, _), column) in &model.times {
            inner[request.index()].push(*column);
        }
        for choice in &model.choices {
            inner[choice.request.index()].push(choice.column);
        }
        for (at, seat) in model.seats.iter().enumerate().skip(model.free) {
            inner[seat.request.index()].push(at as u32);
        }
        Neighbourhoods {
            rows_of,
            weeks,
            core: core(losses, average),
            of_weeks: of_weeks(model, weeks),
            losses,
            brought: whole.brought(level.problem),
            of_request,
            inner,
            turn: 0,
            size: SIZE,
            since: 0,
        }
    }

    /// Starts with small ones again.
    pub(super) fn again(&mut self) {
        (self.size, self.since) = (SIZE, 0);
    }

    /// Decides neighbourhoods until none gets better any more, or time is over.
    pub(super) fn run(&mut self, level: &mut Level<'_, '_>, end: &Budget) {
        let mut values = level.whole.values(&level.best);
        let slack: Vec<f64> = level
            .reached
            .iter()
            .map(|(value, _)| if value.goal == Goal::Fairness { 1e-7 } else { 0.0 })
            .collect();
        // Half of everything is no neighbourhood any more.
        let most = MOST.min(COLUMNS.max(level.whole.model.free / 2));
        while !end.is_over() && !level.is_done() && !level.is_close() {
            self.turn += 1;
            let parts: Vec<Part> = self
                .draw(level, &values)
                .into_iter()
                .map(|free| {
                    Part::new(
                        &level.whole.model,
                        self.rows_of,
                        free,
                        &values,
                        level.objectives(),
                        &slack,
                        self.chooses_weeks().then_some(self.weeks),
                    )
                })
                .collect();
            let whole = level.goal != Goal::Fairness;
            let answers: Vec<Option<Vec<f64>>> =
                parts.par_iter().map(|part| decide(part, whole, end)).collect();
            let mut next = values.clone();
            let mut better = false;
            for (part, found) in parts.iter().zip(answers) {
                if let Some(found) = found {
                    part.put(&found, &mut next);
                    better = true;
                }
            }
            if better && level.consider(&next) {
                values = level.whole.values(&level.best);
                self.since = 0;
            } else {
                self.since += 1;
                if self.since >= PATIENCE {
                    self.since = 0;
                    self.size = self.size * 3 / 2;
                    if self.size > most {
                        return;
                    }
                }
            }
        }
    }

    /// Whether whole weeks are chosen in this turn: that decides larger neighbourhoods, but only those weeks are known that lose little.
    fn chooses_weeks(&self) -> bool {
        self.turn % 2 == 1 || self.size > COLUMNS
    }

    /// The free columns of some neighbourhoods that share no row.
    fn draw(&self, level: &Level<'_, '_>, values: &[f64]) -> Vec<Vec<u32>> {
        let model = &level.whole.model;
        let core = if self.chooses_weeks() {
            &self.of_weeks
        } else {
            &self.core
        };
        let mut claimed = vec![false; model.rows.rows.len()];
        let mut asked = vec![false; level.problem.people.len()];
        let mut drawn = Vec::new();
        for lane in 0..ABREAST.max(model.free / PER_LANE) {
            let seed = mixed(lane as u64, self.turn);
            let Some(first) = self.seed(level, values, seed, &asked) else {
                continue;
            };
            let mut people = vec![first];
            asked[first] = true;
            let mut free: Vec<u32> = Vec::new();
            let mut seen = std::collections::HashSet::new();
            let mut next = 0;
            while next < people.len() && free.len() < self.size {
                let person = people[next];
                next += 1;
                let week = &model.weeks[person];
                let mut around: Vec<usize> = Vec::new();
                for time in 0..week.len() {
                    for &column in week.columns(time) {
                        let at = column as usize;
                        if !(core[at] || values[at] > 0.5)
                            || self.rows_of.of(column).iter().any(|row| claimed[*row as usize])
                        {
                            continue;
                        }
                        free.push(column);
                        let request = model.seats[at].request.index();
                        if seen.insert(request) {
                            free.extend(&self.inner[request]);
                            around.extend(
                                self.of_request[request]
                                    .clone()
                                    .filter(|other| core[*other as usize] || values[*other as usize] > 0.5)
                                    .map(|other| model.seats[other as usize].person.index()),
                            );
                        }
                    }
                }
                free.extend(&self.brought[person]);
                around.sort_unstable();
                around.dedup();
                around.sort_by_key(|at| mixed(*at as u64, seed));
                for other in around {
                    if !std::mem::replace(&mut asked[other], true) {
                        people.push(other);
                    }
                }
            }
            // Those who were only looked at may be in another neighbourhood.
            people[next..].iter().for_each(|at| asked[*at] = false);
            free.sort_unstable();
            free.dedup();
            free.retain(|column| !self.rows_of.of(*column).iter().any(|row| claimed[*row as usize]));
            for column in &free {
                for row in self.rows_of.of(*column) {
                    claimed[*row as usize] = true;
                }
            }
            if free.len() > 1 {
                drawn.push(free);
            }
        }
        drawn
    }

    /// Somebody to start from: a candidate of an unfilled request, or whose week loses much.
    fn seed(&self, level: &Level<'_, '_>, values: &[f64], seed: u64, asked: &[bool]) -> Option<usize> {
        let model = &level.whole.model;
        let requests = self.of_request.len();
        if level.goal == Goal::Coverage {
            for step in 0..200 {
                let at = (mixed(step, seed) % requests.max(1) as u64) as usize;
                let range = self.of_request.get(at)?.clone();
                let open = (level.best.by_request[at].len() as i64) < level.problem.requests[at].places();
                if open && !range.is_empty() {
                    let column =
                        range.start + (mixed(seed, step) % u64::from(range.end - range.start)) as u32;
                    let person = model.seats[column as usize].person.index();
                    if !asked[person] {
                        return Some(person);
                    }
                }
            }
        }
        // Of a few people the one whose week loses most, since that is where something can be won.
        let people = asked.len() as u64;
        let mut found: Option<(f64, usize)> = None;
        let mut left = CHOICE;
        for step in 0..200 {
            let at = (mixed(step, seed) % people.max(1)) as usize;
            if left == 0 || asked.get(at) != Some(&false) || model.weeks[at].len() == 0 {
                continue;
            }
            left -= 1;
            let lost = self.lost(model, values, at);
            if found.is_none_or(|(most, _)| lost > most) {
                found = Some((lost, at));
            }
        }
        found.map(|(_, at)| at)
    }

    /// What the week of a person loses in the plan.
    fn lost(&self, model: &Model, values: &[f64], person: usize) -> f64 {
        let week = &model.weeks[person];
        (0..week.len())
            .flat_map(|time| week.columns(time))
            .filter(|column| values[**column as usize] > 0.5)
            .map(|column| self.losses[*column as usize])
            .filter(|loss| loss.is_finite())
            .sum()
    }
}

/// The candidates that good plans are made of.
fn core(losses: &[f64], average: &[f32]) -> Vec<bool> {
    let mut order: Vec<f64> = losses.iter().copied().filter(|loss| loss.is_finite()).collect();
    order.sort_unstable_by(f64::total_cmp);
    let line = order.get(losses.len() / 3).copied().unwrap_or(f64::INFINITY);
    losses
        .iter()
        .zip(average)
        .map(|(loss, average)| *loss <= 1e-9 || *loss < line || *average > 0.05)
        .collect()
}

/// The candidates in the weeks that are known.
fn of_weeks(model: &Model, weeks: Weeks<'_>) -> Vec<bool> {
    let mut core = vec![false; model.free];
    for (person, weeks) in weeks.schedules.of.iter().enumerate() {
        match weeks {
            Some(weeks) => weeks
                .iter()
                .flatten()
                .for_each(|column| core[*column as usize] = true),
            None => model
                .columns_of(person)
                .for_each(|column| core[column as usize] = true),
        }
    }
    core
}

/// The better values of the part's columns, if there are any.
fn decide(part: &Part, whole: bool, end: &Budget) -> Option<Vec<f64>> {
    let task = run::Task {
        rows: part.rows.clone(),
        terms: part.terms.clone(),
        whole,
        start: Some(part.start.clone()),
        gap: 0.0,
        nodes: Some(NODES),
        enough: None,
        settled: None,
    };
    let values = run::minimise(task, end, f64::INFINITY, |_| {}).values?;
    (part.cost(&values) < part.cost(&part.start) - 1e-6).then_some(values)
}
