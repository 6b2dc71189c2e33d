//! How does an office that has outgrown one machine take everything along to PostgreSQL?
//!
//! The schema is the same on both engines, so the tables are copied as they are: found by asking the schema, read by
//! their declared types, compared row by row afterwards. Ids, feed addresses, links and Message-IDs stay what they are.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::TryStreamExt;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, Postgres, QueryBuilder, Row as _, Sqlite, SqliteConnection};
use uuid::Uuid;

use super::backup::leave_wal;
use super::migrate::{migrator, newest_for_sqlite, run};
use super::{Connection, Db, Store, StoreError};

/// Rows that go in one statement; PostgreSQL takes 65,535 values.
const BATCH: usize = 200;

/// What was copied of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedTable {
    /// Name of the table.
    pub name: String,
    /// How many rows it has.
    pub rows: usize,
}

/// Copies the SQLite file at `from` into the empty PostgreSQL database `to`, in one transaction, and compares every
/// row with what it came from before it makes it last. The file stays as it is; nobody else may have it open, or mails
/// would leave twice.
///
/// # Errors
/// [`StoreError::Backup`] with a sentence that says what to do: the file is in use or of an older version, or `to` is
/// not an empty PostgreSQL database. Then nothing has been copied.
pub async fn transfer(from: &Path, to: &Store) -> Result<Vec<CopiedTable>, StoreError> {
    if !matches!(to.db, Db::Postgres(_)) {
        return Err(refused(
            "The settings name no PostgreSQL database to copy to. Set PASSGENAU_DATABASE_URL.",
        ));
    }
    if !from.exists() {
        return Err(refused(&format!(
            "There is no database file at {}.",
            from.display()
        )));
    }
    leave_wal(from, "copy it").await?;
    let source = Store::open_sqlite(from).await?;
    let copied = copy(&source, to).await;
    source.close().await;
    copied
}

async fn copy(source: &Store, to: &Store) -> Result<Vec<CopiedTable>, StoreError> {
    let mut source = source.read().await?;
    let (found, known) = (source.schema_version().await?, newest_for_sqlite());
    match found {
        Some(found) if found == known => {}
        Some(found) if found > known => return Err(StoreError::NewerSchema { found, known }),
        Some(_) => {
            return Err(refused(
                "The database file is of an older version. Start this version with it once, then copy it.",
            ));
        }
        None => return Err(refused("The database file is empty: there is nothing to copy.")),
    }
    let mut target = to.migration_transaction().await?;
    if target.schema_version().await?.is_some() {
        return Err(refused(
            "The PostgreSQL database holds data already. Name a new, empty one: createdb passgenau.",
        ));
    }
    let (Connection::Sqlite(read), Connection::Postgres(write)) =
        (&mut source.connection, &mut target.connection)
    else {
        return Err(refused("Only SQLite can be copied, and only to PostgreSQL."));
    };
    let (read, write) = (&mut **read, &mut **write);
    run(&migrator(&to.db), write).await?;
    let tables = tables(read).await?;
    let references = defer_references(write).await?;
    let mut copied = Vec::with_capacity(tables.len());
    for table in tables {
        clear(write, &table).await?;
        let sent = copy_table(read, write, &table).await?;
        let arrived = fingerprint(write, &table).await?;
        if sent != arrived {
            return Err(refused(&format!(
                "Table {} did not arrive as it was sent ({} of {} rows). Nothing has been copied.",
                table.name,
                arrived.rows.len(),
                sent.rows.len()
            )));
        }
        copied.push(CopiedTable {
            name: table.name,
            rows: sent.rows.len(),
        });
    }
    demand_references(write, &references).await?;
    target.commit().await?;
    Ok(copied)
}

fn refused(sentence: &str) -> StoreError {
    StoreError::Backup(sentence.to_owned())
}

/// The types columns are declared with, on both engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Uuid,
    Time,
    Date,
    Flag,
    Number,
    Json,
    Bytes,
    Text,
}

