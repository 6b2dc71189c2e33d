//! Does a plan keep every rule and say the truth about itself?
//!
//! The checker reads the format's text its own way: it shares the data types of [`Problem`] with the solver and no code that
//! decides anything. What it recomputes: who may take a seat, what a plan must keep, the value of every goal, who could step in, and why
//! seats are empty. Every violation has one of these codes: the eight rules `programme language qualification gender excluded reach
//! unavailable busy`, then `option count apart collide limit case resource budget pin value backup reason digest`.

mod claims;
mod facts;
mod fixes;
mod keep;
mod reasons;
mod value;

use crate::plan::Plan;
use crate::problem::Problem;
use facts::Facts;
use std::collections::BTreeSet;

/// Something that is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The rule.
    pub code: &'static str,
    /// The request, if one is concerned.
    pub request: Option<String>,
    /// The person, if one is concerned.
    pub person: Option<String>,
    /// A sentence.
    pub detail: String,
}

/// One assignment of the plan, as positions in the problem.
#[derive(Clone, Debug)]
struct Line {
    request: usize,
    option: usize,
    seat: usize,
    person: usize,
    /// Whether the problem pins it.
    pin: bool,
}

/// Everything the parts of the check look at.
struct Check<'c> {
    problem: &'c Problem,
    plan: &'c Plan,
    facts: Facts<'c>,
    lines: Vec<Line>,
    /// Positions in `lines`, by request.
    of_request: Vec<Vec<usize>>,
    /// Positions in `lines`, by person.
    of_person: Vec<Vec<usize>>,
    violations: Vec<Violation>,
}

/// Every violated rule of a plan; none for a valid one.
///
/// `digest` is the SHA-256 of the problem file in hex; without it that claim is not looked at.
pub fn check(problem: &Problem, plan: &Plan, digest: Option<&str>) -> Vec<Violation> {
    let mut check = Check {
        problem,
        plan,
        facts: Facts::new(problem),
        lines: Vec::new(),
        of_request: vec![Vec::new(); problem.requests.len()],
        of_person: vec![Vec::new(); problem.people.len()],
        violations: Vec::new(),
    };
    if digest.is_some_and(|digest| !digest.eq_ignore_ascii_case(&plan.problem)) {
        check.note(
            "digest",
            None,
            None,
            "The plan belongs to another problem file.".into(),
        );
    }
    check.resolve();
    check.keep();
    check.value();
    check.backups();
    check.reasons();
    check.fixes();
    check.violations.sort();
    check.violations.dedup();
    check.violations
}

impl Check<'_> {
    fn note(&mut self, code: &'static str, request: Option<usize>, person: Option<usize>, detail: String) {
        let violation = self.violation(code, request, person, detail);
        self.violations.push(violation);
    }

    fn violation(
        &self,
        code: &'static str,
        request: Option<usize>,
        person: Option<usize>,
        detail: String,
    ) -> Violation {
        Violation {
            code,
            request: request.map(|at| self.problem.requests[at].id.clone()),
            person: person.map(|at| self.problem.people[at].id.clone()),
            detail,
        }
    }

    /// Turns ids into positions; what does not exist is a violation and left out.
    fn resolve(&mut self) {
        let pins: BTreeSet<(usize, usize, u32)> = self
            .problem
            .pins
            .iter()
            .map(|pin| (pin.request.index(), pin.person.index(), pin.option))
            .collect();
        for entry in &self.plan.assignments {
            let wrong = |code, detail: &str| Violation {
                code,
                request: Some(entry.request.clone()),
                person: Some(entry.person.clone()),
                detail: detail.to_owned(),
            };
            let Some(&request) = self.facts.request_at.get(entry.request.as_str()) else {
                self.violations
                    .push(wrong("option", "The problem has no such request."));
                continue;
            };
            let Some(&person) = self.facts.person_at.get(entry.person.as_str()) else {
                self.violations
                    .push(wrong("programme", "The problem has no such person."));
                continue;
            };
            let facts = &self.problem.requests[request];
            if entry.option as usize >= facts.options.len() {
                self.violations
                    .push(wrong("option", "The request has no such option."));
                continue;
            }
            if entry.seat as usize >= facts.seats.len() {
                self.violations
                    .push(wrong("count", "The request has no such seat."));
                continue;
            }
            let pin = pins.contains(&(request, person, entry.option));
            if pin != entry.pinned {
                let detail = if pin {
                    "It is a pin, but not marked as one."
                } else {
                    "It is marked as a pin, but none."
                };
                self.violations.push(wrong("pin", detail));
            }
            self.of_request[request].push(self.lines.len());
            self.of_person[person].push(self.lines.len());
            self.lines.push(Line {
                request,
                option: entry.option as usize,
                seat: entry.seat as usize,
                person,
                pin,
            });
        }
    }
}
