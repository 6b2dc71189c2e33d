//! `passgenau import`: a file of the office goes in, row by row or as a whole, and every fault of it is named.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::serve;
use crate::app::App;
use crate::config::Config;
use crate::domain::import::{ImportState, Tally};
use crate::import::text::BYTES_MAX;
use crate::import::{ColumnRef, Fault, Kind, template};
use crate::store::{Page, ParkedFilter};
use crate::view::{Arg, Lang};

/// Rows put aside that are listed; the page has all of them.
const PARKED_SHOWN: i64 = 100;

/// Which file, and whether for real.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the file holds.
    #[arg(value_parser = kinds())]
    kind: Kind,
    /// The file: CSV as Excel writes it, or a workbook (.xlsx).
    #[arg(required_unless_present = "template")]
    file: Option<PathBuf>,
    /// Sheet of the workbook; the first, if none is named.
    #[arg(long)]
    sheet: Option<String>,
    /// Try everything, change nothing.
    #[arg(long)]
    dry_run: bool,
    /// All of the file or, when one row has a fault, nothing. Without it such rows are put aside.
    #[arg(long)]
    whole: bool,
    /// Print a file to start from instead.
    #[arg(long)]
    template: bool,
    /// Language of the messages: de or en.
    #[arg(long, default_value = "de")]
    lang: String,
}

/// The kinds of files, listed by `--help` and when there is no such kind.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    let all = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.as_str()));
    all.try_map(|text| Kind::parse(&text).ok_or("there is no such kind"))
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

/// Takes the file in. Exit 1: the file could not be read, or has faults and was to go in as a whole.
pub(super) fn run(config: Config, args: &Args) -> anyhow::Result<ExitCode> {
    serve::start_log();
    let path = args.file.as_deref().context("name the file")?;
    let cannot = || format!("{} cannot be read", path.display());
    let size = std::fs::metadata(path).with_context(cannot)?.len();
    anyhow::ensure!(
        size <= BYTES_MAX as u64,
        "{} is larger than {} MB; split it",
        path.display(),
        BYTES_MAX / (1024 * 1024)
    );
    let bytes = std::fs::read(path).with_context(cannot)?;
    let lang = Lang::parse(&args.lang);
    super::runtime()?.block_on(async {
        let app = serve::open(config).await?;
        if args.whole || args.dry_run {
            whole(&app, lang, args, &bytes).await
        } else {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            row_by_row(&app, lang, args, &name, &bytes).await
        }
    })
}

async fn whole(app: &App, lang: Lang, args: &Args, bytes: &[u8]) -> anyhow::Result<ExitCode> {
    let report = app
        .import(args.kind, bytes, args.sheet.as_deref(), args.dry_run)
        .await?;
    for note in &report.notes {
        println!("{}", sentence(app, lang, note));
    }
    for fault in &report.faults {
        eprintln!("{}", sentence(app, lang, fault));
    }
    if args.whole && !report.faults.is_empty() {
        let count = i64::try_from(report.faults.len()).unwrap_or(i64::MAX);
        eprintln!(
            "{}",
            app.templates
                .message(lang, "import-refused", &[("count", count.into())])
        );
        return Ok(ExitCode::from(1));
    }
    let id = if args.dry_run {
        "import-tried"
    } else {
        "import-done"
    };
    println!("{}", tally(app, lang, id, report.tally));
    Ok(ExitCode::SUCCESS)
}

async fn row_by_row(
    app: &App,
    lang: Lang,
    args: &Args,
    name: &str,
    bytes: &[u8],
) -> anyhow::Result<ExitCode> {
    let id = app.upload_import(args.kind, name, bytes, None).await?;
    app.match_import(id, args.kind, args.sheet.as_deref().unwrap_or_default(), None)
        .await?;
    app.run_import(id).await?;
    let run = app.store.read().await?.import_run(id).await?;
    let run = run.context("the file is gone")?;
    for remark in &run.remarks {
        let text = app.templates.sentence(lang, &remark.code, &remark.args);
        println!(
            "{text}{}",
            if remark.count > 1 {
                format!(" ({}x)", remark.count)
            } else {
                String::new()
            }
        );
    }
    if run.state == ImportState::Refused {
        return Ok(ExitCode::from(1));
    }
    let filter = ParkedFilter {
        run: Some(id),
        ..ParkedFilter::default()
    };
    let parked = app.parked_views(&filter, Page::first(PARKED_SHOWN)).await?;
    for view in &parked.rows {
        for fault in &view.faults {
            let place = Fault {
                row: u32::try_from(view.row.row).ok(),
                column: fault.column.clone().map(|column| ColumnRef {
                    letter: String::new(),
                    ..column
                }),
                ..fault.clone()
            };
            println!("{}", sentence(app, lang, &place));
        }
    }
    println!("{}", tally(app, lang, "import-done", run.tally));
    if run.tally.parked > 0 {
        let url = format!("{}/office/import/parked", app.config.base_url);
        let count = Arg::from(run.tally.parked);
        println!(
            "{}",
            app.templates.message(
                lang,
                "import-parked-where",
                &[("count", count), ("url", Arg::from(url))]
            )
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn tally(app: &App, lang: Lang, id: &str, tally: Tally) -> String {
    let numbers = [
        ("added", tally.added.into()),
        ("changed", tally.changed.into()),
        ("unchanged", tally.unchanged.into()),
        ("parked", tally.parked.into()),
    ];
    app.templates.message(lang, id, &numbers)
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