/// One value of a column.
#[derive(Debug)]
enum Cell {
    Uuid(Option<Uuid>),
    Time(Option<DateTime<Utc>>),
    Date(Option<NaiveDate>),
    Flag(Option<bool>),
    Number(Option<i64>),
    Json(Option<Value>),
    Bytes(Option<Vec<u8>>),
    Text(Option<String>),
}

/// A table: its name and its columns, in the order of the file.
struct Table {
    name: String,
    columns: Vec<(String, Kind)>,
}

/// Every row of a table as its hash, in an order that both engines agree on.
#[derive(Debug, PartialEq, Eq)]
struct Fingerprint {
    rows: Vec<[u8; 32]>,
}

/// Reads the values of a row; a macro because the rows of the two engines have no type in common.
macro_rules! cells {
    ($row:expr, $columns:expr) => {
        $columns
            .iter()
            .enumerate()
            .map(|(at, (_, kind))| {
                Ok(match kind {
                    Kind::Uuid => Cell::Uuid($row.try_get(at)?),
                    Kind::Time => Cell::Time($row.try_get(at)?),
                    Kind::Date => Cell::Date($row.try_get(at)?),
                    Kind::Flag => Cell::Flag($row.try_get(at)?),
                    Kind::Number => Cell::Number($row.try_get(at)?),
                    Kind::Json => Cell::Json($row.try_get(at)?),
                    Kind::Bytes => Cell::Bytes($row.try_get(at)?),
                    Kind::Text => Cell::Text($row.try_get(at)?),
                })
            })
            .collect::<Result<Vec<Cell>, sqlx::Error>>()?
    };
}

impl Kind {
    /// The kind of a column by its declared type, in capitals.
    fn of(table: &str, column: &str, declared: &str) -> Result<Self, StoreError> {
        Ok(match declared {
            "UUID" => Self::Uuid,
            "TIMESTAMPTZ" => Self::Time,
            "DATE" => Self::Date,
            "BOOLEAN" => Self::Flag,
            "BIGINT" => Self::Number,
            "JSONB" => Self::Json,
            "BYTEA" => Self::Bytes,
            "TEXT" => Self::Text,
            other => {
                return Err(refused(&format!(
                    "{table}.{column} has the type {other}, which cannot be copied."
                )));
            }
        })
    }
}

impl Table {
    /// `SELECT` of all columns, in order.
    fn select(&self) -> String {
        format!("SELECT {} FROM \"{}\"", self.column_list(), self.name)
    }

    fn column_list(&self) -> String {
        let quoted: Vec<String> = self
            .columns
            .iter()
            .map(|(name, _)| format!("\"{name}\""))
            .collect();
        quoted.join(", ")
    }
}

impl Fingerprint {
    fn add(&mut self, row: &[Cell]) {
        self.rows.push(Sha256::digest(format!("{row:?}")).into());
    }

    fn sorted(mut self) -> Self {
        self.rows.sort_unstable();
        self
    }
}

/// The tables of the file, without those of SQLite and of the migrations.
async fn tables(read: &mut SqliteConnection) -> Result<Vec<Table>, StoreError> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT m.name, c.name, upper(c.type) FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> '_sqlx_migrations'
         ORDER BY m.name, c.cid",
    )
    .fetch_all(read)
    .await?;
    let mut tables: Vec<Table> = Vec::new();
    for (name, column, declared) in rows {
        let kind = Kind::of(&name, &column, &declared)?;
        match tables.last_mut() {
            Some(table) if table.name == name => table.columns.push((column, kind)),
            _ => tables.push(Table {
                name,
                columns: vec![(column, kind)],
            }),
        }
    }
    Ok(tables)
}

