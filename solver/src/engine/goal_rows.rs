//! How does a goal become an objective, and how is it held once it is reached?
//!
//! Costs as in [`goals`](crate::goals): all are minimised. `people`, `visits` and `fairness` bring auxiliary columns of their own.

use super::candidates::Candidates;
use super::model::{Alternative, Block, Model};
use super::rows::{Kind, Rows, Sense, gcd};
use crate::draft::Draft;
use crate::goals::{Cost, FAIRNESS_TOLERANCE, STEPS, as_told, load_cost};
use crate::problem::*;
use crate::quality::quality;
use crate::spec::Goal;
use std::collections::BTreeMap;

/// A linear cost over the columns of a model.
pub(super) struct Objective {
    pub(super) goal: Goal,
    /// Factors; whole numbers except for fairness.
    pub(super) terms: Vec<(u32, f64)>,
    /// What is added to the sum: in units of the goal, for fairness in billionths.
    pub(super) constant: i128,
    /// Factors were divided by this.
    pub(super) divisor: i64,
    /// The factor of each column that the model had without the goal; none for goals that the programmes of people count.
    alone: Vec<f64>,
}

/// An auxiliary column and how its value follows from the others.
pub(super) enum Auxiliary {
    /// 1 when any of these is 1.
    Any(u32, Vec<u32>),
    /// The positive part of a sum plus a constant.
    Above(u32, Vec<(u32, f64)>, f64),
}

impl Objective {
    fn whole(goal: Goal, terms: Vec<(u32, i64)>, constant: i128) -> Self {
        let terms: Vec<(u32, i64)> = terms.into_iter().filter(|(_, factor)| *factor != 0).collect();
        let divisor = terms
            .iter()
            .fold(0, |divisor, (_, factor)| gcd(divisor, factor.unsigned_abs()))
            .max(1);
        let divisor = i64::try_from(divisor).unwrap_or(1);
        let terms = terms
            .into_iter()
            .map(|(column, factor)| (column, (factor / divisor) as f64))
            .collect();
        let mut objective = Objective {
            goal,
            terms,
            constant,
            divisor,
            alone: Vec::new(),
        };
        if goal != Goal::People {
            objective.spread();
        }
        objective
    }

    /// Some other sum of whole factors.
    pub(super) fn of_terms(terms: Vec<(u32, f64)>) -> Self {
        Objective {
            goal: Goal::Coverage,
            terms,
            constant: 0,
            divisor: 1,
            alone: Vec::new(),
        }
    }

    fn spread(&mut self) {
        let count = self
            .terms
            .iter()
            .map(|(column, _)| *column as usize + 1)
            .max()
            .unwrap_or(0);
        self.alone = vec![0.0; count];
        for (column, factor) in &self.terms {
            self.alone[*column as usize] = *factor;
        }
    }

    /// The factor of a column, except for goals that the programmes of people count.
    pub(super) fn alone(&self, column: u32) -> f64 {
        self.alone.get(column as usize).copied().unwrap_or(0.0)
    }

    /// The least by which two different values differ; for fairness a thousandth of a point.
    pub(super) fn unit(&self) -> f64 {
        if self.goal == Goal::Fairness {
            1e6
        } else {
            self.divisor as f64
        }
    }

    /// The terms over some columns, given in order, by their positions among them.
    pub(super) fn part(&self, columns: &[u32]) -> Vec<(u32, f64)> {
        let factor = |column: u32| match self.goal {
            // Sorted by column.
            Goal::People | Goal::Fairness => self
                .terms
                .binary_search_by_key(&column, |term| term.0)
                .map_or(0.0, |at| self.terms[at].1),
            _ => self.alone(column),
        };
        (0u32..)
            .zip(columns)
            .map(|(at, column)| (at, factor(*column)))
            .filter(|(_, factor)| *factor != 0.0)
            .collect()
    }

    /// What the sum of factors is for a cost, at most.
    pub(super) fn most(&self, reached: Cost) -> f64 {
        if self.goal == Goal::Fairness {
            (reached.units - self.constant + reached.slack()) as f64 / 1e9
        } else {
            (reached.units - self.constant).div_euclid(i128::from(self.divisor)) as f64
        }
    }

    /// Keeps later solutions as good on this goal as `reached`.
    pub(super) fn hold(&self, rows: &mut Rows, reached: Cost) {
        let bound = if self.goal == Goal::Fairness {
            (reached.units - self.constant) as f64 / 1e9 + FAIRNESS_TOLERANCE / 2.0
        } else {
            self.most(reached)
        };
        rows.row(self.terms.clone(), Sense::AtMost, bound);
    }

