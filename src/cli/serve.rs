//! `passgenau serve`: pages and jobs in one process, until it is told to stop.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::ids::Ids;
use crate::jobs::Jobs;
use crate::mail::{Sender, Transport};
use crate::store::Store;
use crate::view::Templates;
use crate::web;

/// Serves until SIGTERM or Ctrl-C.
pub(super) fn run(config: Config) -> anyhow::Result<ExitCode> {
    start_log();
    super::runtime()?.block_on(async {
        let app = open(config).await?;
        serve(app).await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Opens the store, brings it up to date and puts the use cases together.
pub(super) async fn open(config: Config) -> anyhow::Result<App> {
    let templates = match &config.template_dir {
        None => Templates::built_in(config.time_zone)?,
        Some(folder) => {
            let samples: Vec<_> = crate::mail::samples()
                .into_iter()
                .chain(crate::view::pages::samples())
                .collect();
            let (templates, faults) = Templates::with_overrides(config.time_zone, folder, &samples)?;
            for fault in faults {
                warn!(%fault, "your own wording has a fault; the built-in one stays in use");
            }
            templates
        }
    };
    let store = Store::open(&config.database).await?;
    store.migrate().await?;
    let sender = Sender::from_config(&config)?;
    let transport = Transport::from_config(&config)?;
    Ok(App::new(
        Arc::new(config),
        store,
        Clock::System,
        Ids::system(),
        Arc::new(templates),
        sender,
        transport,
    ))
}

/// Serves an app until SIGTERM or Ctrl-C; gone within 10 seconds after that.
pub(super) async fn serve(app: App) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(app.config.listen)
        .await
        .with_context(|| {
            format!(
                "{} cannot be listened on; is the program running already?",
                app.config.listen
            )
        })?;
    info!(listen = %app.config.listen, "serving");
    if app.config.smtp.is_none() {
        info!("no mail relay is set: mails are written as files into the data folder");
    }
    let jobs = Jobs::start(app.clone()).await?;
    let stopping = CancellationToken::new();
    let signal = {
        let stopping = stopping.clone();
        tokio::spawn(async move {
            stop_signal().await;
            stopping.cancel();
        })
    };
    // Pages and mails say goodbye side by side, so that neither waits for the other's slowest.
    let pages = web::serve(app.clone(), listener, stopping.clone().cancelled_owned());
    let work = async {
        stopping.cancelled().await;
        app.stop_plans();
        jobs.stop().await;
    };
    let (served, ()) = tokio::join!(pages, work);
    signal.abort();
    served
}

/// Comes back when the process is asked to stop.
async fn stop_signal() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// Starts the log: `PASSGENAU_LOG` filters (default `info`), `PASSGENAU_LOG_FORMAT=json` for machines.
pub(super) fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PASSGENAU_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,highs=error"));
    let colour = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colour);
    // A second start in one process (tests) keeps the first.
    let _ = if std::env::var("PASSGENAU_LOG_FORMAT").is_ok_and(|f| f == "json") {
        log.json().try_init()
    } else {
        log.try_init()
    };
}
