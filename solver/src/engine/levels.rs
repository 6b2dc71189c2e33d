//! In which order are the goals reached and proved?
//!
//! One goal after the other. Each starts from the best plan so far, may not make an earlier goal worse, and ends with a value and a
//! bound. Where a bound by counting is already met, nothing is searched.

use super::candidates::Candidates;
use super::large::{self, Carried};
use super::level::Level;
use super::progress::{Phase, Progress};
use super::whole::Whole;
use super::{exact, greedy, pins, simple_bounds};
use crate::budget::Budget;
use crate::draft::Draft;
use crate::eligibility::Index;
use crate::goals::{Cost, cost};
use crate::plan::{LevelResult, Status};
use crate::problem::Problem;
use crate::spec::Goal;

/// Of the time that is left, a level that others follow gets so much.
const SHARE: f64 = 0.6;

/// Time kept back for explanations, in terms of the time that the greedy start took.
const RESERVE: f64 = 8.0;

/// Seconds that the greedy start always has: a plan beats a limit kept to the letter.
const START: f64 = 1.0;

/// What a search ends with.
pub(crate) struct Found<'p> {
    pub(crate) draft: Draft<'p>,
    pub(crate) levels: Vec<LevelResult>,
    pub(crate) engine: &'static str,
}

/// The best plan within the budget.
pub(crate) fn search<'p>(
    problem: &'p Problem,
    index: &Index,
    gap: f64,
    exact_below: usize,
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Found<'p> {
    let begin = budget.elapsed();
    let pinned = pins::only_pins(problem);
    let first = budget.at_least(START);
    let candidates = Candidates::gather(problem, index, &pinned, &first);
    let best = start(problem, &pinned, index, candidates.as_ref(), &first);
    // What comes after the search, the explanations, takes a few times as long as what came before it.
    let budget = &budget.without((budget.elapsed() - begin) * RESERVE);
    let mut search = Search {
        problem,
        best,
        candidates: candidates.as_ref(),
        pinned: &pinned,
        reached: Vec::new(),
        gap,
        budget,
        searched: false,
        exact_below,
        whole: None,
        carried: Carried::default(),
        tractable: true,
    };
    let mut seconds = Vec::new();
    for (at, &goal) in problem.levels.iter().enumerate() {
        let begin = budget.elapsed();
        let last = at + 1 == problem.levels.len();
        progress(Progress::new(Phase::Start, search.cost(goal), None, begin));
        let bound = search.level(goal, last, progress);
        let value = search.cost(goal);
        let told = level_result(goal, value, bound, budget.elapsed() - begin);
        progress(Progress::new(Phase::Done, value, Some(bound), budget.elapsed()));
        seconds.push(told.seconds);
        search.reached.push((value, bound));
    }
    // A later level may have bettered an earlier one that time left unproved: what counts is the plan that comes out.
    let levels = search
        .reached
        .iter()
        .zip(seconds)
        .map(|((value, bound), seconds)| level_result(value.goal, search.cost(value.goal), *bound, seconds))
        .collect();
    let engine = if search.searched { "highs" } else { "greedy" };
    Found {
        draft: search.best,
        levels,
        engine,
    }
}

/// What is said about one level: a bound beyond the value is one within the tolerance, and proves it.
fn level_result(goal: Goal, value: Cost, bound: Cost, seconds: f64) -> LevelResult {
    let proved = bound.units >= value.units || (goal == Goal::Fairness && !bound.beats(value));
    LevelResult {
        level: goal,
        value: value.amount(),
        bound: if proved { value } else { bound }.amount(),
        status: if proved { Status::Optimal } else { Status::Feasible },
        seconds,
    }
}

/// The best of three plans that are there at once: the pins, filled greedily, and filled after keeping what people have been told.
fn start<'p>(
    problem: &'p Problem,
    pinned: &Draft<'p>,
    index: &Index,
    candidates: Option<&Candidates>,
    budget: &Budget,
) -> Draft<'p> {
    let mut filled = pinned.clone();
    greedy::fill(&mut filled, pinned, index, candidates, budget);
    let mut plans = vec![filled, pinned.clone()];
    if !problem.previous.is_empty() && !budget.is_over() {
        let mut kept = pinned.clone();
        greedy::keep_previous(&mut kept, pinned, index, candidates);
        greedy::fill(&mut kept, pinned, index, candidates, budget);
        plans.push(kept);
    }
    let costs = |draft: &Draft<'_>| {
        let assignments = draft.assignments();
        problem
            .levels
            .iter()
            .map(|&goal| cost(problem, goal, &assignments).units)
            .collect::<Vec<_>>()
    };
    plans
        .into_iter()
        .min_by_key(costs)
        .unwrap_or_else(|| pinned.clone())
}

struct Search<'p, 's> {
    problem: &'p Problem,
    best: Draft<'p>,
    candidates: Option<&'s Candidates>,
    pinned: &'s Draft<'p>,
    /// Values and bounds of the levels before.
    reached: Vec<(Cost, Cost)>,
    gap: f64,
    budget: &'s Budget,
    searched: bool,
    exact_below: usize,
    whole: Option<Whole>,
    /// What the level before found out.
    carried: Carried,
    /// False once a model turned out too large.
    tractable: bool,
}

impl Search<'_, '_> {
    fn cost(&self, goal: Goal) -> Cost {
        cost(self.problem, goal, &self.best.assignments())
    }

    /// Improves one goal; returns a cost that no plan can beat that is as good on the goals before.
    fn level(&mut self, goal: Goal, last: bool, progress: &mut dyn FnMut(Progress)) -> Cost {
        let simple = simple_bounds::bound(self.problem, goal, self.candidates, self.pinned);
        let Some(candidates) = self.candidates else {
            return simple;
        };
        if simple.units >= self.cost(goal).units || self.budget.is_over() || !self.tractable {
            return simple;
        }
        if candidates.list.is_empty() && self.problem.pins.is_empty() {
            return self.cost(goal);
        }
        if self.whole.is_none() {
            self.whole = Whole::new(self.problem, candidates, self.pinned);
        }
        let Some(mut whole) = self.whole.take() else {
            self.tractable = false;
            return simple;
        };
        whole.grow(self.problem, candidates, self.pinned, self.reached.len() + 1);
        if self.budget.is_over() {
            return simple;
        }
        self.searched = true;
        let left = self.budget.left();
        let share = if last { left } else { left * SHARE };
        let mut level = Level {
            problem: self.problem,
            pinned: self.pinned,
            whole: &whole,
            goal,
            reached: &self.reached,
            gap: self.gap,
            budget: self.budget.clone(),
            value: self.cost(goal),
            best: self.best.clone(),
            bound: simple,
            phase: Phase::Proof,
            progress,
        };
        let abandoned = if candidates.list.len() <= self.exact_below {
            let outcome = exact::whole(&mut level, candidates, share);
            if let Some(bound) = outcome.bound {
                level.prove(bound);
            }
            outcome.abandoned
        } else {
            let carried = std::mem::take(&mut self.carried);
            let (carried, abandoned) = large::run(&mut level, carried, share);
            self.carried = carried;
            abandoned
        };
        let Level { best, bound, .. } = level;
        self.best = best;
        // It still runs somewhere; another model of this size beside it would end no better.
        self.tractable &= !abandoned;
        self.whole = Some(whole);
        bound
    }
}
