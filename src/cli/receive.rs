//! `passgenau receive`: a mail server hands over one mail, and has to know whether to try again.

use std::io::Read;
use std::process::ExitCode;

use crate::app::Received;
use crate::config::Config;
use crate::mail::inbound::BYTES_MAX;

/// What a mail server understands as "not now" (`EX_TEMPFAIL` of sysexits.h).
const TRY_AGAIN: u8 = 75;

/// Handles the mail on standard input. It is lost by nothing that can pass: then the mail server keeps it.
pub(super) fn run(config: anyhow::Result<Config>) -> anyhow::Result<ExitCode> {
    super::serve::start_log();
    match config.and_then(handle) {
        Ok(received) => {
            let word = match received {
                Received::Handled(kind) => kind.as_str(),
                Received::Known => "known",
                Received::Foreign => "foreign",
            };
            println!("{word}");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("passgenau: {error:#}");
            Ok(ExitCode::from(TRY_AGAIN))
        }
    }
}

fn handle(config: Config) -> anyhow::Result<Received> {
    let mut bytes = Vec::new();
    let mut input = std::io::stdin().lock();
    input.by_ref().take(BYTES_MAX as u64).read_to_end(&mut bytes)?;
    // The rest is attachments; a mail server that cannot write it all takes that for a fault.
    std::io::copy(&mut input, &mut std::io::sink())?;
    super::runtime()?.block_on(async {
        let app = super::serve::open(config).await?;
        Ok(app.receive(&bytes).await?)
    })
}
