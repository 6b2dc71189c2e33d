//! How does a file get from upload to done? In short transactions of some hundred rows, going on where a process died.

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{error, info};

use super::intake::{Batch, Intake};
use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::import::{ImportRun, ImportState, ParkedRow, ParkedState, Remark, Tally};
use crate::ids::{AccountId, ImportId, ParkedId};
use crate::import::mapping::Mapping;
use crate::import::{Fault, Kind, Source};
use crate::store::Tx;

/// Rows in the first transaction; the next ones follow how long it took.
const ROWS: usize = 100;
/// Fewest and most rows in one transaction.
const ROWS_BOUNDS: (usize, usize) = (20, 500);
/// How long a transaction shall take, so that whoever else writes need not wait.
const BATCH: TimeDelta = TimeDelta::milliseconds(300);
/// How long a process may be silent before another one goes on.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// Most different remarks that are kept about a file.
const REMARKS_MAX: usize = 100;

impl App {
    /// Keeps a file until its columns are matched.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn upload_import(
        &self,
        kind: Kind,
        file_name: &str,
        bytes: &[u8],
        by: Option<AccountId>,
    ) -> Result<ImportId, AppError> {
        let now = self.clock.now();
        let run = ImportRun {
            id: ImportId(self.ids.uuid(now)),
            kind: kind.as_str().to_owned(),
            file_name: crate::domain::text::single_line(file_name)
                .chars()
                .take(120)
                .collect(),
            state: ImportState::Matching,
            created_by: by,
            created_at: now,
            sheet: String::new(),
            bytes_total: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            bytes_done: 0,
            last_row: 0,
            tally: Tally::default(),
            remarks: Vec::new(),
            done_at: None,
            undone_at: None,
            kept: Vec::new(),
        };
        let mut tx = self.store.write().await?;
        tx.insert_import(&run, bytes).await?;
        tx.commit().await?;
        Ok(run.id)
    }

    /// Chooses kind and sheet, and remembers what the headers mean.
    ///
    /// # Errors
    /// `Conflict` when the file is past that.
    pub async fn match_import(
        &self,
        id: ImportId,
        kind: Kind,
        sheet: &str,
        said: Option<&Mapping>,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if !tx.choose_import_sheet(id, kind.as_str(), sheet).await? {
            return Err(AppError::Conflict("conflict-import-begun"));
        }
        if let Some(said) = said {
            let mut mapping = self.import_mapping(&mut tx, kind).await?;
            mapping.learn(said);
            let json = serde_json::to_value(&mapping).map_err(|e| AppError::Internal(e.into()))?;
            tx.set_import_mapping(kind.as_str(), &json, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Remembers what words mean: field, word and answer, an empty one for "nobody knows".
    ///
    /// # Errors
    /// When the store fails.
    pub async fn explain_words(&self, words: &[(String, String, String)]) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        for (field, word, answer) in words {
            tx.set_import_word(field, &crate::import::columns::plain(word), answer, now)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Lays a file aside before anything has happened.
    ///
    /// # Errors
    /// `Conflict` when it is past that.
    pub async fn discard_import(&self, id: ImportId) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        let run = tx.import_run(id).await?.ok_or(AppError::NotFound)?;
        if run.state != ImportState::Matching
            || !tx
                .close_import(id, ImportState::Discarded, &[], self.clock.now())
                .await?
        {
            return Err(AppError::Conflict("conflict-import-begun"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Begins taking a file in and returns at once; its page says how far it is.
    ///
    /// # Errors
    /// `Conflict` when it has begun already.
    pub async fn start_import(&self, id: ImportId) -> Result<(), AppError> {
        if !self.claim(id).await? {
            return Err(AppError::Conflict("conflict-import-begun"));
        }
        self.go_on(id, None, false);
        Ok(())
    }

    /// Takes a file in and waits for it.
    ///
    /// # Errors
    /// When the store fails; the file can be gone on with.
    pub async fn run_import(&self, id: ImportId) -> Result<(), AppError> {
        if !self.claim(id).await? {
            return Err(AppError::Conflict("conflict-import-begun"));
        }
        self.take_in(id).await
    }

    /// Goes on with files whose process died; called every minute.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn resume_imports(&self) -> Result<(), AppError> {
        let stalled = self.store.read().await?.stalled_imports(self.clock.now()).await?;
        for (id, undoing) in stalled {
            let claimed = if undoing {
                self.claim_undo(id).await?
            } else {
                self.claim(id).await?
            };
            if claimed {
                self.go_on(id, None, undoing);
            }
        }
        Ok(())
    }

    /// Works on a claimed file in the background.
    pub(super) fn go_on(&self, id: ImportId, by: Option<AccountId>, undoing: bool) {
        let app = self.clone();
        tokio::spawn(async move {
            let worked = if undoing {
                app.take_back(id, by).await
            } else {
                app.take_in(id).await
            };
            if let Err(fault) = worked {
                error!(import.id = %id, error = %fault, "a file could not be worked on; it is tried again in two minutes");
            }
        });
    }

    async fn claim(&self, id: ImportId) -> Result<bool, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let run = tx.import_run(id).await?.ok_or(AppError::NotFound)?;
        let claimed = tx.claim_import(id, run.bytes_total, now + LEASE, now).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    /// Reads a claimed file to its end.
    async fn take_in(&self, id: ImportId) -> Result<(), AppError> {
        let mut tx = self.store.read().await?;
        let mut run = tx.import_run(id).await?.ok_or(AppError::NotFound)?;
        let kind = Kind::parse(&run.kind).ok_or(AppError::NotFound)?;
        let bytes = tx.import_content(id).await?.ok_or(AppError::NotFound)?;
        let mapping = self.import_mapping(&mut tx, kind).await?;
        let lookup = self.import_lookup(&mut tx).await?;
        let sheet = run.sheet.clone();
        let opened =
            tokio::task::spawn_blocking(move || Source::open(&bytes, Some(&sheet)).map(Source::into_owned));
        let source = match opened.await.map_err(|e| AppError::Internal(e.into()))? {
            Ok(source) => source,
            Err(fail) => return self.refuse(&run, &[Fault::of_file(fail)]).await,
        };
        let actor = run.created_by.map_or(Actor::System, Actor::Account);
        let mut intake = match Intake::open(&source, kind, &mapping, &lookup, actor) {
            Ok(intake) => intake,
            Err(faults) => return self.refuse(&run, &faults).await,
        };
        intake.prepare(&mut tx).await?;
        drop(tx);
        intake.skip_to = u32::try_from(run.last_row).unwrap_or(u32::MAX);
        run.bytes_total = i64::try_from(source.bytes()).unwrap_or(i64::MAX);
        if run.last_row == 0 {
            remark(&mut run.remarks, intake.notes());
        }
        let mut rows = ROWS;
        loop {
            let mut batch = Batch::default();
            let mut tx = self.store.write().await?;
            let now = self.clock.now();
            self.apply_rows(&mut tx, &mut intake, &mut batch, rows, now)
                .await?;
            let rest = i64::try_from(intake.sheet.rest()).unwrap_or(0);
            run.bytes_done = (run.bytes_total - rest).max(0);
            let ended = batch.ended;
            self.keep_batch(&mut tx, &mut run, batch, actor, now).await?;
            if ended {
                return self.finish(tx, &run, now).await;
            }
            tx.commit().await?;
            rows = next_batch(rows, self.clock.now() - now);
            tokio::task::yield_now().await;
        }
    }

    /// Writes down what some rows came to, in the transaction that applied them.
    pub(super) async fn keep_batch(
        &self,
        tx: &mut Tx,
        run: &mut ImportRun,
        batch: Batch,
        actor: Actor,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.note_imported(tx, actor, &batch.changes, false).await?;
        let first = tx.next_import_change(run.id).await?;
        tx.insert_import_changes(run.id, first, &batch.changes).await?;
        for parked in batch.parked {
            let cells = parked.cells.into_iter().map(|(key, text)| (key.to_owned(), text));
            let question = super::parked::question(&parked.faults);
            let row = ParkedRow {
                id: ParkedId(self.ids.uuid(now)),
                run: run.id,
                kind: run.kind.clone(),
                row: i64::from(parked.row),
                cells: cells.collect(),
                question: question.to_owned(),
                state: ParkedState::Open,
                created_at: now,
            };
            tx.insert_parked(&row).await?;
        }
        run.last_row = run.last_row.max(i64::from(batch.last_row));
        run.tally.added += batch.tally.added;
        run.tally.changed += batch.tally.changed;
        run.tally.unchanged += batch.tally.unchanged;
        run.tally.parked += batch.tally.parked;
        run.tally.left_out += batch.tally.left_out;
        remark(&mut run.remarks, batch.notes);
        remark(&mut run.remarks, batch.faults);
        if !tx.advance_import(run, now + LEASE).await? {
            return Err(AppError::Conflict("conflict-changed-meanwhile"));
        }
        Ok(())
    }

    async fn finish(&self, mut tx: Tx, run: &ImportRun, now: DateTime<Utc>) -> Result<(), AppError> {
        tx.close_import(run.id, ImportState::Done, &run.remarks, now)
            .await?;
        if run.tally.parked > 0 {
            tx.supersede_parked(&run.kind, run.id, now).await?;
        }
        let detail = [
            ("added", run.tally.added.into()),
            ("changed", run.tally.changed.into()),
            ("parked", run.tally.parked.into()),
        ];
        let actor = run.created_by.map_or(Actor::System, Actor::Account);
        let action = format!("import.{}", run.kind);
        self.audit(&mut tx, now, actor, &action, "import", run.id.0, &detail)
            .await?;
        tx.commit().await?;
        info!(import.id = %run.id, import.kind = run.kind, added = run.tally.added, changed = run.tally.changed, parked = run.tally.parked, "a file was taken in");
        Ok(())
    }

    async fn refuse(&self, run: &ImportRun, faults: &[Fault]) -> Result<(), AppError> {
        let mut remarks = Vec::new();
        remark(&mut remarks, faults.to_vec());
        let mut tx = self.store.write().await?;
        tx.close_import(run.id, ImportState::Refused, &remarks, self.clock.now())
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// How many rows the next transaction takes, after one of `rows` took so long; a clock that stands changes nothing.
fn next_batch(rows: usize, took: TimeDelta) -> usize {
    let took = usize::try_from(took.num_milliseconds()).unwrap_or(0);
    let wanted = usize::try_from(BATCH.num_milliseconds()).unwrap_or(0);
    if took == 0 {
        return rows;
    }
    // Never more than twice as many: a single slow row says little.
    (rows * wanted / took)
        .min(rows * 2)
        .clamp(ROWS_BOUNDS.0, ROWS_BOUNDS.1)
}

/// Counts remarks with one sentence together.
fn remark(remarks: &mut Vec<Remark>, faults: Vec<Fault>) {
    for fault in faults {
        let mut args: Vec<(String, String)> = fault
            .args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        // The sentence about a column must name it.
        if let Some(column) = &fault.column
            && fault.code == "import-column-ignored"
        {
            args.push(("name".to_owned(), column.header.clone()));
        }
        let same = |r: &&mut Remark| r.code == fault.code && r.args == args;
        if let Some(known) = remarks.iter_mut().find(same) {
            known.count += 1;
        } else if remarks.len() < REMARKS_MAX {
            remarks.push(Remark {
                code: fault.code.into_owned(),
                args,
                row: fault.row.unwrap_or(0),
                count: 1,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transactions_follow_how_long_they_take() {
        let after = |rows, took| next_batch(rows, TimeDelta::milliseconds(took));
        assert_eq!(after(100, 0), 100, "a clock that stands");
        assert_eq!(after(100, 600), 50);
        assert_eq!(after(100, 10_000), 20, "never nothing");
        assert_eq!(after(100, 10), 200, "twice at most");
        assert_eq!(after(400, 1), 500);
    }
}
