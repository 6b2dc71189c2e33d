//! Which files were taken in, how far are they, and what did they change?

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::rows::{Page, Paged, Place, ROWS_AT_ONCE, position, statement};
use super::{StoreError, Tx};
use crate::domain::import::{ImportChange, ImportRun, ImportState, Kept, Remark, Subject, Tally};
use crate::ids::{AccountId, ImportId};

macro_rules! run_columns {
    () => {
        "SELECT id, kind, file_name, state, created_by, created_at, sheet, bytes_total, bytes_done, last_row, added,
                changed, unchanged, parked, left_out, remarks, done_at, undone_at, kept
         FROM import_run "
    };
}

#[derive(sqlx::FromRow)]
struct RunRow {
    id: Uuid,
    kind: String,
    file_name: String,
    state: String,
    created_by: Option<Uuid>,
    created_at: DateTime<Utc>,
    sheet: String,
    bytes_total: i64,
    bytes_done: i64,
    last_row: i64,
    added: i64,
    changed: i64,
    unchanged: i64,
    parked: i64,
    left_out: i64,
    remarks: Json<Vec<Remark>>,
    done_at: Option<DateTime<Utc>>,
    undone_at: Option<DateTime<Utc>>,
    kept: Json<Vec<Kept>>,
}

impl TryFrom<RunRow> for ImportRun {
    type Error = StoreError;

    fn try_from(row: RunRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "import_run",
            row: row.id,
        };
        Ok(Self {
            id: ImportId(row.id),
            state: at.word("state", &row.state, ImportState::parse)?,
            kind: row.kind,
            file_name: row.file_name,
            created_by: row.created_by.map(AccountId),
            created_at: row.created_at,
            sheet: row.sheet,
            bytes_total: row.bytes_total,
            bytes_done: row.bytes_done,
            last_row: row.last_row,
            tally: Tally {
                added: row.added,
                changed: row.changed,
                unchanged: row.unchanged,
                parked: row.parked,
                left_out: row.left_out,
            },
            remarks: row.remarks.0,
            done_at: row.done_at,
            undone_at: row.undone_at,
            kept: row.kept.0,
        })
    }
}

