//! Which people may be in the pool twice, and how do two become one?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::removal::Key;
use super::rows::{Page, Paged, Place};
use super::{Connection, StoreError, Tx};
use crate::domain::import::{DoubleReason, PersonDouble, PersonKey};
use crate::domain::person::PersonState;
use crate::ids::{AccountId, DoubleId, PersonId};

#[derive(sqlx::FromRow)]
struct DoubleRow {
    id: Uuid,
    first_id: Uuid,
    second_id: Uuid,
    reason: String,
    created_at: DateTime<Utc>,
}

impl TryFrom<DoubleRow> for PersonDouble {
    type Error = StoreError;

    fn try_from(row: DoubleRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "person_double",
            row: row.id,
        };
        Ok(Self {
            id: DoubleId(row.id),
            first: PersonId(row.first_id),
            second: PersonId(row.second_id),
            reason: at.word("reason", &row.reason, DoubleReason::parse)?,
            created_at: row.created_at,
        })
    }
}

#[derive(sqlx::FromRow)]
struct KeyRow {
    id: Uuid,
    first_name: String,
    last_name: String,
    email: Option<String>,
    phone: Option<String>,
    district: String,
    state: String,
}

impl Tx {
    /// What tells everybody apart, by id; for reading files, where anybody may be named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_keys(&mut self) -> Result<Vec<PersonKey>, StoreError> {
        let rows = fetch_all!(
            self,
            KeyRow,
            "SELECT id, first_name, last_name, email, phone, district, state FROM person ORDER BY id"
        );
        rows.into_iter()
            .map(|row| {
                let at = Place {
                    table: "person",
                    row: row.id,
                };
                Ok(PersonKey {
                    id: PersonId(row.id),
                    state: at.word("state", &row.state, PersonState::parse)?,
                    first_name: row.first_name,
                    last_name: row.last_name,
                    email: row.email,
                    phone: row.phone,
                    district: row.district,
                })
            })
            .collect()
    }

    /// Notes that two people may be one, unless that was noted before, in whichever order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_double(&mut self, double: &PersonDouble) -> Result<bool, StoreError> {
        let added = execute!(
            self,
            "INSERT INTO person_double (id, first_id, second_id, reason, state, created_at)
             SELECT $1, $2, $3, $4, 'open', $5
             WHERE NOT EXISTS (SELECT 1 FROM person_double WHERE first_id = $3 AND second_id = $2)
             ON CONFLICT DO NOTHING",
            double.id.0,
            double.first.0,
            double.second.0,
            double.reason.as_str(),
            double.created_at,
        );
        Ok(added == 1)
    }

    /// One page of the pairs nobody has decided about, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn doubles(&mut self, page: Page) -> Result<Paged<PersonDouble>, StoreError> {
        let rows = fetch_all!(
            self,
            DoubleRow,
            "SELECT id, first_id, second_id, reason, created_at FROM person_double WHERE state = 'open'
             ORDER BY created_at, id LIMIT $1 OFFSET $2",
            page.limit(),
            page.offset(),
        );
        let (total,) = fetch_one!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM person_double WHERE state = 'open'"
        );
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(PersonDouble::try_from)
                .collect::<Result<_, _>>()?,
            total,
        })
    }

    /// The pair with this id, if nobody has decided about it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn double(&mut self, id: DoubleId) -> Result<Option<PersonDouble>, StoreError> {
        fetch_optional!(
            self,
            DoubleRow,
            "SELECT id, first_id, second_id, reason, created_at FROM person_double WHERE id = $1 AND state = 'open'",
            id.0,
        )
        .map(PersonDouble::try_from)
        .transpose()
    }

    /// Decides that two people are two; `false` when someone decided before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_both(
        &mut self,
        id: DoubleId,
        by: AccountId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE person_double SET state = 'both', decided_at = $2, decided_by = $3 WHERE id = $1 AND state = 'open'",
            id.0,
            now,
            by.0,
        );
        Ok(changed == 1)
    }

    /// Makes everything that refers to `gone` refer to `kept`, whichever tables there are, and deletes `gone`. What
    /// describes a person (tables whose rows go with them) stays with `kept` where both have it. `false` when both stand
    /// in one place where only one can, such as two agreements for one request; the caller then drops the transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn absorb_person(&mut self, kept: PersonId, gone: PersonId) -> Result<bool, StoreError> {
        execute!(
            self,
            "DELETE FROM person_double WHERE first_id IN ($1, $2) AND second_id IN ($1, $2)",
            kept.0,
            gone.0
        );
        self.delete_person_parts(gone).await?;
        for reference in self.references_to_person().await? {
            let sql = format!(
                "UPDATE {} SET {} = $1 WHERE {} = $2",
                reference.table, reference.column, reference.column
            );
            let moved = self.attempt(&sql, &[Key::Id(kept.0), Key::Id(gone.0)]).await?;
            if !moved && !reference.cascades {
                return Ok(false);
            }
        }
        self.attempt("DELETE FROM person WHERE id = $1", &[Key::Id(gone.0)])
            .await
    }

    /// Every column that refers to a person, as the schema has it today.
    async fn references_to_person(&mut self) -> Result<Vec<Reference>, StoreError> {
        let rows: Vec<(String, String, String)> = match &mut self.connection {
            Connection::Sqlite(transaction) => {
                sqlx::query_as(
                    "SELECT m.name, f.\"from\", f.on_delete FROM sqlite_master m
                     JOIN pragma_foreign_key_list(m.name) f
                     WHERE m.type = 'table' AND f.\"table\" = 'person' ORDER BY m.name, f.\"from\"",
                )
                .fetch_all(&mut **transaction)
                .await?
            }
            Connection::Postgres(transaction) => {
                sqlx::query_as(
                    "SELECT c.conrelid::regclass::text, a.attname::text,
                            CASE c.confdeltype WHEN 'c' THEN 'CASCADE' ELSE 'NO ACTION' END
                     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                     WHERE c.contype = 'f' AND c.confrelid = 'person'::regclass ORDER BY 1, 2",
                )
                .fetch_all(&mut **transaction)
                .await?
            }
        };
        let reference = |(table, column, on_delete): (String, String, String)| Reference {
            table,
            column,
            cascades: on_delete == "CASCADE",
        };
        Ok(rows.into_iter().map(reference).collect())
    }
}

/// A column that refers to a person.
struct Reference {
    table: String,
    column: String,
    /// Whether its rows go with the person.
    cascades: bool,
}
