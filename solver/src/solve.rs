//! What is the answer to a planning problem?

use crate::budget::Budget;
use crate::eligibility::Index;
use crate::engine::{self, Phase, Progress};
use crate::explain;
use crate::plan::{Plan, PlannedSeat, SolverInfo, Status};
use crate::problem::Problem;

/// Of the time, so much is kept back for what would help ...
const HELP_SHARE: f64 = 0.1;
/// ... and at most so many seconds.
const HELP_MOST: f64 = 3.0;

/// How a problem is solved.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Threads for the parallel parts; `None` is all cores. The plan does not depend on it.
    pub threads: Option<usize>,
    /// Relative distance to the bound, for each level, at which the search may end. 0 asks for a proof.
    pub gap: f64,
    /// Whether to look for what would help: fixes of unfilled requests, and advice. Reasons and funnels are always given.
    pub explain: bool,
    /// A problem with no more possible assignments than this goes to the exact solver whole; larger ones are priced first.
    pub exact_below: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            threads: None,
            gap: 0.0,
            explain: true,
            exact_below: 1500,
        }
    }
}

/// Finds the best plan within the budget. A plan is always found: in the worst case it holds the pins and nothing else.
///
/// The plan's `problem` (the digest of the file) stays empty; whoever has the file fills it in.
pub fn solve(
    problem: &Problem,
    options: &Options,
    budget: &Budget,
    mut progress: impl FnMut(Progress) + Send,
) -> Plan {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.unwrap_or(0))
        .build();
    match pool {
        Ok(pool) => pool.install(|| solve_here(problem, options, budget, &mut progress)),
        Err(_) => solve_here(problem, options, budget, &mut progress),
    }
}

fn solve_here(
    problem: &Problem,
    options: &Options,
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Plan {
    let index = Index::new(problem);
    let for_search = if options.explain {
        budget.keeping(HELP_SHARE, HELP_MOST)
    } else {
        budget.clone()
    };
    let found = engine::search(
        problem,
        &index,
        options.gap.max(0.0),
        options.exact_below,
        &for_search,
        progress,
    );
    let draft = &found.draft;
    if let Some(last) = found.levels.last() {
        progress(Progress {
            level: last.level,
            phase: Phase::Reasons,
            value: last.value,
            bound: Some(last.bound),
            gap: Some(last.gap()),
            seconds: budget.elapsed(),
        });
    }
    let assignments = draft
        .assignments()
        .into_iter()
        .map(|at| PlannedSeat {
            request: problem.request_id(at.request).to_owned(),
            option: at.option,
            seat: at.seat,
            person: problem.person_id(at.person).to_owned(),
            resources: draft
                .resources
                .get(&at.request)
                .into_iter()
                .flatten()
                .map(|one| problem.resource_id(*one).to_owned())
                .collect(),
            pinned: draft.is_pin(at),
        })
        .collect();
    let mut unfilled = explain::unfilled(problem, &index, draft);
    let advice = if options.explain {
        explain::help_with(problem, &index, draft, &mut unfilled, budget)
    } else {
        Vec::new()
    };
    let proved = found.levels.iter().all(|level| level.status == Status::Optimal);
    Plan {
        problem: String::new(),
        status: if proved { Status::Optimal } else { Status::Feasible },
        levels: found.levels,
        assignments,
        backups: explain::backups(problem, &index, draft),
        unfilled,
        warnings: explain::warnings(problem, draft),
        advice,
        solver: SolverInfo {
            name: "passgenau".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            engine: found.engine.to_owned(),
            seconds: budget.elapsed(),
        },
    }
}
