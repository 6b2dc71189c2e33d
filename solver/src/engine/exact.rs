//! How is one goal decided by an exact model as a whole?
//!
//! Columns that no better plan uses may be left out; then the proof is that of the rest together with the reason for leaving them out.

use super::candidates::Candidates;
use super::lagrange::Known;
use super::level::Level;
use super::model::Model;
use super::part::{Part, RowsOf, Weeks};
use super::rows::{Rows, Sense};
use super::{run, simple_bounds};
use crate::draft::Draft;
use crate::goals::as_told;
use crate::problem::Problem;
use crate::spec::Goal;

/// What a bound must be beyond a whole number to rule it out.
const MARGIN: f64 = 1e-3;

/// Nodes of the search tree for an attempt: little more than what is done before it.
const NODES: i32 = 1;

/// How an exact run ended.
pub(super) struct Outcome {
    /// A lower bound of the objective's sum, if one was proved.
    pub(super) bound: Option<f64>,
    /// Whether HiGHS was left alone because it did not come back.
    pub(super) abandoned: bool,
}

/// Runs HiGHS on the whole model for at most `share` seconds.
pub(super) fn whole(level: &mut Level<'_, '_>, candidates: &Candidates, share: f64) -> Outcome {
    let mut rows = level.whole.model.rows.clone();
    for at in 0..level.reached.len() {
        hold(level, at, &mut rows, candidates);
    }
    let start = level.whole.values(&level.best);
    let objective = level.objective();
    let task = run::Task {
        rows,
        terms: objective.terms.clone(),
        whole: level.goal != Goal::Fairness,
        start: Some(start),
        gap: level.gap,
        nodes: None,
        enough: None,
        settled: None,
    };
    let budget = level.budget.clone();
    let answer = run::minimise(task, &budget, share, |values| {
        level.consider(values);
    });
    if let Some(values) = &answer.values {
        level.consider(values);
    }
    Outcome {
        // The best plan is a solution, so a proof that there is none is no proof of anything.
        bound: answer.bound.filter(|_| !answer.infeasible),
        abandoned: answer.abandoned,
    }
}

/// Some columns to decide while the others keep the values of the best plan.
pub(super) struct Rest {
    part: Part,
    values: Vec<f64>,
    /// What the other columns cost.
    fixed: f64,
}

impl Rest {
    pub(super) fn new(level: &Level<'_, '_>, rows_of: &RowsOf, free: Vec<u32>, weeks: Weeks<'_>) -> Self {
        let values = level.whole.values(&level.best);
        let slack: Vec<f64> = level
            .reached
            .iter()
            .map(|(value, _)| if value.goal == Goal::Fairness { 5e-6 } else { 0.0 })
            .collect();
        let part = Part::new(
            &level.whole.model,
            rows_of,
            free,
            &values,
            level.objectives(),
            &slack,
            Some(weeks),
        );
        let all = level
            .objective()
            .part(&(0..values.len() as u32).collect::<Vec<_>>());
        let total: f64 = all.iter().map(|(at, factor)| factor * values[*at as usize]).sum();
        Rest {
            fixed: total - part.cost(&part.start),
            part,
            values,
        }
    }

    /// To find the best plan or prove that there is none; ends with the first one that is so much better that more can be left out, or when
    /// it is proved that none costs as little as `settled`.
    pub(super) fn proof(&self, level: &Level<'_, '_>, settled: Option<f64>) -> run::Task {
        let apart = (level.value.units - level.bound.units) as f64 / level.objective().unit();
        let (least, share_of) = if level.goal == Goal::Fairness {
            (1e-3, 1e-4)
        } else {
            (0.5, 0.1)
        };
        let better = self.part.cost(&self.part.start) - f64::max(least, share_of * apart);
        run::Task {
            start: Some(self.part.start.clone()),
            enough: Some(better),
            settled: settled.map(|settled| settled - self.fixed + MARGIN),
            ..self.task(level)
        }
    }

    /// To find a plan that costs no more than `enough`, quickly or not at all. Without the best plan as a start: what HiGHS tries around a
    /// start that is nearly as good finds less than what it tries without one.
    pub(super) fn attempt(&self, level: &Level<'_, '_>, enough: f64) -> run::Task {
        run::Task {
            nodes: Some(NODES),
            enough: Some(enough - self.fixed + MARGIN),
            settled: Some(enough - self.fixed + MARGIN),
            ..self.task(level)
        }
    }

    fn task(&self, level: &Level<'_, '_>) -> run::Task {
        run::Task {
            rows: self.part.rows.clone(),
            terms: self.part.terms.clone(),
            whole: level.goal != Goal::Fairness,
            start: None,
            gap: level.gap,
            nodes: None,
            enough: None,
            settled: None,
        }
    }

    /// What the plan of a solution costs.
    pub(super) fn cost(&self, found: &[f64]) -> f64 {
        self.part.cost(found) + self.fixed
    }

    /// Makes a solution the best plan if it is one that counts.
    pub(super) fn consider(&self, level: &mut Level<'_, '_>, found: &[f64]) -> bool {
        let mut all = self.values.clone();
        self.part.put(found, &mut all);
        level.consider(&all)
    }

    /// The bound that an answer proves, of plans that are among those asked about.
    pub(super) fn bound(&self, answer: &run::Answer) -> Option<f64> {
        // The best plan is a solution, so a proof that there is none is no proof of anything.
        answer
            .bound
            .filter(|_| !answer.infeasible)
            .map(|bound| bound + self.fixed)
    }
}

/// Rows that keep a goal at what it reached; where it reached all that counting allows, many small rows instead of a long one.
fn hold(level: &Level<'_, '_>, at: usize, rows: &mut Rows, candidates: &Candidates) {
    let (value, _) = level.reached[at];
    let full =
        simple_bounds::bound(level.problem, value.goal, Some(candidates), level.pinned).units == value.units;
    match value.goal {
        Goal::Coverage if full => full_coverage(level.problem, level.pinned, candidates, rows),
        Goal::Stability if full => full_stability(level.problem, candidates, rows),
        _ => level.whole.objectives[at].hold(rows, value),
    }
}

fn full_coverage(problem: &Problem, pinned: &Draft<'_>, candidates: &Candidates, rows: &mut Rows) {
    let most = simple_bounds::most_filled(problem, candidates, pinned);
    for (request, most) in most.into_iter().enumerate() {
        let pins = pinned.by_request[request].len() as i64;
        let range = candidates.of_request[request].clone();
        if most > pins {
            rows.sum(
                range.map(|column| column as u32),
                Sense::Equal,
                (most - pins) as f64,
            );
        }
    }
}

fn full_stability(problem: &Problem, candidates: &Candidates, rows: &mut Rows) {
    for told in problem.previous.keys() {
        let range = candidates.of_request[told.request.index()].clone();
        let kept: Vec<u32> = range
            .filter(|column| as_told(candidates.list[*column]) == *told)
            .map(|column| column as u32)
            .collect();
        if !kept.is_empty() {
            rows.sum(kept, Sense::Equal, 1.0);
        }
    }
}

/// All columns except candidates that are known to be useless.
pub(super) fn without(model: &Model, known: &Known, values: &[f64]) -> Vec<u32> {
    (0..model.rows.columns.len() as u32)
        .filter(|column| {
            let at = *column as usize;
            at >= model.free || !known.is_barred(at) || values[at] > 0.5
        })
        .collect()
}
