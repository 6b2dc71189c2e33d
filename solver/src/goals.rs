//! What is a set of assignments worth on each goal, exactly?
//!
//! Every goal is a cost here, the smaller the better: coverage is negated. All of them are whole numbers. Fairness is counted in
//! billionths, rounded once per person, so that its sum depends neither on the order of people nor on floating-point numbers; two values
//! that differ by less than [`FAIRNESS_TOLERANCE`] count as equal.

use crate::plan::Amount;
use crate::problem::{Person, Problem};
use crate::quality::quality;
use crate::rules::Assignment;
use crate::spec::Goal;
use std::collections::BTreeSet;

/// Billionths in one unit of fairness.
const BILLION: i128 = 1_000_000_000;

/// Two values of fairness count as equal when they differ by less than this, plus one billionth of the larger one.
pub const FAIRNESS_TOLERANCE: f64 = 1e-5;

/// The points of load at which fairness gets steeper, in thousandths of what a person offered.
pub(crate) const STEPS: [i64; 5] = [0, 250, 500, 750, 1000];

/// The cost of a plan on one goal: smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    pub(crate) goal: Goal,
    pub(crate) units: i128,
}

impl Cost {
    /// What two values may differ by and still count as equal.
    pub(crate) fn slack(self) -> i128 {
        if self.goal == Goal::Fairness {
            10_000 + self.units.abs() / BILLION
        } else {
            0
        }
    }

    /// Not worse than another cost, within the tolerance of the goal.
    pub(crate) fn keeps(self, other: Cost) -> bool {
        self.units <= other.units + other.slack()
    }

    /// Better by more than the tolerance of the goal.
    pub(crate) fn beats(self, other: Cost) -> bool {
        self.units < other.units - other.slack()
    }

    /// As it is written into the plan.
    pub(crate) fn amount(self) -> Amount {
        match self.goal {
            Goal::Coverage => Amount::Whole(clamp(-self.units)),
            Goal::Fairness => Amount::Real(self.units as f64 / BILLION as f64),
            _ => Amount::Whole(clamp(self.units)),
        }
    }
}

fn clamp(units: i128) -> i64 {
    i64::try_from(units).unwrap_or(if units > 0 { i64::MAX } else { i64::MIN })
}

/// The cost of fairness that a floating-point bound stands for, rounded towards the better side.
pub(crate) fn fairness_units(value: f64) -> i128 {
    (value * BILLION as f64).floor() as i128
}

/// What one person's load costs, in billionths.
pub(crate) fn load_cost(person: &Person, minutes: i64) -> i128 {
    let load = i128::from(person.load) + i128::from(minutes);
    let capacity = i128::from(person.capacity);
    let points: i128 = STEPS
        .iter()
        .map(|&step| (1000 * load - i128::from(step) * capacity).max(0))
        .sum();
    (points * BILLION + capacity / 2) / capacity
}

/// The exact cost of assignments on a goal.
pub(crate) fn cost(problem: &Problem, goal: Goal, assignments: &[Assignment]) -> Cost {
    let units = match goal {
        Goal::Coverage => -assignments
            .iter()
            .map(|at| i128::from(problem.requests[at.request.index()].weight))
            .sum::<i128>(),
        Goal::Stability => {
            let all: i64 = problem.previous.values().sum::<i64>() + problem.previous_lost;
            let kept: i64 = assignments
                .iter()
                .filter_map(|at| problem.previous.get(&as_told(*at)))
                .sum();
            i128::from(all - kept)
        }
        Goal::People => assignments
            .iter()
            .map(|at| at.person)
            .collect::<BTreeSet<_>>()
            .len() as i128,
        Goal::Visits => {
            let visits: BTreeSet<_> = assignments
                .iter()
                .map(|at| match problem.requests[at.request.index()].place {
                    Some(place) => (at.person, Ok((place, problem.slot(at.request, at.option).day))),
                    None => (at.person, Err(at.request)),
                })
                .collect();
            visits.len() as i128
        }
        Goal::Quality => assignments
            .iter()
            .map(|&at| i128::from(quality(problem, at).total()))
            .sum(),
        Goal::Fairness => {
            let mut minutes = vec![0; problem.people.len()];
            for at in assignments {
                minutes[at.person.index()] += at.time(problem).minutes();
            }
            problem
                .people
                .iter()
                .zip(minutes)
                .map(|(person, minutes)| load_cost(person, minutes))
                .sum()
        }
    };
    Cost { goal, units }
}

/// The form in which pins and previous plans name an assignment.
pub(crate) fn as_told(at: Assignment) -> crate::problem::Pin {
    crate::problem::Pin {
        request: at.request,
        person: at.person,
        option: at.option,
    }
}
