//! The program: reads its words, does what they say.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    passgenau::cli::Cli::parse().run()
}
