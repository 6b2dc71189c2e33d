//! `passgenau solve`: the best plan for a problem file.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use anyhow::{Context, bail};
use passgenau_solver::{Budget, Issue, Options, Plan, Problem, ProblemFile, Progress, Status, code, solve};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// What `solve` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The problem, a file in the format passgenau-problem/1.
    #[arg(value_name = "FILE")]
    problem: PathBuf,
    /// Where to write the plan.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Seconds after which the best plan so far is taken.
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0, value_parser = seconds)]
    time_limit: f64,
    /// Threads to use; all cores if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// How far from the best possible value each level may end, relative to it; 0 asks for a proof.
    #[arg(long, value_name = "RATIO", default_value_t = 0.0, value_parser = ratio)]
    gap: f64,
    /// Do not look for what would help the unfilled requests.
    #[arg(long)]
    no_explain: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|seconds: &f64| seconds.is_finite() && *seconds >= 0.0)
        .ok_or("give seconds, such as 60".into())
}

fn ratio(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|ratio: &f64| (0.0..=1.0).contains(ratio))
        .ok_or("give a ratio from 0 to 1, such as 0.01".into())
}

/// Solves the problem and writes the plan.
///
/// # Errors
/// When the plan cannot be written. Faults of the problem file are printed, and the answer is 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let (problem, digest) = match problem(&args.problem) {
        Ok(found) => found,
        Err(faults) => return Ok(refuse(&faults)),
    };
    if let Err(error) = writable(&args.out) {
        return Ok(refuse(&[format!("{error:#}")]));
    }
    eprintln!(
        "{} people, {} requests, goals: {}",
        problem.people_count(),
        problem.request_count(),
        problem
            .levels()
            .iter()
            .map(|goal| goal.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    );
    let options = Options {
        threads: args.threads.map(usize::from),
        gap: args.gap,
        explain: !args.no_explain,
        ..Options::default()
    };
    let budget = Budget::new(
        move || start.elapsed().as_secs_f64(),
        args.time_limit,
        Arc::new(AtomicBool::new(false)),
    );
    let mut plan = solve(&problem, &options, &budget, |progress| report(&progress));
    plan.problem = digest;
    env!("CARGO_PKG_VERSION").clone_into(&mut plan.solver.version);
    write(&args.out, &plan)?;
    summary(&plan);
    Ok(ExitCode::SUCCESS)
}

/// Reads a problem file and its digest.
///
/// # Errors
/// Everything that is wrong with it, a line each.
pub(super) fn problem(path: &Path) -> Result<(Problem, String), Vec<String>> {
    let bytes = bytes(path)?;
    let digest = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let file: ProblemFile = json(&bytes)?;
    drop(bytes);
    let problem = file.problem().map_err(|faults| lines(&faults))?;
    Ok((problem, digest))
}

/// The bytes of a file.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Vec<String>> {
    fs::read(path).map_err(|error| vec![format!("{} cannot be read: {error}", path.display())])
}

/// The JSON of a file.
pub(super) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Vec<String>> {
    serde_json::from_slice(bytes).map_err(|error| {
        vec![Issue::new(code::NOT_JSON, "", format!("This is not JSON: {error}.")).to_string()]
    })
}

/// One line per fault.
pub(super) fn lines(faults: &[Issue]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// Prints what is wrong with a file.
pub(super) fn refuse(faults: &[String]) -> ExitCode {
    for fault in faults {
        eprintln!("{fault}");
    }
    ExitCode::from(2)
}

/// Whether the plan could be written there, asked before the search and not after it.
fn writable(out: &Path) -> anyhow::Result<()> {
    if out.is_dir() {
        bail!("{} is a folder; name a file for the plan", out.display());
    }
    let folder = folder(out);
    if !folder.is_dir() {
        bail!(
            "there is no folder {}; create it or name another file for the plan",
            folder.display()
        );
    }
    Ok(())
}

fn folder(out: &Path) -> &Path {
    out.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Writes the plan beside its place and moves it there, so that nobody ever reads half a plan.
fn write(out: &Path, plan: &Plan) -> anyhow::Result<()> {
    let name = out
        .file_name()
        .context("name a file for the plan")?
        .to_string_lossy();
    let beside = folder(out).join(format!(".{name}.{}.part", std::process::id()));
    let written = (|| {
        let mut file = BufWriter::new(fs::File::create(&beside)?);
        serde_json::to_writer_pretty(&mut file, plan)?;
        file.write_all(b"\n")?;
        file.into_inner()
            .map_err(std::io::IntoInnerError::into_error)?
            .sync_all()?;
        fs::rename(&beside, out)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("the plan cannot be written to {}", out.display()))
}

fn report(progress: &Progress) {
    let bound = progress
        .bound
        .map_or(String::new(), |bound| format!(", bound {}", bound.as_f64()));
    let gap = match progress.gap {
        None => String::new(),
        Some(0.0) => ", proved".to_owned(),
        Some(gap) => format!(", gap {:.3} %", 100.0 * gap),
    };
    eprintln!(
        "{:8.2} s  {:8} {} {}{bound}{gap}",
        progress.seconds,
        progress.phase.as_str(),
        progress.level.as_str(),
        progress.value.as_f64()
    );
}

fn summary(plan: &Plan) {
    let status = match plan.status {
        Status::Optimal => "no better plan exists",
        Status::Feasible => "a better plan may exist, up to the bounds",
    };
    eprintln!(
        "{} seats filled, {} requests not or not wholly filled: {status} ({:.2} s)",
        plan.assignments.len(),
        plan.unfilled.len(),
        plan.solver.seconds
    );
}
