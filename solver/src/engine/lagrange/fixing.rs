//! What does a plan lose by using an assignment, at least?
//!
//! Against the best week of a person, the best week that holds the assignment earns less by some amount; the bound at these prices gets worse
//! by as much when the assignment is used. What loses more than value and bound are apart is in no better plan, and what loses nothing
//! is what good plans are made of.

use super::super::goal_rows::Objective;
use super::person::Scratch;
use super::{Costs, PARCEL, Prices, Relaxation};
use crate::budget::Budget;
use rayon::prelude::*;

impl Relaxation<'_> {
    /// For each candidate the least loss by using it; a loss of more than `most` may be told as infinite, and so are those for which no
    /// time is left: ask whether the budget is over before anything is concluded.
    pub(in super::super) fn losses(
        &self,
        objectives: &[Objective],
        prices: &Prices,
        most: f64,
        budget: &Budget,
    ) -> Vec<f64> {
        let costs = self.costs(objectives, prices);
        let people: Vec<usize> = (0..self.programmes.len()).collect();
        let found: Vec<Vec<(u32, f64)>> = people
            .par_chunks(PARCEL)
            .map(|people| {
                let mut scratch = Scratch::default();
                let mut losses = Vec::new();
                for &at in people {
                    if !budget.is_over() {
                        self.losses_of(at, &costs, most, &mut scratch, &mut losses);
                    }
                }
                losses
            })
            .collect();
        let mut losses = vec![f64::INFINITY; self.model.free];
        for (column, loss) in found.into_iter().flatten() {
            losses[column as usize] = loss;
        }
        losses
    }

    fn losses_of(
        &self,
        at: usize,
        costs: &Costs,
        most: f64,
        scratch: &mut Scratch,
        losses: &mut Vec<(u32, f64)>,
    ) {
        let mut best = Vec::new();
        let earned = self.week(at, costs, &|_| true, scratch, &mut best);
        let week = &self.model.weeks[at];
        let mut columns = Vec::new();
        for time in 0..week.len() {
            let own = week.columns(time);
            for &column in own {
                if best.contains(&column) {
                    losses.push((column, 0.0));
                    continue;
                }
                // Without it the rest of the week earns no more than the best week does.
                if costs.column[column as usize] > most {
                    continue;
                }
                columns.clear();
                let dear = 1e3 + earned.abs() * 4.0 + costs.column[column as usize].abs() * 4.0;
                let forced = self.forced(at, costs, own, column, dear, scratch, &mut columns);
                losses.push((column, (earned - forced).max(0.0)));
            }
        }
    }
}
