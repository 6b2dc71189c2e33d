//! What does the work on one goal need to know, and when does a solution count?

use super::goal_rows::Objective;
use super::progress::{Phase, Progress};
use super::verify;
use super::whole::Whole;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::goals::{Cost, cost};
use crate::problem::Problem;
use crate::spec::Goal;

/// One goal, with the best plan so far.
pub(super) struct Level<'l, 'p> {
    pub(super) problem: &'p Problem,
    pub(super) pinned: &'l Draft<'p>,
    pub(super) whole: &'l Whole,
    pub(super) goal: Goal,
    /// Values and bounds of the goals before.
    pub(super) reached: &'l [(Cost, Cost)],
    /// Relative distance to the bound at which the search may end.
    pub(super) gap: f64,
    pub(super) budget: Budget,
    pub(super) best: Draft<'p>,
    pub(super) value: Cost,
    /// No plan that is as good on the goals before costs less.
    pub(super) bound: Cost,
    /// What is being done.
    pub(super) phase: Phase,
    pub(super) progress: &'l mut dyn FnMut(Progress),
}

impl Level<'_, '_> {
    /// The objectives up to this one.
    pub(super) fn objectives(&self) -> &[Objective] {
        &self.whole.objectives
    }

    /// The objective of this goal.
    pub(super) fn objective(&self) -> &Objective {
        &self.whole.objectives[self.reached.len()]
    }

    /// Makes a solution the best plan if it is one, keeps the goals before, and is better.
    pub(super) fn consider(&mut self, values: &[f64]) -> bool {
        let Some(draft) = verify::plan(self.problem, &self.whole.model, values) else {
            return false;
        };
        let assignments = draft.assignments();
        let here = cost(self.problem, self.goal, &assignments);
        let keeps = self
            .reached
            .iter()
            .all(|(value, _)| cost(self.problem, value.goal, &assignments).keeps(*value));
        if !keeps || here.units >= self.value.units {
            return false;
        }
        self.value = here;
        self.best = draft;
        self.tell();
        true
    }

    /// Notes a lower bound of the objective's sum.
    pub(super) fn prove(&mut self, bound: f64) {
        if let Some(units) = self.objective().proved(bound)
            && units > self.bound.units
        {
            self.bound.units = units;
        }
    }

    /// Reports value and bound.
    pub(super) fn tell(&mut self) {
        (self.progress)(Progress::new(
            self.phase,
            self.value,
            Some(self.bound),
            self.budget.elapsed(),
        ));
    }

    /// Reports that something else is done now.
    pub(super) fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.tell();
    }

    /// Whether so little is missing that looking for a proof is the better way to look for a better plan.
    pub(super) fn is_close(&self) -> bool {
        let distance = (self.value.units - self.bound.units) as f64 / self.objective().unit();
        distance <= (self.value.units.abs() as f64 / self.objective().unit() * 2.5e-4).max(1.0)
    }

    /// Whether no goal comes after this one.
    pub(super) fn is_final(&self) -> bool {
        self.reached.len() + 1 == self.problem.levels.len()
    }

    /// Whether value and bound are close enough.
    pub(super) fn is_done(&self) -> bool {
        let distance = (self.value.units - self.bound.units) as f64;
        self.value.units <= self.bound.units
            || (self.goal == Goal::Fairness && !self.bound.beats(self.value))
            || distance <= self.gap * (self.value.units.abs() as f64)
    }
}
