//! What can go wrong in the store, and is it ours, the data's or the machine's fault?

use std::fmt;

/// Why the store could not do what it was asked.
#[derive(thiserror::Error)]
pub enum StoreError {
    /// The database or the way to it failed.
    #[error("the database failed: {0}")]
    Driver(#[source] sqlx::Error),
    /// A stored value makes no sense to this program.
    #[error("table {table}, column {column}, row {row}: the stored value is not one this program knows")]
    Corrupt {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// Key of the row.
        row: String,
    },
    /// A statement touched another number of rows than it must.
    #[error("{expected} rows should have changed, {actual} did")]
    Rows {
        /// How many should have.
        expected: u64,
        /// How many did.
        actual: u64,
    },
    /// Someone else changed it in the meantime.
    #[error("someone else changed this in the meantime")]
    Stale,
    /// The database cannot be opened; a sentence with the remedy.
    #[error("{0}")]
    Open(String),
    /// The schema is newer than this program.
    #[error(
        "the database was migrated by a newer version of passgenau (migration {found}, this one knows up to {known}). \
         Start the newer version, or restore the backup made before the update."
    )]
    NewerSchema {
        /// Newest migration in the database.
        found: i64,
        /// Newest migration of this program.
        known: i64,
    },
    /// The schema could not be brought up to date.
    #[error("the database schema could not be brought up to date: {0}")]
    Migrate(String),
    /// A backup or restore was refused or failed; a sentence with the remedy.
    #[error("{0}")]
    Backup(String),
}

/// What the machine lacks, when that is the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// The database cannot be reached or does not answer in time.
    Unreachable,
    /// There is no room left.
    Full,
    /// The disk reports errors.
    Disk,
}

impl StoreError {
    /// Whether it will work again without a change of the request (503, 507), and what is missing.
    pub fn outage(&self) -> Option<Outage> {
        match self {
            Self::Driver(error) => outage_of(error),
            Self::Open(_) => Some(Outage::Unreachable),
            _ => None,
        }
    }

    /// Whether the database is out of reach, full or failing, rather than the request or the program wrong.
    pub fn is_unavailable(&self) -> bool {
        self.outage().is_some()
    }

    /// Whether there is no room left (507).
    pub fn is_full(&self) -> bool {
        self.outage() == Some(Outage::Full)
    }

    /// Whether something that must stay still refers to what should have gone.
    pub fn is_in_use(&self) -> bool {
        match self {
            Self::Driver(sqlx::Error::Database(error)) => error.is_foreign_key_violation(),
            _ => false,
        }
    }

    /// Whether the same transaction may simply be tried again: it lost against another one.
    pub fn is_conflict(&self) -> bool {
        match self {
            Self::Driver(sqlx::Error::Database(error)) => {
                matches!(error.code().as_deref(), Some("40001" | "40P01" | "55P03"))
            }
            Self::Stale => true,
            _ => false,
        }
    }
}

impl fmt::Debug for StoreError {
    /// As displayed: PostgreSQL's details, which the derived form would print, hold the values of the row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreError({self})")
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Driver(error)
    }
}

/// Fails unless exactly one row changed.
pub(super) fn one_row(actual: u64) -> Result<(), StoreError> {
    if actual == 1 {
        Ok(())
    } else {
        Err(StoreError::Rows { expected: 1, actual })
    }
}

/// Whether SQLite gave up waiting for another process.
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    sqlite_code(error).is_some_and(|code| matches!(code & 0xff, 5 | 6))
}

fn outage_of(error: &sqlx::Error) -> Option<Outage> {
    use sqlx::Error as E;
    match error {
        E::Io(_) | E::Tls(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed | E::BeginFailed => {
            Some(Outage::Unreachable)
        }
        // What a server that is shut down in the middle of an answer leaves behind.
        E::Protocol(_) => Some(Outage::Unreachable),
        E::Database(_) => sqlite_outage(error).or_else(|| postgres_outage(error)),
        _ => None,
    }
}

/// SQLite's result codes: the low byte is the kind, the rest says more.
fn sqlite_outage(error: &sqlx::Error) -> Option<Outage> {
    match sqlite_code(error)? & 0xff {
        13 => Some(Outage::Full),
        // Busy, locked, cannot open.
        5 | 6 | 14 => Some(Outage::Unreachable),
        // I/O error, read-only file system.
        10 | 8 => Some(Outage::Disk),
        _ => None,
    }
}

/// PostgreSQL's SQLSTATE: five characters, the first two are the class.
fn postgres_outage(error: &sqlx::Error) -> Option<Outage> {
    let sqlx::Error::Database(error) = error else {
        return None;
    };
    match error.code()?.as_ref() {
        "53100" => Some(Outage::Full),
        "58030" => Some(Outage::Disk),
        // Connection lost; too many connections; shutting down, crashed, starting; waited too long for a lock.
        code if code.starts_with("08")
            || code.starts_with("53")
            || code.starts_with("57P")
            || code == "55P03" =>
        {
            Some(Outage::Unreachable)
        }
        _ => None,
    }
}

/// The result code, when the error is SQLite's.
fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    let sqlx::Error::Database(error) = error else {
        return None;
    };
    error.try_downcast_ref::<sqlx::sqlite::SqliteError>()?;
    error.code()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_machine_lacks_is_told_apart_from_what_the_program_did_wrong() {
        for error in [
            sqlx::Error::PoolTimedOut,
            sqlx::Error::PoolClosed,
            sqlx::Error::WorkerCrashed,
        ] {
            assert_eq!(StoreError::from(error).outage(), Some(Outage::Unreachable));
        }
        let full = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        assert!(StoreError::from(sqlx::Error::Io(full)).is_unavailable());
        for error in [
            StoreError::Driver(sqlx::Error::RowNotFound),
            StoreError::Corrupt {
                table: "person",
                column: "state",
                row: "1".into(),
            },
            StoreError::Rows {
                expected: 1,
                actual: 0,
            },
            StoreError::Stale,
        ] {
            assert!(!error.is_unavailable(), "{error}");
        }
        assert!(StoreError::Stale.is_conflict());
    }

    #[test]
    fn a_corrupt_value_is_named_by_its_place() {
        let error = StoreError::Corrupt {
            table: "person",
            column: "state",
            row: "17".into(),
        };
        assert_eq!(
            error.to_string(),
            "table person, column state, row 17: the stored value is not one this program knows"
        );
    }
}
