//! How is a model solved without ever taking longer than allowed?
//!
//! HiGHS runs on a thread of its own, with one core, and reports through its callbacks. When time is over it is asked to stop; when it
//! does not come back at once it is left alone (it ends at its next callback) and what it reported until then counts.

use super::highs_callback::{self, Observer};
use super::rows::{Rows, Sense};
use crate::budget::Budget;
use ::highs::{HighsModelStatus, Model};
use good_lp::solvers::highs::{HighsProblem, highs};
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// How often the deadline is looked at.
const BEAT: Duration = Duration::from_millis(10);
/// For how many beats HiGHS may finish after it was asked to stop.
const GRACE: u32 = 8;

/// What a run found out.
pub(super) struct Answer {
    /// No solution has a smaller sum of objective factors.
    pub(super) bound: Option<f64>,
    /// The last solution.
    pub(super) values: Option<Vec<f64>>,
    /// HiGHS proved that there is no solution.
    pub(super) infeasible: bool,
    /// HiGHS did not come back in time and was left alone.
    pub(super) abandoned: bool,
}

/// What HiGHS calls a solution that keeps all rows.
const FEASIBLE: i64 = highs_sys::SOLUTION_STATUS_FEASIBLE as i64;

enum Message {
    Found(Vec<f64>),
    Done(Answer),
}

struct Post {
    sender: Sender<Message>,
    bound: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    /// The objective, and the sum below which a solution ends the run.
    enough: Option<(Vec<(u32, f64)>, f64)>,
    /// The bound above which the run ends.
    settled: Option<f64>,
}

impl Observer for Post {
    fn found(&self, values: &[f64]) {
        // Here and not where the message arrives, so that where the run ends does not depend on the clock.
        if let Some((terms, enough)) = &self.enough {
            let sum: f64 = terms
                .iter()
                .map(|(at, factor)| factor * values[*at as usize])
                .sum();
            if sum < *enough {
                self.stop.store(true, Ordering::Relaxed);
            }
        }
        // Nobody listens any more when the run was given up.
        let _ = self.sender.send(Message::Found(values.to_vec()));
    }

