//! How does the program keep what it knows? Every SQL text is here, written once for SQLite and PostgreSQL.
//!
//! [`Store`] opens a database, brings its schema up to date and hands out transactions: [`Store::read`] sees one
//! unchanging state, [`Store::write`] changes something. All questions and changes are methods of [`Tx`], one file for
//! each kind of thing. A transaction that is dropped without [`Tx::commit`] has changed nothing. None may be open
//! while the program solves, renders or talks to a mail relay: SQLite has one writer.
//!
//! A change that somebody else may have made first repeats its condition in the statement (`WHERE state = ..`) and
//! says by `bool` or `Option` whether it happened. Lookups return `Option`; absence is no error here.
//!
//! What differs between the engines, and what follows for every statement:
//! - SQLite binds NULL for a missing parameter without a word; PostgreSQL complains. So every function is tried on both.
//! - `SUM` of BIGINT is NUMERIC on PostgreSQL: `CAST(.. AS BIGINT)`.
//! - SQLite does not name the violated constraint, and a failed statement spoils a PostgreSQL transaction: use
//!   `ON CONFLICT`, never insert-catch-continue.
//! - NULL sorts first on SQLite, last on PostgreSQL: say `NULLS LAST`.
//! - `LIKE` ignores case only on SQLite, and neither knows that Ö is oe: search in columns made by `domain::text::fold`.
//! - PostgreSQL sorts text by its collation, SQLite by bytes: what must not depend on it is sorted in the program.
//! - There are no arrays: lists of values go through [`sqlx::QueryBuilder`], in pieces of [`rows::CHUNK`].
//! - No `now()`, no `random()`: time and keys come in as arguments. Times are whole seconds, UTC.
//! - JSONB columns hold objects or arrays only (a bare number would change its type on SQLite).

macro_rules! on_db {
    // Chooses the connection; the body is compiled once for each engine.
    ($tx:expr, $connection:ident => $body:expr) => {
        match &mut $tx.connection {
            $crate::store::Connection::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            $crate::store::Connection::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}

/// Runs a statement; the value is the number of rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on_db!($tx, c => sqlx::query($sql)$(.bind($bind))*.execute(c).await?.rows_affected())
    };
}

/// Fetches every row as a `$row`.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        on_db!($tx, c => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(c).await?)
    };
}

/// Fetches the row as a `$row`, if there is one.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        on_db!($tx, c => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(c).await?)
    };
}

/// Fetches the one row there must be, as a `$row`.
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        on_db!($tx, c => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_one(c).await?)
    };
}

mod about_person;
pub mod absences;
pub mod accounts;
pub mod after_date;
pub mod asking;
pub mod assignments;
pub mod audit;
pub mod backup;
pub mod calendars;
mod connect;
pub mod devices;
pub mod digests;
pub mod districts;
pub mod doubles;
mod erase;
pub mod erased;
pub mod error;
pub mod factors;
pub mod feeds;
pub mod forms;
pub mod grants;
pub mod identities;
pub mod import_memory;
pub mod imports;
pub mod inbound;
pub mod joining;
pub mod languages;
pub mod mail_desk;
mod migrate;
pub mod money;
pub mod moves;
pub mod notes;
pub mod offers;
pub mod organisations;
pub mod outbox;
pub mod outbox_view;
pub mod own_pages;
pub mod parked;
pub mod people;
mod people_list;
mod people_parts;
pub mod person_links;
pub mod person_mail;
pub mod plans;
pub mod prints;
pub mod programmes;
mod reach;
pub mod references;
mod removal;
mod request_details;
pub mod request_edit;
mod request_list;
pub mod requests;
pub mod reviews;
pub mod revisions;
mod rooms;
mod rows;
pub mod rules;
pub mod saved_filters;
pub mod school_desk;
mod seed;
pub mod sessions;
pub mod settings;
pub mod tasks;
pub mod team;
pub mod ticks;
pub mod today;
pub mod transfer;
pub mod week;
pub mod wishes;

