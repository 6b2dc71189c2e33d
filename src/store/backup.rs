//! How does everything get into one file, and back?
//!
//! A backup is a complete SQLite database without side files, made while the service runs. It is written under another
//! name, checked, synced and renamed: a file with the right name is always whole.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};

use super::connect::create_private_file;
use super::{Db, Store, StoreError};

/// What to say when a backup of PostgreSQL is asked for.
pub const POSTGRES_HINT: &str = "This installation keeps its data in PostgreSQL, which has its own tools for this. \
     Back up: pg_dump --format=custom --file=passgenau.dump DATABASE. \
     Restore into an empty database: pg_restore --dbname=DATABASE passgenau.dump.";

/// What a restore does when there is a database already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It refuses.
    Keep,
    /// It takes its place; the old one is kept beside it.
    Replace,
}

impl Store {
    /// Writes a backup of one moment into the file `target`, which must not exist. Only this user can read it. Whoever
    /// has the database open may go on.
    ///
    /// # Errors
    /// [`StoreError::Backup`] with a sentence that says what to do.
    pub async fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let Db::Sqlite { path, .. } = &self.db else {
            return Err(StoreError::Backup(POSTGRES_HINT.into()));
        };
        if target.exists() {
            return Err(StoreError::Backup(format!(
                "{} exists already. A backup never overwrites another one: name a new folder, such as one with the \
                 date.",
                target.display()
            )));
        }
        if self.read().await?.schema_version().await?.is_none() {
            return Err(StoreError::Backup(format!(
                "There is nothing to back up at {}. Check the data directory in the settings.",
                path.display()
            )));
        }
        let partial = copy_checked(path, target).await?;
        put_in_place(&partial, target).map_err(|error| cannot_write(target, &error))
    }
}

/// Puts the backup `from` in the place of the database file `target`, all or nothing. No process may have that open.
///
/// # Errors
/// [`StoreError::Backup`] with a sentence that says what to do: there is no backup, it is damaged, a database is there
/// already, or it is in use. [`StoreError::NewerSchema`] when a newer version of the program made it.
pub async fn restore(from: &Path, target: &Path, existing: Existing) -> Result<(), StoreError> {
    if !is_filled(from) {
        return Err(StoreError::Backup(format!(
            "There is no backup at {}. Name the folder a backup was written to.",
            from.display()
        )));
    }
    check_file(from).await?;
    check_version(from).await?;
    let replaced = is_filled(target);
    if replaced && existing == Existing::Keep {
        return Err(StoreError::Backup(format!(
            "{} holds a database already. Restore into an empty data directory, or add --force: then the old one is \
             kept beside the new one.",
            target.display()
        )));
    }
    if replaced {
        leave_wal(target, "restore").await?;
    }
    let partial = copy_checked(from, target).await?;
    if replaced {
        keep(target).map_err(|error| cannot_write(target, &error))?;
    }
    // A log left over from the old file would be played into the new one.
    for side_file in ["-wal", "-shm", "-journal"] {
        remove_if_there(&with_suffix(target, side_file)).map_err(|error| cannot_write(target, &error))?;
    }
    put_in_place(&partial, target).map_err(|error| cannot_write(target, &error))
}

/// Copies the database at `from`, its log included, into a new file beside `target` and checks it.
async fn copy_checked(from: &Path, target: &Path) -> Result<PathBuf, StoreError> {
    let partial = with_suffix(target, ".partial");
    remove_if_there(&partial).map_err(|error| cannot_write(target, &error))?;
    // SQLite takes an empty file as the place to write to; so it is private from its first byte on.
    create_private_file(&partial).map_err(|error| cannot_write(target, &error))?;
    let copied = vacuum_into(from, &partial).await;
    let checked = match copied {
        Ok(()) => check_file(&partial).await,
        Err(error) => Err(StoreError::Backup(format!(
            "{} could not be copied: {error}",
            from.display()
        ))),
    };
    if checked.is_err() {
        // Best effort: the error that led here is the one to tell.
        remove_if_there(&partial).ok();
    }
    checked.map(|()| partial)
}

