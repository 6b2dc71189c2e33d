//! `passgenau demo`: the demo city on loopback, with its entrances printed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::serve;
use crate::config::Config;

/// Where and how fresh.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Port on 127.0.0.1.
    #[arg(long, env = "PORT", default_value_t = 8080)]
    port: u16,
    /// Folder for the demo's data.
    #[arg(long, default_value = "data/demo")]
    data: PathBuf,
    /// Throw the demo's data away and start with a new city.
    #[arg(long)]
    fresh: bool,
}

/// Serves the demo city.
pub(super) fn run(file: Option<&Path>, args: &Args) -> anyhow::Result<ExitCode> {
    serve::start_log();
    let defaults = [
        ("data_dir", args.data.display().to_string()),
        ("listen", format!("127.0.0.1:{}", args.port)),
        // A demo that waits until Monday morning shows nothing.
        ("quiet_hours", "off".to_owned()),
        // Everybody who looks at a demo would have to set one up first.
        ("second_factor", "nobody".to_owned()),
        ("publication_hold", "0".to_owned()),
        ("action_hold", "0".to_owned()),
        ("mail_domain", "passgenau.example.org".to_owned()),
        ("office_name", "Ehrenamtskoordination der Demostadt".to_owned()),
        ("office_phone", "02381 555-0100".to_owned()),
        ("office_email", "ehrenamt@passgenau.example.org".to_owned()),
        ("office_hours", "Mo-Do 8-16 Uhr, Fr 8-12 Uhr".to_owned()),
        ("office_address", "Rathausplatz 1, 59065 Demostadt".to_owned()),
    ];
    if args.fresh && args.data.join("passgenau.sqlite3").exists() {
        std::fs::remove_dir_all(&args.data)?;
    }
    let config = Config::load(file, &defaults, true).map_err(super::faults)?;
    super::runtime()?.block_on(async {
        let mut app = serve::open(config).await?;
        let entrances = app.prepare_demo().await?;
        let base = &app.config.base_url;
        println!("\nThe demo city is open: {base}\n");
        println!("  office      {base}/login");
        println!(
            "              {}   password: {}",
            entrances.email, entrances.password
        );
        println!("  school      {base}/s/{}", entrances.school_token);
        println!("              {}", entrances.school);
        println!("  volunteers  answer through the links in their mails: {base}/demo/mail\n");
        app.demo = Some(entrances.into());
        serve::serve(app).await?;
        Ok(ExitCode::SUCCESS)
    })
}
