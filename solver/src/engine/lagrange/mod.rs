//! How good can a goal possibly be, and which assignments does a good plan use?
//!
//! Lagrangian relaxation: the rows that couple people get prices instead of being kept, so that each person's week is a small programme of
//! its own ([`person`]), and each request or pin chooses its time and resources alone. Whatever the prices, the sum of these optima is a
//! bound that no plan can beat; [`ascent`] looks for prices with a good one. Goals before the current one are rows like others: the sum
//! of their costs is at most what was reached.

mod ascent;
mod dive;
mod fixing;
mod person;
mod rounding;
mod schedules;

pub(super) use ascent::{Ascent, Prices};
pub(super) use dive::Held;
pub(super) use rounding::mixed;
pub(super) use schedules::Schedules;

use super::goal_rows::Objective;
use super::model::{Block, Model};
use super::rows::{Kind, Row, Sense};
use crate::draft::Draft;
use crate::problem::Problem;
use crate::spec::Goal;
use person::{Extra, Programme, Scratch};
use rayon::prelude::*;

/// People per parcel of parallel work.
const PARCEL: usize = 32;

/// The relaxed problem of one level.
#[derive(Clone)]
pub(super) struct Relaxation<'m> {
    model: &'m Model,
    programmes: Vec<Option<Programme>>,
    /// The rows of each person's limits.
    limits: Vec<Vec<&'m Row>>,
    /// Whether serving at all is new to the person.
    idle: Vec<bool>,
    /// Rows with a price.
    shared: Vec<&'m Row>,
    /// Priced rows that every plan of interest fills to the bound.
    tight: Vec<bool>,
    /// Columns that no plan of interest uses.
    barred: Vec<bool>,
    /// For each column where its entries in priced rows end, and those entries.
    ends: Vec<u32>,
    entries: Vec<(u32, f64)>,
    columns: usize,
}

/// What people and requests choose at some prices.
#[derive(Default)]
pub(super) struct Choice {
    /// No plan costs less, in the units of the last objective's sum.
    pub(super) bound: f64,
    /// Columns that are chosen.
    pub(super) chosen: Vec<u32>,
    /// For each priced row: sum minus bound.
    pub(super) excess: Vec<f64>,
    /// For each goal: the sum of its costs.
    pub(super) sums: Vec<f64>,
    /// What each person's week earns.
    pub(super) earned: Vec<f64>,
}

/// What each column costs at some prices.
pub(super) struct Costs {
    pub(super) column: Vec<f64>,
    extra: Extra,
}

/// What is known about all plans that are as good as the best one: columns they do not use, rows they fill to the bound.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    barred: Vec<bool>,
    tight: Vec<bool>,
}

impl Known {
    /// Whether a column is not used.
    pub(super) fn is_barred(&self, column: usize) -> bool {
        self.barred.get(column).copied().unwrap_or(false)
    }
}

impl<'m> Relaxation<'m> {
    /// The model with the goals it has by now; `known` may come from a goal before.
    pub(super) fn new(problem: &Problem, model: &'m Model, pinned: &Draft<'_>, known: &Known) -> Self {
        let columns = model.rows.columns.len();
        let mut limits: Vec<Vec<&Row>> = vec![Vec::new(); problem.people.len()];
        let mut shared = Vec::new();
        for row in &model.rows.rows {
            match row.kind {
                Kind::Shared => shared.push(row),
                Kind::Limit(person) => limits[person as usize].push(row),
                Kind::Clique | Kind::Inner | Kind::Goal => {}
            }
        }
        let programmes = (0..problem.people.len())
            .into_par_iter()
            .map(|at| {
                let week = &model.weeks[at];
                let fixed: i64 = pinned.by_person[at]
                    .iter()
                    .map(|at| at.time(problem).minutes())
                    .sum();
                let person = &problem.people[at];
                (week.len() > 0)
                    .then(|| Programme::new(week, &limits[at], person.load + fixed, person.capacity))
            })
            .collect();
        let mut ends = vec![0u32; columns + 1];
        for (column, _) in shared.iter().flat_map(|row| &row.terms) {
            ends[*column as usize + 1] += 1;
        }
        for at in 0..columns {
            ends[at + 1] += ends[at];
        }
        let mut next = ends.clone();
        let mut entries = vec![(0, 0.0); ends[columns] as usize];
        for (at, row) in (0u32..).zip(&shared) {
            for (column, factor) in &row.terms {
                let place = &mut next[*column as usize];
                entries[*place as usize] = (at, *factor);
                *place += 1;
            }
        }
        let Known {
            mut barred,
            mut tight,
        } = known.clone();
        barred.resize(columns, false);
        tight.resize(shared.len(), false);
        Relaxation {
            model,
            programmes,
            limits,
            tight,
            barred,
            idle: pinned.by_person.iter().map(Vec::is_empty).collect(),
            shared,
            ends,
            entries,
            columns,
        }
    }

