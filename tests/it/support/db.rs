//! Where does a test keep its data? In a database of its own, on SQLite always, on PostgreSQL when there is one.
//!
//! `TEST_DATABASE_URL` names a PostgreSQL server whose user may create databases. Without it the tests on PostgreSQL
//! do nothing, unless `REQUIRE_POSTGRES=1` says that this is a fault.
#![expect(
    clippy::unwrap_used,
    reason = "a test without its database stops where it stands"
)]

use std::path::PathBuf;
use std::time::Duration;

use passgenau::clock::Clock;
use passgenau::config::Database;
use passgenau::ids::Ids;
use passgenau::store::Store;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Writes one test for each engine; the body gets a `&TestDb`, migrated, or with `empty` untouched.
macro_rules! on_both {
    (empty $($rest:tt)+) => { $crate::support::db::on_both!(@with empty $($rest)+); };
    (@with $start:ident $($(#[$meta:meta])* async fn $name:ident($db:ident) $body:block)+) => {$(
        async fn $name($db: &$crate::support::db::TestDb) $body

        $(#[$meta])*
        mod $name {
            use $crate::support::db::{Engine, TestDb};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(&TestDb::$start(Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if Engine::Postgres.available() {
                    super::$name(&TestDb::$start(Engine::Postgres).await).await;
                }
            }
        }
    )+};
    ($($rest:tt)+) => { $crate::support::db::on_both!(@with new $($rest)+); };
}
pub(crate) use on_both;

/// Which engine a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Whether this engine can be tested here. A missing PostgreSQL is a fault when `REQUIRE_POSTGRES` is 1.
    pub(crate) fn available(self) -> bool {
        let there = self == Self::Sqlite || server().is_some();
        let required = std::env::var("REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
        assert!(
            there || !required,
            "REQUIRE_POSTGRES=1, but TEST_DATABASE_URL names no PostgreSQL server"
        );
        there
    }
}

/// A database of one test, gone when it is dropped.
pub(crate) struct TestDb {
    pub(crate) store: Store,
    pub(crate) engine: Engine,
    place: Place,
}

enum Place {
    Directory(TempDir),
    Database(String),
}

impl TestDb {
    /// A migrated database with the reference data every office begins with.
    pub(crate) async fn new(engine: Engine) -> Self {
        let place = match engine {
            Engine::Sqlite => {
                let directory = tempfile::tempdir().unwrap();
                std::fs::write(directory.path().join("test.db"), sqlite_template().await).unwrap();
                Place::Directory(directory)
            }
            Engine::Postgres => Place::Database(create_database(Some(postgres_template().await)).await),
        };
        Self::open(engine, place).await
    }

    /// A database nobody has migrated yet.
    pub(crate) async fn empty(engine: Engine) -> Self {
        let place = match engine {
            Engine::Sqlite => Place::Directory(tempfile::tempdir().unwrap()),
            Engine::Postgres => Place::Database(create_database(None).await),
        };
        Self::open(engine, place).await
    }

    /// The same database as another process would open it.
    pub(crate) async fn another_process(&self) -> Store {
        Store::open(&self.settings()).await.unwrap()
    }

    /// Where the database is, as the settings say it.
    pub(crate) fn settings(&self) -> Database {
        self.place.settings()
    }

    /// The same as one word of the environment.
    pub(crate) fn url(&self) -> String {
        match &self.place {
            Place::Directory(directory) => format!("sqlite:{}", directory.path().join("test.db").display()),
            Place::Database(name) => url_of(name),
        }
    }

    /// Every row of every table as text, sorted; to see whether anything changed.
    pub(crate) async fn dump(&self) -> Vec<String> {
        let mut rows = Vec::new();
        match &self.place {
            Place::Directory(_) => {
                let mut connection = self.sqlite_by_hand().await;
                let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
                let tables: Vec<String> = sqlx::query_scalar(names)
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
                for table in tables {
                    let names = format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid");
                    let columns: Vec<String> = sqlx::query_scalar(AssertSqlSafe(names))
                        .fetch_all(&mut connection)
                        .await
                        .unwrap();
                    let quoted: Vec<String> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
                    let sql = format!("SELECT {} FROM \"{table}\"", quoted.join(" || ',' || "));
                    let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
                        .fetch_all(&mut connection)
                        .await
                        .unwrap();
                    rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
                }
            }
            Place::Database(_) => {
                let mut connection = self.postgres_by_hand().await;
                let names = "SELECT table_name::text FROM information_schema.tables
                             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";
                let tables: Vec<String> = sqlx::query_scalar(names)
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
                for table in tables {
                    let sql = format!("SELECT row_to_json(t)::text FROM \"{table}\" t");
                    let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
                        .fetch_all(&mut connection)
                        .await
                        .unwrap();
                    rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
                }
            }
        }
        rows.sort();
        rows
    }

    /// The SQLite file.
    pub(crate) fn file(&self) -> PathBuf {
        match &self.place {
            Place::Directory(directory) => directory.path().join("test.db"),
            Place::Database(_) => panic!("a PostgreSQL database has no file"),
        }
    }

    /// Runs a statement past the store; the error is its text.
    pub(crate) async fn run_by_hand(&self, statement: &str) -> Result<u64, String> {
        let statement = AssertSqlSafe(statement.to_owned());
        let done = match &self.place {
            Place::Directory(_) => {
                let mut connection = self.sqlite_by_hand().await;
                let done = sqlx::query(statement).execute(&mut connection).await;
                // A connection that is only dropped keeps the file open for a moment.
                connection.close().await.unwrap();
                done.map(|done| done.rows_affected())
            }
            Place::Database(_) => {
                let mut connection = self.postgres_by_hand().await;
                sqlx::query(statement)
                    .execute(&mut connection)
                    .await
                    .map(|done| done.rows_affected())
            }
        };
        done.map_err(|error| error.to_string())
    }

    /// A connection to the SQLite file past the store.
    pub(crate) async fn sqlite_by_hand(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new()
            .filename(self.file())
            .busy_timeout(Duration::from_secs(5));
        SqliteConnection::connect_with(&options).await.unwrap()
    }

    /// A connection to the PostgreSQL database past the store.
    pub(crate) async fn postgres_by_hand(&self) -> PgConnection {
        let Place::Database(name) = &self.place else {
            panic!("an SQLite file has no server")
        };
        PgConnection::connect(&url_of(name)).await.unwrap()
    }

    async fn open(engine: Engine, place: Place) -> Self {
        Self {
            store: Store::open(&place.settings()).await.unwrap(),
            engine,
            place,
        }
    }
}

impl Place {
    fn settings(&self) -> Database {
        match self {
            Self::Directory(directory) => Database::Sqlite(directory.path().join("test.db")),
            Self::Database(name) => Database::Postgres(url_of(name).into()),
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let Place::Database(name) = &self.place else {
            return;
        };
        let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // Dropping is not async, and a runtime cannot wait inside another one; a thread of its own can.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async { run(&mut admin().await, &statement).await });
        });
        if dropped.join().is_err() && !std::thread::panicking() {
            panic!("the test's database could not be dropped");
        }
    }
}

/// The server's URL.
fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL")
        .ok()
        .filter(|url| !url.is_empty())
}

/// The server's URL with another database in it.
fn url_of(database: &str) -> String {
    let url = server().expect("asked only when there is a server");
    let (address, parameters) = url.split_once('?').map_or((url.as_str(), ""), |(a, p)| (a, p));
    let (scheme, rest) = address.split_once("://").expect("a URL");
    let authority = rest.split('/').next().unwrap_or(rest);
    let parameters = if parameters.is_empty() {
        String::new()
    } else {
        format!("?{parameters}")
    };
    format!("{scheme}://{authority}/{database}{parameters}")
}

async fn admin() -> PgConnection {
    let options: PgConnectOptions = server()
        .expect("asked only when there is a server")
        .parse()
        .unwrap();
    PgConnection::connect_with(&options).await.unwrap()
}

async fn run(connection: &mut PgConnection, statement: &str) {
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
        .execute(connection)
        .await
        .unwrap();
}

async fn create_database(template: Option<&str>) -> String {
    let name = format!(
        "passgenau_test_{}",
        Ids::system().uuid(Clock::System.now()).simple()
    );
    let template = template.unwrap_or("template0");
    run(
        &mut admin().await,
        &format!("CREATE DATABASE {name} TEMPLATE {template}"),
    )
    .await;
    name
}

/// The bytes of a migrated SQLite file.
async fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let directory = tempfile::tempdir().unwrap();
            let file = directory.path().join("template.db");
            let store = Store::open_sqlite(&file).await.unwrap();
            store.migrate().await.unwrap();
            store.close().await;
            std::fs::read(file).unwrap()
        })
        .await
}

/// The name of a migrated PostgreSQL database. It stays for the next run with the same migrations.
async fn postgres_template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("passgenau_template_{}", &fingerprint()[..16]);
            let mut admin = admin().await;
            // Two test runs at once must not both build it.
            run(&mut admin, "SELECT pg_advisory_lock(7421)").await;
            let there: bool =
                sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
                    .bind(&name)
                    .fetch_one(&mut admin)
                    .await
                    .unwrap();
            if !there {
                let building = create_database(None).await;
                let store = Store::open_postgres(&url_of(&building)).await.unwrap();
                store.migrate().await.unwrap();
                store.close().await;
                run(&mut admin, &format!("ALTER DATABASE {building} RENAME TO {name}")).await;
            }
            run(&mut admin, "SELECT pg_advisory_unlock(7421)").await;
            name
        })
        .await
}

/// What the template is made of.
fn fingerprint() -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in [
        "migrations",
        "migrations/sqlite",
        "migrations/postgres",
        "src/store/seed",
    ] {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        files.extend(
            entries
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.is_file()),
        );
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.file_name().unwrap().as_encoded_bytes());
        hash.update(std::fs::read(file).unwrap());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
