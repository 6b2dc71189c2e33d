//! `passgenau config`: are the settings right, and which are there?

use std::process::ExitCode;

use crate::config::{Config, KEYS};
use crate::mail::Mailbox;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Also look into the mailbox for answers.
    #[arg(long)]
    connect: bool,
}

/// Lists every setting; that the configuration loaded is the check. With `--connect` the mailbox must answer as well.
pub(super) fn run(config: Config, args: &Args) -> anyhow::Result<ExitCode> {
    if args.connect {
        return connect(&config);
    }
    println!(
        "The configuration has no fault. Data: {:?}. Pages: {}\n",
        config.database, config.base_url
    );
    println!(
        "Settings, as environment variable (in the file: the name in small letters without PASSGENAU_):"
    );
    for key in KEYS {
        let file = if key.secret {
            " (or with _FILE: a file that holds it)"
        } else {
            ""
        };
        println!("  {:<30} {}{file}", key.env(), key.help);
    }
    Ok(ExitCode::SUCCESS)
}

/// Tries the mailbox as the program will use it, without handling anything.
fn connect(config: &Config) -> anyhow::Result<ExitCode> {
    let Some(imap) = &config.imap else {
        println!(
            "No mailbox is set (imap_host). Answers and delivery reports are read only if your mail server hands them \
             to `passgenau receive`."
        );
        return Ok(ExitCode::SUCCESS);
    };
    let mailbox = Mailbox::new(imap);
    let look = mailbox.fetch(None, crate::clock::Clock::System.now());
    match super::runtime()?.block_on(look) {
        Ok(fetched) => {
            let more = if fetched.more { " or more" } else { "" };
            println!(
                "The mailbox {} answers; {}{more} mails of the last seven days.",
                mailbox.name(),
                fetched.mails.len()
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            println!(
                "The mailbox {} cannot be read: {error} ({}).",
                mailbox.name(),
                error.code()
            );
            Ok(ExitCode::from(1))
        }
    }
}