    /// Priced rows of a column.
    pub(super) fn rows_of(&self, column: u32) -> &[(u32, f64)] {
        &self.entries[self.ends[column as usize] as usize..self.ends[column as usize + 1] as usize]
    }

    /// How many rows have a price.
    pub(super) fn priced(&self) -> usize {
        self.shared.len()
    }

    /// Leaves out what plans of interest do not use: those that cost no more than `most` above the bound at these prices.
    pub(super) fn narrow(&mut self, losses: &[f64], prices: &Prices, most: f64) {
        for (barred, loss) in self.barred.iter_mut().zip(losses) {
            *barred |= *loss > most;
        }
        for (tight, price) in self.tight.iter_mut().zip(&prices.rows) {
            // A row that is not filled to its bound has at least one unit left, which would be paid for.
            *tight |= *price > most;
        }
    }

    /// What is left out.
    pub(super) fn known(&self) -> Known {
        Known {
            barred: self.barred.clone(),
            tight: self.tight.clone(),
        }
    }

    /// How many candidates are left.
    pub(super) fn left(&self) -> usize {
        self.model.free - self.barred.iter().filter(|barred| **barred).count()
    }

    /// Whether a row's price may be negative.
    fn free(&self, row: usize) -> bool {
        self.tight[row] || self.shared[row].sense == Sense::Equal
    }

    /// What each column costs at these prices.
    pub(super) fn costs(&self, objectives: &[Objective], prices: &Prices) -> Costs {
        let mut extra = Extra::default();
        for (objective, weight) in objectives.iter().zip(prices.goals.iter().chain([&1.0])) {
            match objective.goal {
                Goal::People => extra.used += weight,
                Goal::Fairness => extra.load += weight,
                _ => {}
            }
        }
        let column = (0..self.columns as u32)
            .into_par_iter()
            .with_min_len(4096)
            .map(|column| {
                if self.barred[column as usize] {
                    return f64::INFINITY;
                }
                let own: f64 = objectives
                    .iter()
                    .zip(prices.goals.iter().chain([&1.0]))
                    .map(|(objective, weight)| objective.alone(column) * weight)
                    .sum();
                let priced: f64 = self
                    .rows_of(column)
                    .iter()
                    .map(|(row, factor)| prices.rows[*row as usize] * factor)
                    .sum();
                own + priced
            })
            .collect();
        Costs { column, extra }
    }

    /// What everybody chooses at these prices. `reached` is what the sums of the goals before the last one may be at most; `held` are
    /// decisions that stay.
    pub(super) fn choose(
        &self,
        objectives: &[Objective],
        reached: &[f64],
        prices: &Prices,
        held: Option<&Held>,
    ) -> Choice {
        let mut costs = self.costs(objectives, prices);
        if let Some(held) = held {
            held.apply(&mut costs);
        }
        let mut choice = self.weeks(&costs, |_| true);
        for block in &self.model.blocks {
            if let Some((cost, columns)) = decide(block, &costs.column, self.columns) {
                choice.bound += cost;
                choice.chosen.extend(columns);
            }
        }
        choice.excess = self.shared.iter().map(|row| -row.bound).collect();
        for &column in &choice.chosen {
            for &(row, factor) in self.rows_of(column) {
                choice.excess[row as usize] += factor;
            }
        }
        for (row, price) in self.shared.iter().zip(&prices.rows) {
            choice.bound -= price * row.bound;
        }
        choice.sums = objectives
            .iter()
            .map(|objective| self.sum(objective, &choice.chosen))
            .collect();
        for (reached, price) in reached.iter().zip(&prices.goals) {
            choice.bound -= price * reached;
        }
        choice
    }