    /// The cost that a lower bound of the sum proves: no plan costs less. `None` when the number says nothing.
    pub(super) fn proved(&self, bound: f64) -> Option<i128> {
        if !bound.is_finite() || bound.abs() > 1e17 {
            return None;
        }
        // What floating-point sums of this size may be off by.
        let margin = 1e-6 + bound.abs() * 1e-10;
        if self.goal == Goal::Fairness {
            return Some(crate::goals::fairness_units(bound - margin) + self.constant);
        }
        Some((bound - margin).ceil() as i128 * i128::from(self.divisor) + self.constant)
    }
}

/// Adds what a goal needs to a model and returns its objective.
pub(super) fn objective(
    problem: &Problem,
    goal: Goal,
    model: &mut Model,
    candidates: &Candidates,
    pinned: &Draft<'_>,
    auxiliary: &mut Vec<Auxiliary>,
) -> Objective {
    let columns = 0..model.seats.len() as u32;
    match goal {
        Goal::Coverage => {
            let weight = |column: u32| problem.requests[model.seats[column as usize].request.index()].weight;
            let fixed: i128 = problem
                .pins
                .iter()
                .map(|pin| i128::from(problem.requests[pin.request.index()].weight))
                .sum();
            let terms = (0..model.free as u32)
                .map(|column| (column, -weight(column)))
                .collect();
            Objective::whole(goal, terms, -fixed)
        }
        Goal::Stability => {
            let times = |pin: &Pin| problem.previous.get(pin).copied().unwrap_or(0);
            let all: i64 = problem.previous.values().sum::<i64>() + problem.previous_lost;
            let kept: i64 = problem.pins.iter().map(times).sum();
            let terms = (0..model.free as u32)
                .map(|column| (column, -times(&as_told(model.seats[column as usize]))))
                .collect();
            Objective::whole(goal, terms, i128::from(all - kept))
        }
        Goal::People => people(problem, model, candidates, pinned, auxiliary),
        Goal::Visits => visits(problem, model, candidates, pinned, auxiliary),
        Goal::Quality => {
            let terms = columns
                .map(|column| (column, quality(problem, model.seats[column as usize]).total()))
                .collect();
            Objective::whole(goal, terms, 0)
        }
        Goal::Fairness => fairness(problem, model, candidates, pinned, auxiliary),
    }
}

fn people(
    problem: &Problem,
    model: &mut Model,
    candidates: &Candidates,
    pinned: &Draft<'_>,
    auxiliary: &mut Vec<Auxiliary>,
) -> Objective {
    let mut terms = Vec::new();
    let mut fixed = 0;
    for at in 0..problem.people.len() {
        if !pinned.by_person[at].is_empty() {
            fixed += 1;
            continue;
        }
        if candidates.of_person[at].is_empty() {
            continue;
        }
        let busy = model.rows.binary();
        terms.push((busy, 1));
        model.rows.kind = Kind::Goal;
        for clique in model.cliques[at].clone() {
            let mut row: Vec<(u32, f64)> = clique.into_iter().map(|column| (column, 1.0)).collect();
            row.push((busy, -1.0));
            model.rows.row(row, Sense::AtMost, 0.0);
        }
        model.rows.kind = Kind::Shared;
        auxiliary.push(Auxiliary::Any(busy, candidates.of_person[at].clone()));
    }
    Objective::whole(Goal::People, terms, fixed)
}

fn visits(
    problem: &Problem,
    model: &mut Model,
    candidates: &Candidates,
    pinned: &Draft<'_>,
    auxiliary: &mut Vec<Auxiliary>,
) -> Objective {
    let mut terms: Vec<(u32, i64)> = Vec::new();
    let mut fixed = 0;
    for at in 0..problem.people.len() {
        let visit = |at: &crate::rules::Assignment| {
            problem.requests[at.request.index()]
                .place
                .map(|place| (place, problem.slot(at.request, at.option).day))
        };
        let mut known: Vec<(Word, Word)> = pinned.by_person[at].iter().filter_map(visit).collect();
        known.sort_unstable();
        known.dedup();
        fixed += known.len() as i128
            + pinned.by_person[at]
                .iter()
                .filter(|at| visit(at).is_none())
                .count() as i128;
        let mut groups: BTreeMap<(Word, Word), Vec<u32>> = BTreeMap::new();
        for &column in &candidates.of_person[at] {
            match visit(&model.seats[column as usize]) {
                None => terms.push((column, 1)),
                Some(visit) if known.contains(&visit) => {}
                Some(visit) => groups.entry(visit).or_default().push(column),
            }
        }
        for columns in groups.into_values() {
            if let [column] = columns[..] {
                terms.push((column, 1));
                continue;
            }
            let goes = model.rows.binary();
            model.blocks.push(Block {
                must: false,
                alternatives: vec![Alternative {
                    column: Some(goes),
                    lists: Vec::new(),
                }],
            });
            terms.push((goes, 1));
            for &column in &columns {
                model
                    .rows
                    .row(vec![(column, 1.0), (goes, -1.0)], Sense::AtMost, 0.0);
            }
            auxiliary.push(Auxiliary::Any(goes, columns));
        }
    }
    Objective::whole(Goal::Visits, terms, fixed)
}

