//! Are the values, bounds and proofs of the levels what they can be?

use super::Check;
use crate::plan::Status;
use crate::spec::Goal;
use std::collections::BTreeSet;

/// What a value of fairness may be off by, beside one billionth of itself.
const TOLERANCE: f64 = 2e-5;

impl Check<'_> {
    pub(super) fn value(&mut self) {
        let claimed: Vec<Goal> = self.plan.levels.iter().map(|level| level.level).collect();
        if claimed != self.problem.levels {
            self.note(
                "value",
                None,
                None,
                "The levels are not those of the problem, in its order.".into(),
            );
        }
        let mut proved = true;
        for level in &self.plan.levels {
            let name = level.level.as_str();
            let (value, bound) = (level.value.as_f64(), level.bound.as_f64());
            let actual = self.goal(level.level);
            let slack = if level.level == Goal::Fairness {
                TOLERANCE + actual.abs() * 2e-9
            } else {
                0.0
            };
            if !within((value - actual).abs(), slack) {
                self.note(
                    "value",
                    None,
                    None,
                    format!("{name} is {actual}, the plan says {value}."),
                );
            }
            let ahead = if level.level.maximised() {
                value - bound
            } else {
                bound - value
            };
            if !within(ahead, slack) {
                self.note(
                    "value",
                    None,
                    None,
                    format!("{name} reaches {value}, better than its bound {bound}."),
                );
            }
            if level.status == Status::Optimal && !within(ahead.abs(), slack) {
                self.note(
                    "value",
                    None,
                    None,
                    format!("{name} is called optimal at {value} with a bound of {bound}."),
                );
            }
            proved &= level.status == Status::Optimal;
        }
        if (self.plan.status == Status::Optimal) != proved {
            self.note(
                "value",
                None,
                None,
                "The status of the plan is not that of its levels.".into(),
            );
        }
    }

    fn goal(&self, goal: Goal) -> f64 {
        match goal {
            Goal::Coverage => self
                .lines
                .iter()
                .map(|line| i128::from(self.problem.requests[line.request].weight))
                .sum::<i128>() as f64,
            Goal::Stability => {
                let mut lost = self.problem.previous_lost;
                for (told, times) in &self.problem.previous {
                    let kept = self.of_request[told.request.index()]
                        .iter()
                        .map(|at| &self.lines[*at])
                        .any(|line| {
                            line.person == told.person.index() && line.option == told.option as usize
                        });
                    lost += if kept { 0 } else { *times };
                }
                lost as f64
            }
            Goal::People => self.of_person.iter().filter(|lines| !lines.is_empty()).count() as f64,
            Goal::Visits => {
                let mut visits = BTreeSet::new();
                for line in &self.lines {
                    let asked = &self.problem.requests[line.request];
                    let by_itself = if asked.place.is_none() {
                        Some(line.request)
                    } else {
                        None
                    };
                    let day = by_itself.is_none().then(|| asked.options[line.option].day);
                    visits.insert((line.person, asked.place, day, by_itself));
                }
                visits.len() as f64
            }
            Goal::Quality => self
                .lines
                .iter()
                .map(|line| {
                    self.facts
                        .points(line.person, line.request, line.option, line.seat)
                })
                .sum::<i128>() as f64,
            Goal::Fairness => (0..self.problem.people.len())
                .map(|person| self.unfairness(person))
                .sum(),
        }
    }

    fn unfairness(&self, person: usize) -> f64 {
        let who = &self.problem.people[person];
        let own = self.of_person[person].iter().map(|at| &self.lines[*at]);
        let minutes: i64 = own
            .map(|line| self.problem.requests[line.request].options[line.option].time)
            .map(|time| time.end - time.start)
            .sum();
        let per_mille = 1000.0 * (who.load + minutes) as f64 / who.capacity as f64;
        [0.0, 250.0, 500.0, 750.0, 1000.0]
            .into_iter()
            .map(|step| f64::max(0.0, per_mille - step))
            .sum()
    }
}

/// Whether a difference is small enough; one that is no number never is.
fn within(difference: f64, slack: f64) -> bool {
    difference <= slack
}
