//! How is a goal reached and proved where an exact model alone would take too long?
//!
//! Prices give a bound and plans near it; neighbourhoods of the best plan are decided exactly again and again; what no better plan uses
//! is left out, and the rest is proved by an exact model.

use super::exact;
use super::lagrange::{Ascent, Prices, Relaxation};
use super::level::Level;
use super::neighbourhood::Neighbourhoods;
use super::part::RowsOf;
use crate::spec::Goal;

/// Rounds of the search for prices.
const ROUNDS: u32 = 600;
/// Every so many rounds a plan is made.
const EVERY: u32 = 20;
/// With more candidates than this left no exact model comes to an end.
const PROVABLE: usize = 40_000;

/// Improves and proves a level for at most `share` seconds. Returns its prices, and whether HiGHS was left alone.
pub(super) fn run(level: &mut Level<'_, '_>, prices: Option<Prices>, share: f64) -> (Prices, bool) {
    let begin = level.budget.elapsed();
    let model = &level.whole.model;
    let (columns, rows) = (model.rows.columns.len(), model.rows.rows.len());
    let relaxation = Relaxation::new(level.problem, model, level.pinned, columns, rows);
    let whole = level.whole;
    let objectives = &whole.objectives[..];
    let reached: Vec<f64> = level
        .reached
        .iter()
        .zip(objectives)
        .map(|((value, _), objective)| objective.most(*value))
        .collect();
    let target = |level: &Level<'_, '_>| level.objective().most(level.value);
    let scales = scales(level);
    let prices = prices.map(|prices| continued(&relaxation, prices, target(level), &reached));
    let mut ascent = Ascent::new(&relaxation, objectives, &reached, prices, scales);
    let mut end = level.budget.earlier(begin + share * 0.35);
    let mut round = 0;
    while round < ROUNDS && !end.is_over() && !ascent.is_spent() && !level.is_done() {
        let choice = ascent.round(target(level));
        level.prove(ascent.bound);
        round += 1;
        if round % EVERY == 0 {
            if level.reached.is_empty() {
                let taken = relaxation.rounded(objectives, ascent.prices(), &choice, u64::from(round), None);
                let values: Vec<f64> = taken.iter().map(|taken| f64::from(u8::from(*taken))).collect();
                level.consider(&values);
            }
            level.tell();
        }
    }
    let rows_of = RowsOf::new(&model.rows.rows, columns);
    let mut abandoned = false;
    end = level.budget.earlier(begin + share);
    if level.reached.is_empty() && !level.is_done() && !end.is_over() {
        let start = target(level);
        ascent.dive(start, &end.clone(), |taken| {
            let values: Vec<f64> = taken.iter().map(|taken| f64::from(u8::from(*taken))).collect();
            level.consider(&values);
            (!level.is_done() && !end.is_over()).then(|| target(level))
        });
    }
    let losses = relaxation.losses(objectives, &ascent.best, target(level) - ascent.bound, &end);
    let useful = losses.iter().filter(|loss| loss.is_finite()).count();
    if !level.is_done() && !end.is_over() {
        let core = core(&losses, &ascent.average);
        Neighbourhoods::new(level, &rows_of, &core).run(level, &end);
    }
    if !level.is_done() && !end.is_over() && useful <= PROVABLE {
        // What a better plan may lose: less than what is between value and bound.
        let step = if level.goal == Goal::Fairness { 0.0 } else { 1.0 };
        let cutoff = target(level);
        let most = cutoff - step - ascent.bound + 1e-6 + cutoff.abs() * 1e-10;
        let useless: Vec<bool> = losses.iter().map(|loss| *loss > most).collect();
        let values = whole.values(&level.best);
        let free = exact::without(model, &useless, &values);
        let outcome = exact::part(level, &rows_of, free, end.left());
        if let Some(bound) = outcome.bound {
            level.prove(bound.min(cutoff));
        }
        abandoned = outcome.abandoned;
    }
    (ascent.best, abandoned)
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
fn continued(relaxation: &Relaxation<'_>, mut prices: Prices, target: f64, reached: &[f64]) -> Prices {
    let last = reached.last().copied().unwrap_or(1.0).abs().max(1.0);
    let factor = 2.0 * (target.abs().max(1.0) / last);
    prices.rows.iter_mut().for_each(|price| *price *= factor);
    prices.rows.resize(relaxation.priced(), 0.0);
    prices.goals.iter_mut().for_each(|price| *price *= factor);
    // Goals between that one and this were reached without prices.
    prices.goals.push(factor);
    prices.goals.resize(reached.len(), 0.0);
    prices
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
