//! How is a goal reached and proved where an exact model alone would take too long?
//!
//! Prices give a bound and plans near it; neighbourhoods of the best plan are decided exactly again and again; what no better plan uses
//! is left out, and the rest is proved by an exact model.

use super::exact;
use super::goal_rows::Objective;
use super::lagrange::{Ascent, Known, Prices, Relaxation, Schedules};
use super::level::Level;
use super::neighbourhood::Neighbourhoods;
use super::part::{RowsOf, Weeks};
use super::progress::Phase;
use super::run;
use crate::budget::Budget;
use crate::spec::Goal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Rounds of the search for prices.
const ROUNDS: u32 = 600;
/// Every so many rounds a plan is made.
const EVERY: u32 = 20;
/// Rounds of a further search for prices, and how far it steps at first compared with the first one.
const AGAIN: u32 = 150;
const NEARER: f64 = 0.25;
/// Further searches at most.
const SEARCHES: u32 = 12;
/// A further search was worth it when it closed so much of what value and bound are apart.
const WORTH: f64 = 0.02;
/// How dear the goals before may be at first, in terms of what a unit of them costs now; the best of these is taken ...
const DEAR: [f64; 5] = [0.5, 2.0, 8.0, 32.0, 128.0];
/// ... after so many rounds.
const TASTE: u32 = 30;
/// Weeks of a person that are listed at most.
const LISTED: usize = 2000;
/// An exact model has at most so many of them, in all and for each candidate; fewer than these are always listed.
const WEEKS: usize = 60_000;
const PER_COLUMN: usize = 9;
const FEW: usize = 20;
/// Of each person so many are known to the search in neighbourhoods.
const SOME: usize = 100;
/// When value and bound are no further apart than this, the proof begins with the best that may be possible.
const FROM_THE_TOP: f64 = 8.0;
/// A plan as good as the bound allows is looked for, beside the proof that there is none, among weeks that lose this share of what they may
/// lose. Fewer often miss it, and more take longer.
const NEAR: f64 = 0.25;
/// With more candidates than this left no exact model comes to an end.
const PROVABLE: usize = 40_000;
/// With more than this and goals before it, none does in a limited time.
const QUICK: usize = 3000;

/// What one goal leaves to the next.
#[derive(Default)]
pub(super) struct Carried {
    prices: Option<Prices>,
    known: Known,
}

/// Improves and proves a level for at most `share` seconds. Returns what the next level can use, and whether HiGHS was left alone.
pub(super) fn run(level: &mut Level<'_, '_>, carried: Carried, share: f64) -> (Carried, bool) {
    let begin = level.budget.elapsed();
    let model = &level.whole.model;
    let mut relaxation = Relaxation::new(level.problem, model, level.pinned, &carried.known);
    let objectives = &level.whole.objectives[..];
    let reached: Vec<f64> = level
        .reached
        .iter()
        .zip(objectives)
        .map(|((value, _), objective)| objective.most(*value))
        .collect();
    let first = level.reached.is_empty();
    let mut work = Work {
        objectives,
        reached,
        scales: scales(level),
        prices: Prices::default(),
        average: vec![0.0; model.rows.columns.len()],
        bound: f64::NEG_INFINITY,
    };
    level.enter(Phase::Prices);
    let end = level.budget.earlier(begin + share * 0.35);
    work.begin(level, &relaxation, carried.prices, &end);
    work.ascend(level, &relaxation, ROUNDS, &end, first);
    if !first {
        work.settle(level, &mut relaxation, 0.0, &end);
    }
    let end = level.budget.earlier(begin + share);
    if first && !level.is_done() && !end.is_over() {
        work.steps(level, &relaxation, &end);
    }
    let rows_of = RowsOf::new(&model.rows.rows, model.rows.columns.len());
    let mut abandoned = false;
    if !level.is_done() && !end.is_over() {
        let losses = relaxation.losses(objectives, &work.prices, work.apart(level, 0.0), &end);
        let listing = relaxation.clone();
        let Some(schedules) =
            listing.schedules(objectives, &work.prices, work.apart(level, 0.0), SOME, true, &end)
        else {
            return (Carried::default(), false);
        };
        let weeks = Weeks {
            relaxation: &listing,
            schedules: &schedules,
        };
        let mut parts = Neighbourhoods::new(level, &rows_of, weeks, &losses, &work.average);
        level.enter(Phase::Parts);
        parts.run(level, &end);
        // What no plan uses that is as good as the best one; it stays out for the goals to come too.
        if work.bound < target(level) && !level.is_done() {
            work.settle(level, &mut relaxation, 0.0, &end);
        }
        let left = relaxation.left();
        let endless = end.left().is_infinite();
        while !(level.is_done() || end.is_over() || level.is_close() || endless)
            && (left > PROVABLE || !first && left > QUICK)
        {
            parts.again();
            parts.run(level, &end);
        }
        if left <= PROVABLE && !level.is_done() && !end.is_over() {
            abandoned = prove(level, &relaxation, &work, &rows_of, &end);
        }
    }
    // With the value that was reached in the end more is out.
    if !level.is_final() && !level.budget.is_over() {
        work.narrow(level, &mut relaxation, 0.0, &level.budget.clone());
    }
    let carried = Carried {
        prices: Some(work.prices),
        known: relaxation.known(),
    };
    (carried, abandoned)
}

