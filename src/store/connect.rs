//! How is a database opened, so that nobody else can read it and every failure says what to do?

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use secrecy::ExposeSecret;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, SqliteConnection};

use super::error::is_busy;
use super::{Db, Store, StoreError};
use crate::config::Database;

/// How long SQLite waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a request waits for a connection before it is told that the database does not answer.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections that read a SQLite file at the same time; each has a thread.
const READERS: u32 = 8;
/// Connections to PostgreSQL of one process.
const POSTGRES_CONNECTIONS: u32 = 20;
/// How often a file that another process is just creating is tried again.
const CREATE_TRIES: u32 = 100;

impl Store {
    /// Opens the database the settings name. The schema is not touched; see [`Store::migrate`].
    ///
    /// # Errors
    /// [`StoreError::Open`] with a sentence that says what to do. It never contains the URL or the password.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        match database {
            Database::Sqlite(path) => Self::open_sqlite(path).await,
            Database::Postgres(url) => Self::open_postgres(url.expose_secret()).await,
        }
    }

    /// Opens the SQLite file at `path` and creates it, with its directory, when it does not exist. Only the user the
    /// program runs as can read them.
    ///
    /// # Errors
    /// [`StoreError::Open`] with a sentence that says what to do.
    pub async fn open_sqlite(path: &Path) -> Result<Self, StoreError> {
        create_private_file(path).map_err(|error| cannot_open_file(path, &error.to_string()))?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .synchronous(SqliteSynchronous::Full);
        switch_to_wal(&options)
            .await
            .map_err(|error| cannot_open_file(path, &error.to_string()))?;

        let writer = lasting_pool(1).connect_with(options.clone()).await;
        let writer = writer.map_err(|error| cannot_open_file(path, &error.to_string()))?;
        let readers = lasting_pool(READERS).connect_with(options.read_only(true)).await;
        let readers = readers.map_err(|error| cannot_open_file(path, &error.to_string()))?;
        Ok(Self {
            db: Db::Sqlite {
                writer,
                readers,
                path: path.to_owned(),
            },
        })
    }

    /// Connects to PostgreSQL.
    ///
    /// # Errors
    /// [`StoreError::Open`] with a sentence that says what to do. It never contains the URL or the password.
    pub async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        let options = parse_url(url)?;
        let options = options
            .application_name("passgenau")
            // A process that hangs in a transaction must not stop the others.
            .options([("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "60s")]);
        // One connection by hand first: a pool would try until its time is over and then only say that it is.
        let probe = sqlx::PgConnection::connect_with(&options)
            .await
            .map_err(|error| cannot_connect(&options, &error))?;
        probe
            .close()
            .await
            .map_err(|error| cannot_connect(&options, &error))?;
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_lazy_with(options);
        Ok(Self {
            db: Db::Postgres(pool),
        })
    }
}

/// Reads the URL. The driver would take any scheme and then look for PostgreSQL at the usual port.
fn parse_url(url: &str) -> Result<PgConnectOptions, StoreError> {
    let named = url.starts_with("postgres://") || url.starts_with("postgresql://");
    let options = PgConnectOptions::from_str(url).ok().filter(|_| named);
    options.ok_or_else(|| {
        StoreError::Open(
            "The database URL is not of the form postgres://USER:PASSWORD@HOST:PORT/DATABASE. \
             Special characters in the password must be percent-encoded (\"@\" is %40)."
                .into(),
        )
    })
}

/// A pool for a local file: connections cost nothing while they rest and are not renewed.
fn lasting_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        // When SQLite itself undoes a transaction (disk full, I/O error), the driver keeps counting it as open and
        // refuses every later one. Such a connection is thrown away.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

/// Turns the write-ahead log on. SQLite does not wait for others here, so a second process that starts at the same
/// moment is told "busy" and has to ask again.
async fn switch_to_wal(options: &SqliteConnectOptions) -> Result<(), sqlx::Error> {
    let options = options.clone().journal_mode(SqliteJournalMode::Wal);
    let mut tried = 1;
    loop {
        match SqliteConnection::connect_with(&options).await {
            Ok(connection) => return connection.close().await,
            Err(error) if is_busy(&error) && tried < CREATE_TRIES => {
                tried += 1;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Makes sure that the file exists and that nobody else can read it, whatever the umask says.
#[cfg(unix)]
pub(super) fn create_private_file(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
    if let Some(directory) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)?;
    }
    let file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    let mode = file.metadata()?.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        file.set_permissions(std::fs::Permissions::from_mode(mode & 0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn create_private_file(path: &Path) -> std::io::Result<()> {
    if let Some(directory) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(directory)?;
    }
    std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map(drop)
}

fn cannot_open_file(path: &Path, cause: &str) -> StoreError {
    StoreError::Open(format!(
        "The database file {} cannot be opened: {cause}. Check that the directory exists, that the user the program \
         runs as may write there, and that the file is a database of passgenau.",
        path.display()
    ))
}

fn cannot_connect(options: &PgConnectOptions, error: &sqlx::Error) -> StoreError {
    let place = format!(
        "PostgreSQL at {}:{}, database \"{}\"",
        options.get_host(),
        options.get_port(),
        options.get_database().unwrap_or("(none named)")
    );
    let code = error
        .as_database_error()
        .and_then(|e| e.code())
        .unwrap_or_default()
        .into_owned();
    StoreError::Open(match code.as_str() {
        "28P01" | "28000" => format!(
            "{place}, refused user \"{}\". Check the user and the password of the database URL, and pg_hba.conf.",
            options.get_username()
        ),
        "3D000" => format!("{place}, does not exist. Create it: createdb -O USER NAME."),
        _ => format!(
            "{place}, cannot be reached: {error}. Check that the server runs and that host and port are right."
        ),
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::store::{Connection, writer_connection};

    async fn limit_pages(store: &Store, pages: &'static str) {
        let Db::Sqlite { writer, .. } = &store.db else {
            panic!("a file")
        };
        let mut connection = writer_connection(writer).await.unwrap();
        sqlx::query(pages).execute(&mut *connection).await.unwrap();
    }

    #[tokio::test]
    async fn a_full_disk_is_told_apart_reads_go_on_and_writes_too_once_there_is_room() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(&directory.path().join("full.db"))
            .await
            .unwrap();
        store.migrate().await.unwrap();
        // Below what is there already: no page can be added.
        limit_pages(&store, "PRAGMA max_page_count = 1").await;
        let now = DateTime::default();
        let mut tx = store.write().await.unwrap();
        let mut written = Ok(());
        for number in 0..50 {
            written = tx
                .set_setting(&format!("s{number}"), &"x".repeat(4000), now)
                .await;
            if written.is_err() {
                break;
            }
        }
        let full = written.unwrap_err();
        assert!(full.is_full() && full.is_unavailable(), "{full}");
        drop(tx);
        assert_eq!(store.read().await.unwrap().programmes().await.unwrap().len(), 4);
        limit_pages(&store, "PRAGMA max_page_count = 100000").await;
        let mut tx = store.write().await.unwrap();
        tx.set_setting("s", "x", now).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.read().await.unwrap().setting("s0").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_transaction_that_sqlite_itself_undid_does_not_spoil_the_writer() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(&directory.path().join("undone.db"))
            .await
            .unwrap();
        store.migrate().await.unwrap();
        let mut tx = store.write().await.unwrap();
        // As after an I/O error: the transaction is gone, and the driver does not know.
        let Connection::Sqlite(transaction) = &mut tx.connection else {
            panic!("a file")
        };
        sqlx::raw_sql("ROLLBACK")
            .execute(&mut **transaction)
            .await
            .unwrap();
        assert!(tx.commit().await.is_err());
        for _ in 0..3 {
            let mut tx = store.write().await.unwrap();
            tx.set_setting("s", "x", DateTime::default()).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}
