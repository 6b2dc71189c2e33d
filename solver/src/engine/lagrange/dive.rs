//! How do prices lead to a good plan, step by step?
//!
//! What nearly every choice of the last rounds agrees on is decided; prices are adjusted for what is left; and so on, until everybody's
//! week is decided.

use super::{Ascent, Choice, Costs, Relaxation};
use crate::budget::Budget;

/// Rounds between two steps.
const ROUNDS: u32 = 24;
/// Steps at most.
const STEPS: u32 = 40;
/// What so large a part of the rounds agrees on is decided.
const AGREED: f32 = 0.9;

/// Decisions that stay.
pub(in super::super) struct Held {
    /// Columns that are taken.
    taken: Vec<bool>,
    /// Columns that cannot be taken any more.
    barred: Vec<bool>,
    /// What each priced row could still bear.
    room: Vec<f64>,
    /// What makes a decision that stays dearer than anything else.
    dear: f64,
}

impl Held {
    fn none(relaxation: &Relaxation<'_>, dear: f64) -> Self {
        let least = |terms: &[(u32, f64)]| terms.iter().map(|term| term.1.min(0.0)).sum::<f64>();
        Held {
            dear,
            taken: vec![false; relaxation.columns],
            barred: vec![false; relaxation.columns],
            room: relaxation
                .shared
                .iter()
                .map(|row| row.bound - least(&row.terms))
                .collect(),
        }
    }

    /// Makes what stays cheap and what is gone impossible.
    pub(super) fn apply(&self, costs: &mut Costs) {
        for ((cost, taken), barred) in costs.column.iter_mut().zip(&self.taken).zip(&self.barred) {
            if *barred {
                *cost = f64::INFINITY;
            } else if *taken {
                *cost -= self.dear;
            }
        }
    }

    /// What the decisions that stay added to what was chosen.
    pub(super) fn bonus(&self, choice: &Choice) -> f64 {
        choice
            .chosen
            .iter()
            .filter(|column| self.taken[**column as usize])
            .count() as f64
            * self.dear
    }

    /// Decides for a column, unless its rows have no room for it.
    fn take(&mut self, relaxation: &Relaxation<'_>, column: u32) {
        let at = column as usize;
        if self.taken[at] || self.barred[at] {
            return;
        }
        let rows = relaxation.rows_of(column);
        if rows
            .iter()
            .any(|(row, factor)| factor.max(0.0) > self.room[*row as usize])
        {
            self.barred[at] = true;
            return;
        }
        self.taken[at] = true;
        for &(row, factor) in rows {
            self.room[row as usize] -= factor.max(0.0);
            for &(other, factor) in &relaxation.shared[row as usize].terms {
                if factor > self.room[row as usize] && !self.taken[other as usize] {
                    self.barred[other as usize] = true;
                }
            }
        }
    }
}

impl Ascent<'_, '_> {
    /// Decides step by step; `each` sees a plan after each of them and says what the best one costs and whether to go on.
    pub(in super::super) fn dive(
        &mut self,
        mut target: f64,
        budget: &Budget,
        mut each: impl FnMut(Vec<bool>) -> Option<f64>,
    ) {
        let bound = self.bound;
        let best = self.best.clone();
        let average = self.average.clone();
        let most = (0..self.relaxation.columns as u32)
            .flat_map(|column| {
                self.objectives
                    .iter()
                    .map(move |objective| objective.alone(column).abs())
            })
            .fold(1.0, f64::max);
        let mut held = Held::none(self.relaxation, 1e4 * most);
        self.prices = best.clone();
        self.bound = f64::NEG_INFINITY;
        let mut taken = 0;
        for step in 0..STEPS {
            // Those that are agreed on, and in any case some.
            let mut order: Vec<(f32, u32)> = (0u32..)
                .zip(&self.average)
                .filter(|(column, share)| {
                    **share > 0.3 && !held.taken[*column as usize] && !held.barred[*column as usize]
                })
                .map(|(column, share)| (*share, column))
                .collect();
            order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let least = order.len() / 12 + 1;
            let agreed = order.iter().take_while(|(share, _)| *share >= AGREED).count();
            for (_, column) in &order[..agreed.max(least).min(order.len())] {
                held.take(self.relaxation, *column);
            }
            let now = held.taken.iter().filter(|taken| **taken).count();
            self.step = 0.5;
            self.rounds = 2;
            self.direction.fill(0.0);
            self.bound = f64::NEG_INFINITY;
            let mut choice = Choice::default();
            for _ in 0..ROUNDS {
                if budget.is_over() {
                    break;
                }
                choice = self.round_with(target, Some(&held));
            }
            if budget.is_over() {
                break;
            }
            let plan = self.relaxation.rounded(
                self.objectives,
                &self.prices,
                &choice,
                u64::from(step),
                Some(&held),
            );
            match each(plan) {
                Some(value) => target = value,
                None => break,
            }
            if now == taken && order.len() <= least {
                break;
            }
            taken = now;
        }
        self.bound = bound;
        self.prices = best.clone();
        self.best = best;
        self.average = average;
    }
}
