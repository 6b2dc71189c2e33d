//! Which weeks of each person can be part of a plan of interest?
//!
//! A week that earns less than the person's best one at good prices makes the bound worse by as much. Where value and bound are close, few weeks
//! are left, and they can be listed: a choice among them says exactly what rows about times, limits and load say only loosely.

use super::super::goal_rows::Objective;
use super::person::Scratch;
use super::{PARCEL, Prices, Relaxation};
use crate::budget::Budget;
use crate::spec::Goal;
use rayon::prelude::*;

/// Halvings of the loss until the weeks of a person are few enough.
const HALVINGS: usize = 8;

/// For each person the weeks of interest as columns in order; `None` where there are too many.
pub(in super::super) struct Schedules {
    pub(in super::super) of: Vec<Option<Vec<Vec<u32>>>>,
}

impl Relaxation<'_> {
    /// All weeks that lose at most `most` at these prices; of a person with more than `count` none, or with `some` those that lose least.
    /// `None` when no time is left.
    pub(in super::super) fn schedules(
        &self,
        objectives: &[Objective],
        prices: &Prices,
        most: f64,
        count: usize,
        some: bool,
        budget: &Budget,
    ) -> Option<Schedules> {
        let costs = self.costs(objectives, prices);
        let people: Vec<usize> = (0..self.programmes.len()).collect();
        let of: Vec<Vec<Option<Vec<Vec<u32>>>>> = people
            .par_chunks(PARCEL)
            .map(|people| {
                let mut scratch = Scratch::default();
                let mut list = |at: usize, most: f64| {
                    let Some(programme) = &self.programmes[at] else {
                        return Some(vec![Vec::new()]);
                    };
                    let extra = self.extra(at, &costs);
                    let profit = |column: u32| -costs.column[column as usize];
                    let week = &self.model.weeks[at];
                    programme.all(week, &self.limits[at], profit, extra, most, count, &mut scratch)
                };
                people
                    .iter()
                    .map(|&at| {
                        let mut most = most;
                        for _ in 0..=if some { HALVINGS } else { 0 } {
                            if budget.is_over() {
                                return None;
                            }
                            let weeks = list(at, most);
                            if weeks.is_some() {
                                return weeks;
                            }
                            most /= 2.0;
                        }
                        None
                    })
                    .collect()
            })
            .collect();
        (!budget.is_over()).then(|| Schedules {
            of: of.into_iter().flatten().collect(),
        })
    }

    /// What serving these columns, all of one person, costs on a goal.
    pub(in super::super) fn week_cost(&self, objective: &Objective, at: usize, columns: &[u32]) -> f64 {
        match objective.goal {
            Goal::People => f64::from(u8::from(self.idle[at] && !columns.is_empty())),
            Goal::Fairness => {
                let minutes: f64 = columns
                    .iter()
                    .map(|column| f64::from(self.model.minutes[*column as usize]))
                    .sum();
                self.programmes[at]
                    .as_ref()
                    .map_or(0.0, |own| own.load_cost(minutes))
            }
            _ => columns.iter().map(|column| objective.alone(*column)).sum(),
        }
    }
}