async fn vacuum_into(from: &Path, to: &Path) -> Result<(), sqlx::Error> {
    let mut connection = read_only(from).await?;
    sqlx::query("VACUUM INTO $1")
        .bind(to.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await?;
    connection.close().await
}

/// Fails unless the file is a whole SQLite database with all its references in order.
async fn check_file(path: &Path) -> Result<(), StoreError> {
    let damaged = |cause: String| {
        StoreError::Backup(format!(
            "{} is damaged or not a database: {cause}. Use another backup.",
            path.display()
        ))
    };
    let mut connection = read_only(path)
        .await
        .map_err(|error| damaged(error.to_string()))?;
    let findings: Vec<(String,)> = sqlx::query_as("PRAGMA integrity_check")
        .fetch_all(&mut connection)
        .await
        .map_err(|error| damaged(error.to_string()))?;
    if findings.first().is_none_or(|(first,)| first != "ok") {
        return Err(damaged(format!("{} faults found", findings.len())));
    }
    let dangling = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&mut connection)
        .await
        .map_err(|e| damaged(e.to_string()))?;
    if !dangling.is_empty() {
        return Err(damaged(format!("{} references lead nowhere", dangling.len())));
    }
    connection
        .close()
        .await
        .map_err(|error| damaged(error.to_string()))
}

/// Fails unless the file is a database of this program, of this version or an older one.
async fn check_version(path: &Path) -> Result<(), StoreError> {
    let foreign = || {
        StoreError::Backup(format!(
            "{} is a database, but not one of passgenau. Use another backup.",
            path.display()
        ))
    };
    let mut connection = read_only(path).await.map_err(|_| foreign())?;
    let newest: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
        .fetch_one(&mut connection)
        .await
        .map_err(|_| foreign())?;
    connection.close().await?;
    let known = super::migrate::newest_for_sqlite();
    match newest {
        Some(found) if found > known => Err(StoreError::NewerSchema { found, known }),
        Some(_) => Ok(()),
        None => Err(foreign()),
    }
}

/// Plays the log into the file and does away with it, which SQLite allows only while nobody else has the file open. A
/// file that is no database at all may be replaced as it is. `then` is what to do once nobody has it open.
pub(super) async fn leave_wal(path: &Path, then: &str) -> Result<(), StoreError> {
    let in_use = || {
        StoreError::Backup(format!(
            "{} is in use. Stop the service (every process that has it open), then {then}.",
            path.display()
        ))
    };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::ZERO);
    let Ok(mut connection) = SqliteConnection::connect_with(&options).await else {
        return Ok(());
    };
    let mode: Result<String, sqlx::Error> = sqlx::query_scalar("PRAGMA journal_mode = DELETE")
        .fetch_one(&mut connection)
        .await;
    connection.close().await.ok();
    match mode {
        Ok(mode) if mode == "delete" => Ok(()),
        Ok(_) => Err(in_use()),
        Err(error) if super::error::is_busy(&error) => Err(in_use()),
        Err(_) => Ok(()),
    }
}

async fn read_only(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(Duration::from_secs(5));
    SqliteConnection::connect_with(&options).await
}

/// Renames the finished file so that a power cut leaves either the old state or the new one.
fn put_in_place(partial: &Path, target: &Path) -> std::io::Result<()> {
    std::fs::File::open(partial)?.sync_all()?;
    std::fs::rename(partial, target)?;
    match target.parent().filter(|p| !p.as_os_str().is_empty()) {
        Some(directory) => std::fs::File::open(directory)?.sync_all(),
        None => std::fs::File::open(".")?.sync_all(),
    }
}

/// Gives the file a second name under which it stays.
fn keep(database: &Path) -> std::io::Result<()> {
    let mut tried = 0;
    loop {
        tried += 1;
        let kept = with_suffix(database, &format!(".replaced-{tried}"));
        match std::fs::hard_link(database, &kept) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            other => return other,
        }
    }
}

fn is_filled(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.len() > 0)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn cannot_write(target: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Backup(format!(
        "{} cannot be written: {error}. Check the directory, its permissions and the room left on the disk.",
        target.display()
    ))
}
