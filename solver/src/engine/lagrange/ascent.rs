//! At which prices is the bound good?
//!
//! A deflected subgradient method: rows that are overrun get dearer, rows with room get cheaper, with Polyak's step towards the value of
//! the best plan. The average of what was chosen on the way shows which assignments good plans use.

use super::super::goal_rows::Objective;
use super::{Choice, Held, Relaxation};

/// Of the direction before, the next one keeps so much.
const MEMORY: f64 = 0.7;
/// Of the average before, the next one keeps so much.
const AVERAGE: f64 = 0.94;
/// Rounds without a better bound after which steps get smaller.
const PATIENCE: u32 = 12;

/// Prices of rows and of the goals before the current one.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Prices {
    pub(in super::super) rows: Vec<f64>,
    pub(in super::super) goals: Vec<f64>,
}

/// A search for good prices.
pub(in super::super) struct Ascent<'r, 'm> {
    pub(in super::super) relaxation: &'r Relaxation<'m>,
    pub(super) objectives: &'r [Objective],
    reached: &'r [f64],
    pub(super) prices: Prices,
    /// The best prices so far.
    pub(in super::super) best: Prices,
    /// Their bound.
    pub(in super::super) bound: f64,
    pub(super) direction: Vec<f64>,
    /// How much a unit of each earlier goal counts in the direction.
    scales: Vec<f64>,
    /// How far it steps, at most 1.
    pub(in super::super) step: f64,
    since: u32,
    pub(super) rounds: u32,
    /// How often each column was chosen lately.
    pub(in super::super) average: Vec<f32>,
}

impl<'r, 'm> Ascent<'r, 'm> {
    pub(in super::super) fn new(
        relaxation: &'r Relaxation<'m>,
        objectives: &'r [Objective],
        reached: &'r [f64],
        prices: Prices,
        scales: Vec<f64>,
    ) -> Self {
        Ascent {
            direction: vec![0.0; relaxation.shared.len() + reached.len()],
            average: vec![0.0; relaxation.columns],
            best: prices.clone(),
            bound: f64::NEG_INFINITY,
            step: 1.0,
            since: 0,
            rounds: 0,
            relaxation,
            objectives,
            reached,
            prices,
            scales,
        }
    }

    /// The current prices.
    pub(in super::super) fn prices(&self) -> &Prices {
        &self.prices
    }

    /// One round: what everybody chooses at the current prices. The prices move on towards `target`, the cost of the best plan.
    pub(in super::super) fn round(&mut self, target: f64) -> Choice {
        self.round_with(target, None)
    }

    /// The same while some decisions stay; they count nothing in `target` and bound.
    pub(super) fn round_with(&mut self, target: f64, held: Option<&Held>) -> Choice {
        let mut choice = self
            .relaxation
            .choose(self.objectives, self.reached, &self.prices, held);
        if let Some(held) = held {
            choice.bound += held.bonus(&choice);
        }
        self.rounds += 1;
        let margin = 1e-4 * (target - self.bound).abs().min(1e12);
        if choice.bound > self.bound {
            self.since = if choice.bound > self.bound + margin {
                0
            } else {
                self.since + 1
            };
            self.bound = choice.bound;
            self.best = self.prices.clone();
        } else {
            self.since += 1;
        }
        if self.since >= PATIENCE {
            self.since = 0;
            self.step *= 0.7;
            self.prices = self.best.clone();
            self.direction.fill(0.0);
        }
        let keep = AVERAGE.min(1.0 - 1.0 / f64::from(self.rounds)) as f32;
        self.average.iter_mut().for_each(|one| *one *= keep);
        for &column in &choice.chosen {
            self.average[column as usize] += 1.0 - keep;
        }
        self.advance(&choice, target);
        choice
    }

    fn advance(&mut self, choice: &Choice, target: f64) {
        let rows = choice.excess.len();
        let mut norm = 0.0;
        for at in 0..self.direction.len() {
            let gradient = if at < rows {
                choice.excess[at]
            } else {
                (choice.sums[at - rows] - self.reached[at - rows]) * self.scales[at - rows]
            };
            let price = if at < rows {
                self.prices.rows[at]
            } else {
                self.prices.goals[at - rows]
            };
            let bounded = at >= rows || !self.relaxation.free(at);
            let own = &mut self.direction[at];
            *own = MEMORY * *own + gradient;
            // A price of nothing does not sink further.
            if bounded && price <= 0.0 && *own < 0.0 {
                *own = 0.0;
            }
            norm += *own * *own;
        }
        if norm <= 0.0 {
            return;
        }
        let size = self.step * (target - choice.bound).max(1e-6) / norm;
        for at in 0..self.direction.len() {
            if at < rows {
                let price = self.prices.rows[at] + size * self.direction[at];
                self.prices.rows[at] = if self.relaxation.free(at) {
                    price
                } else {
                    price.max(0.0)
                };
            } else {
                let goal = at - rows;
                let price = self.prices.goals[goal] + size * self.direction[at] * self.scales[goal];
                self.prices.goals[goal] = price.max(0.0);
            }
        }
    }

    /// Whether steps have become too small to matter.
    pub(in super::super) fn is_spent(&self) -> bool {
        self.step < 0.01
    }
}
