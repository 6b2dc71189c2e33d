//! What is the best way to fill a small problem, by a cost that is none of the format's goals?
//!
//! Repairs, prices of alternatives and advice all ask the same: a few requests are free, everything around them stays, and some sum over
//! the assignments is to be as small as possible, proved. This is the only door of the engine for them. The small problem is made by
//! [`neighbourhood`](crate::neighbourhood), which turns the surroundings into pins.

use super::candidates::Candidates;
use super::goal_rows::{self, Auxiliary, Objective};
use super::model::Model;
use super::rows::Sense;
use super::{pins, run, verify};
use crate::budget::Budget;
use crate::draft::Draft;
use crate::eligibility::Index;
use crate::problem::Problem;
use crate::rules::Assignment;
use crate::spec::Goal;

/// A small problem as a model, with rows and costs of the caller's own.
pub(crate) struct Region<'p> {
    problem: &'p Problem,
    pinned: Draft<'p>,
    candidates: Candidates,
    model: Model,
    /// What the rows of held goals brought; HiGHS finds their values by itself.
    auxiliary: Vec<Auxiliary>,
}

/// The best plan of a region.
pub(crate) struct Best<'p> {
    pub(crate) draft: Draft<'p>,
    /// The cost that was minimised.
    pub(crate) cost: i128,
    /// No plan of the region costs less.
    pub(crate) proved: bool,
}

impl<'p> Region<'p> {
    /// `None` when time is over first or the problem is no small one.
    pub(crate) fn new(problem: &'p Problem, budget: &Budget) -> Option<Self> {
        let pinned = pins::only_pins(problem);
        let candidates = Candidates::gather(problem, &Index::new(problem), &pinned, budget)?;
        let model = Model::new(problem, &candidates, &pinned)?;
        Some(Region {
            problem,
            pinned,
            candidates,
            model,
            auxiliary: Vec::new(),
        })
    }

    /// What the first columns stand for: assignments that may be made, then those that stay, once per seat.
    pub(crate) fn seats(&self) -> &[Assignment] {
        &self.model.seats
    }

    /// How many of the columns stand for assignments that may be made.
    pub(crate) fn free(&self) -> usize {
        self.model.free
    }

    /// Another 0/1 column.
    pub(crate) fn binary(&mut self) -> u32 {
        self.model.rows.binary()
    }

    /// A row: the sum is at most `bound`.
    pub(crate) fn at_most(&mut self, terms: &[(u32, i64)], bound: i64) {
        self.model.rows.row(whole(terms), Sense::AtMost, bound as f64);
    }

    /// A goal of the format as terms of a cost, each with its factor, with what is added to the sum.
    ///
    /// Not for fairness, whose factors are no whole numbers.
    pub(crate) fn goal(&mut self, goal: Goal) -> (Vec<(u32, i64)>, i128) {
        let objective = goal_rows::objective(
            self.problem,
            goal,
            &mut self.model,
            &self.candidates,
            &self.pinned,
            &mut self.auxiliary,
        );
        let terms = objective
            .terms
            .iter()
            .map(|(column, factor)| (*column, *factor as i64 * objective.divisor));
        (terms.collect(), objective.constant)
    }

    /// The plan with the smallest sum that keeps `more` rows, each a sum that is at most a bound; `None` when there is none or time is over before one is found.
    pub(crate) fn minimise(
        &self,
        terms: &[(u32, i64)],
        more: &[(Vec<(u32, i64)>, i64)],
        budget: &Budget,
    ) -> Option<Best<'p>> {
        if self.model.rows.columns.is_empty() {
            return Some(Best {
                draft: self.pinned.clone(),
                cost: 0,
                proved: true,
            });
        }
        let mut rows = self.model.rows.clone();
        for (terms, bound) in more {
            rows.row(whole(terms), Sense::AtMost, *bound as f64);
        }
        let objective = Objective::of_terms(whole(terms));
        let task = run::Task {
            rows,
            terms: objective.terms.clone(),
            whole: true,
            start: None,
            gap: 0.0,
            nodes: None,
            enough: None,
            settled: None,
        };
        let answer = run::minimise(task, budget, f64::INFINITY, |_| {});
        let values = answer.values?;
        let draft = verify::plan(self.problem, &self.model, &values)?;
        let chosen = |column: u32| i128::from(values[column as usize] > 0.5);
        let cost = terms
            .iter()
            .map(|(column, factor)| chosen(*column) * i128::from(*factor))
            .sum();
        let bound = answer.bound.and_then(|bound| objective.proved(bound));
        Some(Best {
            draft,
            cost,
            proved: bound.is_some_and(|bound| bound >= cost),
        })
    }
}

fn whole(terms: &[(u32, i64)]) -> Vec<(u32, f64)> {
    terms
        .iter()
        .map(|(column, factor)| (*column, *factor as f64))
        .collect()
}