/// Looks for a better plan among all that is left, or proves that there is none. Whether HiGHS was left alone.
///
/// From the top: of plans as good as the bound allows most is known, since they may lose next to nothing. Either one is found, and it is the best,
/// or there is none, and the bound sinks to the next value. Both are tried side by side: the proof among all weeks that may be part of such a
/// plan, and one attempt among those that lose little.
fn prove(
    level: &mut Level<'_, '_>,
    relaxation: &Relaxation<'_>,
    work: &Work<'_>,
    rows_of: &RowsOf,
    end: &Budget,
) -> bool {
    level.enter(Phase::Proof);
    while !level.is_done() && !end.is_over() {
        let value = target(level);
        let top = level.objective().most(level.bound);
        let step = match level.goal {
            Goal::Fairness => 0.0,
            _ if value - top <= FROM_THE_TOP => (value - top).max(1.0),
            _ => 1.0,
        };
        // No plan costs less than this unless it is one of those that are looked for.
        let line = line(value, step);
        let (mut relaxation, mut work) = (relaxation.clone(), work.clone());
        work.settle(level, &mut relaxation, step, end);
        level.prove(work.bound.min(line));
        if end.is_over() {
            return false;
        }
        if level.objective().most(level.bound) > top {
            continue;
        }
        let near = Near {
            relaxation,
            work,
            rows_of,
            step,
        };
        let Some(rest) = near.rest(level, 1.0, end) else {
            return false;
        };
        let settled = (step > 0.0).then_some(value - step);
        let task = rest.proof(level, settled);
        let (proved, found): (Arc<AtomicBool>, Arc<AtomicBool>) = Default::default();
        let until_found = end.stopped_by(Arc::clone(&found));
        let until_proved = end.stopped_by(Arc::clone(&proved));
        let (answer, reached) = std::thread::scope(|scope| {
            let proof = scope.spawn(|| {
                let answer = run::minimise(task, &until_found, end.left(), |_| {});
                // A plan found here counts only when the attempt finds none, so that it does not matter which is quicker.
                let is_proved = rest.bound(&answer).zip(settled);
                if is_proved.is_some_and(|(bound, settled)| bound > settled) {
                    proved.store(true, Ordering::Relaxed);
                }
                answer
            });
            let mut reached = false;
            if step > 0.0 && value - step <= top {
                reached = near.attempt(level, top, &until_proved);
                found.store(reached, Ordering::Relaxed);
            }
            (proof.join(), reached)
        });
        if reached {
            continue;
        }
        let Ok(answer) = answer else { return true };
        if let Some(values) = &answer.values {
            rest.consider(level, values);
        }
        if let Some(bound) = rest.bound(&answer) {
            level.prove(bound.min(line));
        }
        if answer.abandoned {
            return true;
        }
        if target(level) >= value && level.objective().most(level.bound) <= top {
            return false;
        }
    }
    false
}

/// What is left of plans that are better by a step.
struct Near<'n> {
    relaxation: Relaxation<'n>,
    work: Work<'n>,
    rows_of: &'n RowsOf,
    step: f64,
}

