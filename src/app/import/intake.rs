//! How do the rows of a table go in, some at a time?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::import::{ImportChange, Subject, Tally};
use crate::domain::person::Person;
use crate::ids::PersonId;
use crate::import::mapping::Mapping;
use crate::import::people_index::PeopleIndex;
use crate::import::places::Way;
use crate::import::sheet::{Line, Parked, Sheet};
use crate::import::{Fault, Kind, Lookup, Source, organisations, people, requests};
use crate::store::Tx;

/// A table that is being taken in, and what is known from its rows so far.
pub(super) struct Intake<'s> {
    pub(super) kind: Kind,
    pub(super) sheet: Sheet<'s>,
    pub(super) lookup: &'s Lookup,
    pub(super) people: PeopleIndex,
    pub(super) seen: Seen,
    /// The ways of a file of travel times: only all of them say which direction is missing.
    pub(super) ways: Vec<Way>,
    /// Who takes it in.
    pub(super) actor: Actor,
    /// Rows up to this one were taken in before.
    pub(super) skip_to: u32,
}

/// What must not come twice in a file.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) codes: BTreeMap<String, u32>,
    pub(super) pairs: BTreeMap<(String, String), u32>,
    pub(super) people: people::Seen,
    pub(super) organisations: organisations::Seen,
    pub(super) requests: requests::Seen,
}

/// What some rows came to.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) tally: Tally,
    pub(super) changes: Vec<ImportChange>,
    pub(super) parked: Vec<Parked>,
    pub(super) notes: Vec<Fault>,
    /// What is wrong with the file as a whole.
    pub(super) faults: Vec<Fault>,
    /// The last row that was read.
    pub(super) last_row: u32,
    /// Whether there are no more.
    pub(super) ended: bool,
}

/// What a record did to what was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Added,
    Changed,
    None,
}

impl<'s> Intake<'s> {
    /// Understands the header of a table.
    pub(super) fn open(
        source: &'s Source<'_>,
        kind: Kind,
        mapping: &'s Mapping,
        lookup: &'s Lookup,
        actor: Actor,
    ) -> Result<Self, Vec<Fault>> {
        Ok(Self {
            kind,
            sheet: Sheet::open(source, kind, mapping, lookup.answers())?,
            lookup,
            people: PeopleIndex::default(),
            seen: Seen::default(),
            ways: Vec::new(),
            actor,
            skip_to: 0,
        })
    }

    /// Reads what the rows are compared with.
    pub(super) async fn prepare(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        if matches!(self.kind, Kind::People | Kind::Assignments | Kind::Exclusions) {
            self.people = PeopleIndex::new(tx.people_keys().await?);
        }
        Ok(())
    }

    /// What there is to say about the header.
    pub(super) fn notes(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.sheet.notes)
    }
}

impl Batch {
    /// The record of a line that is to be applied; anything else about the line is noted.
    pub(super) fn take<T>(&mut self, line: Line<T>, skip_to: u32) -> Option<T> {
        self.last_row = self.last_row.max(line.row);
        if line.row <= skip_to {
            return None;
        }
        self.notes.extend(line.notes);
        match line.read {
            Ok(record) => Some(record),
            Err(parked) => {
                self.tally.parked += 1;
                self.parked.push(parked);
                None
            }
        }
    }

    /// The end of the table, or of what is read of it.
    pub(super) fn end(&mut self, fault: Option<Fault>) {
        self.faults.extend(fault);
        self.ended = true;
    }

    pub(super) fn count(&mut self, change: Change) {
        match change {
            Change::Added => self.tally.added += 1,
            Change::Changed => self.tally.changed += 1,
            Change::None => self.tally.unchanged += 1,
        }
    }

    /// Writes down what became of a record; nothing when it is as it was.
    pub(super) fn note_change<T: Serialize + PartialEq>(
        &mut self,
        subject: Subject,
        key: String,
        before: Option<&T>,
        after: &T,
    ) -> Result<Change, AppError> {
        if before == Some(after) {
            return Ok(Change::None);
        }
        let json = |value: &T| serde_json::to_value(value).map_err(|e| AppError::Internal(e.into()));
        self.changes.push(ImportChange {
            subject,
            key,
            before: before.map(json).transpose()?,
            after: json(after)?,
        });
        Ok(if before.is_some() {
            Change::Changed
        } else {
            Change::Added
        })
    }

    /// The people of this batch who were there before, for rows that name one twice.
    pub(super) fn whole_people(people: Vec<Person>) -> BTreeMap<PersonId, Person> {
        people.into_iter().map(|person| (person.id, person)).collect()
    }
}

/// Runs a block for the record of each of the next lines, at most `$most` of them.
macro_rules! each_record {
    ($intake:expr, $batch:expr, $most:expr, $read:expr, |$record:ident| $apply:block) => {
        for _ in 0..$most {
            match $intake.sheet.next($read) {
                Ok(Some(line)) => {
                    let skip_to = $intake.skip_to;
                    if let Some($record) = $batch.take(line, skip_to) {
                        $apply
                    }
                }
                Ok(None) => {
                    $batch.end(None);
                    break;
                }
                Err(fault) => {
                    $batch.end(Some(*fault));
                    break;
                }
            }
        }
    };
}
pub(super) use each_record;

impl App {
    /// Takes the next rows in, at most `most`, in the caller's transaction.
    pub(super) async fn apply_rows(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let before = intake.sheet.skipped;
        match intake.kind {
            Kind::Districts => self.apply_districts(tx, intake, batch, most).await?,
            Kind::Travel => self.apply_travel(tx, intake, batch, most).await?,
            Kind::Languages => self.apply_languages(tx, intake, batch, most).await?,
            Kind::Fallbacks => self.apply_fallbacks(tx, intake, batch, most).await?,
            Kind::Programmes => self.apply_programmes(tx, intake, batch, most).await?,
            Kind::Holidays => self.apply_holidays(tx, intake, batch, most).await?,
            Kind::MovableDays => self.apply_movable_days(tx, intake, batch, most).await?,
            Kind::Assignments => self.apply_assignments(tx, intake, batch, most, now).await?,
            Kind::Organisations => self.apply_organisations(tx, intake, batch, most, now).await?,
            Kind::People => self.apply_people(tx, intake, batch, most, now).await?,
            Kind::Requests => self.apply_requests(tx, intake, batch, most, now).await?,
            Kind::Regimes
            | Kind::ProgrammeRules
            | Kind::ProofRules
            | Kind::Tariffs
            | Kind::Funding
            | Kind::Refusals
            | Kind::OfficeDays
            | Kind::Rooms
            | Kind::Exclusions => self.apply_rules(tx, intake, batch, most, now).await?,
        }
        batch.tally.left_out += i64::try_from(intake.sheet.skipped - before).unwrap_or(0);
        if batch.ended && intake.sheet.is_blank() && batch.faults.is_empty() {
            batch
                .faults
                .push(Fault::of_file(crate::import::fault::Fail::new("import-no-rows")));
        }
        Ok(())
    }
}
