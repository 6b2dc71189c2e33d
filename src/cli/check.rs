//! `passgenau check`: whether a plan keeps every rule and says the truth about itself.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use passgenau_solver::{Plan, Value, check, read_plan};

use super::solve::{bytes, json, lines, problem, refuse};

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The problem, a file in the format passgenau-problem/1.
    problem: PathBuf,
    /// The plan, a file in the format passgenau-plan/1.
    plan: PathBuf,
}

/// Checks the plan and prints one violation per line: code, request, person (`-` for none), detail.
///
/// # Errors
/// When the output cannot be written. The answer is 0 for a valid plan, 1 for violations, 2 for files that cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (problem, plan) = (problem(&args.problem), plan(&args.plan));
    let ((problem, digest), plan) = match (problem, plan) {
        (Ok(problem), Ok(plan)) => (problem, plan),
        (problem, plan) => {
            let faults: Vec<String> = problem.err().into_iter().chain(plan.err()).flatten().collect();
            return Ok(refuse(&faults));
        }
    };
    let violations = check(&problem, &plan, Some(&digest));
    let mut out = std::io::stdout().lock();
    for violation in &violations {
        let request = violation.request.as_deref().unwrap_or("-");
        let person = violation.person.as_deref().unwrap_or("-");
        let written = writeln!(out, "{} {request} {person} {}", violation.code, violation.detail);
        // Whoever reads may have seen enough.
        if written
            .as_ref()
            .is_err_and(|error| error.kind() == ErrorKind::BrokenPipe)
        {
            return Ok(ExitCode::from(1));
        }
        written?;
    }
    Ok(if violations.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn plan(path: &Path) -> Result<Plan, Vec<String>> {
    read_plan(&json::<Value>(&bytes(path)?)?).map_err(|faults| lines(&faults))
}