impl Near<'_> {
    /// The plans whose weeks lose no more than this share of what all weeks of such a plan lose together. `None` when no time is left.
    fn rest(&self, level: &Level<'_, '_>, share: f64, end: &Budget) -> Option<exact::Rest> {
        let most = share * self.work.apart(level, self.step);
        let mut relaxation = self.relaxation.clone();
        if share < 1.0 {
            let losses = relaxation.losses(self.work.objectives, &self.work.prices, most, end);
            if end.is_over() {
                return None;
            }
            relaxation.narrow(&losses, &self.work.prices, most);
        }
        let schedules = listed(&relaxation, &self.work, most, end)?;
        let values = level.whole.values(&level.best);
        let free = exact::without(&level.whole.model, &relaxation.known(), &values);
        let weeks = Weeks {
            relaxation: &relaxation,
            schedules: &schedules,
        };
        Some(exact::Rest::new(level, self.rows_of, free, weeks))
    }

    /// Looks for a plan that costs no more than `top` where there are few weeks. Whether there is one.
    fn attempt(&self, level: &mut Level<'_, '_>, top: f64, end: &Budget) -> bool {
        let Some(rest) = self.rest(level, NEAR, end) else {
            return false;
        };
        let answer = run::minimise(rest.attempt(level, top), end, end.left(), |_| {});
        // One that is better but not the best does not count: whether there is one in time may depend on the clock.
        answer
            .values
            .is_some_and(|values| rest.cost(&values) <= top + 0.5 && rest.consider(level, &values))
    }
}

/// The weeks of people in plans that lose at most `most`, as long as there are not too many for an exact model; the more of them there
/// are, the fewer of one person count as few.
fn listed(relaxation: &Relaxation<'_>, work: &Work<'_>, most: f64, end: &Budget) -> Option<Schedules> {
    let mut count = LISTED;
    loop {
        let found = relaxation.schedules(work.objectives, &work.prices, most, count, false, end)?;
        let weeks: usize = found.of.iter().flatten().map(Vec::len).sum();
        if weeks <= WEEKS.min(PER_COLUMN * relaxation.left()) || count <= FEW {
            return Some(found);
        }
        count /= 4;
    }
}

/// What a search among plans that are better by `step` than one that costs `value` can prove: nothing about the plans in between.
fn line(value: f64, step: f64) -> f64 {
    if step > 0.0 { value - step + 1.0 } else { value }
}

/// The sum of factors that the best plan has.
fn target(level: &Level<'_, '_>) -> f64 {
    level.objective().most(level.value)
}

/// Prices of one level, and what they prove.
#[derive(Clone)]
struct Work<'w> {
    objectives: &'w [Objective],
    /// What the goals before may cost at most.
    reached: Vec<f64>,
    /// How much a unit of each goal before counts in the direction of the search.
    scales: Vec<f64>,
    /// The best prices so far ...
    prices: Prices,
    /// ... and their bound.
    bound: f64,
    /// How often each column was chosen lately.
    average: Vec<f32>,
}