/// The convex cost of each person's load: steps already passed are linear, each step ahead within reach gets a column of its own.
fn fairness(
    problem: &Problem,
    model: &mut Model,
    candidates: &Candidates,
    pinned: &Draft<'_>,
    auxiliary: &mut Vec<Auxiliary>,
) -> Objective {
    let mut terms: BTreeMap<u32, f64> = BTreeMap::new();
    let mut constant = 0;
    model.rows.kind = Kind::Goal;
    for (at, person) in problem.people.iter().enumerate() {
        let fixed: i64 = pinned.by_person[at]
            .iter()
            .map(|at| at.time(problem).minutes())
            .sum();
        constant += load_cost(person, fixed);
        let own = &candidates.of_person[at];
        let minutes = |column: u32| model.seats[column as usize].time(problem).minutes();
        let most: i64 = own.iter().map(|column| minutes(*column)).sum();
        let capacity = person.capacity as f64;
        for step in STEPS {
            let before = 1000 * (person.load + fixed) - step * person.capacity;
            if before >= 0 {
                for &column in own {
                    *terms.entry(column).or_default() += 1000.0 * minutes(column) as f64 / capacity;
                }
            } else if before + 1000 * most > 0 {
                let ahead = before as f64 / capacity;
                let sum: Vec<(u32, f64)> = own
                    .iter()
                    .map(|column| (*column, 1000.0 * minutes(*column) as f64 / capacity))
                    .collect();
                let above = model.rows.column(0.0, f64::INFINITY, false);
                let mut row = sum.clone();
                row.push((above, -1.0));
                model.rows.row(row, Sense::AtMost, -ahead);
                // Of times that exclude each other at most one counts, which bounds the column better than the sum does.
                for clique in &model.cliques[at] {
                    let mut row: Vec<(u32, f64)> = clique
                        .iter()
                        .map(|column| (*column, 1000.0 * minutes(*column) as f64 / capacity + ahead))
                        .filter(|(_, points)| *points > 0.0)
                        .collect();
                    if !row.is_empty() {
                        row.push((above, -1.0));
                        model.rows.row(row, Sense::AtMost, 0.0);
                    }
                }
                terms.insert(above, 1.0);
                auxiliary.push(Auxiliary::Above(above, sum, ahead));
            }
        }
    }
    model.rows.kind = Kind::Shared;
    Objective {
        goal: Goal::Fairness,
        terms: terms.into_iter().collect(),
        constant,
        divisor: 1,
        alone: Vec::new(),
    }
}

/// The values of all columns for a plan that is already known.
pub(super) fn values(model: &Model, draft: &Draft<'_>, auxiliary: &[Auxiliary]) -> Vec<f64> {
    let mut values = vec![0.0; model.rows.columns.len()];
    for (column, at) in model.seats.iter().enumerate() {
        if draft.by_request[at.request.index()].contains(at) {
            values[column] = 1.0;
        }
    }
    for ((request, option), column) in &model.times {
        if draft.by_request[request.index()]
            .first()
            .is_some_and(|at| at.option == *option)
        {
            values[*column as usize] = 1.0;
        }
    }
    for choice in &model.choices {
        let served = draft.by_request[choice.request.index()]
            .first()
            .is_some_and(|at| at.option == choice.option);
        let chosen = draft
            .resources
            .get(&choice.request)
            .and_then(|all| all.get(choice.list))
            == Some(&choice.resource);
        if served && chosen {
            values[choice.column as usize] = 1.0;
        }
    }
    for one in auxiliary {
        match one {
            Auxiliary::Any(column, of) => {
                values[*column as usize] = of.iter().map(|at| values[*at as usize]).fold(0.0, f64::max)
            }
            Auxiliary::Above(column, sum, constant) => {
                let total: f64 = sum.iter().map(|(at, factor)| values[*at as usize] * factor).sum();
                values[*column as usize] = (total + constant).max(0.0);
            }
        }
    }
    values
}
