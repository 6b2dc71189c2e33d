//! What was a record before, who is editing it now, and is it in the archive?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::audit::{actor, actor_columns};
use super::rows::{Page, Paged, Place, ROWS_AT_ONCE, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::record::{Change, RecordAction, RecordKind, Revision};
use crate::ids::AccountId;

/// Somebody who has a form open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Name of the account.
    pub name: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A change made for many at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkChange {
    /// Key.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub account: AccountId,
    /// Kind of the records.
    pub kind: RecordKind,
    /// What was done, a code.
    pub action: String,
    /// With which value.
    pub value: String,
    /// How many records changed.
    pub changed: i64,
    /// When it was taken back, if it was.
    pub undone_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct RevisionRow {
    id: Uuid,
    at: DateTime<Utc>,
    actor_kind: String,
    actor_id: Option<Uuid>,
    kind: String,
    record: String,
    action: String,
    batch: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct BulkRow {
    id: Uuid,
    at: DateTime<Utc>,
    account_id: Uuid,
    kind: String,
    action: String,
    value: String,
    changed: i64,
    undone_at: Option<DateTime<Utc>>,
}

macro_rules! revision_columns {
    () => {
        "SELECT id, at, actor_kind, actor_id, kind, record, action, batch FROM revision "
    };
}

impl TryFrom<RevisionRow> for Revision {
    type Error = StoreError;

    fn try_from(row: RevisionRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "revision",
            row: row.id,
        };
        Ok(Self {
            id: row.id,
            at: row.at,
            actor: at.known("actor_kind", actor(&row.actor_kind, row.actor_id))?,
            kind: at.word("kind", &row.kind, RecordKind::parse)?,
            action: at.word("action", &row.action, RecordAction::parse)?,
            record: row.record,
            batch: row.batch,
            changes: Vec::new(),
        })
    }
}

impl Tx {
    /// Makes every other transaction that calls this for the same record wait until this one ends.
    ///
    /// # Errors
    /// When the database fails or the wait takes too long.
    pub async fn lock_record(&mut self, kind: RecordKind, record: &str) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO record_version (kind, record, version) VALUES ($1, $2, 1)
             ON CONFLICT (kind, record) DO UPDATE SET version = record_version.version + 1",
            kind.as_str(),
            record,
        );
        Ok(())
    }

    /// Adds an entry to a record's history, in the transaction of the change.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_revision(&mut self, revision: &Revision) -> Result<(), StoreError> {
        let (actor_kind, actor_id) = actor_columns(revision.actor);
        execute!(
            self,
            "INSERT INTO revision (id, at, actor_kind, actor_id, kind, record, action, batch)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            revision.id,
            revision.at,
            actor_kind,
            actor_id,
            revision.kind.as_str(),
            &revision.record,
            revision.action.as_str(),
            revision.batch,
        );
        for (change, position) in revision.changes.iter().zip(0_i64..) {
            execute!(
                self,
                "INSERT INTO revision_value (revision_id, position, field, before_value, after_value)
                 VALUES ($1, $2, $3, $4, $5)",
                revision.id,
                position,
                &change.field,
                &change.before,
                &change.after,
            );
        }
        Ok(())
    }

    /// Adds the first entry of many records' histories, which has no values.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_bare_revisions(&mut self, revisions: &[Revision]) -> Result<(), StoreError> {
        for some in revisions.chunks(ROWS_AT_ONCE) {
            on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "INSERT INTO revision (id, at, actor_kind, actor_id, kind, record, action, batch) ",
                );
                query.push_values(some, |mut row, revision| {
                    let (actor_kind, actor_id) = actor_columns(revision.actor);
                    row.push_bind(revision.id)
                        .push_bind(revision.at)
                        .push_bind(actor_kind)
                        .push_bind(actor_id)
                        .push_bind(revision.kind.as_str())
                        .push_bind(revision.record.as_str())
                        .push_bind(revision.action.as_str())
                        .push_bind(revision.batch);
                });
                query.build().execute(c).await?.rows_affected()
            });
        }
        Ok(())
    }

    /// One page of a record's history, newest first, with its values.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revisions(
        &mut self,
        kind: RecordKind,
        record: &str,
        page: Page,
    ) -> Result<Paged<Revision>, StoreError> {
        let sql = concat!(
            revision_columns!(),
            "WHERE kind = $1 AND record = $2 ORDER BY at DESC, id DESC LIMIT $3 OFFSET $4"
        );
        let rows = fetch_all!(
            self,
            RevisionRow,
            sql,
            kind.as_str(),
            record,
            page.limit(),
            page.offset()
        );
        let (total,) = fetch_one!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM revision WHERE kind = $1 AND record = $2",
            kind.as_str(),
            record,
        );
        Ok(Paged {
            rows: self.with_values(rows).await?,
            total,
        })
    }

    /// The parts of a change for many, in the order in which they were made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revisions_of_batch(&mut self, batch: Uuid) -> Result<Vec<Revision>, StoreError> {
        let sql = concat!(revision_columns!(), "WHERE batch = $1 ORDER BY id LIMIT 1000");
        let rows = fetch_all!(self, RevisionRow, sql, batch);
        self.with_values(rows).await
    }

    async fn with_values(&mut self, rows: Vec<RevisionRow>) -> Result<Vec<Revision>, StoreError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut revisions: Vec<Revision> = rows
            .into_iter()
            .map(Revision::try_from)
            .collect::<Result<_, _>>()?;
        if ids.is_empty() {
            return Ok(revisions);
        }
        let values = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT revision_id, field, before_value, after_value FROM revision_value WHERE revision_id IN ",
            );
            push_list!(query, &ids);
            query.push(" ORDER BY revision_id, position");
            query.build_query_as::<(Uuid, String, String, String)>().fetch_all(c).await?
        });
        for (id, field, before, after) in values {
            if let Some(revision) = revisions.iter_mut().find(|r| r.id == id) {
                revision.changes.push(Change { field, before, after });
            }
        }
        Ok(revisions)
    }

    /// Forgets the values in a record's history; the lines themselves stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_values(&mut self, kind: RecordKind, record: &str) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM revision_value
             WHERE revision_id IN (SELECT id FROM revision WHERE kind = $1 AND record = $2)",
            kind.as_str(),
            record,
        ))
    }

    /// Forgets values older than `values`, and who had a form open before `forms`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_old_revisions(
        &mut self,
        values: DateTime<Utc>,
        forms: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "DELETE FROM revision_value WHERE revision_id IN (SELECT id FROM revision WHERE at < $1)",
            values,
        );
        execute!(self, "DELETE FROM editing WHERE seen_at < $1", forms);
        Ok(())
    }

    /// Notes that an account has the form of a record open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_editing(
        &mut self,
        kind: &str,
        record: &str,
        account: AccountId,
        now: DateTime<Utc>,
        alive_after: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO editing (kind, record, account_id, since, seen_at) VALUES ($1, $2, $3, $4, $4)
             ON CONFLICT (kind, record, account_id) DO UPDATE SET
                 since = CASE WHEN editing.seen_at < $5 THEN excluded.since ELSE editing.since END,
                 seen_at = excluded.seen_at",
            kind,
            record,
            account.0,
            now,
            alive_after,
        );
        Ok(())
    }

    /// Takes that note back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_editing(
        &mut self,
        kind: &str,
        record: &str,
        account: AccountId,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "DELETE FROM editing WHERE kind = $1 AND record = $2 AND account_id = $3",
            kind,
            record,
            account.0,
        );
        Ok(())
    }

    /// Who else has the form of a record open, seen after `alive_after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn editors(
        &mut self,
        kind: &str,
        record: &str,
        without: AccountId,
        alive_after: DateTime<Utc>,
    ) -> Result<Vec<Editor>, StoreError> {
        let rows = fetch_all!(
            self,
            (String, DateTime<Utc>),
            "SELECT a.name, e.since FROM editing e JOIN account a ON a.id = e.account_id
             WHERE e.kind = $1 AND e.record = $2 AND e.account_id <> $3 AND e.seen_at > $4
             ORDER BY e.since, a.id LIMIT 10",
            kind,
            record,
            without.0,
            alive_after,
        );
        Ok(rows
            .into_iter()
            .map(|(name, since)| Editor { name, since })
            .collect())
    }

    /// Puts a record into the archive; `false` when it is there already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn archive_record(
        &mut self,
        kind: RecordKind,
        record: &str,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let added = execute!(
            self,
            "INSERT INTO archived (kind, record, at, account_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            kind.as_str(),
            record,
            now,
            account.0,
        );
        Ok(added == 1)
    }

    /// Takes a record out of the archive; `false` when it is not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn restore_record(&mut self, kind: RecordKind, record: &str) -> Result<bool, StoreError> {
        let gone = execute!(
            self,
            "DELETE FROM archived WHERE kind = $1 AND record = $2",
            kind.as_str(),
            record
        );
        Ok(gone == 1)
    }

    /// The keys of the archived records of a kind.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn archived(
        &mut self,
        kind: RecordKind,
    ) -> Result<std::collections::BTreeSet<String>, StoreError> {
        let rows = fetch_all!(
            self,
            (String,),
            "SELECT record FROM archived WHERE kind = $1 ORDER BY record LIMIT 50000",
            kind.as_str()
        );
        Ok(rows.into_iter().map(|(record,)| record).collect())
    }

    /// Whether a record is in the archive.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_archived(&mut self, kind: RecordKind, record: &str) -> Result<bool, StoreError> {
        let found = fetch_optional!(
            self,
            (i64,),
            "SELECT CAST(1 AS BIGINT) FROM archived WHERE kind = $1 AND record = $2",
            kind.as_str(),
            record,
        );
        Ok(found.is_some())
    }

    /// Writes down a change for many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_bulk_change(&mut self, change: &BulkChange) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO bulk_change (id, at, account_id, kind, action, value, changed) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            change.id,
            change.at,
            change.account.0,
            change.kind.as_str(),
            &change.action,
            &change.value,
            change.changed,
        );
        Ok(())
    }

    /// A change for many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bulk_change(&mut self, id: Uuid) -> Result<Option<BulkChange>, StoreError> {
        let row = fetch_optional!(
            self,
            BulkRow,
            "SELECT id, at, account_id, kind, action, value, changed, undone_at FROM bulk_change WHERE id = $1",
            id,
        );
        row.map(|row| {
            let at = Place {
                table: "bulk_change",
                row: row.id,
            };
            Ok(BulkChange {
                id: row.id,
                at: row.at,
                account: AccountId(row.account_id),
                kind: at.word("kind", &row.kind, RecordKind::parse)?,
                action: row.action,
                value: row.value,
                changed: row.changed,
                undone_at: row.undone_at,
            })
        })
        .transpose()
    }

    /// Notes that a change for many is taken back; `false` when it was already or is older than `not_before`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn undo_bulk_change(
        &mut self,
        id: Uuid,
        now: DateTime<Utc>,
        not_before: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE bulk_change SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL AND at >= $3",
            id,
            now,
            not_before,
        );
        Ok(changed == 1)
    }
}
