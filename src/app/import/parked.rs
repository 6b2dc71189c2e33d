//! A row that was put aside is looked at, corrected and taken in, or dropped.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::intake::{Batch, Intake};
use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::import::{ImportState, ParkedRow, ParkedState};
use crate::ids::{AccountId, ImportId, ParkedId};
use crate::import::columns::{Column, columns};
use crate::import::mapping::Mapping;
use crate::import::scan::faults_of;
use crate::import::{Fault, Kind, Source};
use crate::store::{Page, Paged, ParkedFilter};

/// Rows that are tried again at one go.
const RETRIED_MAX: i64 = 500;

/// A row that waits, with what is wrong with it now.
#[derive(Clone, Debug)]
pub struct ParkedView {
    /// The row.
    pub row: ParkedRow,
    /// Its kind.
    pub kind: Kind,
    /// The columns of its kind.
    pub columns: &'static [Column],
    /// What is wrong with it, now that words may have been explained. Empty: it can be taken in as it is.
    pub faults: Vec<Fault>,
}

/// What became of a row that was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Solved {
    /// It was taken in.
    TakenIn,
    /// It still has faults; what was corrected is kept.
    Faults(Vec<Fault>),
}

/// What kind of question a fault is; the lists of the office are narrowed by it.
pub(super) fn question(faults: &[Fault]) -> &'static str {
    let Some(first) = faults.first() else {
        return "other";
    };
    if crate::import::answers::subject(first).is_some() {
        return "words";
    }
    let code = first.code.as_ref();
    match code {
        "import-marked" => "marked",
        "import-required" | "import-language-level" | "import-needs-language" | "import-no-end" => "missing",
        "import-unreachable"
        | "import-channel-email"
        | "import-channel-phone"
        | "rejection-phone"
        | "rejection-email"
        | "rejection-email-not-ascii"
        | "import-several-emails"
        | "import-several-phones"
        | "import-scientific" => "reach",
        "import-duplicate" | "import-duplicate-reference" => "double",
        _ if [
            "date",
            "time",
            "absence",
            "availability",
            "weekday",
            "duration",
            "future",
        ]
        .iter()
        .any(|part| code.contains(part)) =>
        {
            "dates"
        }
        _ => "other",
    }
}

impl App {
    /// One page of the rows that wait.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn parked_views(
        &self,
        filter: &ParkedFilter,
        page: Page,
    ) -> Result<Paged<ParkedView>, AppError> {
        let mut tx = self.store.read().await?;
        let rows = tx.parked_rows(filter, page).await?;
        let lookup = self.import_lookup(&mut tx).await?;
        let view = |row: ParkedRow| {
            let kind = Kind::parse(&row.kind)?;
            Some(ParkedView {
                faults: faults_of(kind, &row.cells, &lookup),
                columns: columns(kind),
                kind,
                row,
            })
        };
        Ok(Paged {
            total: rows.total,
            rows: rows.rows.into_iter().filter_map(view).collect(),
        })
    }

    /// A row that waits.
    ///
    /// # Errors
    /// `NotFound` when it does not wait any more.
    pub async fn parked_view(&self, id: ParkedId) -> Result<ParkedView, AppError> {
        let mut tx = self.store.read().await?;
        let row = tx.parked(id).await?.ok_or(AppError::NotFound)?;
        let kind = Kind::parse(&row.kind)
            .filter(|_| row.state == ParkedState::Open)
            .ok_or(AppError::NotFound)?;
        let lookup = self.import_lookup(&mut tx).await?;
        Ok(ParkedView {
            faults: faults_of(kind, &row.cells, &lookup),
            columns: columns(kind),
            kind,
            row,
        })
    }

    /// Takes a row in as corrected; with faults left, the correction is kept and they are returned.
    ///
    /// # Errors
    /// `NotFound` when the row does not wait any more, or its file was taken back.
    pub async fn solve_parked(
        &self,
        id: ParkedId,
        cells: BTreeMap<String, String>,
        by: Option<AccountId>,
    ) -> Result<Solved, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let row = tx.parked(id).await?.ok_or(AppError::NotFound)?;
        let kind = Kind::parse(&row.kind)
            .filter(|_| row.state == ParkedState::Open)
            .ok_or(AppError::NotFound)?;
        let known = |key: &str| columns(kind).iter().any(|c| c.key == key);
        let cells: BTreeMap<String, String> = cells
            .into_iter()
            .filter(|(key, text)| known(key) && !text.trim().is_empty())
            .collect();
        let mut run = tx.import_run(row.run).await?.ok_or(AppError::NotFound)?;
        if !matches!(run.state, ImportState::Done | ImportState::Running) {
            return Err(AppError::NotFound);
        }
        let lookup = self.import_lookup(&mut tx).await?;
        let (source, mapping) = (Source::of_cells(kind, &cells), Mapping::default());
        let mut batch = Batch::default();
        let actor = by.map_or(Actor::System, Actor::Account);
        match Intake::open(&source, kind, &mapping, &lookup, actor) {
            Ok(mut intake) => {
                intake.prepare(&mut tx).await?;
                while !batch.ended {
                    self.apply_rows(&mut tx, &mut intake, &mut batch, 10, now).await?;
                }
            }
            Err(faults) => batch.faults = faults,
        }
        let mut faults = std::mem::take(&mut batch.faults);
        faults.extend(batch.parked.drain(..).flat_map(|row| row.faults));
        if !faults.is_empty() {
            if !tx.update_parked(id, &cells, question(&faults)).await? {
                return Err(AppError::NotFound);
            }
            tx.commit().await?;
            return Ok(Solved::Faults(faults));
        }
        batch.last_row = 0;
        batch.tally.parked = -1;
        self.keep_batch(&mut tx, &mut run, batch, actor, now).await?;
        if !tx.close_parked(id, ParkedState::Solved, by, now).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        Ok(Solved::TakenIn)
    }

    /// Drops a row: its content is gone.
    ///
    /// # Errors
    /// `NotFound` when it does not wait any more.
    pub async fn drop_parked(&self, id: ParkedId, by: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if !tx.close_parked(id, ParkedState::Dropped, Some(by), now).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Tries the rows that wait once more, after words were explained or organisations added; returns how many went
    /// in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn retry_parked(
        &self,
        run: Option<ImportId>,
        by: Option<AccountId>,
    ) -> Result<usize, AppError> {
        let filter = ParkedFilter {
            run,
            ..ParkedFilter::default()
        };
        let mut solved = 0;
        let views = self.parked_views(&filter, Page::first(RETRIED_MAX)).await?;
        for view in views.rows {
            // What stands on red needs a person to decide.
            if !view.faults.is_empty() || view.row.question == "marked" {
                continue;
            }
            match self.solve_parked(view.row.id, view.row.cells, by).await {
                Ok(Solved::TakenIn) => solved += 1,
                // Somebody else was faster, or two of these rows do not go together.
                Ok(Solved::Faults(_)) | Err(AppError::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(solved)
    }

    /// When the last day ends on which a file can be taken back.
    pub fn import_undo_until(done_at: DateTime<Utc>) -> DateTime<Utc> {
        done_at + super::undo::UNDO_TIME
    }
}