use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite, Transaction};

pub use after_date::{ConsultationPeriod, QuestionRow, RequesterReport, UnprovenRow};
pub use assignments::Which;
pub use audit::AuditEntry;
pub use error::{Outage, StoreError};
pub use feeds::FeedRow;
pub use forms::FormUse;
pub use inbound::{MailReference, MailboxState};
pub use mail_desk::HELD_BY_HAND;
pub use money::HeldWork;
pub use notes::{NoteKind, RequestNote};
pub use organisations::OrganisationFilter;
pub use outbox_view::{OutboxEntry, OutboxFilter, QueueState};
pub use own_pages::{DoneReport, DoneRow};
pub use parked::ParkedFilter;
pub use people_list::{PeopleFilter, PersonRow};
pub use prints::WeekPrint;
pub use request_list::{Only, RequestFilter, RequestOrder, RequestRow};
pub use requests::Choice;
pub use revisions::{BulkChange, Editor};
pub use rows::{Page, Paged};
pub use saved_filters::SavedFilter;
pub use school_desk::RequestDraft;
pub use sessions::{NewSession, OpenSession};
pub use team::TeamRow;
pub use today::ProofRow;
pub use week::{PlaceRow, WeekReason, WeekWork, Whose, WorkHold};

/// How often a writer asks SQLite again after waiting in vain for another process (5 seconds each time).
const BUSY_TRIES: u32 = 3;

/// The database. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
}

#[derive(Clone, Debug)]
enum Db {
    Sqlite {
        /// One connection: SQLite has one writer at a time, and the queue for it is ours.
        writer: sqlx::SqlitePool,
        /// Connections that cannot write.
        readers: sqlx::SqlitePool,
        /// The file.
        path: std::path::PathBuf,
    },
    Postgres(sqlx::PgPool),
}

/// A transaction. Dropping it without [`Tx::commit`] undoes everything.
#[derive(Debug)]
pub struct Tx {
    connection: Connection,
}

#[derive(Debug)]
enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    /// Begins a transaction that reads one unchanging state and cannot write.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let connection = match &self.db {
            Db::Sqlite { readers, .. } => Connection::Sqlite(readers.begin().await?),
            Db::Postgres(pool) => Connection::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        };
        Ok(Tx { connection })
    }

    /// Begins a transaction that writes. On SQLite it is the only one until it ends.
    ///
    /// # Errors
    /// When the database cannot be reached or another process keeps it locked.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let connection = match &self.db {
            Db::Sqlite { writer, .. } => Connection::Sqlite(begin_immediate(writer).await?),
            Db::Postgres(pool) => Connection::Postgres(pool.begin().await?),
        };
        Ok(Tx { connection })
    }

    /// Closes every connection, after those in use have come back.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }

    /// The engine's name, for the start message and the doctor.
    pub fn engine(&self) -> &'static str {
        match &self.db {
            Db::Sqlite { .. } => "SQLite",
            Db::Postgres(_) => "PostgreSQL",
        }
    }
}

impl Tx {
    /// Makes the changes last.
    ///
    /// # Errors
    /// When the database could not keep them; then none of them happened.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.connection {
            Connection::Sqlite(transaction) => transaction.commit().await?,
            Connection::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}

/// Begins a writing transaction. A deferred one would fail at once when it turns into a writer while another process
/// writes: SQLite's busy timeout does not apply there.
async fn begin_immediate(writer: &sqlx::SqlitePool) -> Result<Transaction<'static, Sqlite>, StoreError> {
    let mut tried = 1;
    loop {
        match writer.begin_with("BEGIN IMMEDIATE").await {
            Err(error) if tried < BUSY_TRIES && error::is_busy(&error) => tried += 1,
            other => return Ok(other?),
        }
    }
}

/// A connection of the writer pool outside of any transaction, for what cannot run inside one.
async fn writer_connection(writer: &sqlx::SqlitePool) -> Result<PoolConnection<Sqlite>, StoreError> {
    Ok(writer.acquire().await?)
}
