//! `passgenau backup`, `passgenau restore` and `passgenau transfer`: one command each for the embedded database and its
//! key.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::config::{Config, Database};
use crate::store::Store;
use crate::store::backup::{Existing, POSTGRES_HINT, restore as put_back};
use crate::store::transfer::transfer as transfer_to;

/// The copy of the database within a backup.
const DATABASE_FILE: &str = "passgenau.sqlite3";
/// The key all links depend on, beside it.
const KEY_FILE: &str = "secret.key";

/// Where the copy goes.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// Folder for the copy; made if it does not exist.
    dir: PathBuf,
}

/// Which copy to put back.
#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// Folder a backup was written to.
    dir: PathBuf,
    /// Replace the database that is there.
    #[arg(long)]
    force: bool,
}

/// What to copy to the database of the settings.
#[derive(Debug, clap::Args)]
pub(super) struct TransferArgs {
    /// The embedded database, such as data/passgenau.sqlite3.
    file: PathBuf,
}

/// Copies the database and the key while the program may be running.
pub(super) fn backup(config: Config, args: &BackupArgs) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(matches!(config.database, Database::Sqlite(_)), POSTGRES_HINT);
    let made = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&args.dir);
    made.with_context(|| format!("{} cannot be made", args.dir.display()))?;
    super::runtime()?.block_on(async {
        let store = Store::open(&config.database).await?;
        store.backup(&args.dir.join(DATABASE_FILE)).await
    })?;
    copy_key(&config.data_dir, &args.dir)?;
    println!(
        "Backup written to {}. It holds names and telephone numbers: keep it like the data itself.",
        args.dir.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy back after checking it.
pub(super) fn restore(config: Config, args: &RestoreArgs) -> anyhow::Result<ExitCode> {
    let Database::Sqlite(path) = &config.database else {
        anyhow::bail!(POSTGRES_HINT)
    };
    let existing = if args.force {
        Existing::Replace
    } else {
        Existing::Keep
    };
    super::runtime()?.block_on(put_back(&args.dir.join(DATABASE_FILE), path, existing))?;
    copy_key(&args.dir, &config.data_dir)?;
    println!("Restored to {}.", path.display());
    Ok(ExitCode::SUCCESS)
}

/// Copies everything into the PostgreSQL database of the settings and compares it.
pub(super) fn transfer(config: Config, args: &TransferArgs) -> anyhow::Result<ExitCode> {
    let copied = super::runtime()?.block_on(async {
        let store = Store::open(&config.database).await?;
        transfer_to(&args.file, &store).await
    })?;
    for table in copied.iter().filter(|table| table.rows > 0) {
        println!("{:>9}  {}", table.rows, table.name);
    }
    let rows: usize = copied.iter().map(|table| table.rows).sum();
    println!(
        "{rows} rows copied and compared. Keep the secret key: set PASSGENAU_SECRET_KEY_FILE to {} on every instance, \
         or no link that was sent opens any more.",
        args.file.with_file_name(KEY_FILE).display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Copies the key, when there is one (it may have been given as a setting).
fn copy_key(from: &Path, to: &Path) -> anyhow::Result<()> {
    let (from, to) = (from.join(KEY_FILE), to.join(KEY_FILE));
    if !from.exists() {
        return Ok(());
    }
    let copied =
        fs::copy(&from, &to).and_then(|_| fs::set_permissions(&to, fs::Permissions::from_mode(0o600)));
    copied.with_context(|| format!("{} cannot be written", to.display()))
}
