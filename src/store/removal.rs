//! Can something be deleted again, or does something else refer to it by now?

use sqlx::Connection as _;
use uuid::Uuid;

use super::{Connection, StoreError, Tx};
use crate::domain::import::Subject;
use crate::ids::PaymentId;

/// A value that names a row.
#[derive(Clone, Copy)]
pub(super) enum Key<'a> {
    Id(Uuid),
    Text(&'a str),
}

impl Tx {
    /// Deletes what a file added, together with what describes it; `false`, and nothing has changed, when something
    /// else refers to it. Keys are those of [`Subject`].
    ///
    /// # Errors
    /// When the database fails or the key is none.
    pub async fn remove_imported(&mut self, subject: Subject, key: &str) -> Result<bool, StoreError> {
        let parts: Vec<&str> = key.split('\n').collect();
        let id = || -> Result<Uuid, StoreError> {
            key.parse().map_err(|_| StoreError::Corrupt {
                table: "import_change",
                column: "subject_key",
                row: key.to_owned(),
            })
        };
        match subject {
            Subject::District => {
                self.attempt("DELETE FROM district WHERE code = $1", &[Key::Text(key)])
                    .await
            }
            Subject::Travel => {
                let [mobility, from, to] = parts.as_slice() else {
                    return Ok(false);
                };
                self.attempt(
                    "DELETE FROM travel WHERE mobility = $1 AND from_district = $2 AND to_district = $3",
                    &[Key::Text(mobility), Key::Text(from), Key::Text(to)],
                )
                .await
            }
            Subject::Language => {
                self.attempt("DELETE FROM language WHERE code = $1", &[Key::Text(key)])
                    .await
            }
            Subject::Fallback => {
                let [asked, spoken] = parts.as_slice() else {
                    return Ok(false);
                };
                self.attempt(
                    "DELETE FROM language_fallback WHERE asked = $1 AND spoken = $2",
                    &[Key::Text(asked), Key::Text(spoken)],
                )
                .await
            }
            Subject::Programme => {
                self.attempt("DELETE FROM programme WHERE id = $1", &[Key::Text(key)])
                    .await
            }
            Subject::Holiday => {
                let day = key.parse().unwrap_or_default();
                self.delete_school_holiday(day).await
            }
            Subject::MovableDay => {
                let [organisation, day] = parts.as_slice() else {
                    return Ok(false);
                };
                match (organisation.parse(), day.parse()) {
                    (Ok(organisation), Ok(day)) => self.delete_movable_day(organisation, day).await,
                    _ => Ok(false),
                }
            }
            Subject::Payment => self.delete_payment(PaymentId(id()?)).await,
            // Set to what it was where it is restored.
            Subject::Declared | Subject::Record | Subject::SocialArea | Subject::Settings => Ok(false),
            Subject::Organisation => {
                self.attempt("DELETE FROM organisation WHERE id = $1", &[Key::Id(id()?)])
                    .await
            }
            Subject::Location => {
                self.attempt("DELETE FROM location WHERE id = $1", &[Key::Id(id()?)])
                    .await
            }
            Subject::Contact => {
                self.attempt("DELETE FROM contact WHERE id = $1", &[Key::Id(id()?)])
                    .await
            }
            Subject::Person => {
                self.attempt("DELETE FROM person WHERE id = $1", &[Key::Id(id()?)])
                    .await
            }
            Subject::Request => {
                self.attempt("DELETE FROM request WHERE id = $1", &[Key::Id(id()?)])
                    .await
            }
            Subject::Assignment => {
                self.attempt("DELETE FROM assignment WHERE id = $1", &[Key::Id(id()?)])
                    .await
            }
        }
    }

    /// Tries a statement; a constraint that refuses it leaves everything as it was and is no error.
    pub(super) async fn attempt(&mut self, sql: &str, keys: &[Key<'_>]) -> Result<bool, StoreError> {
        macro_rules! tried {
            ($transaction:expr) => {{
                let mut inner = $transaction.begin().await?;
                let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()));
                for key in keys {
                    query = match key {
                        Key::Id(id) => query.bind(*id),
                        Key::Text(text) => query.bind((*text).to_owned()),
                    };
                }
                match query.execute(&mut *inner).await {
                    Ok(_) => {
                        inner.commit().await?;
                        Ok(true)
                    }
                    Err(sqlx::Error::Database(error))
                        if error.is_foreign_key_violation() || error.is_unique_violation() =>
                    {
                        inner.rollback().await?;
                        Ok(false)
                    }
                    Err(other) => Err(other.into()),
                }
            }};
        }
        match &mut self.connection {
            Connection::Sqlite(transaction) => tried!(transaction),
            Connection::Postgres(transaction) => tried!(transaction),
        }
    }
}
