//! What belongs to the model of a problem while one goal after the other is worked on?

use super::candidates::Candidates;
use super::goal_rows::{Auxiliary, Objective, objective, values};
use super::model::Model;
use crate::draft::Draft;
use crate::problem::Problem;

/// The model with the objectives of the goals so far. Goals add columns and rows at the end, so each level has the ones before it.
pub(super) struct Whole {
    pub(super) model: Model,
    pub(super) objectives: Vec<Objective>,
    pub(super) auxiliary: Vec<Auxiliary>,
}

impl Whole {
    /// `None` when a part is too large.
    pub(super) fn new(problem: &Problem, candidates: &Candidates, pinned: &Draft<'_>) -> Option<Self> {
        Some(Whole {
            model: Model::new(problem, candidates, pinned)?,
            objectives: Vec::new(),
            auxiliary: Vec::new(),
        })
    }

    /// Adds goals until the first `levels` ones are there.
    pub(super) fn grow(
        &mut self,
        problem: &Problem,
        candidates: &Candidates,
        pinned: &Draft<'_>,
        levels: usize,
    ) {
        for &goal in &problem.levels[self.objectives.len()..levels] {
            let next = objective(
                problem,
                goal,
                &mut self.model,
                candidates,
                pinned,
                &mut self.auxiliary,
            );
            self.objectives.push(next);
        }
    }

    /// The values of all columns for a plan.
    pub(super) fn values(&self, draft: &Draft<'_>) -> Vec<f64> {
        values(&self.model, draft, &self.auxiliary)
    }

    /// For each person the columns that goals brought.
    pub(super) fn brought(&self, problem: &Problem) -> Vec<Vec<u32>> {
        let mut brought = vec![Vec::new(); problem.people.len()];
        for one in &self.auxiliary {
            let (column, first) = match one {
                Auxiliary::Any(column, of) => (*column, of.first().copied()),
                Auxiliary::Above(column, sum, _) => (*column, sum.first().map(|(first, _)| *first)),
            };
            if let Some(first) = first {
                brought[self.model.seats[first as usize].person.index()].push(column);
            }
        }
        brought
    }
}
