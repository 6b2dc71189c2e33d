//! `passgenau user add`: a new account of the office sets its own password through a link that works once.

use std::process::ExitCode;

use clap::Subcommand;

use super::serve;
use crate::app::AppError;
use crate::config::Config;
use crate::domain::rights::Role;
use crate::view::Lang;

/// What to do with accounts.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add an account, or give one a new link; prints the link to set the password.
    Add {
        /// Mail address to sign in with.
        email: String,
        /// Name, as colleagues see it.
        #[arg(long)]
        name: String,
        /// What a new account may do: administrator, coordinator, finance, clearance or reader.
        #[arg(long, default_value = "administrator", value_parser = role)]
        role: Role,
    },
}

fn role(text: &str) -> Result<Role, String> {
    let names = || Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>();
    Role::parse(text).ok_or_else(|| format!("one of {}", names().join(", ")))
}

/// Runs the action.
pub(super) fn run(config: Config, args: &Args) -> anyhow::Result<ExitCode> {
    serve::start_log();
    let Action::Add { email, name, role } = &args.action;
    super::runtime()?.block_on(async {
        let app = serve::open(config).await?;
        match app.add_user(email, name, *role).await {
            Ok(welcome) => {
                println!(
                    "Set the password here within 72 hours (the link works once):\n{}",
                    welcome.link
                );
                Ok(ExitCode::SUCCESS)
            }
            Err(AppError::Rejected(faults)) => {
                for fault in faults {
                    eprintln!("{}: {}", fault.field, app.templates.rejection(Lang::En, &fault));
                }
                Ok(ExitCode::from(2))
            }
            Err(error) => Err(error.into()),
        }
    })
}