/// Takes away what migrations put in, such as the first counters. Tables that can only grow are empty and not touched.
async fn clear(write: &mut PgConnection, table: &Table) -> Result<(), StoreError> {
    let mut ask = QueryBuilder::<Postgres>::new(format!("SELECT EXISTS (SELECT 1 FROM \"{}\")", table.name));
    let (filled,): (bool,) = ask.build_query_as().fetch_one(&mut *write).await?;
    if filled {
        QueryBuilder::<Postgres>::new(format!("DELETE FROM \"{}\"", table.name))
            .build()
            .execute(write)
            .await?;
    }
    Ok(())
}

/// Copies the rows of a table and says what was sent.
async fn copy_table(
    read: &mut SqliteConnection,
    write: &mut PgConnection,
    table: &Table,
) -> Result<Fingerprint, StoreError> {
    let mut sent = Fingerprint { rows: Vec::new() };
    let mut batch = Vec::with_capacity(BATCH);
    let mut select = QueryBuilder::<Sqlite>::new(table.select());
    let mut rows = select.build().fetch(read);
    while let Some(row) = rows.try_next().await? {
        let row = cells!(row, table.columns);
        sent.add(&row);
        batch.push(row);
        if batch.len() == BATCH {
            insert(write, table, std::mem::take(&mut batch)).await?;
        }
    }
    insert(write, table, batch).await?;
    Ok(sent.sorted())
}

async fn insert(write: &mut PgConnection, table: &Table, rows: Vec<Vec<Cell>>) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Postgres>::new(format!(
        "INSERT INTO \"{}\" ({}) ",
        table.name,
        table.column_list()
    ));
    query.push_values(rows, |mut values, row| {
        for cell in row {
            match cell {
                Cell::Uuid(value) => values.push_bind(value),
                Cell::Time(value) => values.push_bind(value),
                Cell::Date(value) => values.push_bind(value),
                Cell::Flag(value) => values.push_bind(value),
                Cell::Number(value) => values.push_bind(value),
                Cell::Json(value) => values.push_bind(value),
                Cell::Bytes(value) => values.push_bind(value),
                Cell::Text(value) => values.push_bind(value),
            };
        }
    });
    query.build().persistent(false).execute(write).await?;
    Ok(())
}

async fn fingerprint(write: &mut PgConnection, table: &Table) -> Result<Fingerprint, StoreError> {
    let mut arrived = Fingerprint { rows: Vec::new() };
    let mut select = QueryBuilder::<Postgres>::new(table.select());
    let mut rows = select.build().fetch(write);
    while let Some(row) = rows.try_next().await? {
        arrived.add(&cells!(row, table.columns));
    }
    Ok(arrived.sorted())
}

/// A reference between tables: the table it belongs to and its name.
type Reference = (String, String);

/// Lets references wait for the end of the copying: tables refer to each other, and to themselves.
async fn defer_references(write: &mut PgConnection) -> Result<Vec<Reference>, StoreError> {
    let references: Vec<Reference> = sqlx::query_as(
        "SELECT r.relname::text, c.conname::text FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
         WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace ORDER BY 1, 2",
    )
    .fetch_all(&mut *write)
    .await?;
    for reference in &references {
        alter(write, reference, "DEFERRABLE INITIALLY DEFERRED").await?;
    }
    Ok(references)
}

/// Checks all references now, and each at once from now on.
async fn demand_references(write: &mut PgConnection, references: &[Reference]) -> Result<(), StoreError> {
    sqlx::query("SET CONSTRAINTS ALL IMMEDIATE")
        .execute(&mut *write)
        .await?;
    for reference in references {
        alter(write, reference, "NOT DEFERRABLE").await?;
    }
    Ok(())
}

async fn alter(write: &mut PgConnection, (table, name): &Reference, how: &str) -> Result<(), StoreError> {
    QueryBuilder::<Postgres>::new(format!(
        "ALTER TABLE \"{table}\" ALTER CONSTRAINT \"{name}\" {how}"
    ))
    .build()
    .execute(write)
    .await?;
    Ok(())
}
