//! `passgenau import`: a file of the office goes in whole, or every fault of it is named.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::serve;
use crate::app::App;
use crate::config::Config;
use crate::import::{Fault, Kind, template};
use crate::view::Lang;

/// Largest file that is read.
const BYTES_MAX: u64 = 50 * 1024 * 1024;

/// Which file, and whether for real.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// districts, travel, languages, organisations, people or requests.
    #[arg(value_parser = kind)]
    kind: Kind,
    /// The file, as Excel writes CSV.
    #[arg(required_unless_present = "template")]
    file: Option<PathBuf>,
    /// Try everything, change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print a file to start from instead.
    #[arg(long)]
    template: bool,
    /// Language of the messages: de or en.
    #[arg(long, default_value = "de")]
    lang: String,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text).ok_or_else(|| {
        let all: Vec<&str> = Kind::ALL.iter().map(|k| k.as_str()).collect();
        format!("there are: {}", all.join(", "))
    })
}

impl Args {
    /// Whether the command needs no settings and no database.
    pub(super) fn wants_template(&self) -> bool {
        self.template
    }
}

/// Prints a file to start from.
pub(super) fn print_template(args: &Args) -> anyhow::Result<ExitCode> {
    std::io::stdout().write_all(&template(args.kind))?;
    Ok(ExitCode::SUCCESS)
}

/// Takes the file in. Exit 1: the file has faults and nothing was changed.
pub(super) fn run(config: Config, args: &Args) -> anyhow::Result<ExitCode> {
    serve::start_log();
    let path = args.file.as_deref().context("name the file")?;
    let cannot = || format!("{} cannot be read", path.display());
    let size = std::fs::metadata(path).with_context(cannot)?.len();
    anyhow::ensure!(
        size <= BYTES_MAX,
        "{} is larger than 50 MB; split it",
        path.display()
    );
    let bytes = std::fs::read(path).with_context(cannot)?;
    super::runtime()?.block_on(async {
        let app = serve::open(config).await?;
        let report = app.import(args.kind, &bytes, args.dry_run).await?;
        let lang = Lang::parse(&args.lang);
        for note in &report.notes {
            println!("{}", sentence(&app, lang, note));
        }
        if !report.faults.is_empty() {
            for fault in &report.faults {
                eprintln!("{}", sentence(&app, lang, fault));
            }
            let count = i64::try_from(report.faults.len()).unwrap_or(i64::MAX);
            eprintln!(
                "{}",
                app.templates
                    .message(lang, "import-refused", &[("count", count.into())])
            );
            return Ok(ExitCode::from(1));
        }
        let numbers = [
            ("added", report.added),
            ("changed", report.changed),
            ("unchanged", report.unchanged),
        ];
        let numbers = numbers.map(|(name, n)| (name, i64::try_from(n).unwrap_or(i64::MAX).into()));
        let id = if args.dry_run {
            "import-tried"
        } else {
            "import-done"
        };
        println!("{}", app.templates.message(lang, id, &numbers));
        Ok(ExitCode::SUCCESS)
    })
}

/// Where it is, what is wrong, what to do.
fn sentence(app: &App, lang: Lang, fault: &Fault) -> String {
    let (id, args) = fault.place();
    let place = app.templates.sentence(lang, id, &args);
    format!(
        "{place}: {}",
        app.templates.sentence(lang, &fault.code, &fault.args)
    )
}
