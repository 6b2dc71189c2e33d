//! How does the schema get up to date, all of it or nothing, whoever else tries at the same moment?

use sqlx::migrate::{Migrate, MigrateError, Migration, Migrator};

use super::{Connection, Db, Store, StoreError, Tx, begin_immediate, writer_connection};

/// What both engines read.
static COMMON: Migrator = sqlx::migrate!("./migrations");
/// What only one of them understands. The numbers go on through all three folders and are the same in both.
static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");

/// Key of the advisory lock under which PostgreSQL lets one process migrate.
const LOCK: i64 = 0x7061_7373_6765_6e61;

impl Store {
    /// Brings the schema up to date and fills an empty database with the reference data every office begins with, in
    /// one transaction: a process that dies on the way leaves the old schema behind. Several processes may call it at
    /// the same moment.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`] when a newer version of the program was here, otherwise what went wrong.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let mut tx = self.migration_transaction().await?;
        let migrator = migrator(&self.db);
        match &mut tx.connection {
            Connection::Sqlite(t) => run(&migrator, &mut **t).await?,
            Connection::Postgres(t) => run(&migrator, &mut **t).await?,
        }
        tx.seed_reference().await?;
        tx.commit().await?;
        self.tidy_planner().await
    }

    /// A transaction in which no other process migrates.
    pub(super) async fn migration_transaction(&self) -> Result<Tx, StoreError> {
        let connection = match &self.db {
            Db::Sqlite { writer, .. } => Connection::Sqlite(begin_immediate(writer).await?),
            Db::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                // Other processes wait for their turn as long as it takes; the usual limit would be an error.
                sqlx::query("SET LOCAL lock_timeout = 0")
                    .execute(&mut *transaction)
                    .await?;
                sqlx::query("SELECT pg_advisory_xact_lock($1)")
                    .bind(LOCK)
                    .execute(&mut *transaction)
                    .await?;
                Connection::Postgres(transaction)
            }
        };
        Ok(Tx { connection })
    }

    /// Lets SQLite look at the sizes of its tables, so that it chooses the right indexes; PostgreSQL does it by itself.
    async fn tidy_planner(&self) -> Result<(), StoreError> {
        if let Db::Sqlite { writer, .. } = &self.db {
            let mut connection = writer_connection(writer).await?;
            sqlx::query("PRAGMA optimize").execute(&mut *connection).await?;
        }
        Ok(())
    }
}

impl Tx {
    /// Number of the newest migration in the database; `None` when it was never migrated.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn schema_version(&mut self) -> Result<Option<i64>, StoreError> {
        if !self.has_migrations().await? {
            return Ok(None);
        }
        Ok(fetch_one!(self, (Option<i64>,), "SELECT MAX(version) FROM _sqlx_migrations").0)
    }

    async fn has_migrations(&mut self) -> Result<bool, StoreError> {
        // The one question each engine must be asked in its own words.
        let found: i64 = match &mut self.connection {
            Connection::Sqlite(t) => {
                sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'")
                    .fetch_one(&mut **t)
                    .await?
            }
            Connection::Postgres(t) => {
                sqlx::query_scalar(
                    "SELECT COUNT(*) FROM information_schema.tables \
                     WHERE table_schema = current_schema() AND table_name = '_sqlx_migrations'",
                )
                .fetch_one(&mut **t)
                .await?
            }
        };
        Ok(found > 0)
    }
}

/// The newest migration this program has for SQLite.
pub(super) fn newest_for_sqlite() -> i64 {
    newest(&merged(&SQLITE))
}

/// The migrations of an engine, in order.
pub(super) fn migrator(db: &Db) -> Migrator {
    match db {
        Db::Sqlite { .. } => merged(&SQLITE),
        Db::Postgres(_) => merged(&POSTGRES),
    }
}

/// The common migrations and those of one engine, in order.
fn merged(own: &Migrator) -> Migrator {
    let all: Vec<Migration> = COMMON.iter().chain(own.iter()).cloned().collect();
    let mut migrator = Migrator::with_migrations(all);
    // The transaction around it is the lock.
    migrator.set_locking(false);
    migrator
}

fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|m| m.version).max().unwrap_or(0)
}

/// Brings the schema up to date, within the transaction of `connection`.
pub(super) async fn run<C: Migrate>(migrator: &Migrator, connection: &mut C) -> Result<(), StoreError> {
    migrator.run_direct(None, connection, false).await.map_err(|error| match error {
        MigrateError::VersionMissing(found) => StoreError::NewerSchema { found, known: newest(migrator) },
        MigrateError::VersionMismatch(version) => StoreError::Migrate(format!(
            "migration {version} was changed after it had been applied. Use the version of passgenau that applied it."
        )),
        MigrateError::Execute(error) => StoreError::Driver(error),
        MigrateError::ExecuteMigration(error, version) => StoreError::Migrate(format!("migration {version}: {error}")),
        other => StoreError::Migrate(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_have_the_same_numbers_and_no_number_twice() {
        let numbers = |own: &Migrator| -> Vec<(i64, String)> {
            own.iter()
                .map(|m| (m.version, m.description.to_string()))
                .collect()
        };
        assert_eq!(numbers(&SQLITE), numbers(&POSTGRES));
        let mut all: Vec<i64> = COMMON.iter().chain(SQLITE.iter()).map(|m| m.version).collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(count, all.len());
    }
}
