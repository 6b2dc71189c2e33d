//! The commands of the program: what each is called, what it takes, which use case it calls.

mod backup;
mod check;
mod config;
mod demo;
mod import;
mod receive;
mod serve;
mod solve;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Config;

/// Passgenau matches volunteers to requests.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// Configuration file (default: PASSGENAU_CONFIG, or passgenau.toml if it exists).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and do what is due by the clock.
    Serve,
    /// Serve the demo city, with everything to be seen in the browser.
    Demo(demo::Args),
    /// Read a file of your office: districts, people, requests, rules and so on.
    Import(import::Args),
    /// Manage accounts of the office.
    User(user::Args),
    /// Solve a planning problem from a file.
    Solve(solve::Args),
    /// Check a plan against its problem.
    Check(check::Args),
    /// Copy the embedded database into a folder, while the program runs.
    Backup(backup::BackupArgs),
    /// Put a copy back in place; the program must not run.
    Restore(backup::RestoreArgs),
    /// Copy the embedded database to PostgreSQL; the program must not run.
    Transfer(backup::TransferArgs),
    /// Take one mail from standard input: for the mail server's pipe, instead of a mailbox.
    Receive,
    /// Check the settings and list all there are.
    Config(config::Args),
}

impl Cli {
    /// Does what the command says; errors go to standard error in plain words.
    pub fn run(self) -> ExitCode {
        let file = self.config;
        let load = || Config::load(file.as_deref(), &[], false).map_err(faults);
        let done = match self.command {
            Command::Serve => load().and_then(serve::run),
            Command::Demo(args) => demo::run(file.as_deref(), &args),
            Command::Import(args) if args.wants_template() => import::print_template(&args),
            Command::Import(args) => load().and_then(|config| import::run(config, &args)),
            Command::User(args) => load().and_then(|config| user::run(config, &args)),
            Command::Solve(args) => solve::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Backup(args) => load().and_then(|config| backup::backup(config, &args)),
            Command::Restore(args) => load().and_then(|config| backup::restore(config, &args)),
            Command::Transfer(args) => load().and_then(|config| backup::transfer(config, &args)),
            Command::Receive => receive::run(load()),
            Command::Config(args) => load().and_then(|config| config::run(config, &args)),
        };
        done.unwrap_or_else(|error| {
            eprintln!("passgenau: {error:#}");
            ExitCode::from(1)
        })
    }
}

/// All faults of the configuration as one error, a line each.
fn faults(faults: Vec<crate::config::ConfigFault>) -> anyhow::Error {
    let lines: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
    anyhow::anyhow!(
        "the configuration has {} fault(s):\n{}",
        faults.len(),
        lines.join("\n")
    )
}

/// An asynchronous runtime for one command.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
