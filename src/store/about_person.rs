//! What is stored about one person? Every row of every table that points to them, found by asking the schema, so that a
//! table that comes later is not forgotten (Art. 15 and 20 DSGVO).

use serde_json::Value;

use super::rows::statement;
use super::{Connection, StoreError, Tx};
use crate::ids::PersonId;

/// Columns that name a person without a reference: the audit outlives whom it tells of, a mail has three kinds of
/// recipients.
const BESIDES: [(&str, &str); 3] = [
    ("audit", "subject_id"),
    ("audit", "actor_id"),
    ("outbox", "recipient_id"),
];

impl Tx {
    /// Every row about a person, by table, each as an object of its columns; at most 1,000 rows per table.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn everything_about(
        &mut self,
        person: PersonId,
    ) -> Result<Vec<(String, Vec<Value>)>, StoreError> {
        let mut columns = self.columns_naming("person").await?;
        columns.extend(BESIDES.map(|(table, column)| (table.to_owned(), column.to_owned())));
        columns.push(("person".to_owned(), "id".to_owned()));
        columns.sort();
        let mut found: Vec<(String, Vec<Value>)> = Vec::new();
        for (table, column) in columns {
            let rows = self.rows_naming(&table, &column, person).await?;
            match found.last_mut() {
                Some((last, list)) if *last == table => {
                    for row in rows {
                        if !list.contains(&row) {
                            list.push(row);
                        }
                    }
                }
                _ if rows.is_empty() => {}
                _ => found.push((table, rows)),
            }
        }
        Ok(found)
    }

    /// Table and column of every reference to a table.
    async fn columns_naming(&mut self, table: &str) -> Result<Vec<(String, String)>, StoreError> {
        let sql = match self.connection {
            Connection::Sqlite(_) => {
                "SELECT m.name, f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
                 WHERE m.type = 'table' AND f.\"table\" = $1 ORDER BY m.name, f.\"from\""
            }
            Connection::Postgres(_) => {
                "SELECT c.conrelid::regclass::text, a.attname::text FROM pg_constraint c
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                 WHERE c.contype = 'f' AND c.confrelid = CAST($1 AS regclass) ORDER BY 1, 2"
            }
        };
        Ok(on_db!(self, c => {
            let mut query = statement(&*c, "");
            // The placeholder is numbered by hand: the text is the same for both engines' numbering.
            let (before, after) = sql.split_once("$1").unwrap_or((sql, ""));
            query.push(before).push_bind(table.to_owned()).push(after);
            query.build_query_as::<(String, String)>().fetch_all(c).await?
        }))
    }

    async fn rows_naming(
        &mut self,
        table: &str,
        column: &str,
        person: PersonId,
    ) -> Result<Vec<Value>, StoreError> {
        // Names come from the schema, never from outside.
        let objects = match self.connection {
            Connection::Sqlite(_) => {
                let columns = on_db!(self, c => {
                    let mut query = statement(&*c, "SELECT name FROM pragma_table_info(");
                    query.push_bind(table.to_owned()).push(") ORDER BY cid");
                    query.build_query_as::<(String,)>().fetch_all(c).await?
                });
                let pair = |(name,): (String,)| {
                    format!(
                        "'{name}', CASE typeof(\"{name}\") WHEN 'blob' THEN lower(hex(\"{name}\")) ELSE \"{name}\" END"
                    )
                };
                let pairs: Vec<String> = columns.into_iter().map(pair).collect();
                format!("json_object({})", pairs.join(", "))
            }
            Connection::Postgres(_) => "CAST(row_to_json(t) AS TEXT)".to_owned(),
        };
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, &format!("SELECT {objects} FROM \"{table}\" t WHERE t.\"{column}\" = "));
            query.push_bind(person.0).push(" LIMIT 1000");
            query.build_query_as::<(String,)>().fetch_all(c).await?
        });
        Ok(rows
            .into_iter()
            .filter_map(|(text,)| serde_json::from_str(&text).ok())
            .collect())
    }
}
