//! `passgenau serve`: pages and jobs in one process, until it is told to stop.

use std::sync::Arc;

use secrecy::ExposeSecret;
use tracing::warn;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Database};
use crate::ids::Ids;
use crate::mail::{Sender, Transport};
use crate::store::{Store, StoreError};
use crate::view::Templates;

/// Opens the store, brings it up to date and puts the use cases together.
pub(super) async fn open(config: Config) -> anyhow::Result<App> {
    let templates = match &config.template_dir {
        None => Templates::built_in(config.time_zone)?,
        Some(folder) => {
            let (templates, faults) =
                Templates::with_overrides(config.time_zone, folder, &crate::mail::samples())?;
            for fault in faults {
                warn!(%fault, "your own wording has a fault; the built-in one stays in use");
            }
            templates
        }
    };
    let store = open_store(&config.database).await?;
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

/// Opens the database the settings name.
pub(super) async fn open_store(database: &Database) -> Result<Store, StoreError> {
    match database {
        Database::Sqlite(path) => Store::open_sqlite(path).await,
        Database::Postgres(url) => Store::open_postgres(url.expose_secret()).await,
    }
}

/// Starts the log: `PASSGENAU_LOG` filters (default `info`), `PASSGENAU_LOG_FORMAT=json` for machines.
pub(super) fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PASSGENAU_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first.
    let _ = if std::env::var("PASSGENAU_LOG_FORMAT").is_ok_and(|f| f == "json") {
        log.json().try_init()
    } else {
        log.try_init()
    };
}
