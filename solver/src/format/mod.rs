//! How do problems and plans get in from JSON?
//!
//! All faults are collected before anything is refused. Writing is plain serde: [`ProblemSpec`] and [`Plan`] serialise to their files.

mod help;
mod plan;
mod problem;
mod reader;
mod stream;

use crate::issue::{Issue, code};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::spec::ProblemSpec;
use crate::validate;
use crate::value::Value;
use reader::{Faults, Fields};
use std::collections::BTreeSet;
pub use stream::ProblemFile;

/// Reads the shape of a problem file, without looking at its meaning.
///
/// # Errors
/// All faults of the shape: unknown, missing and repeated fields, values of the wrong kind.
pub fn read_spec(value: &Value) -> Result<ProblemSpec, Vec<Issue>> {
    let mut faults = Faults::default();
    let spec = problem::read(&mut faults, value);
    if faults.list.is_empty() {
        Ok(spec)
    } else {
        Err(sorted(faults.list))
    }
}

/// Reads a problem file.
///
/// # Errors
/// All faults of its shape and of its meaning, in the order of their paths.
pub fn read_problem(value: &Value) -> Result<Problem, Vec<Issue>> {
    let mut faults = Faults::default();
    let spec = problem::read(&mut faults, value);
    judged(&spec, &faults)
}

/// The problem, or the faults of its shape and of its meaning.
fn judged(spec: &ProblemSpec, faults: &Faults) -> Result<Problem, Vec<Issue>> {
    match validate::validate(spec) {
        Ok(problem) if faults.list.is_empty() => Ok(problem),
        Ok(_) => Err(sorted(faults.list.clone())),
        Err(meaning) => {
            // A place that already has a fault of its shape is not blamed twice.
            let of_shape: BTreeSet<String> = faults.list.iter().map(|issue| issue.path.clone()).collect();
            let mut all = faults.list.clone();
            for mut issue in meaning {
                issue.path = faults.place(&issue.path);
                if !of_shape.contains(&issue.path) {
                    all.push(issue);
                }
            }
            Err(sorted(all))
        }
    }
}

/// Reads a plan file.
///
/// # Errors
/// All faults of its shape.
pub fn read_plan(value: &Value) -> Result<Plan, Vec<Issue>> {
    let mut faults = Faults::default();
    let plan = plan::read(&mut faults, value);
    match plan {
        Some(plan) if faults.list.is_empty() => Ok(plan),
        _ => Err(sorted(faults.list)),
    }
}

fn sorted(mut list: Vec<Issue>) -> Vec<Issue> {
    list.sort();
    list
}

fn format_marker(faults: &mut Faults, fields: &mut Fields<'_>, wanted: &str) {
    fields.need(faults, "format", |f, at, v| {
        let found = f.text(at, v)?;
        if found != wanted {
            f.add(
                code::FORMAT,
                at,
                format!("This file says it is `{found}`. Only `{wanted}` can be read."),
            );
        }
        Some(())
    });
}