impl Tx {
    /// Adds a file with its bytes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_import(&mut self, run: &ImportRun, content: &[u8]) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO import_run (id, kind, file_name, state, created_by, created_at, sheet, bytes_total, bytes_done,
                                     last_row, added, changed, unchanged, parked, left_out, remarks, kept)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, 0, 0, 0, $9, $10)",
            run.id.0,
            &run.kind,
            &run.file_name,
            run.state.as_str(),
            run.created_by.map(|account| account.0),
            run.created_at,
            &run.sheet,
            run.bytes_total,
            Json(&run.remarks),
            Json(&run.kept),
        );
        execute!(
            self,
            "INSERT INTO import_file (run_id, content) VALUES ($1, $2)",
            run.id.0,
            content
        );
        Ok(())
    }

    /// The file with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_run(&mut self, id: ImportId) -> Result<Option<ImportRun>, StoreError> {
        let sql = concat!(run_columns!(), "WHERE id = $1");
        fetch_optional!(self, RunRow, sql, id.0)
            .map(ImportRun::try_from)
            .transpose()
    }

    /// One page of the files, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_runs(&mut self, page: Page) -> Result<Paged<ImportRun>, StoreError> {
        let sql = concat!(
            run_columns!(),
            "ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2"
        );
        let rows = fetch_all!(self, RunRow, sql, page.limit(), page.offset());
        let (total,) = fetch_one!(self, (i64,), "SELECT COUNT(*) FROM import_run");
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(ImportRun::try_from)
                .collect::<Result<_, _>>()?,
            total,
        })
    }

    /// The bytes of a file, as long as they are needed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_content(&mut self, id: ImportId) -> Result<Option<Vec<u8>>, StoreError> {
        let found = fetch_optional!(
            self,
            (Vec<u8>,),
            "SELECT content FROM import_file WHERE run_id = $1",
            id.0
        );
        Ok(found.map(|(content,)| content))
    }

    /// Chooses kind and sheet of a file whose columns are being matched; `false` when it is past that.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn choose_import_sheet(
        &mut self,
        id: ImportId,
        kind: &str,
        sheet: &str,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE import_run SET kind = $2, sheet = $3 WHERE id = $1 AND state = 'matching'",
            id.0,
            kind,
            sheet
        );
        Ok(changed == 1)
    }

    /// Begins taking a file in, or goes on with it when whoever did it is gone; `false` when it is not to be begun or
    /// someone is at it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_import(
        &mut self,
        id: ImportId,
        bytes_total: i64,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE import_run SET state = 'running', bytes_total = $2, claimed_until = $3
             WHERE id = $1 AND (state = 'matching' OR (state = 'running' AND claimed_until < $4))",
            id.0,
            bytes_total,
            until,
            now,
        );
        Ok(changed == 1)
    }

    /// Files whose taking in or taking back stopped in the middle, oldest first, and whether it is the latter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stalled_imports(&mut self, now: DateTime<Utc>) -> Result<Vec<(ImportId, bool)>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, String),
            "SELECT id, state FROM import_run WHERE state IN ('running', 'undoing') AND claimed_until < $1
             ORDER BY created_at, id LIMIT 20",
            now
        );
        Ok(rows
            .into_iter()
            .map(|(id, state)| (ImportId(id), state == "undoing"))
            .collect())
    }

    /// Notes how far a file is, in the transaction of the rows it tells of; `false` when it is no longer running.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn advance_import(
        &mut self,
        run: &ImportRun,
        until: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE import_run SET bytes_done = $2, last_row = $3, added = $4, changed = $5, unchanged = $6, parked = $7,
                                   left_out = $8, remarks = $9, claimed_until = $10
             WHERE id = $1 AND state IN ('running', 'done')",
            run.id.0,
            run.bytes_done,
            run.last_row,
            run.tally.added,
            run.tally.changed,
            run.tally.unchanged,
            run.tally.parked,
            run.tally.left_out,
            Json(&run.remarks),
            until,
        );
        Ok(changed == 1)
    }

    /// Ends a file in one of its last states and lets go of its bytes; `false` when it has ended already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_import(
        &mut self,
        id: ImportId,
        state: ImportState,
        remarks: &[Remark],
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE import_run SET state = $2, remarks = $3, done_at = $4, claimed_until = NULL
             WHERE id = $1 AND state IN ('matching', 'running')",
            id.0,
            state.as_str(),
            Json(remarks),
            now,
        );
        execute!(self, "DELETE FROM import_file WHERE run_id = $1", id.0);
        Ok(changed == 1)
    }

    /// Begins taking a file back, or goes on with it when whoever did it is gone; `false` when it is not one that can
    /// be taken back or someone is at it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_import_undo(
        &mut self,
        id: ImportId,
        done_after: DateTime<Utc>,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE import_run SET state = 'undoing', claimed_until = $3
             WHERE id = $1 AND ((state = 'done' AND done_at > $2) OR (state = 'undoing' AND claimed_until < $4))",
            id.0,
            done_after,
            until,
            now,
        );
        Ok(changed == 1)
    }

    /// Notes what could not be taken back so far, and whether that was all of it; `false` when nobody takes the file
    /// back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn advance_import_undo(
        &mut self,
        id: ImportId,
        kept: &[Kept],
        undone_at: Option<DateTime<Utc>>,
        until: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE import_run SET kept = $2, undone_at = $3, claimed_until = $4, state = $5
             WHERE id = $1 AND state = 'undoing'",
            id.0,
            Json(kept),
            undone_at,
            until,
            if undone_at.is_some() { "undone" } else { "undoing" },
        );
        Ok(changed == 1)
    }

    /// Writes down what a run changed, behind what it changed before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_import_changes(
        &mut self,
        run: ImportId,
        first: i64,
        changes: &[ImportChange],
    ) -> Result<(), StoreError> {
        let numbered: Vec<(&ImportChange, i64)> = changes.iter().zip(first..).collect();
        for some in numbered.chunks(ROWS_AT_ONCE) {
            on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "INSERT INTO import_change (run_id, position, subject_kind, subject_key, before_value, after_value) ",
                );
                query.push_values(some, |mut row, (change, number)| {
                    row.push_bind(run.0)
                        .push_bind(*number)
                        .push_bind(change.subject.as_str())
                        .push_bind(change.key.as_str())
                        .push_bind(change.before.as_ref().map(Json))
                        .push_bind(Json(&change.after));
                });
                query.build().execute(c).await?.rows_affected()
            });
        }
        Ok(())
    }

    /// Where the next change of a run is written down.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_import_change(&mut self, run: ImportId) -> Result<i64, StoreError> {
        let (next,) = fetch_one!(
            self,
            (i64,),
            "SELECT COALESCE(MAX(position) + 1, 0) FROM import_change WHERE run_id = $1",
            run.0
        );
        Ok(next)
    }

    /// Takes some of what a run changed off the list, the last first; none when nothing is left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_import_changes(
        &mut self,
        run: ImportId,
        limit: usize,
    ) -> Result<Vec<ImportChange>, StoreError> {
        #[derive(sqlx::FromRow)]
        struct ChangeRow {
            position: i64,
            subject_kind: String,
            subject_key: String,
            before_value: Option<Json<serde_json::Value>>,
            after_value: Json<serde_json::Value>,
        }
        let rows = fetch_all!(
            self,
            ChangeRow,
            "SELECT position, subject_kind, subject_key, before_value, after_value FROM import_change
             WHERE run_id = $1 ORDER BY position DESC LIMIT $2",
            run.0,
            position(limit),
        );
        if let Some(last) = rows.last() {
            execute!(
                self,
                "DELETE FROM import_change WHERE run_id = $1 AND position >= $2",
                run.0,
                last.position
            );
        }
        let at = Place {
            table: "import_change",
            row: run.0,
        };
        rows.into_iter()
            .map(|row| {
                Ok(ImportChange {
                    subject: at.word("subject_kind", &row.subject_kind, Subject::parse)?,
                    key: row.subject_key,
                    before: row.before_value.map(|json| json.0),
                    after: row.after_value.0,
                })
            })
            .collect()
    }

    /// Deletes what is only needed for a while: changes and bytes of files brought before `before`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_imports(&mut self, before: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "DELETE FROM import_change WHERE run_id IN (SELECT id FROM import_run WHERE created_at < $1)",
            before
        );
        execute!(
            self,
            "DELETE FROM import_file WHERE run_id IN
                 (SELECT id FROM import_run WHERE created_at < $1 AND state <> 'running')",
            before
        );
        execute!(
            self,
            "UPDATE import_run SET state = 'discarded', done_at = created_at WHERE state = 'matching' AND created_at < $1",
            before
        );
        Ok(())
    }
}
