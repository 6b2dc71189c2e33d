//! Which rows of files wait for an answer?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::rows::{Page, Paged, Place, Word, statement, words};
use super::{StoreError, Tx};
use crate::domain::import::{ParkedRow, ParkedState};
use crate::domain::text::fold;
use crate::ids::{AccountId, ImportId, ParkedId};

/// Which rows a list shows; only those that wait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParkedFilter {
    /// Words of the row.
    pub query: Option<String>,
    /// Kind of file.
    pub kind: Option<String>,
    /// Kind of question.
    pub question: Option<String>,
    /// File.
    pub run: Option<ImportId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    run_id: Uuid,
    kind: String,
    row_number: i64,
    cells: Json<BTreeMap<String, String>>,
    question: String,
    state: String,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for ParkedRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let at = Place {
            table: "import_parked",
            row: row.id,
        };
        Ok(Self {
            id: ParkedId(row.id),
            run: ImportId(row.run_id),
            kind: row.kind,
            row: row.row_number,
            cells: row.cells.0,
            question: row.question,
            state: at.word("state", &row.state, ParkedState::parse)?,
            created_at: row.created_at,
        })
    }
}

macro_rules! parked_columns {
    () => {
        "SELECT id, run_id, kind, row_number, cells, question, state, created_at FROM import_parked "
    };
}

impl Tx {
    /// Puts a row aside.
    ///
    /// # Errors
    /// When the database fails or the file is unknown.
    pub async fn insert_parked(&mut self, row: &ParkedRow) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO import_parked (id, run_id, kind, row_number, cells, question, search, state, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            row.id.0,
            row.run.0,
            &row.kind,
            row.row,
            Json(&row.cells),
            &row.question,
            search(&row.cells),
            row.state.as_str(),
            row.created_at,
        );
        Ok(())
    }

    /// Drops the rows of earlier files that wait with the same words as one of this file: the newer one is to be answered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn supersede_parked(
        &mut self,
        kind: &str,
        run: ImportId,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "UPDATE import_parked SET state = 'dropped', cells = $4, search = '', closed_at = $3
             WHERE kind = $1 AND state = 'open' AND run_id <> $2
               AND search IN (SELECT n.search FROM import_parked n WHERE n.run_id = $2 AND n.state = 'open')",
            kind,
            run.0,
            now,
            Json(BTreeMap::<String, String>::new()),
        ))
    }

    /// The row with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn parked(&mut self, id: ParkedId) -> Result<Option<ParkedRow>, StoreError> {
        let sql = concat!(parked_columns!(), "WHERE id = $1");
        fetch_optional!(self, Row, sql, id.0)
            .map(ParkedRow::try_from)
            .transpose()
    }

    /// One page of the rows that wait, by file and row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn parked_rows(
        &mut self,
        filter: &ParkedFilter,
        page: Page,
    ) -> Result<Paged<ParkedRow>, StoreError> {
        let words = words(filter.query.as_deref());
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, parked_columns!());
            push_filter(&mut query, filter, &words);
            query.push(" ORDER BY created_at, run_id, row_number, id LIMIT ").push_bind(page.limit());
            query.push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<Row>().fetch_all(c).await?
        });
        let total = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(*) FROM import_parked ");
            push_filter(&mut query, filter, &words);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        });
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(ParkedRow::try_from)
                .collect::<Result<_, _>>()?,
            total,
        })
    }

    /// The questions that are open and how many rows each holds up, of one file or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn parked_questions(
        &mut self,
        run: Option<ImportId>,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let mut rows = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT question, COUNT(*) FROM import_parked WHERE state = 'open'");
            if let Some(run) = run {
                query.push(" AND run_id = ").push_bind(run.0);
            }
            query.push(" GROUP BY question");
            query.build_query_as::<(String, i64)>().fetch_all(c).await?
        });
        rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(rows)
    }

    /// Writes what the office corrected in a row that still waits; `false` when it no longer does.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_parked(
        &mut self,
        id: ParkedId,
        cells: &BTreeMap<String, String>,
        question: &str,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE import_parked SET cells = $2, question = $3, search = $4 WHERE id = $1 AND state = 'open'",
            id.0,
            Json(cells),
            question,
            search(cells),
        );
        Ok(changed == 1)
    }

    /// Closes a row and empties it; `false` when it was closed already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_parked(
        &mut self,
        id: ParkedId,
        state: ParkedState,
        by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE import_parked SET state = $2, cells = $3, search = '', closed_at = $4, closed_by = $5
             WHERE id = $1 AND state = 'open'",
            id.0,
            state.as_str(),
            Json(BTreeMap::<String, String>::new()),
            now,
            by.map(|account| account.0),
        );
        Ok(changed == 1)
    }

    /// Drops every row of a file that still waits; returns how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_parked_of(&mut self, run: ImportId, now: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "UPDATE import_parked SET state = 'dropped', cells = $2, search = '', closed_at = $3
             WHERE run_id = $1 AND state = 'open'",
            run.0,
            Json(BTreeMap::<String, String>::new()),
            now,
        ))
    }
}

fn search(cells: &BTreeMap<String, String>) -> String {
    let all: Vec<&str> = cells.values().map(String::as_str).collect();
    fold(&all.join(" ")).chars().take(4000).collect()
}

fn push_filter<DB>(query: &mut QueryBuilder<DB>, filter: &ParkedFilter, words: &[Word])
where
    DB: Database,
    for<'a> &'a str: Encode<'a, DB> + Type<DB>,
    for<'a> Uuid: Encode<'a, DB> + Type<DB>,
{
    query.push("WHERE state = 'open'");
    for word in words {
        query
            .push(" AND search LIKE ")
            .push_bind(word.pattern.as_str())
            .push(r" ESCAPE '\'");
    }
    if let Some(kind) = &filter.kind {
        query.push(" AND kind = ").push_bind(kind.as_str());
    }
    if let Some(question) = &filter.question {
        query.push(" AND question = ").push_bind(question.as_str());
    }
    if let Some(run) = filter.run {
        query.push(" AND run_id = ").push_bind(run.0);
    }
}
