//! `passgenau config`: are the settings right, and which are there?

use std::process::ExitCode;

use crate::config::{Config, KEYS};

/// Lists every setting; that the configuration loaded is the check.
pub(super) fn run(config: Config) -> anyhow::Result<ExitCode> {
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
