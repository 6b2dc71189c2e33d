//! What does a file hold, what do its headers mean, and which words need asking? Nothing is changed by looking.

use std::sync::Arc;

use super::{App, AppError, scans};
use crate::domain::import::{ImportRun, ImportState};
use crate::ids::ImportId;
use crate::import::columns::{Column, columns};
use crate::import::mapping::{Guess, Mapping};
use crate::import::preview::preview;
use crate::import::scan::{Scan, scan, scan_headers};
use crate::import::source::sheets;
use crate::import::{Kind, Source, csv};

/// Rows of a file that are shown.
const PREVIEW_ROWS: usize = 5;

/// One header of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderView {
    /// Letter of the column.
    pub letter: String,
    /// As it stands there.
    pub name: String,
    /// Key of the column it means or probably means; empty when it is not read.
    pub key: String,
    /// Whether that is a guess.
    pub guessed: bool,
    /// What stands below it in the first rows.
    pub examples: Vec<String>,
}

/// A file before it is taken in.
#[derive(Clone, Debug)]
pub struct ImportCheck {
    /// The file.
    pub run: ImportRun,
    /// Its kind.
    pub kind: Kind,
    /// Sheets to choose from; none for a text.
    pub sheets: Vec<String>,
    /// Its headers.
    pub headers: Vec<HeaderView>,
    /// What they mean, guesses included.
    pub mapping: Mapping,
    /// Whether rows stand on red.
    pub has_marked: bool,
    /// Columns a header can mean.
    pub columns: &'static [Column],
    /// What it would bring; of a file whose columns are looked at only what is wrong with the file.
    pub scan: Arc<Scan>,
    /// Names to choose from, for explaining words: languages, programmes, districts, organisations.
    pub languages: Vec<String>,
    /// Programmes.
    pub programmes: Vec<String>,
    /// Districts.
    pub districts: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
}

impl App {
    /// Looks at the headers of a file whose columns are being matched, and at its first rows. A file that cannot be
    /// read as a table has what is wrong in `scan.file` and no headers.
    ///
    /// # Errors
    /// `NotFound` for a file that is past that.
    pub async fn import_columns(&self, id: ImportId) -> Result<ImportCheck, AppError> {
        self.looked_at(id, false).await
    }

    /// The same, and what the whole file would bring.
    ///
    /// # Errors
    /// As [`App::import_columns`].
    pub async fn import_check(&self, id: ImportId) -> Result<ImportCheck, AppError> {
        self.looked_at(id, true).await
    }

    async fn looked_at(&self, id: ImportId, whole: bool) -> Result<ImportCheck, AppError> {
        let mut tx = self.store.read().await?;
        let run = tx.import_run(id).await?.ok_or(AppError::NotFound)?;
        let kind = Kind::parse(&run.kind).ok_or(AppError::NotFound)?;
        let bytes = tx
            .import_content(id)
            .await?
            .filter(|_| run.state == ImportState::Matching)
            .ok_or(AppError::NotFound)?;
        let stored = self.import_mapping(&mut tx, kind).await?;
        let lookup = self.import_lookup(&mut tx).await?;
        drop(tx);
        let scans = self.scans.clone();
        let check = tokio::task::spawn_blocking(move || {
            let mut check = ImportCheck {
                kind,
                sheets: sheets(&bytes).unwrap_or_default(),
                headers: Vec::new(),
                mapping: stored,
                has_marked: false,
                columns: columns(kind),
                scan: Arc::default(),
                languages: lookup.language_choices(),
                programmes: lookup.programme_choices(),
                districts: lookup.district_choices(),
                organisations: lookup.organisation_choices(),
                run,
            };
            // A workbook of ours has a sheet for each kind.
            if check.run.sheet.is_empty() && check.sheets.iter().any(|s| s == kind.sheet()) {
                kind.sheet().clone_into(&mut check.run.sheet);
            }
            match Source::open(&bytes, Some(&check.run.sheet)) {
                Ok(source) => {
                    check.has_marked = source.has_marked();
                    check.headers = headers(&source, kind, &mut check.mapping);
                    check.scan = if whole {
                        let key = scans::key(&check.run, kind, &check.mapping, &lookup);
                        scans.get(&key).unwrap_or_else(|| {
                            let found = Arc::new(scan(&source, kind, &check.mapping, &lookup));
                            scans.put(key, Arc::clone(&found));
                            found
                        })
                    } else {
                        Arc::new(scan_headers(&source, kind, &check.mapping, &lookup))
                    };
                }
                Err(fail) => {
                    check.scan = Arc::new(Scan {
                        file: vec![crate::import::Fault::of_file(fail)],
                        ..Scan::default()
                    });
                }
            }
            check
        });
        check.await.map_err(|error| AppError::Internal(error.into()))
    }
}

/// The headers with what they mean; guesses are written into the mapping, each column once.
fn headers(source: &Source<'_>, kind: Kind, mapping: &mut Mapping) -> Vec<HeaderView> {
    let table = preview(source, kind, mapping, PREVIEW_ROWS);
    let sure: Vec<&str> = table
        .headers
        .iter()
        .filter_map(|name| mapping.column(kind, name))
        .map(|c| c.key)
        .collect();
    let mut taken: Vec<&str> = sure;
    let mut views = Vec::new();
    for (position, name) in table.headers.iter().enumerate().filter(|(_, n)| !n.is_empty()) {
        let guess = mapping.guess(kind, name);
        let column = match guess {
            Guess::Likely(column) if taken.contains(&column.key) && !column.splits => None,
            other => other.column(),
        };
        let guessed = matches!(guess, Guess::Likely(_)) && column.is_some();
        if let Some(column) = column.filter(|_| guessed) {
            taken.push(column.key);
        }
        let key = column.map_or("", |c| c.key).to_owned();
        if !matches!(guess, Guess::Known(_)) {
            mapping
                .headers
                .insert(crate::import::columns::plain(name), key.clone());
        }
        let examples = table.rows.iter().filter_map(|row| row.get(position));
        views.push(HeaderView {
            letter: csv::letter(position),
            name: name.clone(),
            key,
            guessed,
            examples: examples.filter(|t| !t.is_empty()).cloned().collect(),
        });
    }
    views
}