impl Work<'_> {
    /// Prices to start from: those of the goal before, made as dear as is best.
    fn begin(
        &mut self,
        level: &Level<'_, '_>,
        relaxation: &Relaxation<'_>,
        before: Option<Prices>,
        end: &Budget,
    ) {
        let Some(before) = before else {
            self.prices = Prices {
                rows: vec![0.0; relaxation.priced()],
                goals: vec![0.0; self.reached.len()],
            };
            return;
        };
        let cutoff = target(level);
        for (at, factor) in DEAR.into_iter().enumerate() {
            let mut other = Work {
                prices: continued(relaxation, before.clone(), factor, cutoff, &self.reached),
                bound: f64::NEG_INFINITY,
                ..self.clone()
            };
            other.search(relaxation, cutoff, TASTE, 1.0, end);
            if at == 0 || other.bound > self.bound {
                *self = other;
            }
        }
    }

    fn start<'r, 'm>(&'r self, relaxation: &'r Relaxation<'m>) -> Ascent<'r, 'm> {
        Ascent::new(
            relaxation,
            self.objectives,
            &self.reached,
            self.prices.clone(),
            self.scales.clone(),
        )
    }

    /// Looks for better prices; makes plans on the way where that is wanted.
    fn ascend(
        &mut self,
        level: &mut Level<'_, '_>,
        relaxation: &Relaxation<'_>,
        rounds: u32,
        end: &Budget,
        plans: bool,
    ) {
        let mut ascent = self.start(relaxation);
        for round in 1..=rounds {
            if end.is_over() || ascent.is_spent() || level.is_done() {
                break;
            }
            let choice = ascent.round(target(level));
            level.prove(ascent.bound);
            if round % EVERY == 0 {
                if plans {
                    let turn = u64::from(round);
                    let taken = relaxation.rounded(self.objectives, ascent.prices(), &choice, turn, None);
                    level.consider(&as_values(&taken));
                }
                level.tell();
            }
        }
        let Ascent {
            best, bound, average, ..
        } = ascent;
        if bound > self.bound {
            (self.prices, self.bound, self.average) = (best, bound, average);
        }
    }

    /// Looks for better prices.
    fn search(&mut self, relaxation: &Relaxation<'_>, cutoff: f64, rounds: u32, step: f64, end: &Budget) {
        let mut ascent = self.start(relaxation);
        ascent.step = step;
        for _ in 0..rounds {
            if end.is_over() || ascent.is_spent() || ascent.bound >= cutoff {
                break;
            }
            ascent.round(cutoff);
        }
        let Ascent {
            best, bound, average, ..
        } = ascent;
        if bound > self.bound {
            (self.prices, self.bound, self.average) = (best, bound, average);
        }
    }

    /// Leaves out what plans do not use that are better than the best one by `step`.
    fn narrow(&self, level: &Level<'_, '_>, relaxation: &mut Relaxation<'_>, step: f64, end: &Budget) {
        let most = self.apart(level, step);
        let losses = relaxation.losses(self.objectives, &self.prices, most, end);
        if !end.is_over() {
            relaxation.narrow(&losses, &self.prices, most);
        }
    }

    /// Leaves out and looks for better prices in turn, until neither gains much. The bound is then one of the plans that are better than
    /// the best one by `step`.
    fn settle(
        &mut self,
        level: &mut Level<'_, '_>,
        relaxation: &mut Relaxation<'_>,
        step: f64,
        end: &Budget,
    ) {
        let cutoff = target(level);
        let line = line(cutoff, step);
        for _ in 0..SEARCHES {
            if end.is_over() || self.bound >= line {
                break;
            }
            let before = (self.apart(level, step).max(0.0), relaxation.left());
            self.narrow(level, relaxation, step, end);
            self.search(relaxation, line, AGAIN, NEARER, end);
            level.prove(self.bound.min(line));
            level.tell();
            let gained = before.0 - self.apart(level, step);
            let out = before.1 - relaxation.left();
            if gained < WORTH * before.0 && (out as f64) < WORTH * before.1 as f64 {
                break;
            }
        }
    }

    /// Makes plans from prices step by step.
    fn steps(&mut self, level: &mut Level<'_, '_>, relaxation: &Relaxation<'_>, end: &Budget) {
        level.enter(Phase::Steps);
        let start = target(level);
        let mut ascent = self.start(relaxation);
        ascent.bound = self.bound;
        ascent.average.clone_from(&self.average);
        ascent.dive(start, end, |taken| {
            level.consider(&as_values(&taken));
            (!level.is_done() && !end.is_over()).then(|| target(level))
        });
    }

    /// How far value and bound are apart for plans that are better than the best one by `step`, and what sums may be off by.
    fn apart(&self, level: &Level<'_, '_>, step: f64) -> f64 {
        let value = target(level);
        value - step - self.bound + 1e-6 + value.abs() * 1e-10
    }
}

fn as_values(taken: &[bool]) -> Vec<f64> {
    taken.iter().map(|taken| f64::from(u8::from(*taken))).collect()
}

/// How much a unit of each goal before counts in the direction of the search.
fn scales(level: &Level<'_, '_>) -> Vec<f64> {
    let values = level.whole.values(&level.best);
    level
        .reached
        .iter()
        .zip(&level.whole.objectives)
        .map(|(_, objective)| {
            let all = objective.part(&(0..values.len() as u32).collect::<Vec<_>>());
            let square: f64 = all
                .iter()
                .map(|(at, factor)| factor * factor * values[*at as usize])
                .sum();
            1.0 / square.sqrt().max(1.0)
        })
        .collect()
}

/// Prices of the level before, as a start for the next one.
fn continued(
    relaxation: &Relaxation<'_>,
    mut prices: Prices,
    dear: f64,
    target: f64,
    reached: &[f64],
) -> Prices {
    let last = reached.last().copied().unwrap_or(1.0).abs().max(1.0);
    let factor = dear * (target.abs().max(1.0) / last);
    prices.rows.iter_mut().for_each(|price| *price *= factor);
    prices.rows.resize(relaxation.priced(), 0.0);
    prices.goals.iter_mut().for_each(|price| *price *= factor);
    // Goals between that one and this were reached without prices.
    prices.goals.push(factor);
    prices.goals.resize(reached.len(), 0.0);
    prices
}