    fn bound(&self, bound: f64) {
        self.bound.store(bound.to_bits(), Ordering::Relaxed);
        if self.settled.is_some_and(|settled| bound > settled) {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    fn stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// What HiGHS is asked.
pub(super) struct Task {
    pub(super) rows: Rows,
    /// What is minimised.
    pub(super) terms: Vec<(u32, f64)>,
    /// Whether all its factors are whole numbers.
    pub(super) whole: bool,
    pub(super) start: Option<Vec<f64>>,
    /// The relative distance to the bound at which the search may end.
    pub(super) gap: f64,
    /// Nodes of the search tree after which it ends.
    pub(super) nodes: Option<i32>,
    /// A solution whose sum is smaller than this ends the search.
    pub(super) enough: Option<f64>,
    /// A bound above this ends it too.
    pub(super) settled: Option<f64>,
}

/// Minimises an objective for at most `share` seconds; `each` sees every solution.
pub(super) fn minimise(task: Task, budget: &Budget, share: f64, mut each: impl FnMut(&[f64])) -> Answer {
    let end = budget.elapsed() + share;
    let (sender, receiver) = channel();
    let bound = Arc::new(AtomicU64::new(f64::NEG_INFINITY.to_bits()));
    let stop = Arc::new(AtomicBool::new(false));
    let post = Post {
        sender: sender.clone(),
        bound: Arc::clone(&bound),
        stop: Arc::clone(&stop),
        enough: task.enough.map(|enough| (task.terms.clone(), enough)),
        settled: task.settled,
    };
    // HiGHS hears of a stop only between its heuristics, but keeps its own limit within them too.
    let limit = budget.left().min(share);
    let spawned = std::thread::Builder::new()
        .name("highs".into())
        .stack_size(64 << 20)
        .spawn(move || {
            let answer = solve(task, limit, post);
            let _ = sender.send(Message::Done(answer));
        });
    let reported = || Some(f64::from_bits(bound.load(Ordering::Relaxed))).filter(|bound| bound.is_finite());
    let mut last = None;
    if spawned.is_ok() {
        let mut beats_left = GRACE;
        loop {
            match receiver.recv_timeout(BEAT) {
                Ok(Message::Found(values)) => {
                    each(&values);
                    last = Some(values);
                }
                Ok(Message::Done(answer)) => {
                    let values = answer.values.or(last);
                    return Answer {
                        values,
                        bound: answer.bound.or_else(reported),
                        ..answer
                    };
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if budget.is_over() {
                stop.store(true, Ordering::Relaxed);
                beats_left -= 1;
                if beats_left == 0 {
                    break;
                }
            } else if budget.elapsed() >= end {
                stop.store(true, Ordering::Relaxed);
            }
        }
    }
    Answer {
        bound: reported(),
        values: last,
        infeasible: false,
        abandoned: true,
    }
}

/// The model in good_lp's words.
fn translate(rows: &Rows, objective: &[(u32, f64)]) -> HighsProblem {
    let mut variables = ProblemVariables::new();
    let columns: Vec<Variable> = rows
        .columns
        .iter()
        .map(|column| {
            let definition = variable().min(column.lower).max(column.upper);
            variables.add(if column.whole {
                definition.integer()
            } else {
                definition
            })
        })
        .collect();
    let sum = |terms: &[(u32, f64)]| {
        let mut sum = Expression::with_capacity(terms.len());
        for &(column, factor) in terms {
            sum.add_mul(factor, columns[column as usize]);
        }
        sum
    };
    let mut problem = variables.minimise(sum(objective)).using(highs);
    for row in &rows.rows {
        let left = sum(&row.terms);
        problem.add_constraint(match row.sense {
            Sense::AtMost => constraint::leq(left, row.bound),
            Sense::Equal => constraint::eq(left, row.bound),
        });
    }
    problem
}

fn solve(task: Task, limit: f64, post: Post) -> Answer {
    let nothing = Answer {
        bound: None,
        values: None,
        infeasible: false,
        abandoned: false,
    };
    let problem = translate(&task.rows, &task.terms);
    let Task {
        whole,
        start,
        gap,
        nodes,
        ..
    } = task;
    let Ok(mut model) = problem.try_into_inner() else {
        return nothing;
    };
    model.make_quiet();
    let prepare = |model: &mut Model| {
        model.set_option("threads", 1);
        model.set_option("parallel", "off");
        model.set_option("random_seed", 1);
        model.set_option("mip_rel_gap", gap);
        model.set_option("mip_abs_gap", if whole { 0.999 } else { 1e-6 });
        model.set_option(
            "time_limit",
            if limit.is_finite() { limit } else { f64::INFINITY },
        );
        if let Some(nodes) = nodes {
            model.set_option("mip_max_nodes", nodes);
        }
        if let Some(start) = &start {
            // A start that HiGHS does not like is no loss: it is kept on this side.
            let _ = model.try_set_solution(Some(start), None, None, None);
        }
    };
    model.set_option("threads", 1);
    let Ok(solved) = highs_callback::run(model, post, prepare) else {
        return nothing;
    };
    // Not through the typed getter: it panics when there is nothing to tell, as for a model without solutions.
    let feasible = solved
        .int_info_value(c"primal_solution_status")
        .is_ok_and(|status| status == FEASIBLE);
    let bound = solved
        .double_info_value(c"mip_dual_bound")
        .ok()
        .filter(|bound| bound.is_finite());
    Answer {
        bound,
        values: feasible
            .then(|| solved.get_solution().columns().to_vec())
            .filter(|values| !values.is_empty()),
        infeasible: solved.status() == HighsModelStatus::Infeasible,
        abandoned: false,
    }
}
