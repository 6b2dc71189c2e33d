//! A file of the office is taken in: row by row, each either understood and stored or put aside with its question.
//!
//! The same file twice changes nothing: people are known by name and address, requests by their reference. What a file
//! changed is written down, so that it can be taken back for a day.
//!
//! - `intake` reads a table and applies its rows in batches, `places`, `people`, `requests` and `rules` some kinds each;
//!   `history` writes down what became of each record;
//! - `runs` brings a file from upload to done, in short transactions, and goes on where a process died;
//! - `check` says before anything happens what a file holds; `parked`, `undo` and `doubles` are what comes after.

mod agreed;
mod calendars;
mod check;
mod doubles;
mod history;
mod intake;
mod parked;
mod people;
mod places;
mod requests;
mod rules;
mod runs;
mod scans;
mod undo;

pub use check::{HeaderView, ImportCheck};
pub use doubles::{DoubleView, Merged};
pub use parked::{ParkedView, Solved};
pub(super) use scans::Scans;

pub use crate::import::columns::plain as plain_header;
pub use crate::import::mapping::{Mapping as ImportMapping, Marked as ImportMarked};
pub use crate::import::text::BYTES_MAX as IMPORT_BYTES_MAX;
pub use crate::import::{Fault as ImportFault, Kind as ImportKind};

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::import::Tally;
use crate::import::answers::Answers;
use crate::import::mapping::Mapping;
use crate::import::{Fault, Kind, KnownOrganisation, Lookup, Source, workbook};
use crate::store::{OrganisationFilter, Page, Tx};
use intake::{Batch, Intake};

/// A file to start from: `csv` or `xlsx`; `None` for another form.
///
/// # Errors
/// When the workbook cannot be written.
pub fn template_file(kind: Kind, form: &str) -> Result<Option<Vec<u8>>, AppError> {
    match form {
        "csv" => Ok(Some(crate::import::template(kind))),
        "xlsx" => {
            let written = workbook::template(kind).map_err(|e| AppError::Internal(e.into()))?;
            Ok(Some(written))
        }
        _ => Ok(None),
    }
}

/// What became of a file that was taken in as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// What became of its rows.
    pub tally: Tally,
    /// What the office should know but need not change.
    pub notes: Vec<Fault>,
    /// Everything wrong with the file. Taken in as a whole, nothing was changed when there is one.
    pub faults: Vec<Fault>,
}

impl App {
    /// Takes a file in, all of it or, when a row has a fault, nothing: in one transaction. With `dry_run` everything
    /// is tried and nothing kept. A file with faults is no error: the report names them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn import(
        &self,
        kind: Kind,
        bytes: &[u8],
        sheet: Option<&str>,
        dry_run: bool,
    ) -> Result<ImportReport, AppError> {
        let now = self.clock.now();
        let source = match Source::open(bytes, sheet) {
            Ok(source) => source,
            Err(fail) => {
                return Ok(ImportReport {
                    faults: vec![Fault::of_file(fail)],
                    ..ImportReport::default()
                });
            }
        };
        let mut tx = self.store.write().await?;
        let lookup = self.import_lookup(&mut tx).await?;
        let mapping = self.import_mapping(&mut tx, kind).await?;
        let mut intake = match Intake::open(&source, kind, &mapping, &lookup, Actor::System) {
            Ok(intake) => intake,
            Err(faults) => {
                return Ok(ImportReport {
                    faults,
                    ..ImportReport::default()
                });
            }
        };
        intake.prepare(&mut tx).await?;
        let mut batch = Batch::default();
        while !batch.ended {
            self.apply_rows(&mut tx, &mut intake, &mut batch, 1000, now)
                .await?;
            if !batch.parked.is_empty() {
                // Nothing will be kept; only the other faults are still of interest.
                batch.changes.clear();
            }
        }
        let mut notes = intake.notes();
        notes.extend(batch.notes);
        let mut faults = batch.faults;
        let parked = batch.parked.into_iter();
        faults.extend(
            parked
                .flat_map(|row| row.faults)
                .take(crate::import::fault::FAULTS_MAX),
        );
        let report = ImportReport {
            tally: batch.tally,
            notes,
            faults,
        };
        if dry_run || !report.faults.is_empty() {
            return Ok(report);
        }
        self.note_imported(&mut tx, Actor::System, &batch.changes, false)
            .await?;
        let detail = [
            ("added", report.tally.added.into()),
            ("changed", report.tally.changed.into()),
        ];
        let (action, subject) = (format!("import.{kind}"), self.ids.uuid(now));
        self.audit(&mut tx, now, Actor::System, &action, "file", subject, &detail)
            .await?;
        tx.commit().await?;
        Ok(report)
    }

    /// What the headers of a kind of file mean, as far as the office has said.
    async fn import_mapping(&self, tx: &mut Tx, kind: Kind) -> Result<Mapping, AppError> {
        let stored = tx.import_mapping(kind.as_str()).await?;
        serde_json::from_value(stored).map_err(|error| AppError::Internal(error.into()))
    }

    /// What the words of a file are looked up in.
    async fn import_lookup(&self, tx: &mut Tx) -> Result<Lookup, AppError> {
        let today = self
            .clock
            .now()
            .with_timezone(&self.config.time_zone)
            .date_naive();
        let mut locations = tx.locations().await?;
        let mut contacts = tx.contacts().await?;
        let mut known = Vec::new();
        let mut page = Page::first(Page::MAX_SIZE);
        loop {
            let rows = tx.organisations(&OrganisationFilter::default(), page).await?.rows;
            if rows.is_empty() {
                break;
            }
            known.extend(rows.into_iter().map(|organisation| {
                KnownOrganisation {
                    locations: locations
                        .extract_if(.., |l| l.organisation == organisation.id)
                        .collect(),
                    contacts: contacts
                        .extract_if(.., |c| c.organisation == organisation.id)
                        .collect(),
                    organisation,
                }
            }));
            page.number += 1;
        }
        let (programmes, languages) = (tx.programmes().await?, tx.languages().await?);
        let districts = tx.districts().await?;
        let answers = Answers::new(tx.import_words().await?);
        let zone = self.config.time_zone;
        let sources = tx.funding_sources().await?.into_iter();
        let mut regimes: Vec<(String, String)> = Vec::new();
        for regime in tx.cap_regimes().await?.into_iter().rev() {
            // The latest name holds.
            if regimes.iter().all(|(id, _)| *id != regime.id) {
                regimes.push((regime.id, regime.name_de));
            }
        }
        regimes.reverse();
        Ok(Lookup::new(today, zone, programmes, languages, districts, known)
            .with_funding(sources.map(|s| (s.id, s.name)).collect())
            .with_regimes(regimes)
            .with_answers(answers))
    }
}