    /// The best weeks of all people, as far as columns are allowed.
    pub(super) fn weeks(&self, costs: &Costs, allowed: impl Fn(u32) -> bool + Sync) -> Choice {
        let people: Vec<usize> = (0..self.programmes.len()).collect();
        let parts: Vec<(Vec<f64>, Vec<u32>)> = people
            .par_chunks(PARCEL)
            .map(|people| {
                let mut scratch = Scratch::default();
                let mut chosen = Vec::new();
                let earned = people
                    .iter()
                    .map(|&at| self.week(at, costs, &allowed, &mut scratch, &mut chosen))
                    .collect();
                (earned, chosen)
            })
            .collect();
        let mut choice = Choice::default();
        for (earned, chosen) in parts {
            choice.earned.extend(earned);
            choice.chosen.extend(chosen);
        }
        choice.bound = -choice.earned.iter().sum::<f64>();
        choice
    }

    /// The best week of one person.
    fn week(
        &self,
        at: usize,
        costs: &Costs,
        allowed: &impl Fn(u32) -> bool,
        scratch: &mut Scratch,
        chosen: &mut Vec<u32>,
    ) -> f64 {
        let Some(programme) = &self.programmes[at] else {
            return 0.0;
        };
        let extra = self.extra(at, costs);
        let profit = |column: u32| {
            if allowed(column) {
                -costs.column[column as usize]
            } else {
                f64::NEG_INFINITY
            }
        };
        programme.best(&self.model.weeks[at], profit, extra, scratch, chosen)
    }

    fn extra(&self, at: usize, costs: &Costs) -> Extra {
        Extra {
            used: if self.idle[at] { costs.extra.used } else { 0.0 },
            ..costs.extra
        }
    }

    /// What the best week of a person earns that holds `column`, one of the columns `own` of a time. `dear` is more than any week earns.
    #[expect(clippy::too_many_arguments, reason = "one question about one column")]
    fn forced(
        &self,
        at: usize,
        costs: &Costs,
        own: &[u32],
        column: u32,
        dear: f64,
        scratch: &mut Scratch,
        chosen: &mut Vec<u32>,
    ) -> f64 {
        let Some(programme) = &self.programmes[at] else {
            return 0.0;
        };
        let extra = self.extra(at, costs);
        let profit = |other: u32| {
            let profit = -costs.column[other as usize];
            if other == column {
                profit + dear
            } else if own.contains(&other) {
                f64::NEG_INFINITY
            } else {
                profit
            }
        };
        programme.best(&self.model.weeks[at], profit, extra, scratch, chosen) - dear
    }

    /// The cost of chosen columns on one goal.
    fn sum(&self, objective: &Objective, chosen: &[u32]) -> f64 {
        match objective.goal {
            Goal::People | Goal::Fairness => {
                let mut minutes = vec![None; self.programmes.len()];
                for &column in chosen {
                    let column = column as usize;
                    if column < self.model.free {
                        let at = self.model.seats[column].person.index();
                        *minutes[at].get_or_insert(0.0) += f64::from(self.model.minutes[column]);
                    }
                }
                let one = |at: usize, minutes: f64| match objective.goal {
                    Goal::People => f64::from(u8::from(self.idle[at])),
                    _ => self.programmes[at]
                        .as_ref()
                        .map_or(0.0, |own| own.load_cost(minutes)),
                };
                minutes
                    .iter()
                    .enumerate()
                    .filter_map(|(at, minutes)| minutes.map(|minutes| one(at, minutes)))
                    .sum()
            }
            _ => chosen.iter().map(|column| objective.alone(*column)).sum(),
        }
    }
}

/// The cheapest way to decide a block; `None` when it is better left undecided.
fn decide(block: &Block, costs: &[f64], columns: usize) -> Option<(f64, Vec<u32>)> {
    let cost = |column: u32| {
        if (column as usize) < columns {
            costs[column as usize]
        } else {
            0.0
        }
    };
    let mut best: Option<(f64, Vec<u32>)> = None;
    for alternative in &block.alternatives {
        let mut sum = alternative.column.map_or(0.0, cost);
        let mut columns: Vec<u32> = alternative.column.into_iter().collect();
        let mut complete = true;
        for list in &alternative.lists {
            match list.iter().copied().min_by(|a, b| cost(*a).total_cmp(&cost(*b))) {
                Some(column) => {
                    sum += cost(column);
                    columns.push(column);
                }
                None => complete = false,
            }
        }
        if complete && best.as_ref().is_none_or(|(other, _)| sum < *other) {
            best = Some((sum, columns));
        }
    }
    best.filter(|(sum, _)| block.must || *sum < 0.0)
}
